#include "seeing/limiter.h"

#include <algorithm>
#include <utility>

namespace gangway::seeing {

std::optional<std::uint64_t> Limiter::admit(std::string_view kind, std::string_view source, Time now) {
  if (per_second_ <= 0) return 0;
  std::string key(source);
  key.append(" ").append(kind);
  Bucket& bucket = bucket_of(std::move(key), now);
  const double passed = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.tokens = std::min(at_once_, bucket.tokens + passed * per_second_);
  bucket.filled = now;
  if (bucket.tokens < 1) {
    ++bucket.left_out;
    return std::nullopt;
  }
  bucket.tokens -= 1;
  return std::exchange(bucket.left_out, 0);
}

Limiter::Bucket& Limiter::bucket_of(std::string key, Time now) {
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMostBuckets) forget_idle(now);
    if (buckets_.size() >= kMostBuckets) key.clear();
    found = buckets_.try_emplace(std::move(key), Bucket{.tokens = at_once_, .filled = now}).first;
  }
  return found->second;
}

/// A bucket that is full again knows nothing that a new one would not, but for what it left out.
void Limiter::forget_idle(Time now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    const Bucket& bucket = entry.second;
    const double passed = std::chrono::duration<double>(now - bucket.filled).count();
    return bucket.tokens + passed * per_second_ >= at_once_;
  });
}

}  // namespace gangway::seeing
