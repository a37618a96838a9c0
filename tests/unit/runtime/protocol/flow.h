#pragma once

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "board.h"
#include "flow.gw.h"

namespace test::flow {

/// Counts what is alive: one in each coroutine frame, and in whatever else a call makes.
class Alive {
 public:
  explicit Alive(int& count) : count_(&count) { ++*count_; }
  Alive(const Alive& other) : count_(other.count_) { ++*count_; }
  Alive& operator=(const Alive&) = delete;
  ~Alive() { --*count_; }

 private:
  int* count_;
};

class Ends final : public EndsHandler {
 public:
  gangway::Reply<void> on_join_namespace(EndsClient, Handshake) override { return {}; }

  gangway::Reply<void> on_note(EndsClient, Note note) override {
    const Alive frame(alive);
    ++started;
    if (note.how == "wait") co_await for_ever();
    if (note.how == "throw") throw std::runtime_error("secret");
  }
  gangway::Reply<std::uint32_t, Full> on_value(EndsClient, Value value) override {
    ++started;
    if (value.how == "error") return Full{1};
    if (value.how == "throw") throw std::runtime_error("secret");
    return 1;
  }
  gangway::Reply<std::uint32_t, Full> on_task(EndsClient, Task task) override { return run(task.how); }
  gangway::Reply<bool> patient(EndsClient, const gangway::CallInfo& call) override {
    const Alive frame(alive);
    if (call.payload().find("throw") != std::string_view::npos) throw std::runtime_error("secret");
    const bool waits = call.payload().find("wait") != std::string_view::npos;
    co_await gangway::sleep_for(waits ? std::chrono::hours(24) : std::chrono::milliseconds(1));
    co_return true;
  }
  gangway::Reply<std::uint32_t, Full> on_guarded(EndsClient, Guarded guarded) override {
    ++started;
    if (guarded.how == "error") return Full{1};
    return 1;
  }
  gangway::Reply<std::uint32_t, Full> on_guarded_sum(EndsClient client,
                                                     gangway::ClientStream<std::string> items) override {
    return on_sum(client, std::move(items));
  }
  gangway::Reply<std::uint32_t, Full> on_beside(EndsClient, Beside beside) override {
    return run(beside.how);
  }
  gangway::Reply<std::uint32_t, Full> on_also(EndsClient, Also also) override { return run(also.how); }
  gangway::Reply<std::uint32_t, Full> on_deferred(EndsClient, Deferred deferred) override {
    ++started;
    auto ack = gangway::deferred<std::uint32_t, Full>();
    auto reply = ack.reply();
    if (deferred.how == "return") ack(1);
    if (deferred.how == "error") ack(Full{1});
    if (deferred.how == "throw") throw std::runtime_error("secret");
    if (deferred.how == "wait") acks.push_back(std::move(ack));
    return reply;
  }
  gangway::Reply<std::uint32_t, Full> on_asking(EndsClient client, Asking asking) override {
    const Alive frame(alive);
    ++started;
    if (asking.how == "wait") co_await client.confirm("?").with_timeout(std::chrono::hours(1));
    co_return finish(asking.how);
  }
  gangway::Stream<std::uint32_t, Full> on_items(EndsClient, Items items) override {
    const Alive frame(alive);
    ++started;
    co_await gangway::sleep_for(std::chrono::milliseconds(1));
    if (items.how == "wait") co_await for_ever();
    co_yield finish(items.how);
    if (items.how == "late") co_await for_ever();
  }
  gangway::Reply<std::uint32_t, Full> on_sum(EndsClient, gangway::ClientStream<std::string> items) override {
    const Alive frame(alive);
    ++started;
    while (const auto how = co_await items.next()) {
      if (*how != "wait") co_return finish(*how);
    }
    co_return 0;
  }
  gangway::Stream<std::uint32_t, Full> on_echoes(EndsClient,
                                                 gangway::ClientStream<std::string> items) override {
    const Alive frame(alive);
    ++started;
    while (const auto how = co_await items.next()) {
      if (*how == "return") co_return;
      if (*how != "wait") finish(*how);
    }
  }
  gangway::Reply<std::string> on_hurried(EndsClient client) override {
    try {
      co_await client.hurry();
      co_return "answered";
    } catch (const gangway::CallError& error) {
      co_return error.code();
    }
  }

  int alive = 0;
  int started = 0;
  std::vector<gangway::Ack<std::uint32_t, Full>> acks;

 private:
  static gangway::sleep_for for_ever() { return gangway::sleep_for(std::chrono::hours(24)); }
  static std::uint32_t finish(const std::string& how) {
    if (how == "error") throw Full{1};
    if (how == "throw") throw std::runtime_error("secret");
    return 1;
  }
  gangway::Reply<std::uint32_t, Full> run(std::string how) {
    const Alive frame(alive);
    ++started;
    co_await gangway::sleep_for(how == "wait" ? std::chrono::hours(24) : std::chrono::milliseconds(1));
    co_return finish(how);
  }
};

class Often final : public OftenHandler {
 public:
  gangway::Reply<void> on_join_namespace(OftenClient client, Handshake handshake) override {
    client.session().user = handshake.user;
    if (handshake.user == "slow") co_await gangway::sleep_for(std::chrono::milliseconds(100));
    if (handshake.user == "nobody") throw gangway::Error{gangway::ErrorCode::Forbidden, "no"};
  }
  gangway::Reply<void> on_one(OftenClient) override { return {}; }
  gangway::Reply<void> on_other(OftenClient) override { return {}; }
  gangway::Reply<void> on_own(OftenClient) override { return {}; }
  gangway::Reply<void> on_by_address(OftenClient) override { return {}; }
  gangway::Reply<void> on_by_user(OftenClient) override { return {}; }
  gangway::Reply<void> on_by_account(OftenClient) override { return {}; }
  gangway::Reply<void> on_sign_in(OftenClient client, SignIn sign_in) override {
    client.session().account = sign_in.account;
    return {};
  }
};

class Free final : public FreeHandler {
 public:
  gangway::Reply<void> on_join_namespace(FreeClient, Handshake) override { return {}; }
  gangway::Reply<void> on_ping(FreeClient) override { return {}; }
};

/// A server of this gateway without sockets.
class FlowTable {
 public:
  explicit FlowTable(gangway::Limits limits = {}) {
    auto context = std::make_shared<gangway::detail::ServerContext>();
    context->loops = {executor};
    context->limits = limits;
    gateway = std::make_shared<gangway::detail::Gateway>(
        Flow{.ends = ends, .often = often, .free = free}.binding(), context);
  }

  void run_posted() const { executor->run_posted(); }

  std::shared_ptr<gangway::testing::ManualExecutor> executor = gangway::testing::ManualExecutor::make();
  gangway::detail::CurrentExecutor current{executor};
  Ends ends;
  Often often;
  Free free;
  std::shared_ptr<gangway::detail::Gateway> gateway;
};

}  // namespace test::flow
