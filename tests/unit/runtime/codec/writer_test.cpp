#include <doctest/doctest.h>

#include "sample.h"
#include "text.h"

TEST_CASE("pieces are appended as they come") {
  gangway::Buffer buffer;
  buffer.append("before ");
  gangway::JsonWriter out(buffer);
  out.put('{');
  out.raw("\"a\":");
  out.boolean(true);
  out.raw(std::string_view(",\"b\":"));
  out.null();
  out.raw(",\"c\":");
  out.boolean(false);
  out.raw(",\"d\":");
  out.plain("");
  out.put('}');
  CHECK(buffer.view() == R"(before {"a":true,"b":null,"c":false,"d":""})");
  CHECK(&out.buffer() == &buffer);
}

TEST_CASE("an arm of a union is its object with the tag added") {
  CHECK(test::write<sample::codec::Content>(sample::Text{"hi"}) == R"({"kind":"text","body":"hi"})");
}

TEST_CASE("a long text grows the buffer as it needs") {
  const std::string text(100000, 'x');
  const std::string quotes(100000, '"');
  CHECK(test::write<gangway::codec::String>(text).size() == 100002);
  CHECK(test::write<gangway::codec::String>(quotes).size() == 200002);
}
