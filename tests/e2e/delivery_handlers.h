#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <gangway/task.h>

#include "deliveries.gw.h"

namespace delivery {

class Root final : public DeliveryRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(DeliveryRootClient client, Handshake handshake) override {
    client.session().user = handshake.user;
    ++client.session().joins;
    return {};
  }

  gangway::Reply<void> on_enter(DeliveryRootClient client, Enter enter) override {
    client.join(Lane{enter.lane});
    return {};
  }
  gangway::Reply<void> on_listen(DeliveryRootClient client) override {
    client.join(Slow{});
    return {};
  }
  gangway::Reply<std::uint32_t> on_joins(DeliveryRootClient client) override { return client.session().joins; }

  gangway::Reply<void> on_talk(DeliveryRootClient, Talk talk) override {
    for (std::uint32_t n = 1; n <= talk.to; ++n) {
      all().in(Lane{talk.lane}).said(n);
      if (talk.every.count() > 0) co_await gangway::sleep_for(talk.every);
    }
  }
  gangway::Reply<void> on_count(DeliveryRootClient, Count count) override {
    for (std::uint32_t n = 1; n <= count.to; ++n) all().counted(n);
    return {};
  }

  gangway::Reply<void> on_flood(DeliveryRootClient, Flood flood) override {
    const std::string filler(flood.bytes, 'x');
    const auto slow = all().in(Slow{});
    for (std::uint32_t n = 1; n <= flood.to; ++n) {
      if (flood.event == "kept") slow.kept(n, filler);
      if (flood.event == "pointed") slow.pointed(n, filler);
      if (flood.event == "priced") slow.priced(n % 10, n, filler);
      if (flood.event == "scrolled") slow.scrolled(n, filler);
      if (flood.event == "hinted") slow.hinted(n, filler);
      // Others have their turn, and what the socket takes is sent.
      if (n % 16 == 0) co_await gangway::sleep_for(std::chrono::milliseconds(1));
    }
  }
  gangway::Reply<std::uint32_t> on_echo(DeliveryRootClient, Echo echo) override { return echo.n; }

  gangway::Reply<void> on_nudge(DeliveryRootClient, Nudge) override {
    ++nudged_;
    return {};
  }
  gangway::Reply<std::uint32_t> on_nudged(DeliveryRootClient) override { return nudged_; }

 private:
  std::uint32_t nudged_ = 0;
};

}  // namespace delivery
