#include <doctest/doctest.h>

#include <set>
#include <unordered_set>

#include "gangway/types.h"

using gangway::Box;
using gangway::Decimal;
using gangway::Patch;
using gangway::Uuid;

TEST_CASE("decimals compare as numbers") {
  const auto d = [](const char* text) { return *Decimal::parse(text); };
  CHECK(Decimal() == d("0"));
  CHECK(Decimal(-15) == d("-15"));
  CHECK(d("1.5") == d("01.500"));
  CHECK(d("1.5").str() != d("1.50").str());
  CHECK(d("-0.0") == d("0"));
  CHECK(d("0.1") < d("0.11"));
  CHECK(d("9.9") < d("10"));
  CHECK(d("-10") < d("-9.9"));
  CHECK(d("-1") < d("0.5"));
  CHECK(d("123456789012345678901234567890") > d("123456789012345678901234567889.9"));
}

TEST_CASE("uuids parse, print, compare and hash") {
  const auto uuid = Uuid::parse("0F8FAD5B-D9CB-469F-A165-70867728950E");
  REQUIRE(uuid);
  CHECK(uuid->str() == "0f8fad5b-d9cb-469f-a165-70867728950e");
  CHECK(Uuid().is_nil());
  CHECK(Uuid().str() == "00000000-0000-0000-0000-000000000000");
  CHECK(Uuid() < *uuid);
  CHECK(std::unordered_set<Uuid>{*uuid, Uuid(), *uuid}.size() == 2);
  CHECK_FALSE(Uuid::parse("0f8fad5b-d9cb-469f-a165"));
}

TEST_CASE("random uuids are of version 4 and differ") {
  std::set<Uuid> seen;
  for (int i = 0; i < 100; ++i) {
    const Uuid uuid = Uuid::random();
    CHECK(uuid.str()[14] == '4');
    CHECK(std::string_view("89ab").find(uuid.str()[19]) != std::string_view::npos);
    seen.insert(uuid);
  }
  CHECK(seen.size() == 100);
}

TEST_CASE("a patch is absent, null or a value") {
  Patch<std::string> patch;
  CHECK(patch.is_absent());
  patch = nullptr;
  CHECK(patch.is_null());
  CHECK(patch != Patch<std::string>());
  patch = "x";
  CHECK(patch.has_value());
  CHECK(*patch == "x");
  CHECK(patch->size() == 1);
  CHECK(patch.value_or("y") == "x");
  CHECK(patch.emplace().empty());
  patch.reset();
  CHECK(patch.is_absent());
  CHECK(patch.value_or("y") == "y");
}

TEST_CASE("a box behaves like what is in it") {
  Box<std::string> box = std::string("x");
  Box<std::string> copy = box;
  *copy += 'y';
  CHECK(*box == "x");
  CHECK(box != copy);
  const Box<std::string> moved = std::move(copy);
  CHECK(moved->size() == 2);
  copy = box;
  CHECK(copy == box);
  CHECK(Box<int>() == Box<int>(0));
}
