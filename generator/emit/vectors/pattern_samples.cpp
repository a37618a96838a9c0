#include "emit/vectors/pattern_samples.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <regex>
#include <stdexcept>

namespace gangway::gen::vectors {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// Walks through a pattern once and writes one string that matches. `choice` says which way is taken where
/// there are several: which alternative, which end of a class, how many repeats beyond the fewest.
class Sampler {
 public:
  Sampler(const std::string& pattern, unsigned choice) : pattern_(pattern), choice_(choice) {}

  std::string sample() {
    std::string out = alternatives();
    if (at_ != pattern_.size()) throw std::runtime_error("pattern");
    return out;
  }

 private:
  char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  bool take(std::string_view text) {
    if (pattern_.compare(at_, text.size(), text) != 0) return false;
    at_ += text.size();
    return true;
  }

  std::string alternatives() {
    std::vector<std::string> all{sequence()};
    while (take("|")) all.push_back(sequence());
    return all[choice_ % all.size()];
  }

  std::string sequence() {
    std::string out;
    while (at_ < pattern_.size() && peek() != '|' && peek() != ')') {
      const std::string one = atom();
      for (unsigned i = repeats(); i > 0; --i) out += one;
    }
    return out;
  }

  std::string atom() {
    if (take("(?:") || take("(")) {
      std::string out = alternatives();
      if (!take(")")) throw std::runtime_error("pattern");
      return out;
    }
    std::string out;
    if (take("[")) {
      append_utf8(out, from_class());
    } else {
      append_utf8(out, character());
    }
    return out;
  }

  /// One code point, escaped or not.
  std::uint32_t character() {
    if (!take("\\")) {
      const char c = peek();
      if (c == '\0' || static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == '^' || c == '$')
        throw std::runtime_error("pattern");
      ++at_;
      return static_cast<unsigned char>(c);
    }
    if (take("u{")) {
      const std::size_t end = pattern_.find('}', at_);
      const auto code = static_cast<std::uint32_t>(std::stoul(pattern_.substr(at_, end - at_), nullptr, 16));
      at_ = end + 1;
      return code;
    }
    const char c = peek();
    ++at_;
    if (c == 'x' || c == 'u') {
      const std::size_t digits = c == 'x' ? 2 : 4;
      const auto code = static_cast<std::uint32_t>(std::stoul(pattern_.substr(at_, digits), nullptr, 16));
      at_ += digits;
      return code;
    }
    constexpr std::string_view names = "nrtfv";
    constexpr std::string_view means = "\n\r\t\f\v";
    if (const auto found = names.find(c); found != std::string_view::npos)
      return static_cast<unsigned char>(means[found]);
    const bool is_letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\0';
    if (is_letter) throw std::runtime_error("pattern");
    return static_cast<unsigned char>(c);
  }

  std::uint32_t from_class() {
    const bool is_negated = take("^");
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
    while (!take("]")) {
      const std::uint32_t first = character();
      std::uint32_t last = first;
      if (peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        last = character();
      }
      ranges.emplace_back(first, last);
    }
    if (!is_negated) {
      const auto& [first, last] = ranges.at(choice_ % ranges.size());
      return choice_ % 3 == 1 ? last : first;
    }
    for (const std::uint32_t code : {0x61U, 0x7AU, 0x41U, 0x30U, 0x20U, 0x2DU, 0x7EU, 0xE4U, 0x1F600U}) {
      const auto holds = [code](const auto& range) { return range.first <= code && code <= range.second; };
      if (std::ranges::none_of(ranges, holds)) return code;
    }
    throw std::runtime_error("pattern");
  }

  unsigned repeats() {
    unsigned fewest = 1;
    unsigned most = 1;
    if (take("*")) {
      fewest = 0;
      most = 1000;
    } else if (take("+")) {
      most = 1000;
    } else if (take("?")) {
      fewest = 0;
    } else if (take("{")) {
      const std::size_t end = pattern_.find('}', at_);
      const std::string inside = pattern_.substr(at_, end - at_);
      at_ = end + 1;
      const std::size_t comma = inside.find(',');
      fewest = static_cast<unsigned>(std::stoul(inside));
      most = comma == std::string::npos   ? fewest
             : comma + 1 == inside.size() ? 1000
                                          : static_cast<unsigned>(std::stoul(inside.substr(comma + 1)));
    }
    take("?");
    return std::min(most, fewest + choice_);
  }

  const std::string& pattern_;
  unsigned choice_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> pattern_samples(const std::string& pattern) {
  std::vector<std::string> out;
  for (const unsigned choice : {0U, 1U, 2U, 3U, 7U}) {
    try {
      out.push_back(Sampler(pattern, choice).sample());
    } catch (const std::exception&) {
      return {};
    }
  }
  return out;
}

Match matches(const std::string& pattern, const std::string& text) {
  const auto is_ascii = [](const std::string& s) {
    return std::ranges::all_of(s, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  };
  // std::regex is of another kind than both engines that this is to judge, but knows bytes only.
  if (!is_ascii(text) || !is_ascii(pattern) || pattern.find("\\u") != std::string::npos || text.size() > 500)
    return Match::Unknown;
  try {
    // Making one takes far longer than asking it, and each is asked many times.
    static std::map<std::string, std::regex> made;
    const auto found = made.find(pattern);
    const std::regex& regex =
        found == made.end() ? made.emplace(pattern, pattern).first->second : found->second;
    return std::regex_match(text, regex) ? Match::Yes : Match::No;
  } catch (const std::regex_error&) {
    return Match::Unknown;
  }
}

}  // namespace gangway::gen::vectors
