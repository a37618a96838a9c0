#include <doctest/doctest.h>

#include "sample.h"
#include "text.h"

using gangway::Rule;
using gangway::Unknown;
using sample::codec::ClosedContent;
using sample::codec::Content;
using sample::codec::Holder;
using test::read;
using test::rule_of;

TEST_CASE("the tag may stand anywhere") {
  for (const char* text :
       {R"({"kind":"image","url":"u","alt":"a"})", R"({"url":"u","kind":"image","alt":"a"})",
        R"({"url":"u","alt":"a","kind":"image"})", R"( { "kind" : "image" , "url" : "u" , "alt" : "a" } )",
        R"({"k\u0069nd":"im\u0061ge","url":"u","alt":"a"})",
        R"({"new":{"kind":"text"},"alt":"a","kind":"image","url":"u"})",
        R"({"kind":"image","alt":"a","new":{"kind":"text"},"url":"u"})"}) {
    CAPTURE(text);
    const auto result = read<Content>(text);
    REQUIRE(result.ok);
    CHECK(result.value == sample::Content(sample::Image{"u", "a"}));
  }
}

TEST_CASE("an arm without members is only its tag") {
  for (const char* text :
       {R"({"kind":"nothing"})", R"({ "kind" : "nothing" })", R"({"x":1,"kind":"nothing"})"}) {
    CAPTURE(text);
    const auto result = read<Content>(text);
    REQUIRE(result.ok);
    CHECK(result.value == sample::Content(sample::Nothing{}));
  }
}

TEST_CASE("an open union keeps an arm it does not know and writes it back") {
  for (const char* text : {R"({"kind":"video","length":[1,{"a":"\u00e4"}]})",
                           R"({"length":2, "kind":"video"})", R"({"kind":"video"})"}) {
    CAPTURE(text);
    const auto result = read<Content>(text);
    REQUIRE(result.ok);
    CHECK(result.value == sample::Content(Unknown{"video", text}));
    CHECK(test::write<Content>(result.value) == text);
  }
}

TEST_CASE("a closed union refuses an arm it does not know, at its tag") {
  for (const char* text : {R"({"kind":"video","a":1})", R"({"a":1,"kind":"video"})", R"({"kind":""})"}) {
    CAPTURE(text);
    const auto result = read<ClosedContent>(text);
    CHECK(result.rule == Rule::Tag);
    CHECK(result.path == "/kind");
  }
}

TEST_CASE("a tag is needed, once, and is a string") {
  CHECK(rule_of<Content>("{}") == Rule::Missing);
  CHECK(read<Content>(R"({"url":"u"})").path == "/kind");
  CHECK(rule_of<Content>(R"({"kind":1})") == Rule::Type);
  CHECK(rule_of<Content>(R"({"kind":null,"url":"u"})") == Rule::Type);
  CHECK(read<Content>(R"({"url":"u","kind":1})").path == "/kind");
  for (const char* text :
       {R"({"kind":"image","kind":"text","url":"u"})", R"({"kind":"image","url":"u","kind":"image"})",
        R"({"url":"u","kind":"image","kind":"image"})", R"({"kind":"video","a":1,"kind":"image"})"}) {
    CAPTURE(text);
    CHECK(rule_of<Content>(text) == Rule::Duplicate);
    CHECK(read<Content>(text).path == "/kind");
  }
}

TEST_CASE("broken tagged objects are refused") {
  for (const char* text :
       {"", "{", R"({"kind")", R"({"kind":"text")", R"({"kind":"text",)", R"({"kind":"text",})",
        R"({"kind":"text" "body":"x"})", R"({"kind":"text","body":"x")", R"({"body":"x","kind":"text",})",
        R"({"kind":"nothing",})", R"({"kind":"video",})", R"({"kind":"text","body":"x"}})"}) {
    CAPTURE(text);
    CHECK(rule_of<Content>(text) == Rule::Syntax);
  }
  CHECK(rule_of<Content>("[]") == Rule::Type);
  CHECK(rule_of<Content>("null") == Rule::Type);
}

TEST_CASE("unions in a list do not disturb each other") {
  const auto result =
      read<Holder>(R"({"items":[{"kind":"text","body":"a"},{"body":"b","kind":"text"},)"
                   R"({"kind":"video","x":{"kind":"text"}},{"kind":"nothing"},{"kind":"image","url":"u"}]})");
  REQUIRE(result.ok);
  CHECK(result.value.items.size() == 5);
  CHECK(result.value.items[1] == sample::Content(sample::Text{"b"}));
  CHECK(result.value.items[4] == sample::Content(sample::Image{"u", {}}));
}

TEST_CASE("a failure inside an arm is found at its place") {
  CHECK(read<Holder>(R"({"items":[{"kind":"nothing"},{"kind":"text","body":1}]})").path == "/items/1/body");
  CHECK(read<Holder>(R"({"items":[{"kind":"nothing"},{"body":1,"kind":"text"}]})").path == "/items/1/body");
  CHECK(read<Holder>(R"({"items":[{"kind":"text"}]})").path == "/items/0/body");
}
