#include "emit/vectors/text_cases.h"

namespace gangway::gen::vectors {
namespace {

std::string text(const std::string& content) { return "\"" + content + "\""; }

void add_refused(Cases& cases, const std::string& rule, const std::vector<const char*>& contents) {
  for (const char* content : contents) {
    cases.push_back(refused(std::string("\"") + content + "\"", text(content), rule));
  }
}

void add_accepted(Cases& cases, const std::vector<std::pair<const char*, const char*>>& contents) {
  for (const auto& [content, written] : contents) {
    cases.push_back(accepted(std::string("\"") + content + "\"", text(content), text(written)));
  }
}

const std::vector<const char*> kNoMoments{"",
                                          "x",
                                          "2026-01-31",
                                          "2026-01-31T12:00:00",
                                          "2026-01-31 12:00:00Z",
                                          "2026-02-29T12:00:00Z",
                                          "1900-02-29T12:00:00Z",
                                          "2026-13-01T12:00:00Z",
                                          "2026-00-01T12:00:00Z",
                                          "2026-01-32T12:00:00Z",
                                          "2026-01-31T24:00:00Z",
                                          "2026-01-31T12:60:00Z",
                                          "2026-01-31T12:00:61Z",
                                          "2016-12-31T22:59:60Z",
                                          "2026-01-31T12:00:00.Z",
                                          "2026-01-31T12:00:00,5Z",
                                          "2026-01-31T12:00:00+24:00",
                                          "2026-01-31T12:00:00+01:60",
                                          "2026-01-31T12:00:00+0100",
                                          "2026-01-31T12:00Z",
                                          "2026-1-31T12:00:00Z",
                                          "+2026-01-31T12:00:00Z",
                                          "-0001-01-31T12:00:00Z",
                                          "12026-01-31T12:00:00Z",
                                          " 2026-01-31T12:00:00Z",
                                          "2026-01-31T12:00:00Z\\n"};

}  // namespace

Cases string_cases() {
  Cases cases{
      accepted("empty", "\"\""),
      accepted("beyond the basic plane", "\"\xF0\x9F\x98\x80\""),
      refused("half a surrogate pair", "\"\\ud800\"", "syntax"),
      refused("the other half", "\"a\\udc00b\"", "syntax"),
      refused("the halves in the wrong order", "\"\\ude00\\ud83d\"", "syntax"),
      accepted("a surrogate pair", "\"\\ud83d\\uDE00\"", "\"\xF0\x9F\x98\x80\""),
      accepted("every escape", R"("\"\\\/\b\f\n\r\t\u0000\u00e4\u2028")",
               "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\xC3\xA4\xE2\x80\xA8\""),
      accepted("a byte order mark and no character", "\"\xEF\xBB\xBF\xEF\xBF\xBF\""),
      accepted("white space", "\" \\u00a0\xE2\x80\x83\"", "\" \xC2\xA0\xE2\x80\x83\""),
      accepted("what looks like JSON", R"("{\"a\":1,\"a\":2}")"),
      malformed("a raw line break", "\"a\nb\""),
      malformed("a raw NUL", std::string("\"a\0b\"", 5)),
      malformed("an unknown escape", R"("\x41")"),
      malformed("a short escape", R"("\u12")"),
      malformed("no end", "\"abc"),
      malformed("single quotes", "'a'"),
      malformed("an overlong slash", "\"\xC0\xAF\"", "utf8"),
      malformed("an overlong NUL", "\"\xE0\x80\x80\"", "utf8"),
      malformed("a surrogate in UTF-8", "\"\xED\xA0\x80\"", "utf8"),
      malformed("a code point above the last", "\"\xF4\x90\x80\x80\"", "utf8"),
      malformed("a cut character", "\"\xE2\x82\"", "utf8"),
      malformed("a stray continuation byte", "\"\x80\"", "utf8"),
      malformed("a byte that is never used", "\"\xFF\"", "utf8"),
  };
  return cases;
}

Cases bytes_cases() {
  Cases cases{accepted("empty", "\"\"")};
  add_accepted(cases, {{"AA==", "AA=="}, {"AAA=", "AAA="}});
  add_refused(cases, "format", {"A", "AA=", "AB==", "AAB="});
  add_accepted(cases, {{"AA", "AA=="}, {"AP/+", "AP/+"}, {"AP_-", "AP/+"}, {"AP_+", "AP/+"}});
  add_refused(
      cases, "format",
      {"A===", "====", "=", "AA==AA==", "A A=", "AAA\\n", "AA=A", "AAA*", "\xC3\xA9\xC3\xA9", "AB", "AAAA="});
  return cases;
}

Cases uuid_cases() {
  Cases cases;
  add_accepted(cases, {{"00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"},
                       {"0B8F1D7E-5C0A-4F3E-9D57-2F4C8C1F9A10", "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10"},
                       {"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "ffffffff-ffff-ffff-ffff-ffffffffffff"}});
  add_refused(cases, "format",
              {"", "0b8f1d7e5c0a4f3e9d572f4c8c1f9a10", "{0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10}",
               "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a1", "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a100",
               "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a1g", "0b8f1d7e_5c0a_4f3e_9d57_2f4c8c1f9a10",
               "0b8f1d7-e5c0a-4f3e-9d57-2f4c8c1f9a10"});
  return cases;
}

Cases decimal_cases() {
  Cases cases;
  add_accepted(cases, {{"0", "0"}, {"-12.50", "-12.50"}, {"-0", "-0"}, {"000.100", "000.100"}});
  add_refused(cases, "format",
              {"", "1.", ".5", "1e3", "+1", "1,5", " 1", "--1", "-", "1.2.3", "NaN", "0x1", "\xD9\xA3"});
  const std::string digits(400, '9');
  cases.push_back(accepted("eight hundred digits", text(digits + "." + digits)));
  return cases;
}

Cases date_cases() {
  Cases cases;
  add_accepted(cases, {{"0000-01-01", "0000-01-01"},
                       {"9999-12-31", "9999-12-31"},
                       {"2024-02-29", "2024-02-29"},
                       {"2000-02-29", "2000-02-29"},
                       {"0000-02-29", "0000-02-29"}});
  add_refused(cases, "format",
              {"1900-02-29", "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-04-31", "2026-1-1",
               "10000-01-01", "-0001-01-01", "+2026-01-01", "2026-01-31T00:00:00Z", "2026/01/31", "20260131",
               " 2026-01-31", ""});
  return cases;
}

Cases timestamp_cases() {
  Cases cases;
  add_accepted(cases, {{"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"},
                       {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
                       {"1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z"},
                       {"2026-01-31t13:30:00.25z", "2026-01-31T13:30:00.250Z"},
                       {"2026-01-31T13:30:00+01:30", "2026-01-31T12:00:00.000Z"},
                       {"2026-01-31T00:00:00-23:59", "2026-01-31T23:59:00.000Z"},
                       {"2026-01-31T12:00:00-00:00", "2026-01-31T12:00:00.000Z"},
                       {"2026-01-31T12:00:00.12345678901234567890Z", "2026-01-31T12:00:00.123Z"},
                       {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"},
                       {"2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.500Z"},
                       {"2017-01-01T00:59:60+01:00", "2017-01-01T00:00:00.000Z"},
                       {"1960-12-31T23:59:60Z", "1961-01-01T00:00:00.000Z"}});
  add_refused(cases, "range",
              {"0000-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01", "9999-12-31T23:59:60Z"});
  add_refused(cases, "format", kNoMoments);
  return cases;
}

Cases timestamp_ns_cases() {
  Cases cases;
  add_accepted(cases, {{"1677-09-21T00:12:43.145224192Z", "1677-09-21T00:12:43.145224192Z"},
                       {"2262-04-11T23:47:16.854775807Z", "2262-04-11T23:47:16.854775807Z"},
                       {"2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000000000Z"},
                       {"2026-01-31T13:00:00.12345678+01:00", "2026-01-31T12:00:00.123456780Z"},
                       {"1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"},
                       {"2016-12-31T23:59:60.000000001Z", "2017-01-01T00:00:00.000000001Z"}});
  add_refused(cases, "range",
              {"1677-09-21T00:12:43.145224191Z", "2262-04-11T23:47:16.854775808Z", "0000-01-01T00:00:00Z",
               "9999-12-31T23:59:59Z", "9999-12-31T23:59:60Z"});
  add_refused(cases, "format", {"2026-01-31T12:00:00.1234567890Z"});
  add_refused(cases, "format", kNoMoments);
  return cases;
}

Cases json_cases() {
  Cases cases{
      accepted("null", "null"),
      accepted("everything", R"({"a":[true,false,null,0,-1.5,1e300,"x",{}],"":[]})"),
      refused("a key twice", R"({"a":1,"b":2,"a":3})", "duplicate", "/a"),
      refused("a key twice, deeper", R"([0,{"a":{"b":1,"\u0062":2}}])", "duplicate", "/1/a/b"),
      refused("a number too large", "[1e400]", "range", "/0"),
      refused("half a surrogate pair", R"({"a":"\udc00"})", "syntax", "/a"),
      refused("half a surrogate pair as a key", R"([{"\udc00":1}])", "syntax", "/0"),
      accepted("names of Object.prototype",
               R"({"__proto__":{"polluted":true},"constructor":1,"toString":null})"),
      accepted("odd keys", R"({"":0,"a/b":1,"~":2,"0":3,"-1":4})"),
      accepted("spaced out", " [ 1 ,\t{ \"a\" :\n2 } ] ", R"([1,{"a":2}])"),
      malformed("a comma too many", "[1,]"),
      malformed("a comma too few", "[1 2]"),
      malformed("no end", "{\"a\":1"),
      malformed("a key without quotes", "{a:1}"),
      malformed("something behind it", "1 1"),
      malformed("a byte order mark",
                "\xEF\xBB\xBF"
                "1"),
      malformed("a form feed", "\f1"),
      malformed("a comment", "1 // one"),
  };
  return cases;
}

}  // namespace gangway::gen::vectors
