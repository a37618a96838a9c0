#include "source/source_map.h"

#include <utility>

#include <doctest/doctest.h>

namespace gangway::test {
namespace {

using namespace gen;

TEST_CASE("places are counted from one, columns in code points") {
  SourceMap sources;
  const SourceId id = sources.add_text("a.gw", "one\n\xC3\xA4\xE2\x82\xAC x\n\nlast");
  const auto at = [&](std::uint32_t offset) {
    const LineColumn place = sources.begin_of({id, offset, offset});
    return std::pair(place.line, place.column);
  };
  CHECK(at(0) == std::pair(1U, 1U));
  CHECK(at(3) == std::pair(1U, 4U));
  CHECK(at(4) == std::pair(2U, 1U));
  CHECK(at(10) == std::pair(2U, 4U));
  CHECK(at(12) == std::pair(3U, 1U));
  CHECK(at(17) == std::pair(4U, 5U));
}

TEST_CASE("a line comes without its break, in either form") {
  SourceMap sources;
  const SourceId id = sources.add_text("a.gw", "one\r\ntwo\n");
  CHECK(sources.line(id, 1) == "one");
  CHECK(sources.line(id, 2) == "two");
  CHECK(sources.line(id, 3) == "");
  CHECK(sources.line(id, 0) == "");
  CHECK(sources.line(id, 9) == "");
}

TEST_CASE("references to files stay valid while more are added") {
  SourceMap sources;
  const SourceFile& first = sources.file(sources.add_text("first.gw", "package a;"));
  for (int i = 0; i < 1000; ++i) sources.add_text("more.gw", "");
  CHECK(first.name == "first.gw");
  CHECK(first.text == "package a;");
}

}  // namespace
}  // namespace gangway::test
