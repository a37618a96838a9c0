#pragma once

#include <filesystem>
#include <string_view>

#include "protocol/host.h"

namespace gangway::transport {

/// Answers requests with the files of one folder; for examples and small tools, not a web server.
///
/// Files are read whole for each request. Browsers may keep them but have to ask each time (ETag), so an edit
/// is seen at once. Nothing outside of the folder is ever served, by `..`, by symbolic links or otherwise,
/// and no file or folder whose name begins with a dot.
class StaticFiles {
 public:
  explicit StaticFiles(std::filesystem::path folder);

  /// Answers GET and HEAD of `path`, which is percent-decoded and relative to the folder, with or without a
  /// slash in front. A folder means its index.html, and is redirected to where it ends with a slash.
  [[nodiscard]] protocol::HttpResponse serve(std::string_view path,
                                             const protocol::HttpRequest& request) const;

 private:
  [[nodiscard]] std::filesystem::path find(std::string_view path) const;

  std::filesystem::path folder_;
};

/// The media type for a file's name, by its extension; "application/octet-stream" for others.
[[nodiscard]] std::string_view content_type(const std::filesystem::path& file);

}  // namespace gangway::transport
