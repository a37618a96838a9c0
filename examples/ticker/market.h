#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <deque>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "ticker.gw.h"

namespace demo::ticker {

/// Made-up prices that wander at random, and what they were.
class Market {
 public:
  static constexpr std::size_t kRemembered = 10'000;

  Market() {
    for (const char* symbol : {"ACME", "BOLT", "CORK", "DUNE", "EMBER", "FJORD", "GALE", "HAZEL"}) {
      cents_[symbol] = 100'00;
      remember({.symbol = symbol, .price = 100, .at = now()});
    }
  }

  [[nodiscard]] bool has(const std::string& symbol) const { return quotes_.contains(symbol); }
  [[nodiscard]] const Quote& latest(const std::string& symbol) const { return quotes_.at(symbol).back(); }
  [[nodiscard]] const std::map<std::string, std::deque<Quote>>& all() const { return quotes_; }

  /// How many quotes were forgotten before the first that is remembered.
  [[nodiscard]] std::size_t forgotten(const std::string& symbol) const {
    const auto found = forgotten_.find(symbol);
    return found == forgotten_.end() ? 0 : found->second;
  }

  /// Moves one price.
  const Quote& move(const std::string& symbol) {
    std::int64_t& cents = cents_.at(symbol);
    cents = std::max<std::int64_t>(1, std::llround(static_cast<double>(cents) * std::exp(step_(random_))));
    const std::string pennies = std::to_string(100 + cents % 100).substr(1);
    const auto price = gangway::Decimal::parse(std::to_string(cents / 100) + "." + pennies);
    return remember({.symbol = symbol, .price = *price, .at = now()});
  }

 private:
  static gangway::Timestamp now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }

  const Quote& remember(Quote quote) {
    auto& quotes = quotes_[quote.symbol];
    if (quotes.size() == kRemembered) {
      quotes.pop_front();
      ++forgotten_[quote.symbol];
    }
    return quotes.emplace_back(std::move(quote));
  }

  std::map<std::string, std::int64_t> cents_;
  std::map<std::string, std::deque<Quote>> quotes_;
  std::map<std::string, std::size_t> forgotten_;
  std::mt19937 random_{std::random_device{}()};
  std::normal_distribution<double> step_{0, 0.001};
};

}  // namespace demo::ticker
