#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gangway::seeing {

/// A number that one thread writes and any may read: no locked instruction, no torn value.
class Count {
 public:
  void add(std::int64_t by) noexcept {
    value_.store(value_.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
  }
  [[nodiscard]] std::int64_t get() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

/// How long things took: how many up to each bound, and all together.
class Histogram {
 public:
  /// Upper bounds, in nanoseconds: 100 µs to 10 s.
  static constexpr std::array<std::int64_t, 16> kBounds = {
      100'000,       250'000,       500'000,       1'000'000,     2'500'000,   5'000'000,
      10'000'000,    25'000'000,    50'000'000,    100'000'000,   250'000'000, 500'000'000,
      1'000'000'000, 2'500'000'000, 5'000'000'000, 10'000'000'000};

  void add(std::chrono::nanoseconds took) noexcept;

  /// Those above the bound before `i` and not above bound `i`; the last one, without a bound, is the rest.
  [[nodiscard]] std::int64_t in_bucket(std::size_t i) const noexcept { return buckets_[i].get(); }
  [[nodiscard]] std::int64_t sum() const noexcept { return sum_.get(); }

 private:
  std::array<Count, kBounds.size() + 1> buckets_;
  Count sum_;  ///< Nanoseconds.
};

/// Counts by a name, of which there are few: a code, a reason. Made by one thread under `lock`, read under
/// it.
class CountsByName {
 public:
  static constexpr std::size_t kMost = 48;

  /// The count of that name; beyond the limit that of "other".
  Count& of(std::string_view name, std::mutex& lock);

  template <class Each>
  void for_each(Each each) const {
    for (const auto& [name, count] : counts_) each(name, count.get());
  }

 private:
  std::deque<std::pair<std::string, Count>> counts_;
};

/// What is counted of one event of one namespace.
struct EventCounters {
  CountsByName calls;         ///< By code; "ok" for success.
  CountsByName client_calls;  ///< The server's to clients.
  Histogram latency;
  Count sent;
  Count dropped;
};

struct NamespaceCounters {
  std::string gateway;
  std::string ns;
  Count clients;
  Count rooms;
  CountsByName joins;  ///< By code; "ok" for success.
  CountsByName refreshes;
  CountsByName leaves;  ///< By reason.
  /// By the name in the schema; "" for what has none there.
  std::unordered_map<std::string, EventCounters> events;
};

/// All that one thread counts. That thread alone changes it, and takes the lock only for what was not there
/// before; who sums up takes the lock.
class Counters {
 public:
  mutable std::mutex lock;
  Count connections;
  Count connections_opened;

  /// `key` tells namespaces apart and stays what it is: their table.
  NamespaceCounters& of(const void* key, std::string_view gateway, std::string_view ns);
  EventCounters& of(NamespaceCounters& space, std::string_view event);

  /// With the lock held.
  [[nodiscard]] const std::unordered_map<const void*, NamespaceCounters>& namespaces() const {
    return spaces_;
  }

 private:
  std::unordered_map<const void*, NamespaceCounters> spaces_;
  std::string scratch_;
};

}  // namespace gangway::seeing
