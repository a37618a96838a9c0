#include <doctest/doctest.h>

#include "gangway/codec/scalars.h"
#include "text.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::read;
using test::rule_of;
using test::write;
using namespace std::chrono_literals;

namespace {

constexpr gangway::Timestamp kNoon = std::chrono::sys_days(2026y / 1 / 31) + 12h;

}  // namespace

TEST_CASE("timestamps are read with any offset and written in UTC with milliseconds") {
  for (const char* text :
       {"\"2026-01-31T12:00:00Z\"", "\"2026-01-31t12:00:00z\"", "\"2026-01-31T12:00:00.000Z\"",
        "\"2026-01-31T13:30:00+01:30\"", "\"2026-01-30T23:00:00-13:00\"", "\"2026-01-31T12:00:00-00:00\"",
        "\"2026-02-01T11:59:00+23:59\""}) {
    CAPTURE(text);
    const auto result = read<gc::Timestamp>(text);
    CHECK(result.ok);
    CHECK(result.value == kNoon);
    CHECK(write<gc::Timestamp>(result.value) == "\"2026-01-31T12:00:00.000Z\"");
  }
  CHECK(write<gc::Timestamp>(kNoon + 7ms) == "\"2026-01-31T12:00:00.007Z\"");
  CHECK(write<gc::Timestamp>(gangway::Timestamp(-1ms)) == "\"1969-12-31T23:59:59.999Z\"");
}

TEST_CASE("finer digits than a timestamp has are cut off") {
  CHECK(read<gc::Timestamp>("\"2026-01-31T12:00:00.5Z\"").value == kNoon + 500ms);
  CHECK(read<gc::Timestamp>("\"2026-01-31T12:00:00.0019999Z\"").value == kNoon + 1ms);
  CHECK(read<gc::Timestamp>("\"2026-01-31T12:00:00.00199999999999Z\"").value == kNoon + 1ms);
}

TEST_CASE("nanosecond timestamps keep up to nine digits") {
  const gangway::TimestampNs noon = kNoon;
  CHECK(read<gc::TimestampNs>("\"2026-01-31T12:00:00.123456789Z\"").value == noon + 123456789ns);
  CHECK(read<gc::TimestampNs>("\"2026-01-31T12:00:00.5Z\"").value == noon + 500ms);
  CHECK(rule_of<gc::TimestampNs>("\"2026-01-31T12:00:00.1234567890Z\"") == Rule::Format);
  CHECK(write<gc::TimestampNs>(noon + 5ns) == "\"2026-01-31T12:00:00.000000005Z\"");
  CHECK(rule_of<gc::TimestampNs>("\"1600-01-01T00:00:00Z\"") == Rule::Range);
  CHECK(rule_of<gc::TimestampNs>("\"2263-01-01T00:00:00Z\"") == Rule::Range);
  CHECK(read<gc::TimestampNs>("\"2262-01-01T00:00:00Z\"").ok);
}

TEST_CASE("a leap second is the second after it") {
  CHECK(read<gc::Timestamp>("\"2016-12-31T23:59:60Z\"").value == std::chrono::sys_days(2017y / 1 / 1));
  CHECK(read<gc::Timestamp>("\"2017-01-01T00:59:60+01:00\"").value == std::chrono::sys_days(2017y / 1 / 1));
  CHECK(rule_of<gc::Timestamp>("\"2016-12-31T12:00:60Z\"") == Rule::Format);
  CHECK(rule_of<gc::Timestamp>("\"2016-12-31T23:59:61Z\"") == Rule::Format);
}

TEST_CASE("what is no RFC 3339 time is refused") {
  for (const char* text : {"\"\"",
                           "\"2026-01-31\"",
                           "\"2026-01-31T12:00:00\"",
                           "\"2026-01-31 12:00:00Z\"",
                           "\"2026-01-31T12:00Z\"",
                           "\"2026-02-29T12:00:00Z\"",
                           "\"2026-13-01T12:00:00Z\"",
                           "\"2026-00-01T12:00:00Z\"",
                           "\"2026-01-32T12:00:00Z\"",
                           "\"2026-01-31T24:00:00Z\"",
                           "\"2026-01-31T12:60:00Z\"",
                           "\"2026-01-31T12:00:00.Z\"",
                           "\"2026-01-31T12:00:00+0100\"",
                           "\"2026-01-31T12:00:00+24:00\"",
                           "\"2026-01-31T12:00:00+01:60\"",
                           "\"2026-1-31T12:00:00Z\"",
                           "\"12026-01-31T12:00:00Z\"",
                           "\"+2026-01-31T12:00:00Z\"",
                           "\"2026-01-31T12:00:00ZZ\"",
                           "\"2026-01-31T12:00:00,5Z\""}) {
    CAPTURE(text);
    CHECK(rule_of<gc::Timestamp>(text) == Rule::Format);
    CHECK(rule_of<gc::TimestampNs>(text) == Rule::Format);
  }
  CHECK(rule_of<gc::Timestamp>("1769860800000") == Rule::Type);
}

TEST_CASE("years beyond four digits have no text") {
  const auto write_fails = [](gangway::Timestamp value) {
    gangway::Buffer buffer;
    gangway::JsonWriter out(buffer);
    gc::Timestamp::write(out, value);
    return out.failed() && buffer.view() == "null";
  };
  CHECK(write_fails(std::chrono::sys_days(10000y / 1 / 1)));
  CHECK(write_fails(gangway::Timestamp::max()));
  CHECK(write_fails(gangway::Timestamp::min()));
  CHECK(write<gc::Timestamp>(std::chrono::sys_days(10000y / 1 / 1) - 1ms) == "\"9999-12-31T23:59:59.999Z\"");
  CHECK(write<gc::Timestamp>(std::chrono::sys_days(0y / 1 / 1)) == "\"0000-01-01T00:00:00.000Z\"");
}

TEST_CASE("nanoseconds are read and written to the ends of their range") {
  CHECK(read<gc::TimestampNs>("\"2262-04-11T23:47:16.854775807Z\"").value == gangway::TimestampNs::max());
  CHECK(read<gc::TimestampNs>("\"1677-09-21T00:12:43.145224192Z\"").value == gangway::TimestampNs::min());
  CHECK(rule_of<gc::TimestampNs>("\"2262-04-11T23:47:16.854775808Z\"") == Rule::Range);
  CHECK(rule_of<gc::TimestampNs>("\"1677-09-21T00:12:43.145224191Z\"") == Rule::Range);
  CHECK(write<gc::TimestampNs>(gangway::TimestampNs::max()) == "\"2262-04-11T23:47:16.854775807Z\"");
  CHECK(write<gc::TimestampNs>(gangway::TimestampNs::min()) == "\"1677-09-21T00:12:43.145224192Z\"");
}

TEST_CASE("dates are calendar dates") {
  CHECK(read<gc::Date>("\"2024-02-29\"").value == 2024y / 2 / 29);
  CHECK(write<gc::Date>(2026y / 1 / 31) == "\"2026-01-31\"");
  for (const char* text : {"\"2026-02-29\"", "\"2026-1-1\"", "\"20260101\"", "\"2026-01-01T00:00:00Z\"",
                           "\"\"", "\"2026-01-00\""}) {
    CAPTURE(text);
    CHECK(rule_of<gc::Date>(text) == Rule::Format);
  }
}

TEST_CASE("durations are whole milliseconds") {
  CHECK(read<gc::Duration>("1500").value == 1500ms);
  CHECK(read<gc::Duration>("-1").value == -1ms);
  CHECK(write<gc::Duration>(25s) == "25000");
  CHECK(rule_of<gc::Duration>("1.5") == Rule::Type);
  CHECK(rule_of<gc::Duration>("9007199254740992") == Rule::Range);
}
