#include "lsp/text_shift.h"

#include <algorithm>

namespace gangway::gen::lsp {

TextShift::TextShift(std::string_view before, std::string_view after)
    : before_size_(static_cast<std::uint32_t>(before.size())),
      after_size_(static_cast<std::uint32_t>(after.size())) {
  const std::uint32_t shorter = std::min(before_size_, after_size_);
  while (same_begin_ < shorter && before[same_begin_] == after[same_begin_]) ++same_begin_;
  while (same_end_ < shorter - same_begin_ &&
         before[before_size_ - same_end_ - 1] == after[after_size_ - same_end_ - 1])
    ++same_end_;
}

std::optional<std::uint32_t> TextShift::moved(std::uint32_t offset, std::uint32_t from,
                                              std::uint32_t to) const {
  if (offset <= same_begin_) return offset;
  if (offset > from || from - offset > same_end_) return std::nullopt;
  return to - (from - offset);
}

}  // namespace gangway::gen::lsp
