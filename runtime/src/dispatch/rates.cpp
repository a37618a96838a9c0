#include "dispatch/rates.h"

#include <algorithm>
#include <limits>

#include "support/ip_address.h"

namespace gangway::detail {

std::optional<std::chrono::milliseconds> take_share(Bucket& bucket, const RateRow& rate, TimePoint now) {
  using std::chrono::nanoseconds;
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 4;
  const auto count = static_cast<std::int64_t>(std::min<std::uint64_t>(rate.count, kMost));
  const std::int64_t period = std::min(rate.period_ms, kMost / 1'000'000) * 1'000'000;
  const std::int64_t share = std::max<std::int64_t>(period / std::max<std::int64_t>(count, 1), 1);
  const auto others = static_cast<std::int64_t>(
      std::min<std::uint64_t>(std::max<std::uint64_t>(rate.burst, 1) - 1, kMost / share));
  const TimePoint full = std::max(bucket, now);
  const auto missing = full - now - nanoseconds(others * share);
  if (missing.count() > 0) return std::chrono::ceil<std::chrono::milliseconds>(missing);
  bucket = full + nanoseconds(share);
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> ConnectionRates::take(const RateRow& rate, TimePoint now) {
  for (auto& [known, bucket] : buckets_) {
    if (known == &rate) return take_share(bucket, rate, now);
  }
  return take_share(buckets_.emplace_back(&rate, Bucket{}).second, rate, now);
}

std::optional<std::chrono::milliseconds> SharedRates::take(const RateRow& rate, std::string_view who,
                                                           TimePoint now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= sweep_at_) {
    std::erase_if(buckets_, [&](const auto& each) { return each.second <= now; });
    sweep_at_ = std::max<std::size_t>(1024, buckets_.size() * 2);
  }
  return take_share(buckets_[Key{&rate, std::string(who)}], rate, now);
}

std::string address_key(std::string_view address) {
  const auto ip = counted_address(address);
  return ip ? std::string(ip->begin(), ip->end()) : std::string();
}

AddressJoins::AddressJoins(const Limits& limits)
    : most_(limits.joins_per_address),
      rate_{.count = limits.join_rate,
            .period_ms = 60'000,
            .burst = limits.join_rate,
            .by = RateRow::By::Address} {}

std::optional<std::chrono::milliseconds> AddressJoins::attempt(std::string_view key, TimePoint now) {
  if (rate_.count == 0 || key.empty()) return std::nullopt;
  return attempts_.take(rate_, key, now);
}

bool AddressJoins::enter(const std::string& key) {
  if (most_ == 0 || key.empty()) return true;
  const std::lock_guard lock(mutex_);
  std::size_t& clients = clients_[key];
  if (clients >= most_) return false;
  ++clients;
  return true;
}

void AddressJoins::leave(const std::string& key) {
  if (most_ == 0) return;
  const std::lock_guard lock(mutex_);
  const auto found = clients_.find(key);
  if (found != clients_.end() && --found->second == 0) clients_.erase(found);
}

std::size_t SharedRates::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace gangway::detail
