#pragma once

#include <span>
#include <string_view>

namespace gangway::detail {

/// A file of runtime/inspector, which CMake has put into the library.
struct PageFile {
  std::string_view name;  ///< "app.js"
  std::string_view text;
};

[[nodiscard]] std::span<const PageFile> inspector_page();

}  // namespace gangway::detail
