#include "transport/request_target.h"

#include "support/ascii.h"
#include "support/percent.h"

namespace gangway::transport {
namespace {

/// Takes `http://host` off the front; proxies are sent targets like that, and servers must take them.
std::string_view without_authority(std::string_view target) noexcept {
  for (const std::string_view scheme : {"http://", "https://", "ws://", "wss://"}) {
    if (!detail::same_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const std::size_t path = target.find_first_of("/?", scheme.size());
    return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
  }
  return target;
}

bool may_stand_in_path(char c) noexcept {
  constexpr std::string_view others = "-._~!$&'()*+,;=:@/";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         others.find(c) != std::string_view::npos;
}

}  // namespace

std::optional<RequestTarget> parse_target(std::string_view target) {
  target = without_authority(target);
  target = target.substr(0, target.find('#'));
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  RequestTarget parts;
  if (mark != std::string_view::npos) parts.query.assign(target.substr(mark + 1));
  if (path.empty() && mark == 0) {
    parts.path = parts.raw_path = "/";
    return parts;
  }
  auto decoded = detail::percent_decode(path);
  if (!decoded || !decoded->starts_with('/')) return std::nullopt;
  parts.path = std::move(*decoded);
  parts.raw_path.assign(path);
  return parts;
}

std::string encode_path(std::string_view path) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    if (may_stand_in_path(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

}  // namespace gangway::transport
