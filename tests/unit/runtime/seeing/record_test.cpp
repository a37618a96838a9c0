#include "seeing/record.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using gangway::seeing::as_json;
using gangway::seeing::as_text;
using gangway::seeing::Record;

TEST_CASE("a record is one line, whatever is in it") {
  const Record record{.level = gangway::LogLevel::Warning,
                      .message = "call failed: \"no\"\nfaked: line\x1b[31m",
                      .event = "a b",
                      .address = "[::1]:80",
                      .code = "x\" code=y",
                      .took = std::chrono::microseconds(12),
                      .left_out = 3};
  const std::string text = as_text(record);
  CHECK(text ==
        "call failed: \"no\"\\nfaked: line\\u001b[31m event=\"a b\" address=[::1]:80 code=\"x\\\" code=y\" "
        "us=12 "
        "left_out=3");

  const auto json = nlohmann::json::parse(as_json(record, {}));
  CHECK(json["time"] == "1970-01-01T00:00:00.000Z");
  CHECK(json["message"] == record.message);
  CHECK(json["us"] == 12);
  CHECK(json["left_out"] == 3);
  CHECK_FALSE(json.contains("client"));
}

TEST_CASE("a record's values are cut, and what is not UTF-8 is replaced") {
  const std::string endless(100'000, 'x');
  CHECK(as_text({.message = endless, .event = endless}).size() < 2500);
  CHECK(as_json({.message = endless, .event = endless}, {}).size() < 2500);
  CHECK(nlohmann::json::parse(as_json({.message = "\xff\xfe"}, {}))["message"] == "\xef\xbf\xbd\xef\xbf\xbd");
  CHECK(as_text({.message = "\x7f"}) == "\\u007f");
}
