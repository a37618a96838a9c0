#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace gangway::gen::patterns {

/// A set of code points, as ranges that are sorted and do not touch.
class CodePoints {
 public:
  struct Range {
    std::uint32_t first;
    std::uint32_t last;
    bool operator==(const Range&) const = default;
  };

  static constexpr std::uint32_t kLargest = 0x10FFFF;

  CodePoints() = default;
  CodePoints(std::initializer_list<Range> ranges) {
    for (const Range& each : ranges) add(each.first, each.last);
  }

  void add(std::uint32_t first, std::uint32_t last);
  void add(const CodePoints& other) {
    for (const Range& each : other.ranges_) add(each.first, each.last);
  }

  [[nodiscard]] CodePoints complement() const;
  [[nodiscard]] CodePoints without(const CodePoints& other) const;
  [[nodiscard]] bool meets(const CodePoints& other) const;
  [[nodiscard]] bool empty() const noexcept { return ranges_.empty(); }
  [[nodiscard]] const std::vector<Range>& ranges() const noexcept { return ranges_; }

  bool operator==(const CodePoints&) const = default;

 private:
  std::vector<Range> ranges_;
};

}  // namespace gangway::gen::patterns
