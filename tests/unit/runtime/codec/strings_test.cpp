#include <doctest/doctest.h>

#include "gangway/codec/scalars.h"
#include "text.h"

using gangway::Rule;
using gangway::codec::String;
using test::read;
using test::rule_of;
using test::write;

TEST_CASE("every escape is read") {
  CHECK(read<String>(R"("\"\\\/\b\f\n\r\t")").value == "\"\\/\b\f\n\r\t");
  CHECK(read<String>(R"("\u0041\u00e4\u20AC\uD83D\uDE00")").value == "A\u00e4\u20ac\U0001F600");
  CHECK(read<String>(R"("a\u0000b")").value == std::string("a\0b", 3));
  CHECK(read<String>(R"("\ufffe\uffff\uDBFF\uDFFF")").value == "\uFFFE\uFFFF\U0010FFFF");
  CHECK(read<String>("\"\u00e4\x7f\"").value == "\u00e4\x7f");
}

TEST_CASE("surrogates alone are refused") {
  for (const char* text :
       {R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\ud800x")", R"("\ud800\n")",
        R"("\udc00\ud800")", R"("\ud800\u0041")", R"("\ud83d\ude0")", R"("\ud83d\u")", R"("\ud83d\)"}) {
    CAPTURE(text);
    CHECK(rule_of<String>(text) == Rule::Syntax);
  }
}

TEST_CASE("broken strings are refused") {
  for (const char* text :
       {"\"", "\"a", "\"\\\"", "\"\\", "\"\\u", "\"\\u12", "\"\\u123g\"", "\"\\x\"", "\"\\U0041\"",
        "\"a\nb\"", "\"a\tb\"", "\"\x01\"", "\"a\"b\"", "\"\\u 041\"", "\"\\a\"", "\"\\'\"", "'a'"}) {
    CAPTURE(text);
    for (const char filler : {'"', '\\', '0', '\0'})
      CHECK(read<String>(text, {}, filler).rule == Rule::Syntax);
  }
  CHECK(rule_of<String>(std::string_view("\"a\0b\"", 5)) == Rule::Syntax);
  CHECK(rule_of<String>("1") == Rule::Type);
  CHECK(rule_of<String>("null") == Rule::Type);
}

TEST_CASE("escapes at every place of strings of every length survive") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string plain(size, 'x');
    CHECK(write<String>(plain) == '"' + plain + '"');
    for (std::size_t place = 0; place < size; ++place) {
      for (const std::string_view special : {"\"", "\\", "\n", "\x1f", "\u00e4", "\U0001F600", "\x7f"}) {
        std::string text = plain;
        text.replace(place, 1, special);
        const auto result = read<String>(write<String>(text));
        REQUIRE(result.ok);
        REQUIRE(result.value == text);
      }
    }
  }
}

TEST_CASE("control characters are written as escapes") {
  CHECK(write<String>("\"\\/\b\f\n\r\t") == R"("\"\\/\b\f\n\r\t")");
  CHECK(write<String>(std::string("\0\x01\x1f\x7f", 4)) == "\"\\u0000\\u0001\\u001f\x7f\"");
  const std::string controls(5000, '\x02');
  CHECK(read<String>(write<String>(controls)).value == controls);
}

TEST_CASE("what is written is valid UTF-8, whatever the program hands in") {
  CHECK(write<String>("a\xFFz") == "\"a\uFFFDz\"");
  CHECK(write<String>("\xC3") == "\"\uFFFD\"");
  CHECK(write<String>("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");
  CHECK(write<String>("\xC0\x80\"\n") == "\"\uFFFD\uFFFD\\\"\\n\"");
  CHECK(write<String>("\u00e4 \xF4\x90\x80\x80") == "\"\u00e4 \uFFFD\uFFFD\uFFFD\uFFFD\"");
  CHECK(write<String>("\u00e4\u20ac\U0001F600") == "\"\u00e4\u20ac\U0001F600\"");
}

TEST_CASE("a view borrows the text where it can") {
  const test::PaddedText text(R"("plain" "esc\u0061ped")");
  gangway::JsonReader in(text.view());
  std::string scratch;
  std::string_view view;
  REQUIRE(in.read_view(view, scratch));
  CHECK(view == "plain");
  CHECK(view.data() == text.view().data() + 1);
  REQUIRE(in.read_view(view, scratch));
  CHECK(view == "escaped");
  CHECK(view.data() == scratch.data());
  CHECK(in.finish());
}
