#pragma once

#include <string>
#include <vector>

#include <gangway/task.h>

#include "leaving.gw.h"

namespace leaving {

/// Begins calls of each kind that do not end by themselves, and counts what of them is alive.
class Calls final : public CallsHandler {
 public:
  gangway::Reply<void> on_join_namespace(CallsClient) override {
    ++clients_;
    return {};
  }
  void on_leave_namespace(CallsClient client, gangway::LeaveReason) override {
    --clients_;
    if (!client.is_in(Hall{"hall"})) return;
    --in_hall_;
    all().in(Hall{"hall"}).entered(in_hall_);
  }

  gangway::Reply<void> on_enter(CallsClient client, Enter enter) override {
    client.join(Hall{enter.name});
    if (enter.name == "hall") ++in_hall_;
    return {};
  }
  gangway::Reply<void> on_sleep(CallsClient, Sleep sleep) override {
    const Counted counted(coroutines_);
    co_await nap(sleep.hours);
  }
  gangway::Reply<void> on_deferred(CallsClient) override {
    auto ack = gangway::deferred<void>();
    auto reply = ack.reply();
    acks_.push_back(std::move(ack));
    return reply;
  }
  gangway::Stream<std::uint32_t> on_ticks(CallsClient) override {
    const Counted counted(coroutines_);
    for (std::uint32_t n = 0;; ++n) {
      co_yield n;
      co_await gangway::sleep_for(std::chrono::milliseconds(1));
    }
  }
  gangway::Stream<std::string> on_flood(CallsClient) override {
    const Counted counted(coroutines_);
    const std::string kilobyte(1024, 'x');
    while (true) co_yield kilobyte;
  }
  gangway::Reply<bool> on_ask(CallsClient client) override {
    const Counted counted(coroutines_);
    co_return co_await client.confirm().with_timeout(std::chrono::hours(1));
  }
  gangway::Reply<Alive> on_alive(CallsClient) override {
    return Alive{.coroutines = coroutines_, .clients = clients_, .in_hall = in_hall_};
  }

 private:
  struct Counted {
    explicit Counted(std::uint32_t& of) : count(of) { ++count; }
    Counted(const Counted&) = delete;
    ~Counted() { --count; }
    std::uint32_t& count;
  };

  gangway::Task<void> nap(std::uint32_t hours) {
    const Counted counted(coroutines_);
    co_await gangway::sleep_for(std::chrono::hours(hours));
  }

  std::uint32_t coroutines_ = 0;
  std::uint32_t clients_ = 0;
  std::uint32_t in_hall_ = 0;
  std::vector<gangway::Ack<void>> acks_;
};

}  // namespace leaving
