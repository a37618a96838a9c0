#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gangway::gen::patterns {

/// What `@format` means by one of its names. The definitions in the runtimes are these.
struct FormatFacts {
  std::string_view name;
  std::string re2;             ///< Empty for ipv6, which is checked by its groups.
  std::uint64_t shortest;      ///< In characters, of what has the format.
  std::uint64_t longest;       ///< 0 for no end.
  std::string_view needs;      ///< A character that stands in all of them, or "".
  std::string_view never_has;  ///< Characters that stand in none of them.
};

/// Facts about a name that is one of the formats.
const FormatFacts& format_facts(std::string_view name);

/// Whether the whole of `text` has the format.
bool is_of_format(std::string_view name, std::string_view text);

/// Whether a string may have both formats, as far as the characters tell that they need.
bool may_be_both(const FormatFacts& a, const FormatFacts& b);

}  // namespace gangway::gen::patterns
