#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "patterns/code_points.h"

namespace gangway::gen::patterns {

/// A regular expression of the subset that RE2 and JavaScript (flag `u`) read alike: one code point of a set,
/// sequences, alternatives, repeats. Where it was written is kept for messages, in bytes of the pattern.
struct Pattern {
  enum class Kind { Set, Sequence, Choice, Repeat };

  Kind kind = Kind::Sequence;
  CodePoints set;                     ///< Kind::Set
  bool negated = false;               ///< Kind::Set: shown as `[^…]` of what it leaves out.
  std::vector<Pattern> parts;         ///< Sequence and Choice: any number. Repeat: one.
  std::uint32_t least = 0;            ///< Repeat
  std::optional<std::uint32_t> most;  ///< Repeat; nothing for no end.
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_plain = false;  ///< Of a whole pattern: both engines read its very text alike.
};

/// What a pattern does wrong, and where in it.
struct Error {
  enum class Kind {
    Malformed,    ///< Not a regular expression.
    Unsupported,  ///< One that only one of the two engines reads, or each in its own way.
    Repeat,       ///< Repeats too often, or from more to less.
  };
  Kind kind;
  std::size_t begin;
  std::size_t end;
  std::string reason;  ///< What to say about it, without the piece itself.
};

/// A pattern may repeat something so often, counted through repeats inside repeats: what RE2 allows.
inline constexpr std::uint32_t kMostRepeats = 1000;

/// Reads `text`, which is UTF-8.
std::variant<Pattern, Error> parse(std::string_view text);

/// A pattern in each engine's syntax, in printable ASCII, without anchors; needed where it is not plain.
std::string re2_text(const Pattern& pattern);
std::string javascript_text(const Pattern& pattern);

/// How many code points a string has that the pattern matches; no `most` where there is no end.
struct Length {
  std::uint64_t least = 0;
  std::optional<std::uint64_t> most;
};
Length length_of(const Pattern& pattern);

/// Whether the pattern matches a string without any of `taboo`.
bool matches_without(const Pattern& pattern, const CodePoints& taboo);

/// What may take exponential time in an engine that backtracks, as JavaScript's do.
struct Blowup {
  const Pattern* part = nullptr;  ///< A repeat inside which one text is matched in two ways.
  bool is_certain = true;         ///< False where the pattern is too large to be sure.
};
std::optional<Blowup> find_blowup(const Pattern& pattern);

}  // namespace gangway::gen::patterns
