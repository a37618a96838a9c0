#include "seeing/counters.h"

#include <algorithm>

namespace gangway::seeing {

void Histogram::add(std::chrono::nanoseconds took) noexcept {
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), took.count());
  buckets_[static_cast<std::size_t>(bound - kBounds.begin())].add(1);
  sum_.add(took.count());
}

Count& CountsByName::of(std::string_view name, std::mutex& lock) {
  for (auto& [known, count] : counts_) {
    if (known == name) return count;
  }
  if (counts_.size() >= kMost) {
    if (counts_.back().first == "other") return counts_.back().second;
    name = "other";
  }
  const std::lock_guard guard(lock);
  return counts_.emplace_back(std::piecewise_construct, std::forward_as_tuple(name), std::forward_as_tuple())
      .second;
}

NamespaceCounters& Counters::of(const void* key, std::string_view gateway, std::string_view ns) {
  const auto found = spaces_.find(key);
  if (found != spaces_.end()) return found->second;
  const std::lock_guard guard(lock);
  NamespaceCounters& made = spaces_[key];
  made.gateway = gateway;
  made.ns = ns;
  return made;
}

EventCounters& Counters::of(NamespaceCounters& space, std::string_view event) {
  scratch_.assign(event);  // its memory is kept: names are short
  const auto found = space.events.find(scratch_);
  if (found != space.events.end()) return found->second;
  const std::lock_guard guard(lock);
  return space.events[scratch_];
}

}  // namespace gangway::seeing
