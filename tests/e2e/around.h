#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <gangway/call.h>
#include <gangway/error_filter.h>
#include <gangway/interceptor.h>
#include <gangway/task.h>

#include "around.gw.h"

namespace e2e::around {

/// Writes down in the client's session what comes by.
class Desk final : public DeskHandler {
 public:
  gangway::Reply<void> on_join_namespace(DeskClient, Handshake) override { return {}; }

  /// Takes its time for some, so that coroutines are guards, too.
  gangway::Reply<bool> named(DeskClient client, const gangway::CallInfo& call) override {
    client.session().steps.push_back("guard Named");
    if (call.is_join() && client.handshake().user == "slow") {
      co_await gangway::sleep_for(std::chrono::milliseconds(20));
    }
    co_return !client.handshake().user.empty();
  }
  gangway::Reply<bool> has_role(DeskClient client, const gangway::CallInfo&, Role role) override {
    client.session().steps.push_back("guard HasRole");
    return client.handshake().role == role;
  }
  gangway::Reply<std::string> shout(DeskClient client, std::string value) override {
    client.session().steps.push_back("pipe " + value);
    if (value == "rude") return gangway::Error{gangway::ErrorCode::InvalidPayload, "mind your words"};
    for (char& c : value) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return value;
  }

  gangway::Reply<std::vector<std::string>> on_steps(DeskClient client) override {
    return std::exchange(client.session().steps, {});
  }
  gangway::Reply<std::string, Closed> on_say(DeskClient client, Say say) override {
    client.session().steps.push_back("handler " + say.line.text);
    if (say.line.text == "CLOSED") return Closed{.until = "monday"};
    if (say.line.text == "FAULT") throw std::runtime_error("a secret of the server");
    return say.line.text;
  }
  gangway::Reply<std::vector<std::string>> on_all(DeskClient, All all) override {
    std::vector<std::string> texts{all.title.value_or("")};
    for (const Line& line : all.lines) texts.push_back(line.text);
    return texts;
  }
  gangway::Reply<std::string> on_manage(DeskClient) override { return "done"; }
  gangway::Reply<std::string> on_short(DeskClient, Short text) override { return text.text; }
  gangway::Stream<std::uint32_t> on_count(DeskClient, Count count) override {
    for (std::uint32_t i = 1; i <= count.to; ++i) co_yield i;
  }
};

inline std::vector<std::string>& steps_of(const gangway::CallInfo& call) {
  return DeskClient(call.client().member()).session().steps;
}

/// Says its name around calls; makes something else of one reply.
class Witness final : public gangway::Interceptor {
 public:
  explicit Witness(std::string name) : name_(std::move(name)) {}
  gangway::Reply<void> before(gangway::CallInfo& call) override {
    if (is_told(call)) steps_of(call).push_back("before " + name_);
    if (call.event() == "count") co_await gangway::sleep_for(std::chrono::milliseconds(1));
  }
  gangway::Reply<void> after(gangway::CallInfo& call, gangway::CallResult& result) override {
    if (is_told(call)) steps_of(call).push_back("after " + name_);
    if (name_ == "desk" && result.value() == R"("HELLO")") result.replace(R"("hello to you")");
    if (name_ == "desk" && result.value() == R"("BROKEN")") result.replace("7");
    return {};
  }

 private:
  static bool is_told(const gangway::CallInfo& call) { return !call.is_join() && call.event() != "steps"; }
  std::string name_;
};

class Polite final : public gangway::ErrorFilter {
 public:
  explicit Polite(std::string name) : name_(std::move(name)) {}
  gangway::Reply<bool> on_error(gangway::CallInfo& call, gangway::CallFailure& failure) override {
    if (!call.is_join()) steps_of(call).push_back("filter " + name_ + " " + failure.code);
    if (name_ == "gateway" && !failure.exception.empty()) failure.message = "sorry";
    return name_ == "gateway";
  }

 private:
  std::string name_;
};

}  // namespace e2e::around
