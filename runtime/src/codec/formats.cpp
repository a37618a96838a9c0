#include "codec/formats.h"

#include <string>

namespace gangway::detail {
namespace {

const std::string& label() {
  static const std::string text = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  return text;
}

const std::string& hostname() {
  static const std::string text = label() + "(?:\\." + label() + ")*";
  return text;
}

bool is_email(std::string_view text) {
  static const CompiledPattern pattern("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + hostname());
  return text.size() <= 254 && pattern.matches_whole(text);
}

bool is_uri(std::string_view text) {
  static const std::string part = "(?:[A-Za-z0-9._~:/?@!$&'()*+,;=[\\]-]|%[0-9A-Fa-f]{2})*";
  static const CompiledPattern pattern("[A-Za-z][A-Za-z0-9+.-]*:" + part + "(?:#" + part + ")?");
  return pattern.matches_whole(text);
}

bool is_hostname(std::string_view text) {
  static const CompiledPattern pattern(hostname());
  return text.size() <= 253 && pattern.matches_whole(text);
}

bool is_ipv4(std::string_view text) {
  int octets = 0;
  while (true) {
    unsigned value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && static_cast<unsigned char>(text[digits] - '0') < 10 && digits < 3) {
      value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
    }
    if (digits == 0 || value > 255 || (digits > 1 && text[0] == '0')) return false;
    text.remove_prefix(digits);
    if (++octets == 4) return text.empty();
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
  }
}

bool is_group(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdefABCDEF";
  return !text.empty() && text.size() <= 4 && text.find_first_not_of(hex) == std::string_view::npos;
}

/// How many groups stand between the colons of `text`, the last of them an ipv4 that counts as two where
/// `may_end_in_ipv4`; none in an empty text, -1 where one is no group.
int count_groups(std::string_view text, bool may_end_in_ipv4) {
  if (text.empty()) return 0;
  int count = 0;
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    const bool is_last = colon == std::string_view::npos;
    if (is_last && may_end_in_ipv4 && is_ipv4(group)) return count + 2;
    if (!is_group(group)) return -1;
    ++count;
    if (is_last) return count;
    text.remove_prefix(colon + 1);
  }
}

bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  // An ipv4 alone is no ipv6: without a gap, eight groups need a colon.
  if (gap == std::string_view::npos) return count_groups(text, true) == 8;
  const int before = count_groups(text.substr(0, gap), false);
  const int after = count_groups(text.substr(gap + 2), true);
  return before >= 0 && after >= 0 && before + after < 8;
}

}  // namespace

bool has_format(std::string_view text, TextFormat format) {
  switch (format) {
    case TextFormat::Email:
      return is_email(text);
    case TextFormat::Uri:
      return is_uri(text);
    case TextFormat::Hostname:
      return is_hostname(text);
    case TextFormat::Ipv4:
      return is_ipv4(text);
    case TextFormat::Ipv6:
      return is_ipv6(text);
  }
  return false;
}

}  // namespace gangway::detail
