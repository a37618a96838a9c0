#include <doctest/doctest.h>

#include "sample.h"
#include "text.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::read;

namespace {

using Table = gc::Map<gc::List<gc::Nullable<gc::U8>>>;

}  // namespace

TEST_CASE("a failure says where it happened") {
  CHECK(read<gc::U8>("256").path.empty());
  CHECK(read<Table>(R"({"a":[1],"b":[1,null,256]})").path == "/b/2");
  CHECK(read<Table>(R"({"a":[1],"b":{}})").path == "/b");
  CHECK(read<sample::codec::Message>(R"({"seq":"x","room":"y"})").path == "/seq");
  CHECK(read<sample::codec::Message>(R"({"room":"y","seq":"x"})").path == "/seq");
  CHECK(read<sample::codec::Message>(R"({"new":[}})").path == "/new/0");
}

TEST_CASE("slashes and tildes in names are escaped as RFC 6901 wants") {
  CHECK(read<Table>(R"({"a/b~c":[256]})").path == "/a~1b~0c/0");
  CHECK(read<Table>(R"({"":[256]})").path == "//0");
}

TEST_CASE("a name from the peer is not repeated at any length") {
  const std::string name(100000, 'x');
  CHECK(read<Table>("{\"" + name + "\":1}").path.size() < 200);
  std::string wide;
  for (int i = 0; i < 1000; ++i) wide += "\u20ac";
  CHECK(read<Table>("{\"" + wide + "\":1}").path.size() == 1 + 126);
}

TEST_CASE("the first failure stays") {
  const test::PaddedText text("x");
  gangway::JsonReader in(text.view());
  CHECK_FALSE(in.fail(Rule::Enum));
  CHECK_FALSE(in.fail(Rule::Type));
  CHECK(in.rule() == Rule::Enum);
}

TEST_CASE("every rule has its name on the wire") {
  CHECK(gangway::to_string(Rule::Syntax) == "syntax");
  CHECK(gangway::to_string(Rule::Type) == "type");
  CHECK(gangway::to_string(Rule::Range) == "range");
  CHECK(gangway::to_string(Rule::Missing) == "missing");
  CHECK(gangway::to_string(Rule::Duplicate) == "duplicate");
  CHECK(gangway::to_string(Rule::Depth) == "depth");
  CHECK(gangway::to_string(Rule::Enum) == "enum");
  CHECK(gangway::to_string(Rule::Tag) == "tag");
  CHECK(gangway::to_string(Rule::Format) == "format");
  CHECK(gangway::to_string(Rule::None).empty());
}
