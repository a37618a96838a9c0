#include "codec/utf8.h"

#include <doctest/doctest.h>

using gangway::detail::incomplete_utf8_tail;
using gangway::detail::is_ascii;
using gangway::detail::is_utf8;

TEST_CASE("ASCII is told at every length and place") {
  for (std::size_t size = 0; size < 80; ++size) {
    std::string text(size, 'a');
    CHECK(is_ascii(text));
    for (std::size_t place = 0; place < size; ++place) {
      text[place] = '\x80';
      CHECK_FALSE(is_ascii(text));
      CHECK_FALSE(is_utf8(text));
      text[place] = 'a';
    }
  }
}

TEST_CASE("UTF-8 has no overlong forms, surrogates or ends past Unicode") {
  for (const char* good : {"\u00e4", "\u0800", "\uFFFF", "\U00010000", "\U0010FFFF", "\uD7FF", "\uE000"})
    CHECK(is_utf8(good));
  for (const char* bad :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xC3", "\xE2\x82", "\xFF", "\xC3\xC3"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("a character cut short is told from a wrong one") {
  CHECK(incomplete_utf8_tail("") == 0);
  CHECK(incomplete_utf8_tail("a") == 0);
  CHECK(incomplete_utf8_tail("\u00e4") == 0);
  CHECK(incomplete_utf8_tail("a\xC3") == 1);
  CHECK(incomplete_utf8_tail("a\xE2") == 1);
  CHECK(incomplete_utf8_tail("a\xE2\x82") == 2);
  CHECK(incomplete_utf8_tail("a\xF0\x9F\x98") == 3);
  CHECK(incomplete_utf8_tail("\U0001F600") == 0);
  CHECK(incomplete_utf8_tail("\xED\xA0") == 0);
  CHECK(incomplete_utf8_tail("\xE0\x80") == 0);
  CHECK(incomplete_utf8_tail("\xF4\x90\x80") == 0);
  CHECK(incomplete_utf8_tail("\xF8") == 0);
  CHECK(incomplete_utf8_tail("\x80\x80\x80\x80") == 0);
}
