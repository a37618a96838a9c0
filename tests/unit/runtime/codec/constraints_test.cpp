#include "gangway/codec/constraints.h"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "gangway/codec/containers.h"
#include "gangway/codec/enums.h"
#include "gangway/codec/scalars.h"
#include "text.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::read;
using test::rule_of;

namespace {

enum class Colour { red, green };
std::string_view to_string(Colour colour) { return colour == Colour::red ? "red" : "green"; }
bool from_string(std::string_view name, Colour& out) {
  out = name == "red" ? Colour::red : Colour::green;
  return name == "red" || name == "green";
}

template <class... Rules>
using Text = gc::Checked<gc::String, Rules...>;

/// What reading `text` says to people; "" where nothing is wrong.
template <class C>
std::string reason(std::string_view text) {
  const test::PaddedText padded(text);
  gangway::JsonReader in(padded.view());
  typename C::value value{};
  return C::read(in, value) && in.finish() ? ""
                                           : std::string(gangway::to_string(in.rule())) + ": " + in.reason();
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

/// Text as code points, one at a time: the simple way.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> result;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) result.emplace_back();
    result.back() += c;
  }
  return result;
}

}  // namespace

TEST_CASE("@length counts code points") {
  using Short = Text<gc::Length<2, 3>>;
  for (const char* text : {"ab", "abc", "äö", "日本語", "😀😀😀"})
    CHECK(rule_of<Short>(in_quotes(text)) == Rule::None);
  for (const char* text : {"", "a", "ä", "😀", "abcd", "äöüß", "😀😀😀😀"}) {
    CAPTURE(text);
    CHECK(reason<Short>(in_quotes(text)) == "length: length must be 2..3");
  }
  CHECK(reason<Text<gc::Length<1>>>("\"\"") == "length: length must be 1..");
  CHECK(reason<Text<gc::Length<0, 1>>>("\"ab\"") == "length: length must be ..1");
  CHECK(reason<Text<gc::Length<1>>>("\"a\"").empty());
}

TEST_CASE("@trim removes what ECMAScript's trim() removes, and nothing else") {
  using Trimmed = Text<gc::Trim>;
  const std::vector<std::string> spaces{"\\t",    "\\n",    "\\u000b", "\\f",    "\\r",    " ",
                                        "\u00A0", "\u1680", "\u2000",  "\u2005", "\u200A", "\u2028",
                                        "\u2029", "\u202F", "\u205F",  "\u3000", "\uFEFF"};
  for (const std::string& space : spaces) {
    CAPTURE(space);
    CHECK(read<Trimmed>(in_quotes(space)).value.empty());
    CHECK(read<Trimmed>(in_quotes(space + space + "a b" + space)).value == "a b");
  }
  for (const std::string other : {"\u0085", "\u180E", "\u200B", "\u2060", "\u00C2", "\u20A0", "\u0920", "a",
                                  "~", "!", "\\u0000", "\\u001f"}) {
    CAPTURE(other);
    CHECK(read<Trimmed>(in_quotes(other)).value == read<gc::String>(in_quotes(other)).value);
  }
}

TEST_CASE("@trim and @length agree with the simple way on random texts") {
  std::mt19937 random(7);
  const std::vector<std::string> alphabet{" ", "\u00A0", "\u2003", "\uFEFF", "\u3000", "a",
                                          "ä", "日",     "😀",      "\u200B", "\u0085"};
  const std::set<std::string> spaces(alphabet.begin(), alphabet.begin() + 5);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (auto left = random() % 8; left > 0; --left) text += alphabet[random() % alphabet.size()];
    auto expected = characters(text);
    while (!expected.empty() && spaces.contains(expected.back())) expected.pop_back();
    while (!expected.empty() && spaces.contains(expected.front())) expected.erase(expected.begin());
    std::string trimmed;
    for (const std::string& each : expected) trimmed += each;
    CAPTURE(text);
    const auto result = read<Text<gc::Trim, gc::Length<2, 4>>>(in_quotes(text));
    CHECK(result.value == trimmed);
    CHECK(result.ok == (expected.size() >= 2 && expected.size() <= 4));
  }
}

TEST_CASE("@lowercase maps A to Z only, before the checks") {
  CHECK(read<Text<gc::Lowercase>>("\"AZaz@[ÄÉ😀\"").value == "azaz@[ÄÉ😀");
  CHECK(rule_of<Text<gc::Lowercase, gc::Pattern<"[a-z]+">>>("\"ABC\"") == Rule::None);
}

TEST_CASE("@pattern is about the whole string") {
  using Word = Text<gc::Pattern<"[a-z]+|x[0-9]*">>;
  for (const char* text : {"abc", "x", "x12"}) CHECK(rule_of<Word>(in_quotes(text)) == Rule::None);
  for (const char* text : {"", "abc1", "1abc", "abc\\n", "Abc"})
    CHECK(rule_of<Word>(in_quotes(text)) == Rule::Pattern);
  CHECK(reason<Word>("\"1\"") == "pattern: must match [a-z]+|x[0-9]*");
  CHECK(reason<Text<gc::Pattern<"[^\\n]", "[^\\u000A]">>>("\"ab\"") == "pattern: must match [^\\u000A]");
  CHECK(rule_of<Text<gc::Pattern<"[^\\n]">>>("\"😀\"") == Rule::None);
}

TEST_CASE("@format by table") {
  const auto check = [](auto codec, const std::vector<std::string>& good,
                        const std::vector<std::string>& bad) {
    for (const std::string& text : good) {
      CAPTURE(text);
      CHECK(rule_of<decltype(codec)>(in_quotes(text)) == Rule::None);
    }
    for (const std::string& text : bad) {
      CAPTURE(text);
      CHECK(rule_of<decltype(codec)>(in_quotes(text)) == Rule::Format);
    }
  };
  const std::string label(63, 'a');
  check(Text<gc::Format<"email">>{}, {"a@b", "ann.b+c@example.org", std::string(64, 'a') + "@b"},
        {"", "a", "@b", "a@", "a@b.", "a@-b", "a b@c", "a@b@c", std::string(65, 'a') + "@b", "ä@b",
         "a@" + label + "." + label + "." + label + "." + label});
  check(Text<gc::Format<"uri">>{},
        {"a:", "https://example.org/a?b=c#d", "mailto:a@b", "urn:x:%41", "http://[::1]/"},
        {"", "a", ":b", "1a:b", "a:b c", "a:%4", "a:%4g", "a:#b#c", "a:ä", "a:\\\\"});
  check(Text<gc::Format<"hostname">>{},
        {"a", "a.b", "A-1.example", label, label + "." + label + "." + label + "." + std::string(61, 'a')},
        {"", ".", "a.", ".a", "-a", "a-", "a_b", label + "a",
         label + "." + label + "." + label + "." + std::string(62, 'a'), "a..b"});
  check(Text<gc::Format<"ipv4">>{}, {"0.0.0.0", "127.0.0.1", "255.255.255.255", "1.20.199.249"},
        {"", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.", "1.2.3.4 ", "a.b.c.d", "1..2.3",
         "1000.1.1.1"});
  check(Text<gc::Format<"ipv6">>{},
        {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "::ffff:1.2.3.4", "fe80::ABCD",
         "1::2:3:4:5:6:7", "::1.2.3.4"},
        {"", ":", ":::", "1", "1:2", "1.2.3.4", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::",
         "g::", "::1:", ":1", "1:2:3:4:5:6:7::8", "1.2.3.4::", "::1.2.3.256", "fe80::1%eth0", "[::1]"});
  CHECK(reason<Text<gc::Format<"uri">>>("\"x\"") == "format: must be of format uri");
}

TEST_CASE("@size counts bytes, not their base64") {
  using Blob = gc::Checked<gc::Bytes, gc::Size<1, 2>>;
  CHECK(rule_of<Blob>("\"aGk=\"") == Rule::None);
  CHECK(reason<Blob>("\"aGkh\"") == "size: size must be 1..2");
  CHECK(rule_of<Blob>("\"\"") == Rule::Size);
  CHECK(rule_of<Blob>("\"*\"") == Rule::Format);
}

TEST_CASE("@range compares numbers as what they are") {
  using Percent = gc::Checked<gc::U8, gc::Range<1, 100>>;
  CHECK(rule_of<Percent>("1") == Rule::None);
  CHECK(rule_of<Percent>("100.0") == Rule::None);
  CHECK(reason<Percent>("0") == "range: value must be 1..100");
  CHECK(reason<Percent>("300") == "range: ");
  CHECK(rule_of<gc::Checked<gc::I8, gc::Range<-5, gc::unbounded>>>("-6") == Rule::Range);
  CHECK(reason<gc::Checked<gc::U64, gc::Range<gc::unbounded, 18446744073709551614U>>>(
            "\"18446744073709551615\"") == "range: value must be ..18446744073709551614");
  CHECK(rule_of<gc::Checked<gc::U64, gc::Range<5, gc::unbounded>>>("\"18446744073709551615\"") == Rule::None);
  CHECK(rule_of<gc::Checked<gc::I64, gc::Range<-9223372036854775807 - 1, 0>>>("\"-9223372036854775808\"") ==
        Rule::None);
  CHECK(reason<gc::Checked<gc::Duration, gc::Range<0, 1500>>>("1501") == "range: value must be 0..1500");

  CHECK(rule_of<gc::Checked<gc::F64, gc::RealRange<"-0.5", "0.1">>>("0.1") == Rule::None);
  CHECK(rule_of<gc::Checked<gc::F64, gc::RealRange<"-0.5", "0.1">>>("0.10000000000000002") == Rule::Range);
  CHECK(rule_of<gc::Checked<gc::F32, gc::RealRange<"", "0.1">>>("0.1") == Rule::None);
  CHECK(rule_of<gc::Checked<gc::F32, gc::RealRange<"", "0.1">>>("0.100000001") == Rule::None);
  CHECK(reason<gc::Checked<gc::F32, gc::RealRange<"", "0.1">>>("0.1001") == "range: value must be ..0.1");

  using Price = gc::Checked<gc::Decimal, gc::DecimalRange<"-0.01", "99999999999999999999.99">>;
  for (const char* text :
       {"-0.01", "-0.010", "0", "-0", "99999999999999999999.99", "0099999999999999999999.990"}) {
    CAPTURE(text);
    CHECK(rule_of<Price>(in_quotes(text)) == Rule::None);
  }
  for (const char* text : {"-0.011", "99999999999999999999.991", "100000000000000000000"}) {
    CAPTURE(text);
    CHECK(rule_of<Price>(in_quotes(text)) == Rule::Range);
  }
}

TEST_CASE("@items and @unique look at lists whose elements are right") {
  using Tags = gc::Checked<gc::List<Text<gc::Trim, gc::Length<0, 4>>>, gc::Items<1, 2>, gc::Unique>;
  CHECK(rule_of<Tags>(R"(["a","b"])") == Rule::None);
  CHECK(reason<Tags>(R"([])") == "items: items must be 1..2");
  CHECK(rule_of<Tags>(R"(["a","b","a"])") == Rule::Items);
  CHECK(reason<Tags>(R"(["a"," a "])") == "unique: items must be unique");
  CHECK(read<Tags>(R"(["a","b","abcde"])").path == "/2");
  CHECK(rule_of<gc::Checked<gc::Map<gc::U8>, gc::Items<0, 1>>>(R"({"a":1,"b":2})") == Rule::Items);
}

TEST_CASE("@unique knows when elements are equal, in short lists and long ones") {
  const auto unique = [](auto codec, const std::string& list) {
    return rule_of<gc::Checked<gc::List<decltype(codec)>, gc::Unique>>(list) == Rule::None;
  };
  using Open = gc::OpenEnum<Colour, &from_string, &to_string>;
  CHECK(unique(gc::Bool{}, "[true,false]"));
  CHECK_FALSE(unique(gc::Bool{}, "[true,false,true]"));
  CHECK(unique(Open{}, R"(["red","green","blue","grey"])"));
  CHECK_FALSE(unique(Open{}, R"(["red","blue","green","blue"])"));
  CHECK_FALSE(unique(gc::Nullable<gc::String>{}, R"(["",null,null])"));
  CHECK(unique(gc::Nullable<gc::String>{}, R"(["",null])"));
  CHECK_FALSE(unique(gc::Bytes{}, R"(["aGk=","aGk"])"));
  CHECK_FALSE(unique(gc::I64{}, R"(["5",5])"));
  CHECK_FALSE(unique(gc::Uuid{},
                     R"(["F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6","f81d4fae-7dec-11d0-a765-00a0c91e6bf6"])"));
  CHECK_FALSE(unique(gc::Timestamp{}, R"(["2026-01-31T12:00:00Z","2026-01-31T13:00:00.0001+01:00"])"));
  CHECK_FALSE(unique(gc::Date{}, R"(["2026-01-31","2026-01-31"])"));

  std::string many;
  for (int i = 0; i < 1000; ++i) many += (i == 0 ? "" : ",") + std::to_string(i * 7919 % 1009);
  CHECK(unique(gc::U32{}, "[" + many + "]"));
  CHECK_FALSE(unique(gc::U32{}, "[" + many + ",500]"));
  std::string names;
  for (int i = 0; i < 100; ++i) names += (i == 0 ? "\"n" : ",\"n") + std::to_string(i) + "\"";
  CHECK(unique(Open{}, "[" + names + ",\"red\"]"));
  CHECK_FALSE(unique(Open{}, "[" + names + ",\"n99\"]"));
  CHECK(unique(gc::Nullable<gc::String>{}, "[" + names + ",null]"));
  CHECK_FALSE(unique(gc::Nullable<gc::String>{}, "[null," + names + ",null]"));
}

TEST_CASE("constraints are about a value that is there") {
  using Name = gc::Nullable<Text<gc::Length<1, 3>>>;
  CHECK(rule_of<Name>("null") == Rule::None);
  CHECK(rule_of<Name>("\"\"") == Rule::Length);
  CHECK(rule_of<Name>("5") == Rule::Type);
}

TEST_CASE("a reader that passes over what is wrong finds the next, and forgives no broken JSON") {
  using Codec = gc::List<gc::Checked<gc::List<gc::Checked<gc::U8, gc::Range<1, 9>>>, gc::Unique>>;
  const auto found = [](std::string_view text) {
    const test::PaddedText padded(text);
    const gangway::JsonReader first(padded.view());
    std::string all;
    for (unsigned known = 0; known < 10; ++known) {
      gangway::JsonReader in = first.again_without(known);
      typename Codec::value value;
      if (Codec::read(in, value) && in.finish()) return all + "fine";
      if (in.passed_over() != known) return all + "stuck";
      all += std::string(gangway::to_string(in.rule())) + in.path() + " ";
    }
    return all;
  };
  CHECK(found("[[1,2]]") == "fine");
  CHECK(found("[[0,2,10],[3,3],7,[300,\"x\",{\"a\":[]}],[4]]") ==
        "range/0/0 range/0/2 unique/1 type/2 range/3/0 type/3/1 type/3/2 fine");
  CHECK(found("[[0,0]]") == "range/0/0 range/0/1 fine");
  CHECK(found("[[0],[1,]]") == "range/0/0 syntax/1/1 stuck");
  CHECK(found("[[0],{\"a\":tru}]") == "range/0/0 type/1 syntax/1/a stuck");
  CHECK(found("7") == "type stuck");
}
