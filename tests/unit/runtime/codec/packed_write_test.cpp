#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "gangway/codec/containers.h"
#include "gangway/codec/scalars.h"
#include "gangway/detail/kept_json.h"
#include "packed.h"
#include "sample.h"

namespace gc = gangway::codec;
using test::bytes;
using test::pack;
using test::packed_elsewhere;
using test::packed_text;

TEST_CASE("integers are written in the shortest layout, as others do") {
  const std::vector<std::int64_t> bounds{
      0, 0x80, 0x100, 0x8000, 0x10000, 0x80000000, 0x100000000, 0x20000000000000, INT64_MAX - 3};
  for (const std::int64_t near : bounds) {
    for (std::int64_t value = near - 2; value <= near + 2; ++value) {
      CAPTURE(value);
      CHECK(pack<gc::I64>(value) == packed_elsewhere(value));
      CHECK(pack<gc::I64>(-value) == packed_elsewhere(-value));
    }
  }
  for (std::int64_t value = -40; value < -25; ++value) CHECK(pack<gc::I64>(value) == packed_elsewhere(value));
  CHECK(pack<gc::I64>(std::numeric_limits<std::int64_t>::min()) ==
        packed_elsewhere(std::numeric_limits<std::int64_t>::min()));
  CHECK(pack<gc::U64>(std::numeric_limits<std::uint64_t>::max()) ==
        packed_elsewhere(std::numeric_limits<std::uint64_t>::max()));
  CHECK(pack<gc::Duration>(gangway::Duration(-5)) == bytes({0xFB}));
}

TEST_CASE("strings, byte strings, arrays and maps have the shortest head") {
  for (const std::size_t near : {0U, 1U, 15U, 16U, 31U, 32U, 255U, 256U, 65535U, 65536U}) {
    CAPTURE(near);
    const std::string text(near, 'x');
    CHECK(pack<gc::String>(text) == packed_elsewhere(text));
    const gangway::Bytes blob(near, 7);
    CHECK(pack<gc::Bytes>(blob) == packed_elsewhere(nlohmann::json::binary(blob)));
    const std::vector<std::uint32_t> list(near, 7);
    CHECK(pack<gc::List<gc::U32>>(list) == packed_elsewhere(list));
    CHECK(packed_text(nlohmann::json(list).dump()) == packed_elsewhere(list));
    std::map<std::string, std::uint32_t> entries;
    for (std::uint32_t i = 0; i < near; ++i) entries.emplace(std::to_string(i), i);
    CHECK(pack<gc::Map<gc::U32>>(entries) == packed_elsewhere(entries));
    CHECK(packed_text(nlohmann::json(entries).dump()) == packed_elsewhere(entries));
  }
}

TEST_CASE("real numbers keep their width, and have no form where they are none") {
  CHECK(pack<gc::F32>(1.5F) == bytes({0xCA, 0x3F, 0xC0, 0, 0}));
  CHECK(pack<gc::F64>(1.5) == bytes({0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0}));
  CHECK(pack<gc::F64>(2) == bytes({0xCB, 0x40, 0, 0, 0, 0, 0, 0, 0}));
  CHECK(pack<gc::F64>(std::nan("")) == "failed");
  CHECK(pack<gc::F32>(std::numeric_limits<float>::infinity()) == "failed");
}

TEST_CASE("a timestamp is written in the shortest layout that holds it") {
  const auto write = [](std::int64_t milliseconds) {
    return pack<gc::Timestamp>(gangway::Timestamp(gangway::Duration(milliseconds)));
  };
  CHECK(write(0) == bytes({0xD6, 0xFF, 0, 0, 0, 0}));
  CHECK(write(4294967295000) == bytes({0xD6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
  CHECK(write(4294967296000) == bytes({0xD7, 0xFF, 0, 0, 0, 1, 0, 0, 0, 0}));
  CHECK(write(500) == bytes({0xD7, 0xFF, 0x77, 0x35, 0x94, 0x00, 0, 0, 0, 0}));
  CHECK(write(17179869183000) == bytes({0xD7, 0xFF, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF, 0xFF}));
  CHECK(write(17179869184000) == bytes({0xC7, 12, 0xFF, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0}));
  CHECK(write(-500) ==
        bytes({0xC7, 12, 0xFF, 0x1D, 0xCD, 0x65, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
  CHECK(write(253402300800000) == "failed");  // the year 10000
  for (const std::int64_t milliseconds :
       {-62167219200000LL, -1LL, 0LL, 1LL, 1700000000123LL, 253402300799999LL}) {
    CHECK(test::read_packed<gc::Timestamp>(write(milliseconds)).value ==
          gangway::Timestamp(gangway::Duration(milliseconds)));
  }
}

TEST_CASE("what has no layout of its own is text") {
  CHECK(pack<gc::Date>(gangway::kEpochDate) == bytes({0xAA}) + "1970-01-01");
  CHECK(pack<gc::TimestampNs>(gangway::TimestampNs{}) == bytes({0xBE}) + "1970-01-01T00:00:00.000000000Z");
  CHECK(pack<gc::Uuid>(gangway::Uuid{}) == bytes({0xD9, 36}) + "00000000-0000-0000-0000-000000000000");
  CHECK(pack<gc::Decimal>(gangway::Decimal(12)) == bytes({0xA2}) + "12");
  CHECK(pack<gc::String>("a\"\n\xC3\xA4") == bytes({0xA5}) + "a\"\n\xC3\xA4");
  CHECK(pack<gc::String>("\xFF") == bytes({0xA3}) + "\xEF\xBF\xBD");
}

TEST_CASE("JSON text is taken apart") {
  CHECK(nlohmann::json::from_msgpack(
            packed_text(R"( { "a" : [ 1 , -2.5, true,false , null,"x\u00e4\"" ], "b":{} } )")) ==
        nlohmann::json::parse(R"({"a":[1,-2.5,true,false,null,"xä\""],"b":{}})"));
  CHECK(packed_text("18446744073709551615") == packed_elsewhere(18446744073709551615U));
  CHECK(packed_text("-9223372036854775808") == packed_elsewhere(std::numeric_limits<std::int64_t>::min()));
  CHECK(packed_text("18446744073709551616") == pack<gc::F64>(18446744073709551616.0));
  CHECK(packed_text("-0") == pack<gc::F64>(-0.0));
  CHECK(packed_text("1e2") == pack<gc::F64>(100));
  for (const char* none : {"nul", "1x", "\"a", "\"\\q\"", "-", "nan", "inf", "}", "]"}) {
    CAPTURE(none);
    CHECK(packed_text(none) == "failed");
  }
}

TEST_CASE("containers are counted however deep they are") {
  std::string json = "7";
  for (int i = 0; i < 40; ++i) json = (i % 2 == 0 ? "[1," + json + "]" : R"({"k":)" + json + "}");
  CHECK(packed_text(json) == packed_elsewhere(nlohmann::json::parse(json)));

  // More members than a head's byte can count, around and inside of each other.
  nlohmann::json wide;
  for (int i = 0; i < 20; ++i) wide["key" + std::to_string(i)] = nlohmann::json::array_t(17, i);
  wide["key5"] = wide;
  CHECK(packed_text(wide.dump()) == packed_elsewhere(wide));
}

TEST_CASE("a message that stands behind others is packed like the first") {
  gangway::Buffer buffer;
  buffer.append("before");
  gangway::JsonWriter out(buffer, gangway::WireFormat::MessagePack);
  const std::string json = R"({"a":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]})";
  out.raw(json);
  CHECK(buffer.view() == "before" + packed_elsewhere(nlohmann::json::parse(json)));
}

TEST_CASE("a member can be taken back") {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer, gangway::WireFormat::MessagePack);
  out.raw("{\"id\":1");
  const auto mark = out.mark();
  out.raw(",\"data\":");
  out.rewind(mark);
  out.put('}');
  CHECK(buffer.view() == packed_elsewhere({{"id", 1}}));
}

TEST_CASE("what is kept as text is written as its codec would write it") {
  const auto write_row = [](gangway::JsonWriter& out) {
    out.raw("{\"at\":");
    gc::Timestamp::write(out, gangway::Timestamp(gangway::Duration(-1500)));
    out.raw(",\"text\":");
    out.string("12");
    out.raw(",\"least\":");
    gc::I64::write(out, std::numeric_limits<std::int64_t>::min());
    out.raw(",\"most\":");
    gc::U64::write(out, std::numeric_limits<std::uint64_t>::max());
    out.raw(",\"blob\":");
    gc::Bytes::write(out, {1, 2, 255});
    out.raw(",\"day\":");
    gc::Date::write(out, gangway::kEpochDate);
    out.put('}');
  };
  gangway::Buffer direct;
  gangway::JsonWriter out(direct, gangway::WireFormat::MessagePack);
  write_row(out);
  const auto kept = gangway::detail::keep_json(write_row);
  gangway::Buffer later;
  gangway::JsonWriter packed(later, gangway::WireFormat::MessagePack);
  kept.write(packed);
  CHECK(later.view() == direct.view());

  // Kept twice, as what is replayed on another loop is.
  const auto again = gangway::detail::keep_json([&](gangway::JsonWriter& to) { kept.write(to); });
  gangway::Buffer last;
  gangway::JsonWriter to(last, gangway::WireFormat::MessagePack);
  again.write(to);
  CHECK(last.view() == direct.view());
}
