#pragma once

#include <string_view>

#include "gangway/types.h"

/// Constants of a schema that C++ has no literals for. The generator has checked the text: these throw
/// std::logic_error for text that is none, which nobody but a changed generated file can cause.
namespace gangway::literal {

[[nodiscard]] Timestamp timestamp(std::string_view rfc3339);
[[nodiscard]] TimestampNs timestamp_ns(std::string_view rfc3339);
[[nodiscard]] Date date(std::string_view iso8601);
[[nodiscard]] Bytes bytes(std::string_view base64);

}  // namespace gangway::literal
