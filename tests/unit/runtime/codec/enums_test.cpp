#include <doctest/doctest.h>

#include "gangway/codec/enums.h"
#include "text.h"

using gangway::Rule;
using test::read;
using test::rule_of;
using test::write;

namespace {

enum class Presence { Online, Away };

std::string_view to_string(Presence presence) { return presence == Presence::Online ? "online" : "away"; }

bool parse(std::string_view name, Presence& out) {
  if (name == "online") return out = Presence::Online, true;
  if (name == "away") return out = Presence::Away, true;
  return false;
}

using Open = gangway::codec::OpenEnum<Presence, parse, to_string>;
using Closed = gangway::codec::ClosedEnum<Presence, parse, to_string>;

}  // namespace

TEST_CASE("an open enum keeps a name it does not know") {
  const auto away = read<Open>("\"away\"");
  CHECK(away.value == Presence::Away);
  CHECK(away.value.name() == "away");
  const auto busy = read<Open>(R"("bu\u0073y")");
  REQUIRE(busy.ok);
  CHECK_FALSE(busy.value.is_known());
  CHECK(busy.value.name() == "busy");
  CHECK(busy.value.known() == std::nullopt);
  CHECK(busy.value.known_or(Presence::Away) == Presence::Away);
  CHECK(busy.value != Presence::Online);
  CHECK(write<Open>(busy.value) == "\"busy\"");
  CHECK(write<Open>(Presence::Online) == "\"online\"");
  CHECK(write<Open>(gangway::Open<Presence>::unknown("a\"b")) == R"("a\"b")");
  CHECK(rule_of<Open>("0") == Rule::Type);
}

TEST_CASE("an unknown empty name is not the first enumerator") {
  const auto empty = read<Open>("\"\"");
  CHECK_FALSE(empty.value.is_known());
  CHECK(empty.value != gangway::Open<Presence>());
  CHECK(write<Open>(empty.value) == "\"\"");
}

TEST_CASE("a closed enum refuses a name it does not know") {
  CHECK(read<Closed>("\"away\"").value == Presence::Away);
  CHECK(write<Closed>(Presence::Away) == "\"away\"");
  CHECK(rule_of<Closed>("\"busy\"") == Rule::Enum);
  CHECK(rule_of<Closed>("\"Away\"") == Rule::Enum);
  CHECK(rule_of<Closed>("1") == Rule::Type);
}
