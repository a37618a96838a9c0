#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include <gangway/codec/buffer.h>
#include <nlohmann/json.hpp>

#include "constraints.gw.codec.h"
#include "fields.gw.codec.h"
#include "main.gw.codec.h"
#include "names.gw.codec.h"
#include "recursion.gw.codec.h"
#include "scalars.gw.codec.h"
#include "unions.gw.codec.h"

namespace {

template <class C>
std::string written(const typename C::value& value) {
  gangway::Buffer buffer;
  gangway::JsonWriter out(buffer);
  C::write(out, value);
  REQUIRE_FALSE(out.failed());
  return std::string(buffer.view());
}

/// Reads JSON text, or says which rule it breaks and where.
template <class C>
std::string read(std::string text, typename C::value& value) {
  const std::size_t size = text.size();
  text.append(gangway::kReadPadding, '\0');
  gangway::JsonReader in(std::string_view(text).substr(0, size));
  if (C::read(in, value) && in.finish()) return "";
  return std::string(to_string(in.rule())) + " " + in.path();
}

/// What is written reads back equal, and is JSON to somebody else, too.
template <class C>
std::string there_and_back(const typename C::value& value) {
  const std::string text = written<C>(value);
  CHECK(nlohmann::json::accept(text));
  typename C::value back{};
  CHECK(read<C>(text, back) == "");
  CHECK(back == value);
  return text;
}

}  // namespace

TEST_CASE("every scalar comes back as it was written") {
  using namespace golden::scalars;
  there_and_back<codec::Scalars>({});
  Scalars some{.flag = true, .tiny = -128, .small = -32768, .medium = -2147483647, .large = INT64_MIN,
               .tiny_count = 255, .small_count = 65535, .count = 4294967295U, .large_count = UINT64_MAX,
               .safe = -9007199254740991, .single = 0.1F, .real = 1e300, .text = "ä\"\\\n\x01", .blob = {0, 255, 7},
               .at = gangway::Timestamp(gangway::Duration(1700000000123)), .exactly = {}, .lasts = gangway::Duration(5),
               .day = std::chrono::year(9999) / 12 / 31, .price = *gangway::Decimal::parse("-12.340"), .id = gangway::Uuid::random(),
               .anything = {{"a", {1, nullptr, 2.5}}}};
  const std::string text = there_and_back<codec::Scalars>(some);
  CHECK(text.find("\"large\":\"-9223372036854775808\"") != std::string::npos);
  CHECK(text.find("\"price\":\"-12.340\"") != std::string::npos);
}

TEST_CASE("constants have the values and types of the schema") {
  using namespace golden::scalars;
  static_assert(Retries == 3 && std::is_same_v<decltype(Retries), const std::uint8_t>);
  CHECK(Greeting == "say \"hi\"");
  CHECK(Pause == gangway::Duration(2000));
}

TEST_CASE("fields left out, null, defaulted") {
  using namespace golden::fields;
  Fields fields{};
  CHECK(read<codec::Fields>(R"({"required":"x","nullable":null,"grid":[],"holes":[null,"a"],"byName":{"__proto__":"large"}})",
                            fields) == "");
  CHECK_FALSE(fields.optional);
  CHECK_FALSE(fields.nullable);
  CHECK(fields.both.is_absent());
  CHECK(fields.with_default == 7);
  CHECK(fields.colour == Colour::green);
  CHECK(fields.since == gangway::Timestamp(gangway::Duration(1769860800000)));
  CHECK(fields.by_name.at("__proto__") == Size::large);
  const std::string text = there_and_back<codec::Fields>(fields);
  CHECK(text.find("optional") == std::string::npos);
  CHECK(text.find(R"("nullable":null)") != std::string::npos);
  CHECK(text.find(R"("withDefault":7)") != std::string::npos);

  CHECK(read<codec::Fields>(R"({"required":"x","nullable":null,"both":null,"optional":null,"grid":[],"holes":[],"byName":{}})",
                            fields) == "");
  CHECK(fields.both.is_null());
  CHECK(there_and_back<codec::Fields>(fields).find(R"("both":null)") != std::string::npos);
  CHECK(read<codec::Fields>(R"({"nullable":null})", fields) == "missing /required");
  CHECK(read<codec::Fields>(R"({"required":"x"})", fields) == "missing /nullable");

  CHECK(there_and_back<codec::AllOptional>({}) == "{}");
  CHECK(there_and_back<codec::AllOptional>({.b = true}) == R"({"b":true})");
  CHECK(there_and_back<codec::Empty>({}) == "{}");
}

TEST_CASE("constraints are checked behind every kind of type") {
  using namespace golden::constraints;
  const auto post = [](const std::string& room, const std::string& more = "") {
    Post read_post{};
    return read<codec::Post>(R"({"room":")" + room + R"(","from":" ANN ","body":"b","day":"2026-01-31","any":"a/b","link":null)" + more + "}",
                             read_post) + read_post.from;
  };
  CHECK(post("lobby") == "ann");
  CHECK(post("Lobby").starts_with("pattern /room"));
  CHECK(post("lobby", R"(,"mail":"nobody")").starts_with("format /mail"));
  CHECK(post("lobby", R"(,"tags":["a","a"])").starts_with("unique /tags"));
  CHECK(post("lobby", R"(,"scores":{"a":101})").starts_with("range /scores/a"));
  CHECK(post("lobby", R"(,"ratio":0.1,"half":1e21,"low":"-9223372036854775808","price":"-0.010","nick":"ab")") == "ann");
  CHECK(post("lobby", R"(,"low":1)").starts_with("range /low"));
  CHECK(post("lobby", R"(,"price":"-0.011")").starts_with("range /price"));
  CHECK(post("lobby", R"(,"wait":30001)").starts_with("range /wait"));
  CHECK(post("lobby", R"(,"nick":"a")").starts_with("length /nick"));
  CHECK(post("lobby", R"(,"nick":null)") == "ann");
  CHECK(post("lobby", R"(,"replies":[{},{},{}])").starts_with("missing /replies/0/room"));
  Posts posts;
  CHECK(read<codec::Posts>("[]", posts) == "items ");
  DeskHandshake handshake;
  CHECK(read<codec::DeskHandshake>(R"({"token":""})", handshake) == "length /token");
}

TEST_CASE("open enums keep what they do not know, closed ones refuse it") {
  using namespace golden::fields;
  gangway::Open<Colour> colour;
  CHECK(read<codec::Colour>(R"("blue")", colour) == "");
  CHECK(colour.name() == "blue");
  CHECK(there_and_back<codec::Colour>(colour) == R"("blue")");
  Size size{};
  CHECK(read<codec::Size>(R"("huge")", size) == "enum ");
}

TEST_CASE("unions: the tag may stand anywhere, unknown arms are kept or refused") {
  using namespace golden::unions;
  CHECK(there_and_back<codec::Content>(Image{.url = "u", .alt = "a"}) == R"({"kind":"image","url":"u","alt":"a"})");
  CHECK(there_and_back<codec::Content>(Nothing{}) == R"({"kind":"nothing"})");
  Content content;
  CHECK(read<codec::Content>(R"({"body":"b","kind":"text"})", content) == "");
  CHECK(std::get<Text>(content).body == "b");
  CHECK(read<codec::Content>(R"({"a":[1],"kind":"video"})", content) == "");
  CHECK(written<codec::Content>(content) == R"({"a":[1],"kind":"video"})");
  Strict strict;
  CHECK(read<codec::Strict>(R"({"type":"video"})", strict) == "tag /type");
  CHECK(read<codec::Strict>(R"({"type":"text","body":7})", strict) == "type /body");
  there_and_back<codec::Post>({.content = Text{"x"}, .strict = Strict(Image{.url = "u", .alt = {}}), .more = {Nothing{}, Text{"y"}}});
}

TEST_CASE("types that contain themselves") {
  using namespace golden::recursion;
  there_and_back<codec::Tree>({.label = "a", .children = {{.label = "b", .children = {}}, {.label = "c", .children = {}}}});
  there_and_back<codec::Chain>({.value = 1, .next = gangway::Box<Chain>(Chain{.value = 2})});
  const Expression one = Number{1};
  there_and_back<codec::Expression>(Sum{.left = one, .right = Expression(Sum{.left = one, .right = one})});
  there_and_back<codec::Index>({.entries = {{"a", {}}, {"b", {.entries = {{"c", {}}}}}}});
  Tree tree;
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += R"({"label":"x","children":[)";
  CHECK(read<codec::Tree>(deep, tree).starts_with("depth /children/0/children/0"));
}

TEST_CASE("names that C++ has taken, and types of another package") {
  golden::names::Struct odd{.namespace_ = "n", .event = 1, .typeof_ = true, .linux_ = true, .url_path = "u", .await = 2};
  CHECK(there_and_back<golden::names::codec::Struct>(odd) ==
        R"({"namespace":"n","event":1,"typeof":true,"linux":true,"URLPath":"u","await":2})");
  there_and_back<golden::main::codec::Path>(
      {.name = "p", .points = {{.x = 1, .y = 2}}, .unit = golden::common::Unit::foot});
}
