#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gangway::transport {

/// The parts of an HTTP request's target (RFC 9112, 3.2).
struct RequestTarget {
  std::string path;      ///< Percent-decoded, begins with '/'.
  std::string raw_path;  ///< As written.
  std::string query;     ///< As written, without the '?'.
};

/// Splits `/path?query` or `http://host/path?query`. Nothing where the target is neither, where a percent
/// escape is broken, or where the path would hold a NUL.
[[nodiscard]] std::optional<RequestTarget> parse_target(std::string_view target);

/// Percent-encodes what may not stand in a path (RFC 3986, 3.3); slashes stay.
[[nodiscard]] std::string encode_path(std::string_view path);

}  // namespace gangway::transport
