#include <doctest/doctest.h>

#include "sample.h"
#include "text.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::read;
using test::rule_of;
using test::write;

namespace {

using Numbers = gc::List<gc::I32>;
using Scores = gc::Map<gc::I32>;

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

struct Deep {
  struct Tree {
    std::vector<Tree> children;
  };
  using value = Tree;
  static bool read(gangway::JsonReader& in, value& out) { return gc::List<Deep>::read(in, out.children); }
};

}  // namespace

TEST_CASE("lists are arrays") {
  CHECK(read<Numbers>("[]").value.empty());
  CHECK(read<Numbers>(" [ 1 , 2,3 ] ").value == std::vector<std::int32_t>{1, 2, 3});
  CHECK(write<Numbers>({}) == "[]");
  CHECK(write<Numbers>({1, -2}) == "[1,-2]");
  CHECK(read<gc::List<gc::Bool>>("[true,false]").value == std::vector<bool>{true, false});
  CHECK(write<gc::List<gc::Bool>>({true, false}) == "[true,false]");
  for (const char* text : {"[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]", "]", "[1}"}) {
    CAPTURE(text);
    CHECK(rule_of<Numbers>(text) == Rule::Syntax);
  }
  CHECK(rule_of<Numbers>("{}") == Rule::Type);
  CHECK(rule_of<Numbers>("[1,\"2\"]") == Rule::Type);
}

TEST_CASE("maps are objects whose keys are data") {
  const auto result = read<Scores>(R"({"b":2,"__proto__":3,"":4,"a\u0062":5})");
  REQUIRE(result.ok);
  CHECK(result.value == std::map<std::string, std::int32_t>{{"b", 2}, {"__proto__", 3}, {"", 4}, {"ab", 5}});
  CHECK(write<Scores>(result.value) == R"({"":4,"__proto__":3,"ab":5,"b":2})");
  CHECK(write<Scores>({}) == "{}");
  CHECK(write<Scores>({{"\"", 1}}) == R"({"\"":1})");
  CHECK(read<Scores>(" { } ").ok);
  for (const char* text :
       {"{", R"({"a")", R"({"a":1)", R"({"a":1,})", R"({a:1})", R"({"a":1 "b":2})", R"({"a":1]})"}) {
    CAPTURE(text);
    CHECK(rule_of<Scores>(text) == Rule::Syntax);
  }
  CHECK(rule_of<Scores>("[]") == Rule::Type);
}

TEST_CASE("a map's key may stand only once, however it is spelled") {
  CHECK(rule_of<Scores>(R"({"a":1,"a":1})") == Rule::Duplicate);
  CHECK(read<Scores>(R"({"a":1,"b":2,"\u0061":3})").path == "/a");
}

TEST_CASE("nullable is a value or null") {
  using Note = gc::Nullable<gc::String>;
  CHECK(read<Note>("null").value == std::nullopt);
  CHECK(read<Note>("\"x\"").value == "x");
  CHECK(write<Note>(std::nullopt) == "null");
  CHECK(write<Note>("x") == "\"x\"");
  for (const char* text : {"nul", "nullx", "nil"}) CHECK_FALSE(read<Note>(text).ok);
}

TEST_CASE("a patch tells absent, null and a value apart") {
  using Note = gc::Patched<gc::String>;
  CHECK(read<Note>("null").value.is_null());
  CHECK(read<Note>("\"x\"").value == "x");
  CHECK(write<Note>(nullptr) == "null");
  CHECK(write<Note>(std::string("x")) == "\"x\"");
  CHECK(rule_of<Note>("1") == Rule::Type);
}

TEST_CASE("a type may contain itself") {
  const auto result =
      read<sample::codec::Node>(R"({"value":1,"next":{"value":2,"next":{"value":3,"next":null}}})");
  REQUIRE(result.ok);
  CHECK((**(**result.value.next).next).value == 3);
  CHECK(write<sample::codec::Node>(result.value) == R"({"value":1,"next":{"value":2,"next":{"value":3}}})");
  const sample::Node copy = result.value;
  CHECK(copy == result.value);
  CHECK(read<sample::codec::Node>(R"({"value":1,"next":{"value":2,"next":{"value":""}}})").path ==
        "/next/next/value");
}

TEST_CASE("sixty-four levels are read, one more is refused") {
  CHECK(read<Deep>(nested(64)).ok);
  CHECK(rule_of<Deep>(nested(65)) == Rule::Depth);
  CHECK(rule_of<Deep>(std::string(100000, '[')) == Rule::Depth);
  CHECK(read<sample::codec::Nothing>("{\"x\":" + nested(63) + "}").ok);
  CHECK(rule_of<sample::codec::Nothing>("{\"x\":" + nested(64) + "}") == Rule::Depth);
  CHECK(rule_of<sample::codec::Nothing>("{\"x\":" + std::string(100000, '[')) == Rule::Depth);
  CHECK(read<gc::List<gc::List<gc::I32>>>("[" + std::string("[1],") + "[2]]").ok);
}

TEST_CASE("depth counts what is open, not what was") {
  std::string text = "[";
  for (int i = 0; i < 100; ++i) text += nested(63) + ",";
  text.back() = ']';
  CHECK(read<Deep>(text).ok);
  std::string unions = R"({"items":[)";
  for (int i = 0; i < 100; ++i) unions += R"({"kind":"nothing"},{"a":1,"kind":"nothing"},{"kind":"new"},)";
  unions.back() = ']';
  CHECK(read<sample::codec::Holder>(unions + "}").ok);
}
