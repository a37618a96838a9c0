#include "analysis/text_values.h"

#include <doctest/doctest.h>

namespace gangway::test {
namespace {

using namespace gen;

TEST_CASE("timestamps are brought to UTC, also over the edge of a day") {
  CHECK(canonical_timestamp("2026-01-31T12:00:00Z", 3) == "2026-01-31T12:00:00.000Z");
  CHECK(canonical_timestamp("2026-01-01T00:30:00.5+01:00", 3) == "2025-12-31T23:30:00.500Z");
  CHECK(canonical_timestamp("2024-02-28T23:30:00-01:00", 3) == "2024-02-29T00:30:00.000Z");
  CHECK(canonical_timestamp("2026-01-31t12:00:00z", 9) == "2026-01-31T12:00:00Z");
  CHECK(canonical_timestamp("2026-01-31T12:00:00.123456789Z", 9) == "2026-01-31T12:00:00.123456789Z");
  for (const char* text :
       {"", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T24:00:00Z", "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:60Z", "2026-01-31T12:00:00.Z", "2026-02-29T12:00:00Z", "2026-01-31T12:00:00Zx",
        "2026-01-31T12:00:00+1:00", "0000-01-01T00:00:00+01:00"}) {
    CAPTURE(text);
    CHECK_FALSE(canonical_timestamp(text, 9));
  }
  CHECK_FALSE(canonical_timestamp("2026-01-31T12:00:00.1234Z", 3));
}

TEST_CASE("dates are days that exist") {
  CHECK(canonical_date("2024-02-29") == "2024-02-29");
  CHECK_FALSE(canonical_date("2023-02-29"));
  CHECK_FALSE(canonical_date("2024-2-9"));
  CHECK_FALSE(canonical_date("2024-02-29 "));
}

TEST_CASE("decimals have one spelling") {
  for (const char* text : {"0", "-0", "12.50", "-0.1", "100000000000000000000.000000000000000000001"}) {
    CHECK(canonical_decimal(text) == text);
  }
  for (const char* text : {"", "-", ".", "1.", ".5", "01", "+1", "1e5", "1,5", "--1"})
    CHECK_FALSE(canonical_decimal(text));
}

TEST_CASE("uuids are written in lower case") {
  CHECK(canonical_uuid("F81D4FAE-7dec-11d0-A765-00a0c91e6bf6") == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  CHECK_FALSE(canonical_uuid("f81d4fae7dec11d0a76500a0c91e6bf6"));
  CHECK_FALSE(canonical_uuid("g81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
}

TEST_CASE("base64 is read in both alphabets and written in one") {
  CHECK(canonical_base64("") == "");
  CHECK(canonical_base64("aGk") == "aGk=");
  CHECK(canonical_base64("aGk=") == "aGk=");
  CHECK(canonical_base64("-_8") == "+/8=");
  CHECK_FALSE(canonical_base64("a"));
  CHECK_FALSE(canonical_base64("aGl"));  // bits that stand for no byte
  CHECK_FALSE(canonical_base64("a b="));
}

}  // namespace
}  // namespace gangway::test
