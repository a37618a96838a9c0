#include <doctest/doctest.h>
#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <random>

#include "codec/utf8.h"
#include "gangway/codec/json_value.h"
#include "sample.h"
#include "text.h"

// Bounded differential fuzzing: the seeds are fixed, so that a failure repeats.

namespace {

using gangway::codec::Json;

class Source {
 public:
  explicit Source(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  char one_of(std::string_view choices) { return choices[below(choices.size())]; }

  /// A random JSON text, valid by construction but for numbers that are too large.
  std::string json(int depth = 0) {
    switch (below(depth > 5 ? 5 : 8)) {
      case 0:
        return std::string(one_of("tfn") == 't' ? "true" : "null");
      case 1:
        return number();
      case 2:
      case 3:
        return string();
      case 4:
        return space() + "false" + space();
      case 5:
        return container('[', ']', depth);
      default:
        return container('{', '}', depth);
    }
  }

  /// Changes, drops or adds a few bytes.
  std::string damaged(std::string text) {
    constexpr std::string_view alphabet =
        "{}[]\",:\\u0123456789abcdefntrlseE+-. \n\t\x01\x7f\xc3\xa4\xed\xa0\x80\xf0";
    for (std::size_t times = 1 + below(3); times > 0 && !text.empty(); --times) {
      const std::size_t place = below(text.size());
      switch (below(4)) {
        case 0:
          text[place] = one_of(alphabet);
          break;
        case 1:
          text.erase(place, 1 + below(3));
          break;
        case 2:
          text.insert(place, 1, one_of(alphabet));
          break;
        default:
          text.resize(place);
          break;
      }
    }
    return text;
  }

 private:
  std::string space() { return std::string(below(3), one_of(" \n\r\t")); }

  std::string number() {
    std::string text = below(2) == 0 ? "-" : "";
    if (below(4) == 0) {
      text += '0';
    } else {
      text += std::to_string(1 + random_() % (below(2) == 0 ? 1000U : 4000000000U));
      for (std::size_t more = below(20); more > 15; --more) text += std::to_string(below(100000));
    }
    if (below(3) == 0) text += '.' + std::to_string(below(1000000));
    if (below(4) == 0)
      text += std::string(1, one_of("eE")) + (below(2) == 0 ? "-" : "+") + std::to_string(below(320));
    return text;
  }

  std::string string() {
    static constexpr std::string_view pieces[] = {
        "a",      "room",       "\\n",     "\\\"",           "\u00e4",
        "\u20ac", "\U0001F600", "\\u0041", "\\ud83d\\ude00", "text text text text",
        "\\/",    "\\u0000",    "kind"};
    std::string text = "\"";
    for (std::size_t count = below(6); count > 0; --count) text += pieces[below(std::size(pieces))];
    return text + '"';
  }

  std::string container(char open, char close, int depth) {
    std::string text(1, open);
    const std::size_t count = below(5);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += ',';
      if (open == '{') text += space() + string() + space() + ':';
      text += space() + json(depth + 1) + space();
    }
    return text + close;
  }

  std::mt19937 random_;
};

bool skips(std::string_view text) {
  const test::PaddedText padded(text);
  gangway::JsonReader in(padded.view());
  return in.skip() && in.finish();
}

/// simdjson refuses integers beyond 64 bits, which are numbers all the same.
bool simdjson_takes(const std::string& text) {
  static simdjson::dom::parser parser;
  const auto error = parser.parse(simdjson::padded_string(text)).error();
  return error == simdjson::SUCCESS || (error == simdjson::NUMBER_ERROR && nlohmann::json::accept(text));
}

/// What we make of a text against what nlohmann and simdjson do, but for the differences that are pinned: we
/// refuse repeated keys and numbers beyond a double as values, and pass over the latter where nobody wants
/// them.
void compare(const std::string& text) {
  CAPTURE(text);
  if (!gangway::detail::is_utf8(text)) return;  // the reader's contract excludes it
  const nlohmann::json theirs = nlohmann::json::parse(text, nullptr, false);
  const auto ours = test::read<Json>(text);
  const bool pinned = ours.rule == gangway::Rule::Duplicate || ours.rule == gangway::Rule::Range;
  if (!pinned) {
    REQUIRE(ours.ok == !theirs.is_discarded());
    REQUIRE(ours.ok == skips(text));
    REQUIRE(ours.ok == simdjson_takes(text));
  }
  if (ours.ok) {
    REQUIRE(ours.value == theirs);
    REQUIRE(test::read<Json>(test::write<Json>(ours.value)).value == theirs);
  }
}

}  // namespace

TEST_CASE("valid texts are read as nlohmann reads them") {
  Source source(20261121);
  for (int i = 0; i < 4000; ++i) {
    const std::string text = source.json();
    CAPTURE(text);
    REQUIRE(skips(text));
    compare(text);
  }
}

TEST_CASE("damaged texts are taken or refused as nlohmann and simdjson do") {
  Source source(7);
  for (int i = 0; i < 12000; ++i) compare(source.damaged(source.json()));
}

TEST_CASE("no damage to a typed message is taken for JSON that is none") {
  Source source(99);
  for (int i = 0; i < 12000; ++i) {
    const std::string text = source.damaged(
        R"({"items":[{"kind":"text","body":"h\u00e9"},{"url":"u","kind":"image","alt":null},{"kind":"video","x":[1.5]}]})");
    CAPTURE(text);
    if (!gangway::detail::is_utf8(text)) continue;
    const auto result = test::read<sample::codec::Holder>(text);
    if (result.ok) REQUIRE(nlohmann::json::accept(text));
    REQUIRE(result.ok == (result.rule == gangway::Rule::None));
  }
}

TEST_CASE("damaged scalars are taken only where they are JSON") {
  Source source(4711);
  for (const char* good :
       {"-12345678", "1.25e2", "\"18446744073709551615\"", "\"2026-01-31T12:00:00.123456789+01:00\"",
        "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "\"Zm9vYmFyYmF6\"", "\"-123.4500\"", "true"}) {
    for (int i = 0; i < 1500; ++i) {
      const std::string text = source.damaged(good);
      CAPTURE(text);
      if (!gangway::detail::is_utf8(text)) continue;
      const auto check = [&]<class C>() {
        if (test::read<C>(text).ok) REQUIRE(nlohmann::json::accept(text));
      };
      check.operator()<gangway::codec::I32>();
      check.operator()<gangway::codec::U64>();
      check.operator()<gangway::codec::F64>();
      check.operator()<gangway::codec::F32>();
      check.operator()<gangway::codec::Bool>();
      check.operator()<gangway::codec::Timestamp>();
      check.operator()<gangway::codec::TimestampNs>();
      check.operator()<gangway::codec::Date>();
      check.operator()<gangway::codec::Uuid>();
      check.operator()<gangway::codec::Bytes>();
      check.operator()<gangway::codec::Decimal>();
    }
  }
}
