#pragma once

#include <optional>
#include <string>
#include <vector>

#include "market.h"
#include "ticker.gw.h"

namespace demo::ticker {

/// The ticker's one handler.
class Prices final : public PricesHandler {
 public:
  /// Moves every price and tells those who watch it. On the server's thread.
  void tick() {
    for (const auto& [symbol, quotes] : market_.all()) all().in(Watchers{symbol}).quote(market_.move(symbol));
  }

  gangway::Reply<std::vector<Quote>> on_symbols(PricesClient) override {
    std::vector<Quote> latest;
    for (const auto& [symbol, quotes] : market_.all()) latest.push_back(quotes.back());
    return latest;
  }

  gangway::Reply<std::vector<Quote>, NoSuchSymbol> on_watch(PricesClient client, Watch watch) override {
    for (const std::string& symbol : watch.symbols) {
      if (!market_.has(symbol)) return NoSuchSymbol{symbol};  // all of them or none
    }
    std::vector<Quote> latest;
    for (const std::string& symbol : watch.symbols) {
      client.join(Watchers{symbol});
      latest.push_back(market_.latest(symbol));
    }
    return latest;
  }

  gangway::Reply<void> on_unwatch(PricesClient client, Unwatch unwatch) override {
    for (const std::string& symbol : unwatch.symbols) client.leave(Watchers{symbol});
    return {};
  }

  gangway::Stream<Quote, NoSuchSymbol> on_history(PricesClient, History history) override {
    const std::string& symbol = history.symbol;
    if (!market_.has(symbol)) throw NoSuchSymbol{symbol};
    // By number, looked up anew each time: prices come and old ones go while the client reads.
    const auto& quotes = market_.all().at(symbol);
    const std::size_t end = market_.forgotten(symbol) + quotes.size();
    for (std::size_t next = market_.forgotten(symbol); next < end; ++next) {
      next = std::max(next, market_.forgotten(symbol));
      const Quote quote = quotes[next - market_.forgotten(symbol)];
      co_yield quote;
    }
  }

 private:
  Market market_;
};

}  // namespace demo::ticker
