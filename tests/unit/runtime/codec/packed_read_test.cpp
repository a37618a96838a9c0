#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "gangway/codec/containers.h"
#include "gangway/codec/scalars.h"
#include "packed.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::bytes;
using test::packed_rule_of;
using test::read_packed;

namespace {

nlohmann::json value_of(const std::string& packed) {
  const auto result = read_packed<gc::Json>(packed);
  REQUIRE(result.ok);
  return result.value;
}

/// A head whose size stands in `size` bytes, and so many bytes of content.
std::string sized(unsigned head, unsigned size, std::size_t count, const std::string& content) {
  std::string packed = bytes({head});
  for (unsigned i = size; i > 0; --i) packed += static_cast<char>(count >> ((i - 1) * 8) & 0xFF);
  return packed + content;
}

}  // namespace

TEST_CASE("every layout of MessagePack is read, the longer ones for short values, too") {
  CHECK(value_of(bytes({0xC0})) == nullptr);
  CHECK(value_of(bytes({0xC2})) == false);
  CHECK(value_of(bytes({0xC3})) == true);

  CHECK(value_of(bytes({0x00})) == 0);
  CHECK(value_of(bytes({0x7F})) == 127);
  CHECK(value_of(bytes({0xE0})) == -32);
  CHECK(value_of(bytes({0xFF})) == -1);
  CHECK(value_of(bytes({0xCC, 0x05})) == 5);
  CHECK(value_of(bytes({0xCC, 0xFF})) == 255);
  CHECK(value_of(bytes({0xCD, 0x01, 0x02})) == 0x0102);
  CHECK(value_of(bytes({0xCE, 0x01, 0x02, 0x03, 0x04})) == 0x01020304);
  CHECK(value_of(bytes({0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE})) == 0xFFFFFFFFFFFFFFFE);
  CHECK(value_of(bytes({0xD0, 0x80})) == -128);
  CHECK(value_of(bytes({0xD0, 0x7F})) == 127);
  CHECK(value_of(bytes({0xD1, 0x80, 0x00})) == -32768);
  CHECK(value_of(bytes({0xD2, 0x80, 0x00, 0x00, 0x00})) == std::numeric_limits<std::int32_t>::min());
  CHECK(value_of(bytes({0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0})) == std::numeric_limits<std::int64_t>::min());
  CHECK(value_of(bytes({0xD3, 0, 0, 0, 0, 0, 0, 0, 1})) == 1);
  CHECK(value_of(bytes({0xCA, 0x3F, 0xC0, 0x00, 0x00})) == 1.5);
  CHECK(value_of(bytes({0xCB, 0x3F, 0xF8, 0, 0, 0, 0, 0, 0})) == 1.5);

  CHECK(value_of(bytes({0xA0})) == "");
  CHECK(value_of(bytes({0xA2, 'h', 'i'})) == "hi");
  CHECK(value_of(sized(0xD9, 1, 2, "hi")) == "hi");
  CHECK(value_of(sized(0xDA, 2, 2, "hi")) == "hi");
  CHECK(value_of(sized(0xDB, 4, 2, "hi")) == "hi");
  CHECK(value_of(sized(0xDB, 4, 70000, std::string(70000, 'x'))) == std::string(70000, 'x'));

  const auto list = nlohmann::json::array({1, 2});
  CHECK(value_of(bytes({0x90})) == nlohmann::json::array());
  CHECK(value_of(bytes({0x92, 1, 2})) == list);
  CHECK(value_of(sized(0xDC, 2, 2, bytes({1, 2}))) == list);
  CHECK(value_of(sized(0xDD, 4, 2, bytes({1, 2}))) == list);

  const nlohmann::json object{{"a", 1}, {"b", 2}};
  const std::string members = bytes({0xA1, 'a', 1, 0xA1, 'b', 2});
  CHECK(value_of(bytes({0x80})) == nlohmann::json::object());
  CHECK(value_of(bytes({0x82}) + members) == object);
  CHECK(value_of(sized(0xDE, 2, 2, members)) == object);
  CHECK(value_of(sized(0xDF, 4, 2, members)) == object);
}

TEST_CASE("byte strings are bytes for the schema, and base64 where it has `json`") {
  const gangway::Bytes hi{'h', 'i', 0xFF};
  for (const unsigned head : {0xC4U, 0xC5U, 0xC6U}) {
    const std::string packed = sized(head, 1U << (head - 0xC4U), 3, "hi\xFF");
    CAPTURE(head);
    CHECK(read_packed<gc::Bytes>(packed).value == hi);
    CHECK(value_of(packed) == "aGn/");
    CHECK(packed_rule_of<gc::String>(packed) == Rule::Type);
  }
  CHECK(read_packed<gc::Bytes>(bytes({0xA4}) + "aGn_").value == hi);
  CHECK(packed_rule_of<gc::Bytes>(bytes({0xA1, '!'})) == Rule::Format);
  CHECK(packed_rule_of<gc::Bytes>(bytes({0x01})) == Rule::Type);
}

TEST_CASE("timestamps are read in all three layouts, and as text") {
  const auto at = [](std::int64_t milliseconds) {
    return gangway::Timestamp(gangway::Duration(milliseconds));
  };
  const auto read = [](const std::string& packed) { return read_packed<gc::Timestamp>(packed); };
  CHECK(read(bytes({0xD6, 0xFF, 0, 0, 0, 1})).value == at(1000));
  CHECK(read(bytes({0xD6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})).value == at(4294967295000));
  // 999,999,999 ns and 2^34 - 1 s
  CHECK(read(bytes({0xD7, 0xFF, 0xEE, 0x6B, 0x27, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})).value ==
        at(17179869183999));
  CHECK(read(bytes({0xC7, 12, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})).value ==
        at(-1000));
  CHECK(read(bytes({0xC7, 12, 0xFF, 0x1D, 0xCD, 0x65, 0x00, 0, 0, 0, 0, 0, 0, 0, 0})).value == at(500));
  CHECK(read(bytes({0xC8, 0, 4, 0xFF, 0, 0, 0, 1})).value == at(1000));
  CHECK(read(bytes({0xC9, 0, 0, 0, 8, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1})).value == at(1000));
  CHECK(read(bytes({0xB4}) + "1970-01-01T00:00:01Z").value == at(1000));

  CHECK(read(bytes({0xC7, 12, 0xFF, 0x3B, 0x9A, 0xCA, 0x00, 0, 0, 0, 0, 0, 0, 0, 0})).rule == Rule::Syntax);
  CHECK(read(bytes({0xC7, 12, 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 0, 0, 0, 0})).rule == Rule::Range);
  CHECK(read(bytes({0x01})).rule == Rule::Type);
  CHECK(packed_rule_of<gc::TimestampNs>(bytes({0xD6, 0xFF, 0, 0, 0, 1})) == Rule::Type);

  CHECK(value_of(bytes({0xD6, 0xFF, 0, 0, 0, 1})) == "1970-01-01T00:00:01.000Z");
  CHECK(value_of(bytes({0xD7, 0xFF, 0, 0, 0, 4, 0, 0, 0, 1})) == "1970-01-01T00:00:01.000000001Z");
  CHECK(packed_rule_of<gc::Json>(bytes({0xC7, 12, 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 0, 0, 0, 0})) ==
        Rule::Range);
}

TEST_CASE("64-bit integers are integers of all 64 bits, or text, or whole numbers that JavaScript holds") {
  const std::string most = bytes({0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
  const std::string least = bytes({0xD3, 0x80, 0, 0, 0, 0, 0, 0, 0});
  CHECK(read_packed<gc::U64>(most).value == std::numeric_limits<std::uint64_t>::max());
  CHECK(read_packed<gc::I64>(least).value == std::numeric_limits<std::int64_t>::min());
  CHECK(packed_rule_of<gc::I64>(most) == Rule::Range);
  CHECK(packed_rule_of<gc::U64>(least) == Rule::Range);
  CHECK(packed_rule_of<gc::U64>(bytes({0xFF})) == Rule::Range);
  CHECK(read_packed<gc::I64>(bytes({0xA2, '-', '7'})).value == -7);
  CHECK(packed_rule_of<gc::I64>(bytes({0xA2, '0', '7'})) == Rule::Format);

  const auto real = [](double number) { return test::pack<gc::F64>(number); };
  CHECK(read_packed<gc::I64>(real(-9007199254740991.0)).value == -9007199254740991);
  CHECK(packed_rule_of<gc::I64>(real(9007199254740992.0)) == Rule::Range);
  CHECK(packed_rule_of<gc::I64>(real(1.5)) == Rule::Type);
  CHECK(packed_rule_of<gc::I64>(bytes({0xC3})) == Rule::Type);
}

TEST_CASE("integers and real numbers stand for each other where that loses nothing") {
  const auto real = [](double number) { return test::pack<gc::F64>(number); };
  CHECK(read_packed<gc::U8>(real(255)).value == 255);
  CHECK(read_packed<gc::I8>(real(-0.0)).value == 0);
  CHECK(packed_rule_of<gc::U8>(real(256)) == Rule::Range);
  CHECK(packed_rule_of<gc::U8>(real(-1)) == Rule::Range);
  CHECK(packed_rule_of<gc::U8>(real(0.5)) == Rule::Type);
  CHECK(packed_rule_of<gc::U32>(real(1e300)) == Rule::Range);
  CHECK(packed_rule_of<gc::SafeInt>(bytes({0xCF, 0, 0x20, 0, 0, 0, 0, 0, 0})) == Rule::Range);
  CHECK(read_packed<gc::F64>(bytes({0xFF})).value == -1.0);
  CHECK(read_packed<gc::F64>(bytes({0xCF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})).value == 0x1p64);
  CHECK(read_packed<gc::F32>(real(0.1)).value == 0.1F);
  CHECK(read_packed<gc::F32>(bytes({0xCA, 0x3D, 0xCC, 0xCC, 0xCD})).value == 0.1F);
  CHECK(packed_rule_of<gc::F32>(real(1e39)) == Rule::Range);
  CHECK(read_packed<gc::F32>(real(3.4028235e38)).value == std::numeric_limits<float>::max());
  CHECK(packed_rule_of<gc::F64>(bytes({0xA1, '1'})) == Rule::Type);

  const std::string nan = bytes({0xCB, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0});
  const std::string infinity = bytes({0xCA, 0xFF, 0x80, 0, 0});
  for (const std::string& none : {nan, infinity}) {
    CHECK(packed_rule_of<gc::F64>(none) == Rule::Range);
    CHECK(packed_rule_of<gc::F32>(none) == Rule::Range);
    CHECK(packed_rule_of<gc::I32>(none) == Rule::Range);
    CHECK(packed_rule_of<gc::I64>(none) == Rule::Range);
    CHECK(packed_rule_of<gc::Json>(none) == Rule::Range);
  }
}

TEST_CASE("null and booleans are what they are") {
  using Maybe = gc::Nullable<gc::Bool>;
  CHECK_FALSE(read_packed<Maybe>(bytes({0xC0})).value.has_value());
  CHECK(read_packed<Maybe>(bytes({0xC3})).value == true);
  CHECK(packed_rule_of<Maybe>(bytes({0x01})) == Rule::Type);
  CHECK(packed_rule_of<gc::Bool>(bytes({0xC0})) == Rule::Type);
  CHECK(packed_rule_of<gc::String>(bytes({0xC0})) == Rule::Type);
}
