#pragma once

#include <string>
#include <string_view>

#include "gangway/codec/reader.h"

namespace gangway::client {

/// A text with a reader's padding behind it.
class Padded {
 public:
  explicit Padded(std::string_view text) : size_(text.size()), bytes_(text) {
    bytes_.append(kReadPadding, '\0');
  }
  [[nodiscard]] std::string_view text() const noexcept { return std::string_view(bytes_).substr(0, size_); }

 private:
  std::size_t size_;
  std::string bytes_;
};

}  // namespace gangway::client
