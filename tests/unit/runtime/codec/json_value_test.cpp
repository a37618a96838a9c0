#include "gangway/codec/json_value.h"

#include <doctest/doctest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "text.h"

using gangway::Rule;
using gangway::codec::Json;
using nlohmann::json;
using test::read;
using test::rule_of;
using test::write;

TEST_CASE("any JSON is read as nlohmann reads it") {
  for (const char* text : {"null", "true", "false", "0", "-1", "18446744073709551615", "-9223372036854775808",
                           "1.5", "1e3", "\"\"", R"("\u00e4")", "[]", "{}", R"([1,[2,[3]],{"a":{"b":null}}])",
                           R"({"z":1,"a":[true,false]})", "1e-400", "123456789012345678901234567890"}) {
    CAPTURE(text);
    const auto result = read<Json>(text);
    REQUIRE(result.ok);
    CHECK(result.value == json::parse(text));
    CHECK(result.value.type() == json::parse(text).type());
  }
}

TEST_CASE("repeated keys, huge numbers and deep nesting are refused") {
  CHECK(rule_of<Json>(R"({"a":1,"a":1})") == Rule::Duplicate);
  CHECK(read<Json>(R"([{"a":{"b":1,"c":2,"b":3}}])").path == "/0/a/b");
  CHECK(rule_of<Json>("[1,1e400]") == Rule::Range);
  CHECK(read<Json>("[1,1e400]").path == "/1");
  CHECK(rule_of<Json>(std::string(65, '[') + std::string(65, ']')) == Rule::Depth);
  CHECK(read<Json>(std::string(64, '[') + std::string(64, ']')).ok);
  CHECK(rule_of<Json>("[1,]") == Rule::Syntax);
}

TEST_CASE("what is read is written back") {
  for (const char* text :
       {"null", R"({"a":[1,-2,1.5,"x\n",true,null],"b":{},"c":[]})", "18446744073709551615", "-0.5"}) {
    CHECK(write<Json>(read<Json>(text).value) == text);
  }
  CHECK(write<Json>(json("\xFF")) == "\"\uFFFD\"");
  CHECK(write<Json>(json::binary({1, 2})) == "\"AQI=\"");
  CHECK(write<Json>(json(std::numeric_limits<double>::quiet_NaN())) == "null");
}
