#include <doctest/doctest.h>

#include <vector>

#include "text.h"

using gangway::JsonReader;
using gangway::Rule;

TEST_CASE("an object is walked key by key") {
  const test::PaddedText text(R"( {"a":1, "b\u0063" : {"x":[]} ,"d":"e"} )");
  JsonReader in(text.view());
  std::vector<std::string> keys;
  std::vector<std::string> values;
  std::string_view key;
  REQUIRE(in.object_begin());
  while (in.next_key(key)) {
    keys.emplace_back(key);
    std::string_view value;
    REQUIRE(in.skip_span(value));
    values.emplace_back(value);
  }
  CHECK_FALSE(in.failed());
  CHECK(in.finish());
  CHECK(keys == std::vector<std::string>{"a", "bc", "d"});
  CHECK(values == std::vector<std::string>{"1", R"({"x":[]})", "\"e\""});
}

TEST_CASE("walks inside walks keep their commas apart") {
  const test::PaddedText text(R"({"a":{"b":[],"c":[{},{"d":1}]},"e":[1,2]})");
  JsonReader in(text.view());
  std::string trace;
  const auto walk = [&](const auto& self) -> void {
    std::string_view key;
    if (in.peek() == '{') {
      REQUIRE(in.object_begin());
      while (in.next_key(key)) {
        trace += key;
        self(self);
      }
    } else if (in.peek() == '[') {
      REQUIRE(in.array_begin());
      while (in.next_item()) self(self);
    } else {
      REQUIRE(in.skip());
      trace += '.';
    }
  };
  walk(walk);
  CHECK_FALSE(in.failed());
  CHECK(in.finish());
  CHECK(trace == "abcd.e..");
}

TEST_CASE("a broken object ends the walk with a failure") {
  for (const char* bad : {"{", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":1}", "{\"a\"}",
                          "{1:1}", "[]", ""}) {
    CAPTURE(bad);
    const test::PaddedText text(bad, '}');
    JsonReader in(text.view());
    std::string_view key;
    bool ok = in.object_begin();
    while (ok && in.next_key(key)) ok = in.skip();
    CHECK(in.failed());
  }
}

TEST_CASE("a part of a text is a text, whatever follows it") {
  const std::string_view whole = "[12,345]";
  const test::PaddedText text(whole);
  JsonReader in(text.view().substr(1, 1));
  std::uint64_t magnitude = 0;
  bool negative = false;
  REQUIRE(in.read_integer(magnitude, negative));
  CHECK(magnitude == 1);
  CHECK(in.finish());
}

TEST_CASE("an empty view needs no memory") {
  JsonReader in{std::string_view()};
  CHECK(in.peek() == '\0');
  CHECK_FALSE(in.skip());
  CHECK(in.rule() == Rule::Syntax);
}

TEST_CASE("position and rest follow the reading") {
  const test::PaddedText text(" true  , x");
  JsonReader in(text.view());
  bool value = false;
  REQUIRE(in.read_bool(value));
  CHECK(in.offset() == 5);
  CHECK(in.rest() == ", x");
  CHECK(in.peek() == ',');
}

TEST_CASE("null is taken only whole") {
  const test::PaddedText text("null nullx");
  JsonReader in(text.view());
  CHECK(in.read_null());
  CHECK_FALSE(in.read_null());
  CHECK_FALSE(in.failed());
  CHECK(in.rest() == "nullx");
}
