#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gangway/http.h"
#include "protocol/session.h"
#include "protocol/websocket/deflate_budget.h"

namespace gangway::protocol {

using Headers = HttpHeaders;
using gangway::HttpRequest;
using gangway::HttpResponse;

/// A WebSocket upgrade that was agreed to.
struct Accepted {
  std::shared_ptr<Session> session;
  std::string subprotocol;      ///< Echoed to the client; empty for none.
  std::size_t max_message = 0;  ///< Bytes of one message, after inflation; more closes with 1009.
  /// Agree to permessage-deflate where the client offers it and this has the memory for it; null: never.
  std::shared_ptr<websocket::DeflateBudget> deflate = {};
};

/// The application behind a listener: what the transport asks about each HTTP request, on the loop that the
/// connection is on.
class Host {
 public:
  virtual ~Host() = default;
  [[nodiscard]] virtual std::variant<Accepted, HttpResponse> upgrade(HttpRequest request) = 0;

  /// A request that is no upgrade. `answer` is to be called once, on the loop's thread, now or later. An
  /// answer that comes after the connection went is dropped; until it comes, its connection takes no other
  /// request.
  virtual void respond(HttpRequest request, std::function<void(const HttpResponse&)> answer) = 0;
};

}  // namespace gangway::protocol
