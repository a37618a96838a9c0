#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dispatch/executor.h"
#include "gangway/dispatch.h"
#include "gangway/limits.h"

namespace gangway::detail {

/// A token bucket in one number: when it would be full again. In the past: it is full, as one that was never
/// used is.
using Bucket = TimePoint;

/// Takes one call's share out of `bucket`. Where there is not as much in it, how long until there is.
std::optional<std::chrono::milliseconds> take_share(Bucket& bucket, const RateRow& rate, TimePoint now);

/// The buckets of one connection, for rates by connection: one for each place in the schema.
class ConnectionRates {
 public:
  std::optional<std::chrono::milliseconds> take(const RateRow& rate, TimePoint now);

 private:
  std::vector<std::pair<const RateRow*, Bucket>> buckets_;  ///< A few.
};

/// The buckets that connections share, for rates by address or by a field of the session. Those that are full
/// are forgotten from time to time, so that there are no more of them than have been used lately. From any
/// thread.
class SharedRates {
 public:
  /// `who` is the address, or the field's value.
  std::optional<std::chrono::milliseconds> take(const RateRow& rate, std::string_view who, TimePoint now);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Key {
    const RateRow* rate;
    std::string who;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<std::string>{}(key.who) ^ std::hash<const void*>{}(key.rate);
    }
  };

  mutable std::mutex mutex_;
  std::unordered_map<Key, Bucket, Hash> buckets_;
  std::size_t sweep_at_ = 1024;
};

/// `counted_address` as text; empty for what is no IP address (a Unix socket).
[[nodiscard]] std::string address_key(std::string_view address);

/// How many clients each address has in one gateway, and how often it asks to join. From any thread.
class AddressJoins {
 public:
  explicit AddressJoins(const Limits& limits);

  [[nodiscard]] bool counts() const noexcept { return most_ != 0 || rate_.count != 0; }
  /// Counts an attempt to join. Where there are too many of them, how long to wait. An empty key, here and
  /// below, is no address: it always may.
  std::optional<std::chrono::milliseconds> attempt(std::string_view key, TimePoint now);
  /// Counts a client. False where there are as many as there may be.
  [[nodiscard]] bool enter(const std::string& key);
  void leave(const std::string& key);

 private:
  std::size_t most_;
  RateRow rate_;
  SharedRates attempts_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> clients_;
};

}  // namespace gangway::detail
