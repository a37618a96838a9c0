#include <doctest/doctest.h>

#include <string>

#include <fmt/format.h>

#include "patterns/pattern.h"

namespace gangway::gen::patterns {
namespace {

Pattern must_parse(std::string_view text) {
  auto parsed = parse(text);
  const auto* error = std::get_if<Error>(&parsed);
  REQUIRE_MESSAGE(error == nullptr, text, ": ", error != nullptr ? error->reason : "");
  return std::get<Pattern>(std::move(parsed));
}

/// The piece that is refused, or "" where nothing is.
std::string refused(std::string_view text) {
  const auto parsed = parse(text);
  const auto* error = std::get_if<Error>(&parsed);
  return error == nullptr ? "" : std::string(text.substr(error->begin, error->end - error->begin));
}

bool blows_up(std::string_view text) {
  const auto found = find_blowup(must_parse(text));
  return found && found->is_certain;
}

std::string length(std::string_view text) {
  const Length found = length_of(must_parse(text));
  return fmt::format("{}..{}", found.least, found.most ? std::to_string(*found.most) : "");
}

}  // namespace

TEST_CASE("a pattern has one spelling in each engine") {
  const auto both = [](std::string_view text) {
    const Pattern pattern = must_parse(text);
    return re2_text(pattern) + "  " + javascript_text(pattern);
  };
  CHECK(both("[a-z0-9-]+") == "[\\-0-9a-z]+  [\\-0-9a-z]+");
  CHECK(both(".") == "[^\\n]  [^\\n]");
  CHECK(both("\\d\\w\\D") == "[0-9][0-9A-Z_a-z][^0-9]  [0-9][0-9A-Z_a-z][^0-9]");
  CHECK(both("[^\\d\\-]") == "[^\\-0-9]  [^\\-0-9]");
  CHECK(both("(a|bc)*d") == "(?:a|bc)*d  (?:a|bc)*d");
  CHECK(both("a|b") == "a|b  a|b");
  CHECK(both("(?:a){1}(ab)?(){2}") == "a{1}(?:ab)?(?:){2}  a{1}(?:ab)?(?:){2}");
  CHECK(both("a{2}b{2,}c{2,3}d{0,1}e{1,}f{0,}") == "a{2}b{2,}c{2,3}d?e+f*  a{2}b{2,}c{2,3}d?e+f*");
  CHECK(both("a/b\\.\\/") == "a\\/b\\.\\/  a\\/b\\.\\/");
  CHECK(both("ä[α-ω]\\u{1F600}\\x41\\u0042\\t") ==
        "\\x{E4}[\\x{3B1}-\\x{3C9}]\\x{1F600}AB\\t  \\u00E4[\\u03B1-\\u03C9]\\u{1F600}AB\\t");
  CHECK(both("[\\]\\[^]") == "[\\[\\]\\^]  [\\[\\]\\^]");
  CHECK(both("[\\w\\W]") == "[\\x{0}-\\x{10FFFF}]  [\\u0000-\\u{10FFFF}]");
  CHECK(both("") == "  ");
}

TEST_CASE("what the two engines do not read alike is refused at its place") {
  for (const auto& [text, piece] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{{"^a", "^"},
                                                                            {"a$", "$"},
                                                                            {"a(^b)", "^"},
                                                                            {"\\bword", "\\b"},
                                                                            {"a\\s", "\\s"},
                                                                            {"[\\s]", "\\s"},
                                                                            {"\\p{L}", "\\p"},
                                                                            {"(?=a)", "(?="},
                                                                            {"(?<!a)b", "(?<!"},
                                                                            {"(?<n>a)", "(?<"},
                                                                            {"(?i)a", "(?i"},
                                                                            {"(a)\\1", "\\1"},
                                                                            {"a{,3}", "{"},
                                                                            {"a{1001}", "{1001}"},
                                                                            {"(a{100}){100}", "(a{100})"},
                                                                            {"a++", "+"},
                                                                            {"a*?", "?"},
                                                                            {"a**", "*"},
                                                                            {"a{2}{3}", "{3}"},
                                                                            {"a{3,2}", "{3,2}"},
                                                                            {"+a", "+"},
                                                                            {"(a", "("},
                                                                            {"a)", ")"},
                                                                            {"[a", "["},
                                                                            {"a]", "]"},
                                                                            {"a}", "}"},
                                                                            {"a{x}", "{"},
                                                                            {"[]", "[]"},
                                                                            {"[^]", "[^]"},
                                                                            {"[z-a]", "z-a"},
                                                                            {"[\\d-z]", "\\d-z"},
                                                                            {"[[:alpha:]]", "["},
                                                                            {"[a[b]", "["},
                                                                            {"[a-z-9]", "-"},
                                                                            {"\\q", "\\q"},
                                                                            {"\\0", "\\0"},
                                                                            {"\\x{41}", "\\x{"},
                                                                            {"\\xg1", "\\x"},
                                                                            {"\\u{110000}", "\\u{110000}"},
                                                                            {"\\uD800", "\\uD800"},
                                                                            {"a\\", "\\"},
                                                                            {"\\u{", "\\u{"}}) {
    CAPTURE(text);
    CHECK(refused(text) == piece);
  }
  CHECK(refused(std::string(200, '(')) == "(");
}

TEST_CASE("a pattern that takes exponential time is told from one that does not") {
  for (const std::string_view text :
       {"(a+)+", "(a*)*", "(a|a)*", "(a|aa)+", "([a-z]+)*x", "(a?b?)*c?(a*b*)*", "(\\w|\\d)+", "(.*,)*x",
        "(a{1,2})*", "(x+x+)+y", "((a|b)?(b|c)?)+x?(bc|b|c)*", "(a?){30}", "(a{1,20}){1,20}", "((a?|b?)c)*",
        "([a-z0-9]+\\.?)+", "(a+b?)*"}) {
    CAPTURE(text);
    CHECK(blows_up(text));
  }
  for (const std::string_view text :
       {"a", "a*", "[a-z]+(-[a-z]+)*", "([a-z]+,)*[a-z]+", "(ab|cd)*", "(a|b)*", "(a?)*", "[a-z]{1,63}",
        "a*a*a*", "([0-9a-f]{32}|[0-9a-f]{64})(,([0-9a-f]{32}|[0-9a-f]{64}))*", "(a{20}b|a{30}b)*",
        "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}",
        "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
        "(a|b|ab)?c", "\\d{4}-\\d{2}-\\d{2}", "(a{2,}b|ab)*", "([^,]*,)*", "(|a)+", ""}) {
    CAPTURE(text);
    CHECK_FALSE(find_blowup(must_parse(text)));
  }
}

TEST_CASE("the part that takes exponential time is the repeat around it") {
  const Pattern whole = must_parse("x(b|(a+)+)*y");
  const auto found = find_blowup(whole);
  REQUIRE(found);
  CHECK(found->part->begin == 4);
  CHECK(found->part->end == 9);
}

TEST_CASE("a pattern that is too large to be sure of is said to be") {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "a?b";
  const auto found = find_blowup(must_parse(text));
  REQUIRE(found);
  CHECK_FALSE(found->is_certain);
}

TEST_CASE("how long what a pattern matches is") {
  CHECK(length("") == "0..0");
  CHECK(length("abc") == "3..3");
  CHECK(length("a|bcd") == "1..3");
  CHECK(length("a+b?") == "1..");
  CHECK(length("(ab){2,5}") == "4..10");
  CHECK(length("(){2,}") == "0..0");
}

TEST_CASE("whether a pattern goes without some characters") {
  const CodePoints capitals{{'A', 'Z'}};
  CHECK(matches_without(must_parse("[A-Za-z]+"), capitals));
  CHECK_FALSE(matches_without(must_parse("x[A-Z]y"), capitals));
  CHECK(matches_without(must_parse("x[A-Z]?y|Z"), capitals));
  CHECK_FALSE(matches_without(must_parse("[A-Z]|Zz"), capitals));
}

TEST_CASE("a plain pattern is one whose very text both engines read alike") {
  for (const std::string_view text :
       {"[a-z0-9-]+", "\\d{4}-\\d\\d", "(ab|c)*", "a\\.b\\/", "[.*(){}|$+?]", "\\[\\]\\t"}) {
    CAPTURE(text);
    CHECK(must_parse(text).is_plain);
  }
  for (const std::string_view text : {".", "a/b", "ä", "\\x41", "\\u0041", "\\@", "a\\-b", "[\\-]", "\x01"}) {
    CAPTURE(text);
    CHECK_FALSE(must_parse(text).is_plain);
  }
}

}  // namespace gangway::gen::patterns
