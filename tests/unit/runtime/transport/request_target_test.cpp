#include "transport/request_target.h"

#include <doctest/doctest.h>

using gangway::transport::encode_path;
using gangway::transport::parse_target;

TEST_CASE("a target is a path and a query") {
  CHECK(parse_target("/")->path == "/");
  CHECK(parse_target("/a/b?c=d&e")->path == "/a/b");
  CHECK(parse_target("/a/b?c=d&e")->query == "c=d&e");
  CHECK(parse_target("/a?b?c")->query == "b?c");
  CHECK(parse_target("/%61%2Fb%20c?%61")->path == "/a/b c");
  CHECK(parse_target("/%61%2Fb%20c?%61")->query == "%61");
  CHECK(parse_target("/a#b")->path == "/a");
}

TEST_CASE("a proxy's absolute target is taken by its path") {
  CHECK(parse_target("http://host:80/a?b")->path == "/a");
  CHECK(parse_target("HTTP://host")->path == "/");
  CHECK(parse_target("ws://host?q")->query == "q");
  CHECK(parse_target("ws://host?q")->path == "/");
}

TEST_CASE("what is no path is refused") {
  for (const char* target : {"", "*", "a", "host:80", "/%", "/%4", "/%4g", "/a%00b", "ftp://host/"}) {
    CAPTURE(target);
    CHECK_FALSE(parse_target(target));
  }
}

TEST_CASE("paths are encoded for a header") {
  CHECK(encode_path("/a b/\u00e4?") == "/a%20b/%C3%A4%3F");
  CHECK(encode_path("/x\r\ny") == "/x%0D%0Ay");
}
