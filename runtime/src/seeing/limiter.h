#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gangway::seeing {

/// Says which of many equal lines are written: a token bucket for each kind and source. One thread at a time.
class Limiter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Kinds and sources told apart; what comes beyond shares one bucket, so that memory is bounded.
  static constexpr std::size_t kMostBuckets = 4096;

  /// So many at once, and so many a second; 0 a second admits everything.
  Limiter(std::size_t at_once, std::size_t per_second) noexcept
      : at_once_(static_cast<double>(at_once)), per_second_(static_cast<double>(per_second)) {}

  /// Nothing where this line is left out; else how many like it were, since the last one that was not.
  [[nodiscard]] std::optional<std::uint64_t> admit(std::string_view kind, std::string_view source, Time now);

  [[nodiscard]] std::size_t size() const noexcept { return buckets_.size(); }

 private:
  struct Bucket {
    double tokens;
    Time filled;
    std::uint64_t left_out = 0;
  };

  Bucket& bucket_of(std::string key, Time now);
  void forget_idle(Time now);

  double at_once_;
  double per_second_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace gangway::seeing
