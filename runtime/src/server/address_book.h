#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "dispatch/executor.h"
#include "gangway/limits.h"
#include "support/ip_address.h"

namespace gangway::detail {

/// How many connections each address has, and how fast it opens them; of IPv6 each network of 64 bits counts
/// as one address, since a host has all of it. From any thread.
class AddressBook {
 public:
  explicit AddressBook(const Limits& limits);

  /// One that may not connect: why, and how long to wait where waiting helps.
  struct Refusal {
    const char* why;
    std::optional<std::chrono::seconds> retry_after;
  };
  /// Counts a connection of `address`, unless it may not have one more. What is no IP address always may.
  [[nodiscard]] std::optional<Refusal> enter(std::string_view address, TimePoint now);
  void leave(std::string_view address);

  /// Addresses that are remembered.
  [[nodiscard]] std::size_t size() const;

 private:
  struct Entry {
    std::size_t open = 0;
    /// When the address has connected as often as if it had waited between all of its connections: a token
    /// bucket in one number. In the past: the bucket is full.
    TimePoint level{};
  };

  [[nodiscard]] bool counts() const noexcept { return most_ != 0 || interval_.count() != 0; }
  void forget_idle(TimePoint now);

  std::size_t most_;
  Clock::duration interval_{};  ///< Between two connections at the steady rate; zero: any rate.
  Clock::duration burst_{};
  mutable std::mutex mutex_;
  std::map<IpAddress, Entry> entries_;
  std::size_t sweep_at_ = 1024;
};

}  // namespace gangway::detail
