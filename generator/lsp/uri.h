#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gangway::gen::lsp {

/// The file that a `file:` URI means, as its identity. What has another scheme gets a path of its own that no
/// file has: an unsaved document takes part like any other.
std::filesystem::path path_of(std::string_view uri);

std::string uri_of(const std::filesystem::path& path);

}  // namespace gangway::gen::lsp
