#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "gangway/codec/scalars.h"
#include "text.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::Mode;
using test::read;
using test::rule_of;
using test::write;

namespace {

template <class C>
void check_bounds(const std::string& low, const std::string& high, const std::string& below,
                  const std::string& above) {
  CHECK(write<C>(read<C>(low).value) == low);
  CHECK(write<C>(read<C>(high).value) == high);
  CHECK(rule_of<C>(below) == Rule::Range);
  CHECK(rule_of<C>(above) == Rule::Range);
}

}  // namespace

TEST_CASE("integers are checked against the range of their type") {
  check_bounds<gc::I8>("-128", "127", "-129", "128");
  check_bounds<gc::U8>("0", "255", "-1", "256");
  check_bounds<gc::I16>("-32768", "32767", "-32769", "32768");
  check_bounds<gc::U16>("0", "65535", "-1", "65536");
  check_bounds<gc::I32>("-2147483648", "2147483647", "-2147483649", "2147483648");
  check_bounds<gc::U32>("0", "4294967295", "-1", "4294967296");
  check_bounds<gc::SafeInt>("-9007199254740991", "9007199254740991", "-9007199254740992", "9007199254740992");
  check_bounds<gc::I64>("\"-9223372036854775808\"", "\"9223372036854775807\"", "\"-9223372036854775809\"",
                        "\"9223372036854775808\"");
  check_bounds<gc::U64>("\"0\"", "\"18446744073709551615\"", "\"-1\"", "\"18446744073709551616\"");
  CHECK(rule_of<gc::I32>("99999999999999999999999999") == Rule::Range);
  CHECK(rule_of<gc::I32>("18446744073709551616") == Rule::Range);
}

TEST_CASE("every count of digits is read") {
  std::string text;
  std::uint64_t expected = 0;
  for (int digits = 1; digits <= 16; ++digits) {
    text += static_cast<char>('0' + digits % 10);
    expected = expected * 10 + static_cast<unsigned>(digits % 10);
    CAPTURE(text);
    for (const char filler : {'0', '9', ' ', '\0', '.', 'e'}) {
      if (expected <= gc::kMaxSafeInteger) {
        CHECK(read<gc::SafeInt>(text, Mode::Strict, filler).value == static_cast<std::int64_t>(expected));
        CHECK(read<gc::SafeInt>("-" + text, Mode::Strict, filler).value ==
              -static_cast<std::int64_t>(expected));
      }
      CHECK(read<gc::U64>('"' + text + '"', Mode::Strict, filler).value == expected);
    }
  }
}

TEST_CASE("64-bit integers are strings, or numbers while those are exact") {
  CHECK(read<gc::U64>("9007199254740991").value == 9007199254740991);
  CHECK(rule_of<gc::U64>("9007199254740992") == Rule::Range);
  CHECK(rule_of<gc::U64>("18446744073709551615") == Rule::Range);
  CHECK(read<gc::I64>("-9007199254740991").value == -9007199254740991);
  CHECK(rule_of<gc::I64>("-9007199254740992") == Rule::Range);
  CHECK(read<gc::I64>("\"-0\"").value == 0);
  CHECK(read<gc::U64>("\"-0\"").value == 0);
  for (const char* text : {"\"\"", "\"-\"", "\"+1\"", "\"01\"", "\"1.0\"", "\"1e3\"", "\" 1\"", "\"1 \"",
                           "\"0x1\"", "\"--1\""}) {
    CAPTURE(text);
    CHECK(rule_of<gc::I64>(text) == Rule::Format);
    CHECK(rule_of<gc::U64>(text) == Rule::Format);
  }
}

TEST_CASE("an integer is an integer in whatever form it is written") {
  for (const char* text : {"1", "1.0", "1e0", "1E0", "1.000", "10e-1", "0.1e1", "100e-2", "1e+0", "1.0e-0"}) {
    CAPTURE(text);
    const auto result = read<gc::I32>(text);
    CHECK(result.ok);
    CHECK(result.value == 1);
  }
  for (const char* text :
       {"0", "-0", "0.0", "-0.0", "0e5", "0e999999999999999999999", "0.000e-99999999999999999999"}) {
    CAPTURE(text);
    CHECK(read<gc::U8>(text).ok);
    CHECK(read<gc::I32>(text).value == 0);
  }
  CHECK(read<gc::I32>("-2.5e1").value == -25);
  CHECK(read<gc::I32>("2147483.647e3").value == 2147483647);
  CHECK(rule_of<gc::I32>("2147483.648e3") == Rule::Range);
  CHECK(rule_of<gc::I32>("1e400") == Rule::Range);
  CHECK(rule_of<gc::I32>("1e99999999999999999999") == Rule::Range);
  // A double, which is what JavaScript has, cannot tell these from an integer.
  CHECK(read<gc::I32>("1.5e-9223372036854775808").value == 0);
  CHECK(read<gc::I32>("1.0000000000000000000001").value == 1);
  CHECK(rule_of<gc::I32>("1.5") == Rule::Type);
  CHECK(rule_of<gc::I32>("1e-1") == Rule::Type);
}

TEST_CASE("what is not a number is not one") {
  for (const char* text : {"01",    "-01", "00", "-",   "1.", "1.e3", "1e", "1e+", "1x",       "1\"",  "0x10",
                           "1_000", "--1", "-a", "1 2", "",   " ",    ".5", "+1",  "Infinity", "1\x01"}) {
    CAPTURE(text);
    CHECK(rule_of<gc::I32>(text) == Rule::Syntax);
    CHECK(rule_of<gc::F64>(text) == Rule::Syntax);
  }
  CHECK(rule_of<gc::I32>(std::string_view("1\0", 2)) == Rule::Syntax);
  for (const char* text : {"\"1\"", "true", "null", "[1]", "{}"}) {
    CAPTURE(text);
    CHECK(rule_of<gc::I32>(text) == Rule::Type);
    CHECK(rule_of<gc::F64>(text) == Rule::Type);
  }
}

TEST_CASE("floats are finite and round as the language does") {
  for (const char* text : {"0", "-1", "1.5", "0.1", "3.141592653589793", "1e22", "1e23", "123456789012345678",
                           "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308", "9007199254740993",
                           "0.30000000000000004", "123456.789", "1e-7", "100000000000000000000000"}) {
    CAPTURE(text);
    const auto result = read<gc::F64>(text);
    CHECK(result.ok);
    CHECK(result.value == std::strtod(text, nullptr));
  }
  CHECK(rule_of<gc::F64>("1e400") == Rule::Range);
  CHECK(rule_of<gc::F64>("-1e309") == Rule::Range);
  CHECK(rule_of<gc::F64>("1" + std::string(400, '0')) == Rule::Range);
  CHECK(read<gc::F64>("1e-400").value == 0);
  CHECK(read<gc::F64>("0." + std::string(400, '0') + "1").value == 0);
  CHECK(std::signbit(read<gc::F64>("-0.0").value));
  CHECK(std::signbit(read<gc::F64>("-1e-999").value));
  CHECK(read<gc::F32>("0.1").value == 0.1F);
  CHECK(read<gc::F32>("3.4028234663852886e38").value == std::numeric_limits<float>::max());
  CHECK(rule_of<gc::F32>("1e39") == Rule::Range);
}

TEST_CASE("numbers are written shortest, and NaN not at all") {
  CHECK(write<gc::F64>(0.1) == "0.1");
  CHECK(write<gc::F64>(1) == "1");
  CHECK(write<gc::F64>(-0.0) == "-0");
  CHECK(write<gc::F32>(0.1F) == "0.1");
  for (const double value : {1e300, 5e-324, 123456789.123, 1.0 / 3})
    CHECK(read<gc::F64>(write<gc::F64>(value)).value == value);

  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer);
  out.number(1.5);
  CHECK_FALSE(out.failed());
  out.number(std::nan(""));
  CHECK(out.failed());
  out.number(std::numeric_limits<float>::infinity());
  CHECK(buffer.view() == "1.5nullnull");
}

TEST_CASE("integers of every length are written") {
  std::uint64_t value = 0;
  for (int digits = 0; digits < 19; ++digits) {
    for (const std::uint64_t near : {value, value + 1, value * 9}) {
      CHECK(write<gc::U64>(near) == '"' + std::to_string(near) + '"');
      CHECK(write<gc::I64>(-static_cast<std::int64_t>(near)) ==
            '"' + std::to_string(-static_cast<std::int64_t>(near)) + '"');
    }
    value = value * 10 + 9;
  }
  CHECK(write<gc::I8>(-128) == "-128");
  CHECK(write<gc::U16>(65535) == "65535");
}

TEST_CASE("booleans are true and false") {
  CHECK(read<gc::Bool>("true").value);
  CHECK(read<gc::Bool>(" false ").ok);
  for (const char* text : {"truex", "True", "1", "nul", "tru", "\"true\"", "fals", "falsee", "t"}) {
    CAPTURE(text);
    CHECK_FALSE(read<gc::Bool>(text).ok);
  }
}

TEST_CASE("a lenient reader takes scalars as text, as a query string has them") {
  CHECK(read<gc::Bool>("\"true\"", Mode::Lenient).value);
  CHECK(read<gc::I32>("\"-42\"", Mode::Lenient).value == -42);
  CHECK(read<gc::U8>("42", Mode::Lenient).value == 42);
  CHECK(read<gc::F64>("\"1.5\"", Mode::Lenient).value == 1.5);
  CHECK(read<gc::F32>("\"1.5\"", Mode::Lenient).value == 1.5F);
  CHECK(read<gc::Duration>("\"250\"", Mode::Lenient).value == std::chrono::milliseconds(250));
  CHECK(read<gc::U64>("\"42\"", Mode::Lenient).value == 42);
  CHECK(read<gc::U8>("\"256\"", Mode::Lenient).rule == Rule::Range);
  CHECK(read<gc::F64>("\"1e999\"", Mode::Lenient).rule == Rule::Range);
  for (const char* text : {"\"\"", "\" 1\"", "\"1 \"", "\"abc\"", "\"1,\"", "\"null\"", "\"\\\"1\\\"\""}) {
    CAPTURE(text);
    CHECK(read<gc::I32>(text, Mode::Lenient).rule == Rule::Type);
    CHECK(read<gc::F64>(text, Mode::Lenient).rule == Rule::Type);
    CHECK(read<gc::Bool>(text, Mode::Lenient).rule == Rule::Type);
  }
}

TEST_CASE("bytes are base64, url-safe and unpadded too") {
  const auto bytes = [](std::string_view text) { return gangway::Bytes(text.begin(), text.end()); };
  CHECK(write<gc::Bytes>(bytes("")) == "\"\"");
  CHECK(write<gc::Bytes>(bytes("f")) == "\"Zg==\"");
  CHECK(write<gc::Bytes>(bytes("fo")) == "\"Zm8=\"");
  CHECK(write<gc::Bytes>(bytes("foo")) == "\"Zm9v\"");
  CHECK(write<gc::Bytes>({0xFB, 0xFF, 0xFE}) == "\"+//+\"");
  for (const char* text : {"\"Zm8=\"", "\"Zm8\"", "\"\\u005am8\""})
    CHECK(read<gc::Bytes>(text).value == bytes("fo"));
  for (const char* text : {"\"+//+\"", "\"-__-\"", "\"+\\/\\/+\""}) {
    CHECK(read<gc::Bytes>(text).value == gangway::Bytes{0xFB, 0xFF, 0xFE});
  }
  for (const char* text : {"\"Z\"", "\"Zm9=\"", "\"Zh==\"", "\"Zm8==\"", "\"Z===\"", "\"Zg=\"", "\"Zm 8\"",
                           "\"Zm9v\\n\"", "\"=\"", "\"====\"", "\"Zm=v\"", "\"\u00e4\u00e4\""}) {
    CAPTURE(text);
    CHECK(rule_of<gc::Bytes>(text) == Rule::Format);
  }
  CHECK(rule_of<gc::Bytes>("[1]") == Rule::Type);
  for (std::size_t size = 0; size < 40; ++size) {
    gangway::Bytes value;
    for (std::size_t i = 0; i < size; ++i) value.push_back(static_cast<std::uint8_t>(i * 37 + size));
    CHECK(read<gc::Bytes>(write<gc::Bytes>(value)).value == value);
  }
}

TEST_CASE("bytes become attachments where these are collected") {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer);
  std::vector<gangway::Bytes> attachments;
  out.set_attachments(&attachments);
  gc::Bytes::write(out, {1, 2});
  gc::Bytes::write(out, {3});
  CHECK(buffer.view() == R"({"_placeholder":true,"num":0}{"_placeholder":true,"num":1})");
  CHECK(attachments == std::vector<gangway::Bytes>{{1, 2}, {3}});
}

TEST_CASE("uuids are read in any case and written in lower case") {
  const char* canonical = "\"0f8fad5b-d9cb-469f-a165-70867728950e\"";
  CHECK(write<gc::Uuid>(read<gc::Uuid>("\"0F8FAD5B-D9CB-469f-a165-70867728950E\"").value) == canonical);
  CHECK(write<gc::Uuid>(read<gc::Uuid>(canonical).value) == canonical);
  for (const char* text :
       {"\"\"", "\"0f8fad5bd9cb469fa16570867728950e\"", "\"{0f8fad5b-d9cb-469f-a165-70867728950e}\"",
        "\"0f8fad5b-d9cb-469f-a165-70867728950g\"", "\"0f8fad5b-d9cb-469f-a165-70867728950\"",
        "\"0f8fad5b-d9cb-469f-a1650-7086772895e\""}) {
    CAPTURE(text);
    CHECK(rule_of<gc::Uuid>(text) == Rule::Format);
  }
}

TEST_CASE("decimals keep their text") {
  for (const char* text :
       {"\"0\"", "\"-1.50\"", "\"123456789012345678901234567890.000000000000000000001\"", "\"007\""}) {
    CHECK(write<gc::Decimal>(read<gc::Decimal>(text).value) == text);
  }
  for (const char* text :
       {"\"\"", "\"-\"", "\"1.\"", "\".5\"", "\"+1\"", "\"1e3\"", "\"1,5\"", "\" 1\"", "\"1.2.3\""}) {
    CAPTURE(text);
    CHECK(rule_of<gc::Decimal>(text) == Rule::Format);
  }
  CHECK(rule_of<gc::Decimal>("1.5") == Rule::Type);
}
