#include "gangway/trace.h"

#include <algorithm>
#include <vector>

#include "support/ascii.h"

namespace gangway {
namespace {

// Trace Context, 3.2.2: version "-" trace-id "-" parent-id "-" trace-flags
constexpr std::size_t kTraceAt = 3;
constexpr std::size_t kTraceSize = 32;
constexpr std::size_t kParentAt = kTraceAt + kTraceSize + 1;
constexpr std::size_t kParentSize = 16;
constexpr std::size_t kFlagsAt = kParentAt + kParentSize + 1;
constexpr std::size_t kSize = kFlagsAt + 2;

constexpr std::size_t kMostMembers = 32;
constexpr std::size_t kMostOfKey = 256;
constexpr std::size_t kMostOfTenant = 241;
constexpr std::size_t kMostOfSystem = 14;
constexpr std::size_t kMostOfValue = 256;

bool lower_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool all_zeros(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

bool lower(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

/// A part of a key: a letter, or a digit where `digit_first`, then letters, digits and `_-*/`.
bool key_part(std::string_view text, std::size_t most, bool digit_first) {
  if (text.empty() || text.size() > most) return false;
  if (!lower(text[0]) && !(digit_first && digit(text[0]))) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return lower(c) || digit(c) || c == '_' || c == '-' || c == '*' || c == '/';
  });
}

/// 3.3.1.3.1: `key`, or `tenant@system`.
bool valid_key(std::string_view key) {
  const auto at = key.find('@');
  if (at == std::string_view::npos) return key_part(key, kMostOfKey, false);
  return key_part(key.substr(0, at), kMostOfTenant, true) &&
         key_part(key.substr(at + 1), kMostOfSystem, false);
}

/// 3.3.1.3.2: printable ASCII without `,` and `=`; the last is no blank.
bool valid_value(std::string_view value) {
  if (value.empty() || value.size() > kMostOfValue || value.back() == ' ') return false;
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != ',' && c != '='; });
}

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

std::string TraceContext::traceparent(std::string_view own_span) const {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "00-" + trace_id + "-" + (own_span.empty() ? parent_id : std::string(own_span)) + "-";
  text += kDigits[flags >> 4];
  text += kDigits[flags & 15];
  return text;
}

std::optional<TraceContext> parse_traceparent(std::string_view text) {
  if (text.size() < kSize) return std::nullopt;
  const std::string_view version = text.substr(0, 2);
  const std::string_view trace = text.substr(kTraceAt, kTraceSize);
  const std::string_view parent = text.substr(kParentAt, kParentSize);
  const std::string_view flags = text.substr(kFlagsAt, 2);
  if (!lower_hex(version) || version == "ff") return std::nullopt;
  // A later version may say more, behind another dash (3.2.2.1, 4.3).
  if (text.size() > kSize && (version == "00" || text[kSize] != '-')) return std::nullopt;
  if (text[2] != '-' || text[kParentAt - 1] != '-' || text[kFlagsAt - 1] != '-') return std::nullopt;
  if (!lower_hex(trace) || !lower_hex(parent) || !lower_hex(flags)) return std::nullopt;
  if (all_zeros(trace) || all_zeros(parent)) return std::nullopt;
  const int bits = detail::hex_value(flags[0]) * 16 + detail::hex_value(flags[1]);
  return TraceContext{.trace_id = std::string(trace),
                      .parent_id = std::string(parent),
                      .flags = static_cast<std::uint8_t>(bits)};
}

bool valid_tracestate(std::string_view text) {
  std::vector<std::string_view> keys;
  bool more = true;
  while (more) {
    const auto comma = text.find(',');
    more = comma != std::string_view::npos;
    const std::string_view member = without_blanks(text.substr(0, comma));
    if (more) text.remove_prefix(comma + 1);
    if (member.empty()) continue;  // 3.3.1.1: an empty one is allowed
    const auto equals = member.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view key = member.substr(0, equals);
    if (!valid_key(key) || !valid_value(member.substr(equals + 1))) return false;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return false;
    keys.push_back(key);
    if (keys.size() > kMostMembers) return false;
  }
  return true;
}

}  // namespace gangway
