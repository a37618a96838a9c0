#include "patterns/formats.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "patterns/matcher.h"

namespace gangway::gen::patterns {
namespace {

const std::array<FormatFacts, 5>& formats() {
  static const std::array<FormatFacts, 5> all = [] {
    const std::string octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    const std::string label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    const std::string hostname = label + "(?:\\." + label + ")*";
    const std::string uri_part = "(?:[A-Za-z0-9._~:/?@!$&'()*+,;=[\\]-]|%[0-9A-Fa-f]{2})*";
    return std::array<FormatFacts, 5>{{
        {"email", "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@" + hostname, 3, 254, "@", ":"},
        {"uri", "[A-Za-z][A-Za-z0-9+.-]*:" + uri_part + "(?:#" + uri_part + ")?", 2, 0, ":", ""},
        {"hostname", hostname, 1, 253, "", "@:"},
        {"ipv4", octet + "(?:\\." + octet + "){3}", 7, 15, ".", "@:"},
        {"ipv6", "", 2, 45, ":", "@"},
    }};
  }();
  return all;
}

bool is_hex_group(std::string_view group) {
  constexpr std::string_view kHex = "0123456789abcdefABCDEF";
  return !group.empty() && group.size() <= 4 && group.find_first_not_of(kHex) == std::string_view::npos;
}

/// How many groups there are between colons; none in an empty text, -1 where one is no group.
int groups(std::string_view text) {
  int count = 0;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    if (!is_hex_group(text.substr(0, colon))) return -1;
    ++count;
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (text.empty()) return -1;
  }
  return count;
}

bool is_ipv6(std::string_view text) {
  std::string whole(text);
  const std::size_t last = whole.rfind(':');
  if (last != std::string::npos && is_of_format("ipv4", text.substr(last + 1)))
    whole.replace(last, std::string::npos, ":0:0");
  const std::size_t gap = whole.find("::");
  if (gap == std::string::npos) return groups(whole) == 8;
  const int before = groups(std::string_view(whole).substr(0, gap));
  const int after = groups(std::string_view(whole).substr(gap + 2));
  return before >= 0 && after >= 0 && before + after < 8;
}

}  // namespace

const FormatFacts& format_facts(std::string_view name) {
  return *std::find_if(formats().begin(), formats().end(),
                       [&](const FormatFacts& f) { return f.name == name; });
}

bool is_of_format(std::string_view name, std::string_view text) {
  if (name == "ipv6") return is_ipv6(text);
  const FormatFacts& facts = format_facts(name);
  if (facts.longest != 0 && text.size() > facts.longest) return false;
  return Matcher(facts.re2).matches(text);
}

bool may_be_both(const FormatFacts& a, const FormatFacts& b) {
  const auto excludes = [](const FormatFacts& one, const FormatFacts& other) {
    return !one.needs.empty() && other.never_has.find(one.needs) != std::string_view::npos;
  };
  return !excludes(a, b) && !excludes(b, a);
}

}  // namespace gangway::gen::patterns
