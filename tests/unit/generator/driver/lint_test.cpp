#include <doctest/doctest.h>

#include "support/command_line.h"
#include "support/compile.h"

// gangway lint as a program: exit codes.

namespace gangway::test {
namespace {

TEST_CASE("lint fails only where something is denied, or wrong") {
  const ScratchDirectory scratch;
  scratch.write("advice.gw", "package demo;\nstruct Item { price: f64; }\n");
  scratch.write("fine.gw", "package demo;\nstruct Item { price: decimal; }\n");
  scratch.write("unused.gw", "package demo;\nimport \"fine.gw\";\nerror Full;\n");
  scratch.write("wrong.gw", "package demo;\nstruct Item { price: decimall; }\n");
  CHECK(gangway({"lint", "advice.gw"}) == 0);
  CHECK(gangway({"lint", "advice.gw", "--deny", "float-money"}) == 1);
  CHECK(gangway({"lint", "advice.gw", "--deny", "integer-time"}) == 0);
  CHECK(gangway({"lint", "--deny", "all", "advice.gw"}) == 1);
  CHECK(gangway({"lint", "advice.gw", "--deny", "all", "--allow", "float-money"}) == 0);
  CHECK(gangway({"lint", "fine.gw", "--deny", "all"}) == 0);
  CHECK(gangway({"lint", "unused.gw"}) == 0);
  CHECK(gangway({"lint", "unused.gw", "--deny", "all"}) == 1);
  CHECK(gangway({"lint", "wrong.gw"}) == 1);
  CHECK(gangway({"lint", "nowhere.gw"}) == 3);
  CHECK(gangway({"lint", "fine.gw", "--deny", "float-mony"}) == 2);
  CHECK(gangway({"lint", "fine.gw", "--allow", "all"}) == 2);
  CHECK(gangway({"explain", "float-money"}) == 0);
}

}  // namespace
}  // namespace gangway::test
