#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "../protocol/board.h"
#include "board.gw.client.h"
#include "gangway/testing.h"

namespace test::board {

using namespace std::chrono_literals;

/// A client that knows who it is on the canvas.
struct Guest final : BoardClientApi {
  Guest(gangway::client::Target target, std::string user) : BoardClientApi(std::move(target)) {
    canvas.set_handshake({.user = std::move(user)});
  }
};

/// A testing server that serves the board.
class Kit {
 public:
  explicit Kit(gangway::ServerOptions options = {}) : server(std::move(options)) {
    server.serve(Board{.root = root, .canvas = canvas, .page = page});
  }

  Guest guest(std::string user, gangway::client::Options options = {}) {
    return Guest(server.target(std::move(options)), std::move(user));
  }

  Root root;
  Canvas canvas;
  Page page;
  gangway::testing::Server server;
};

/// The code that a call failed with; empty where it did not.
template <class Call>
std::string code_of(const Call& call) {
  return std::string(call.result().code());
}

}  // namespace test::board
