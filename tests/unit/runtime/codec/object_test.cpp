#include <doctest/doctest.h>

#include <array>
#include <string>

#include "sample.h"
#include "text.h"

using gangway::Rule;
using sample::codec::Message;
using test::read;
using test::rule_of;

namespace {

/// Seventy optional fields f0 … f69: more than one word of bits.
struct Wide {
  using value = std::array<std::int32_t, 70>;

  template <std::size_t I>
  static consteval gangway::codec::Field field() {
    const bool is_required = I == 0 || I == 63 || I == 64 || I == 69;
    return {names.text[I], !is_required};
  }
  static bool read(gangway::JsonReader& in, value& out) {
    return read_with(in, out, std::make_index_sequence<70>{});
  }
  template <std::size_t... I>
  static bool read_with(gangway::JsonReader& in, value& out, std::index_sequence<I...>) {
    static constexpr gangway::codec::Field fields[] = {field<I>()...};
    return gangway::codec::read_object(
        in, fields, [&](std::size_t field) { return gangway::codec::I32::read(in, out[field]); });
  }

  static constexpr auto names = [] {
    struct {
      char text[70][4];
    } made{};
    for (int i = 0; i < 70; ++i) {
      made.text[i][0] = 'f';
      made.text[i][1] = char('0' + i / 10);
      made.text[i][2] = char('0' + i % 10);
    }
    return made;
  }();
};

std::string wide_text(bool backwards, int left_out = -1) {
  std::string text = "{";
  for (int i = 0; i < 70; ++i) {
    const int field = backwards ? 69 - i : i;
    if (field == left_out) continue;
    if (text.size() > 1) text += ',';
    text +=
        "\"f" + std::string(field < 10 ? "0" : "") + std::to_string(field) + "\":" + std::to_string(field);
  }
  return text + "}";
}

}  // namespace

TEST_CASE("members in the declared order are read") {
  const auto result = read<Message>(R"({"seq":"7","room":"lobby","note":"hi","pinned":true})");
  REQUIRE(result.ok);
  CHECK(result.value == sample::Message{7, "lobby", "hi", true});
}

TEST_CASE("members in any other order, with space anywhere, are read alike") {
  const sample::Message expected{7, "lobby", "hi", true};
  for (const char* text :
       {R"({"pinned":true,"note":"hi","room":"lobby","seq":"7"})",
        R"({"room":"lobby","seq":"7","pinned":true,"note":"hi"})",
        R"({"seq":"7","note":"hi","room":"lobby","pinned":true})",
        " { \"seq\" : \"7\" , \"room\" : \"lobby\" ,\r\n\t\"note\" : \"hi\" , \"pinned\" : true } ",
        R"({"\u0073eq":"7","ro\u006fm":"lobby","note":"hi","pinned":true})"}) {
    CAPTURE(text);
    const auto result = read<Message>(text);
    REQUIRE(result.ok);
    CHECK(result.value == expected);
  }
}

TEST_CASE("optional members may be left out or null, anywhere") {
  for (const char* text : {R"({"seq":"7","room":"lobby"})", R"({"seq":"7","room":"lobby","note":null})",
                           R"({"room":"lobby","seq":7})", R"({"seq":"7","room":"lobby","pinned":false})",
                           R"({"note":null,"seq":"7","room":"lobby"})"}) {
    CAPTURE(text);
    const auto result = read<Message>(text);
    REQUIRE(result.ok);
    CHECK(result.value == sample::Message{7, "lobby", std::nullopt, false});
  }
}

TEST_CASE("unknown members are passed over, but must be JSON") {
  CHECK(read<Message>(R"({"new":[1,{"a":null}],"seq":"7","room":"x"})").ok);
  CHECK(read<Message>(R"({"seq":"7","new":"\u00e4","room":"x"})").ok);
  CHECK(read<Message>(R"({"seq":"7","room":"x","new":1e400})").ok);
  CHECK(rule_of<Message>(R"({"seq":"7","room":"x","new":[1,]})") == Rule::Syntax);
  CHECK(rule_of<Message>(R"({"seq":"7","room":"x","new":01})") == Rule::Syntax);
  CHECK(rule_of<Message>(R"({"seq":"7","room":"x","new":"\ud800"})") == Rule::Syntax);
}

TEST_CASE("a member that stands twice is refused") {
  for (const char* text : {R"({"seq":"7","seq":"8","room":"x"})", R"({"seq":"7","room":"x","seq":"7"})",
                           R"({"room":"x","seq":"7","s\u0065q":"7"})"}) {
    CAPTURE(text);
    const auto result = read<Message>(text);
    CHECK(result.rule == Rule::Duplicate);
    CHECK(result.path == "/seq");
  }
}

TEST_CASE("the first missing member is named") {
  CHECK(read<Message>("{}").path == "/seq");
  CHECK(read<Message>(R"({"seq":"7"})").path == "/room");
  CHECK(read<Message>(R"({"room":"x"})").path == "/seq");
  CHECK(rule_of<Message>(R"({"note":"x","pinned":true})") == Rule::Missing);
}

TEST_CASE("broken objects are refused") {
  for (const char* text : {"", "{", "}", R"({"seq")", R"({"seq":)", R"({"seq":"7")", R"({"seq":"7",)",
                           R"({"seq":"7",})", R"({"seq":"7" "room":"x"})", R"({"seq":"7","room":"x"}})",
                           R"({"seq":"7","room":"x"} x)", R"({,"seq":"7"})", R"({"seq""7"})", R"({seq:"7"})",
                           R"({'seq':"7"})", R"({"seq":"7","room":"x",})", R"({"seq":"7",,"room":"x"})"}) {
    CAPTURE(text);
    CHECK(rule_of<Message>(text) == Rule::Syntax);
  }
  for (const char* text : {"[]", "null", "1", "\"x\"", "true"}) {
    CAPTURE(text);
    CHECK(rule_of<Message>(text) == Rule::Type);
  }
}

TEST_CASE("every prefix of a good object is refused") {
  const std::string text = R"({"seq":"7","room":"lobby","note":"h\u00e9i","pinned":true})";
  for (std::size_t size = 0; size < text.size(); ++size) {
    CAPTURE(size);
    for (const char filler : {'"', '}', '1', ' ', ','})
      CHECK_FALSE(read<Message>(text.substr(0, size), {}, filler).ok);
  }
}

TEST_CASE("an object without fields takes any object") {
  CHECK(read<sample::codec::Nothing>("{}").ok);
  CHECK(read<sample::codec::Nothing>(R"({"a":1,"b":[2]})").ok);
  CHECK(rule_of<sample::codec::Nothing>("{,}") == Rule::Syntax);
}

TEST_CASE("more than sixty-four fields work, in any order") {
  for (const bool backwards : {false, true}) {
    const auto result = read<Wide>(wide_text(backwards));
    REQUIRE(result.ok);
    for (int i = 0; i < 70; ++i) CHECK(result.value[static_cast<std::size_t>(i)] == i);
  }
  CHECK(read<Wide>(wide_text(false, 30)).ok);
  CHECK(read<Wide>(wide_text(false, 64)).path == "/f64");
  CHECK(read<Wide>(wide_text(true, 69)).path == "/f69");
  std::string twice = wide_text(false);
  twice.insert(1, "\"f69\":1,");
  CHECK(rule_of<Wide>(twice) == Rule::Duplicate);
}
