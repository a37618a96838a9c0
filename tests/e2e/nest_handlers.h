#pragma once

#include <limits>
#include <stdexcept>
#include <string>

#include <gangway/task.h>

#include "handlers.h"
#include "nest.gw.h"
#include "worker.h"

namespace nest {

using namespace std::chrono_literals;

/// Stands for the gateways of NestJS's own tests.
class Root final : public NestRootHandler {
 public:
  explicit Root(e2e::Worker& worker) : worker_(worker) {}

  void on_leave_namespace(NestRootClient, gangway::LeaveReason reason) override {
    e2e::note("left nest", to_string(reason));
  }

  gangway::Reply<Test> on_push(NestRootClient, Test test) override { return test; }
  gangway::Reply<void> on_push_pop(NestRootClient client, Test test) override {
    client.pop(test);
    return {};
  }
  gangway::Reply<nlohmann::json> on_echo(NestRootClient, Echo echo) override { return echo.value; }
  gangway::Reply<void> on_quiet(NestRootClient) override { return {}; }
  gangway::Stream<std::uint32_t, Boom> on_list(NestRootClient, List list) override {
    for (std::uint32_t i = 0; i < list.count; ++i) {
      if (list.fail_after && *list.fail_after == i) throw Boom{"in the middle"};
      co_yield i;
    }
  }
  gangway::Stream<std::uint32_t> on_later_list(NestRootClient, LaterList list) override {
    co_await gangway::sleep_for(10ms);
    for (std::uint32_t i = 0; i < list.count; ++i) co_yield i;
  }
  gangway::Reply<void, Boom> on_boom(NestRootClient) override { return Boom{"boom"}; }
  gangway::Reply<void, Coded> on_coded(NestRootClient) override { return Coded{7}; }
  gangway::Reply<void> on_fault(NestRootClient) override {
    throw std::runtime_error("a secret of the server");
  }
  gangway::Reply<double> on_unencodable(NestRootClient) override {
    return std::numeric_limits<double>::infinity();
  }
  gangway::Reply<std::string> on_slow(NestRootClient, Slow slow) override {
    co_await gangway::sleep_for(slow.wait);
    co_return slow.name;
  }
  gangway::Reply<std::string> on_validated(NestRootClient, Validated validated) override {
    return validated.string_prop;
  }
  gangway::Reply<std::string> on_get_client(NestRootClient) override { return "getClient"; }
  gangway::Reply<std::string, Boom> on_manual_ack(NestRootClient, ManualAck wanted) override {
    auto ack = gangway::deferred<std::string, Boom>();
    auto reply = ack.reply();
    worker_.submit([ack = std::move(ack), wanted]() mutable {
      if (wanted.should_succeed) {
        ack("done");
      } else {
        ack(Boom{"Operation failed"});
      }
      ack("a second answer");
    });
    return reply;
  }
  gangway::Reply<std::uint32_t> on_sequence(NestRootClient client) override {
    return ++client.session().calls;
  }

 private:
  e2e::Worker& worker_;
};

/// The gateway beside it: refuses, throws and takes its time where its handshake says so.
class Two final : public NestTwoRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(NestTwoRootClient, Handshake handshake) override {
    if (handshake.token == "throw") throw std::runtime_error("a secret of the server");
    co_await gangway::sleep_for(handshake.wait);
    if (handshake.token == "late throw") throw std::runtime_error("a secret of the server");
    if (handshake.token == "wrong") throw gangway::Error{gangway::ErrorCode::Unauthenticated, "Unauthorized"};
  }
  gangway::Reply<std::string> on_push(NestTwoRootClient, Test test) override { return "two: " + test.test; }
};

class TestSpace final : public TestHandler {
 public:
  gangway::Reply<void> on_join_namespace(TestClient, Handshake) override { return {}; }
  gangway::Reply<std::string> on_push(TestClient, nest::Test test) override { return "test: " + test.test; }
};

}  // namespace nest
