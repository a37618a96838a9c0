#include "patterns/code_points.h"

#include <algorithm>

namespace gangway::gen::patterns {

void CodePoints::add(std::uint32_t first, std::uint32_t last) {
  std::vector<Range> merged;
  for (const Range& each : ranges_) {
    const bool touches = each.first <= last + 1 && first <= each.last + 1;
    if (touches) {
      first = std::min(first, each.first);
      last = std::max(last, each.last);
    } else {
      merged.push_back(each);
    }
  }
  const auto behind =
      std::find_if(merged.begin(), merged.end(), [&](const Range& r) { return r.first > last; });
  merged.insert(behind, {first, last});
  ranges_ = std::move(merged);
}

CodePoints CodePoints::complement() const {
  CodePoints result;
  std::uint32_t next = 0;
  for (const Range& each : ranges_) {
    if (each.first > next) result.ranges_.push_back({next, each.first - 1});
    next = each.last + 1;
  }
  if (next <= kLargest) result.ranges_.push_back({next, kLargest});
  return result;
}

CodePoints CodePoints::without(const CodePoints& other) const {
  CodePoints removed_or_outside = complement();
  removed_or_outside.add(other);
  return removed_or_outside.complement();
}

bool CodePoints::meets(const CodePoints& other) const {
  auto a = ranges_.begin();
  auto b = other.ranges_.begin();
  while (a != ranges_.end() && b != other.ranges_.end()) {
    if (a->last < b->first) {
      ++a;
    } else if (b->last < a->first) {
      ++b;
    } else {
      return true;
    }
  }
  return false;
}

}  // namespace gangway::gen::patterns
