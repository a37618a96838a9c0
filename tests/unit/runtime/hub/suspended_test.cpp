#include "hub/suspended.h"

#include <doctest/doctest.h>

using namespace gangway::detail;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<Suspended> client(std::string sid, TimePoint until = TimePoint{} + 10s) {
  auto made = std::make_unique<Suspended>();
  made->sid = std::move(sid);
  made->until = until;
  return made;
}

}  // namespace

TEST_CASE("a client that is away is taken once, and in time") {
  SuspendedClients away(10);
  CHECK(away.empty());
  CHECK(away.add(client("a")) == nullptr);
  CHECK(away.take("b", {}) == nullptr);
  const auto back = away.take("a", {});
  REQUIRE(back);
  CHECK(back->sid == "a");
  CHECK(away.take("a", {}) == nullptr);

  CHECK(away.add(client("c")) == nullptr);
  CHECK(away.take("c", TimePoint{} + 10s) == nullptr);
  CHECK(away.expired(TimePoint{} + 10s - 1ms).empty());
  CHECK(away.expired(TimePoint{} + 10s).size() == 1);
  CHECK(away.empty());
}

TEST_CASE("when too many are away, the one that went first is forgotten") {
  SuspendedClients away(2);
  for (const char* sid : {"a", "b"}) CHECK(away.add(client(sid)) == nullptr);
  const auto gone = away.add(client("c"));
  REQUIRE(gone);
  CHECK(gone->sid == "a");
  CHECK(away.take("a", {}) == nullptr);
  CHECK(away.take("b", {}));
  CHECK(away.all().size() == 1);

  SuspendedClients none(0);
  CHECK(none.add(client("a")));
  CHECK(none.empty());
}
