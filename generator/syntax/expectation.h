#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <antlr4-runtime.h>

namespace gangway::gen {

/// What could have come, as people say it: "`,` or `}`", "a type", "a declaration". Short: words that would
/// only lengthen what stands already (`?`, `@`, `.`) are left out where something else is possible.
std::string expectation(const antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected);

/// What could have come in the middle of the rule the parser is in, where the tokens alone do not tell.
std::string expectation_within(std::size_t rule);

/// The keyword that `written` is a slip of, among the `expected`, or the one that other languages spell
/// `written`.
std::optional<std::string> intended_keyword(const antlr4::Parser& parser, std::string_view written,
                                            const antlr4::misc::IntervalSet& expected);

/// The token of a keyword.
std::size_t keyword_type(const antlr4::Parser& parser, std::string_view keyword);

}  // namespace gangway::gen
