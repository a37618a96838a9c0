#pragma once

#include <cctype>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gangway/call.h>
#include <gangway/error_filter.h>
#include <gangway/interceptor.h>
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

/// Where layers write down that they were passed.
using Passed = std::vector<std::string>;

class Enhanced final : public EnhancedHandler {
 public:
  explicit Enhanced(Passed& passed) : passed_(passed) {}

  gangway::Reply<bool> never(EnhancedClient, const gangway::CallInfo&) override { return false; }
  /// A coroutine, as guards that ask a database are.
  gangway::Reply<bool> named(EnhancedClient, const gangway::CallInfo& call, std::string name) override {
    passed_.push_back("guard");
    co_await gangway::sleep_for(1ms);
    co_return call.payload().find('"' + name + '"') != std::string_view::npos;
  }
  gangway::Reply<std::string> shout(EnhancedClient, std::string text) override {
    passed_.push_back("pipe");
    if (text == "bad") return gangway::Error{gangway::ErrorCode::InvalidPayload, "not that"};
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
  }

  gangway::Reply<void> on_guarded(EnhancedClient, Test) override {
    throw std::logic_error("a guard stands here");
  }
  gangway::Reply<std::string> on_named(EnhancedClient, Test test) override { return test.test; }
  gangway::Reply<std::string> on_piped(EnhancedClient, Piped piped) override { return piped.text; }
  gangway::Reply<std::string> on_intercepted(EnhancedClient) override { return "x"; }
  gangway::Reply<void, Boom> on_filtered(EnhancedClient) override { return Boom{"boom"}; }
  gangway::Reply<std::vector<std::string>> on_layers(EnhancedClient, Layers layers) override {
    passed_.push_back("handler " + layers.test);
    if (layers.fail) throw std::runtime_error("a secret of the server");
    return std::vector<std::string>{};
  }

 private:
  Passed& passed_;
};

/// Writes down `layers`, and puts brackets around what `intercepted` answers.
class Brackets final : public gangway::Interceptor {
 public:
  explicit Brackets(Passed& passed) : passed_(passed) {}

  gangway::Reply<void> before(gangway::CallInfo& call) override {
    if (call.event() == "layers") passed_.push_back("before");
    return {};
  }
  gangway::Reply<void> after(gangway::CallInfo& call, gangway::CallResult& result) override {
    if (call.event() == "intercepted") result.replace("\"[x] of " + std::string(call.event()) + "\"");
    if (call.event() != "layers") return {};
    passed_.push_back("after");
    if (result.ok()) result.replace(nlohmann::json(std::exchange(passed_, {})).dump());
    return {};
  }

 private:
  Passed& passed_;
};

/// Says what fails in other words.
class OtherWords final : public gangway::ErrorFilter {
 public:
  explicit OtherWords(Passed& passed) : passed_(passed) {}

  gangway::Reply<bool> on_error(gangway::CallInfo& call, gangway::CallFailure& failure) override {
    if (call.event() == "filtered") failure.message = "filtered: " + std::string(call.event());
    if (call.event() == "layers") {
      passed_.push_back("filter");
      failure.message = nlohmann::json(std::exchange(passed_, {})).dump();
    }
    return true;
  }

 private:
  Passed& passed_;
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
