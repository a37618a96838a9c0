#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gangway::gen::lsp {

/// How places move from one text to another that differs from it in one stretch: what a person typed since.
class TextShift {
 public:
  TextShift(std::string_view before, std::string_view after);

  /// Where the byte `offset` of the earlier text is in the later one; nothing inside of the stretch.
  [[nodiscard]] std::optional<std::uint32_t> forward(std::uint32_t offset) const {
    return moved(offset, before_size_, after_size_);
  }
  [[nodiscard]] std::optional<std::uint32_t> back(std::uint32_t offset) const {
    return moved(offset, after_size_, before_size_);
  }

 private:
  [[nodiscard]] std::optional<std::uint32_t> moved(std::uint32_t offset, std::uint32_t from,
                                                   std::uint32_t to) const;

  std::uint32_t before_size_;
  std::uint32_t after_size_;
  std::uint32_t same_begin_ = 0;  ///< So many bytes at the beginning are the same,
  std::uint32_t same_end_ = 0;    ///< and so many others at the end.
};

}  // namespace gangway::gen::lsp
