#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include <gangway/task.h>

#include "journal.h"
#include "resilience.gw.h"

namespace resilience {

/// Lets in whose token is good, for as long as it is.
template <class Client>
gangway::Reply<void> admit(const Client& client, const ResilienceHandshake& handshake) {
  if (!handshake.until) return {};
  if (*handshake.until <= std::chrono::system_clock::now()) {
    return gangway::Error{gangway::ErrorCode::Unauthenticated, "the token has run out"};
  }
  client.expires_at(*handshake.until);
  return {};
}

class Root final : public ResilienceRootHandler {
 public:
  gangway::Reply<void> on_join_namespace(ResilienceRootClient client,
                                         ResilienceHandshake handshake) override {
    client.session().user = handshake.user;
    return admit(client, handshake);
  }
  gangway::Reply<void> on_refresh_namespace(ResilienceRootClient client,
                                            ResilienceHandshake handshake) override {
    return admit(client, handshake);
  }

  gangway::Reply<std::string> on_who_am_i(ResilienceRootClient client) override {
    return client.session().user;
  }
  gangway::Reply<std::string> on_echo(ResilienceRootClient, Echo echo) override {
    return std::move(echo.text);
  }
  gangway::Reply<void> on_slow(ResilienceRootClient, Slow slow) override {
    co_await gangway::sleep_for(slow.for_);
  }
  gangway::Stream<std::uint32_t> on_count(ResilienceRootClient, Count count) override {
    for (std::uint32_t n = 1; n <= count.to; ++n) {
      if (count.every.count() > 0) co_await gangway::sleep_for(count.every);
      co_yield n;
    }
  }
  gangway::Reply<std::uint32_t> on_collect(ResilienceRootClient,
                                           gangway::ClientStream<std::uint32_t> numbers) override {
    std::uint32_t last = 0;
    while (const auto number = co_await numbers.next()) {
      if (*number != ++last) throw gangway::Error{gangway::ErrorCode::InvalidPayload, "out of order"};
    }
    co_return last;
  }
  gangway::Reply<bool> on_ask_me(ResilienceRootClient client, AskMe ask) override {
    co_return co_await client.confirm(ask.question);
  }
};

/// It takes a while before the entry is made, and after: a server that is killed is so in each of the two.
class Bank final : public BankHandler {
 public:
  explicit Bank(Journal& journal) : journal_(journal) {}

  gangway::Reply<void> on_join_namespace(BankClient client, ResilienceHandshake handshake) override {
    return admit(client, handshake);
  }
  gangway::Reply<void> on_refresh_namespace(BankClient client, ResilienceHandshake handshake) override {
    return admit(client, handshake);
  }

  gangway::Reply<std::uint64_t> on_add(BankClient, Add add) override {
    co_await gangway::sleep_for(kWhile);
    const auto before = journal_.entries();
    const auto balance = journal_.add(add.id, add.amount);
    tell(before);
    co_await gangway::sleep_for(kWhile);
    co_return balance;
  }
  gangway::Reply<std::uint64_t, Broke> on_spend(BankClient, Spend spend) override {
    co_await gangway::sleep_for(kWhile);
    if (spend.amount > journal_.balance()) throw Broke{journal_.balance()};
    const auto before = journal_.entries();
    const auto balance = journal_.spend(spend.id, spend.amount);
    tell(before);
    co_await gangway::sleep_for(kWhile);
    co_return balance;
  }
  gangway::Reply<std::uint64_t> on_entries(BankClient) override { return journal_.entries(); }

 private:
  static constexpr std::chrono::milliseconds kWhile{12};

  void tell(std::uint64_t before) {
    if (journal_.entries() != before) all().booked(journal_.entries());
  }

  Journal& journal_;
};

}  // namespace resilience
