#include <doctest/doctest.h>

#include <random>

#include "gangway/codec/constraints.h"
#include "packed.h"
#include "sample.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::bytes;
using test::pack;
using test::packed_elsewhere;
using test::packed_text;
using test::read;
using test::read_packed;

namespace {

/// A JSON text and the same packed are read with the same end.
template <class C>
void check_same(const std::string& json) {
  CAPTURE(json);
  const auto from_text = read<C>(json);
  const auto from_packed = read_packed<C>(packed_text(json));
  CHECK(from_packed.ok == from_text.ok);
  CHECK(from_packed.rule == from_text.rule);
  CHECK(from_packed.path == from_text.path);
  if (from_text.ok) CHECK(from_packed.value == from_text.value);
}

class Values {
 public:
  explicit Values(unsigned seed) : random_(seed) {}

  nlohmann::json any(int depth) {
    switch (below(depth > 0 ? 9 : 7)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return bits();
      case 3:
        return -static_cast<std::int64_t>(bits() >> 1);
      case 4:
        return static_cast<double>(static_cast<std::int64_t>(bits())) / 1024;
      case 5:
        return text();
      case 6:
        return static_cast<double>(static_cast<float>(below(1000)) / 7.0F);
      case 7: {
        auto list = nlohmann::json::array();
        for (unsigned i = size(); i > 0; --i) list.push_back(any(depth - 1));
        return list;
      }
      default: {
        auto object = nlohmann::json::object();
        for (unsigned i = size(); i > 0; --i) object[text()] = any(depth - 1);
        return object;
      }
    }
  }
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }

 private:
  std::uint64_t bits() { return random_() >> below(64); }
  unsigned size() { return below(10) == 0 ? below(40) : below(5); }
  std::string text() {
    static constexpr std::string_view pieces[] = {"a",  "\"",  "\\", "\xC3\xA4", "\xF0\x9F\x98\x80",
                                                  "\n", "word"};
    std::string all;
    for (unsigned i = below(8) == 0 ? below(60) : below(4); i > 0; --i) all += pieces[below(7)];
    return all;
  }

  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("random values go through somebody else's MessagePack and back") {
  Values values(20261122);
  for (int round = 0; round < 3000; ++round) {
    const nlohmann::json value = values.any(5);
    CAPTURE(value.dump());
    const auto back = read_packed<gc::Json>(packed_elsewhere(value));
    REQUIRE(back.ok);
    CHECK(back.value == value);
    CHECK(nlohmann::json::from_msgpack(pack<gc::Json>(value)) == value);
    CHECK(nlohmann::json::from_msgpack(packed_text(value.dump())) == value);
  }
}

TEST_CASE("a struct is read the same from both formats, right or wrong") {
  for (const char* json : {
           R"({"seq":"18446744073709551615","room":"a","note":"n","pinned":true})",
           R"({"pinned":true,"room":"a","seq":7})",
           R"({"seq":1,"room":"a","note":null})",
           R"({"new":{"deep":[1,{"x":null}]},"seq":1,"newer":"x","room":"a"})",
           R"({"seq":1,"room":"a","room":"b"})",
           R"({"seq":1})",
           R"({})",
           R"([])",
           R"("x")",
           R"({"seq":-1,"room":"a"})",
           R"({"seq":1.5,"room":"a"})",
           R"({"seq":"01","room":"a"})",
           R"({"seq":1,"room":2})",
           R"({"seq":1,"room":"a","pinned":"true"})",
       }) {
    check_same<sample::codec::Message>(json);
  }
}

TEST_CASE("a union is read the same from both formats, wherever its tag stands") {
  for (
      const char* json : {
          R"({"items":[{"kind":"text","body":"a"},{"kind":"nothing"},{"kind":"image","url":"u","alt":"x"}]})",
          R"({"items":[{"body":"a","kind":"text"},{"url":"u","kind":"image"},{"kind":"nothing","more":{"kind":1}}]})",
          R"({"items":[{"kind":"text","body":"a","kind":"text"}]})",
          R"({"items":[{"body":"a","kind":"text","kind":"text"}]})",
          R"({"items":[{"kind":"text","body":1}]})",
          R"({"items":[{"kind":"text"}]})",
          R"({"items":[{"kind":7}]})",
          R"({"items":[{"body":"a","kind":7}]})",
          R"({"items":[{"body":"a"}]})",
          R"({"items":[{}]})",
          R"({"items":[7]})",
          R"({"items":[]})",
          R"({"items":[[]]})",
          R"({"items":[{"kind":"new","a":1,"a":2}]})",
      }) {
    check_same<sample::codec::Holder>(json);
  }
  check_same<sample::codec::ClosedContent>(R"({"kind":"video"})");
  check_same<sample::codec::ClosedContent>(R"({"body":"a","kind":"video"})");
}

TEST_CASE("lists, maps, boxes and constraints are read the same from both formats") {
  using Short = gc::Checked<gc::String, gc::Length<1, 3>>;
  using Words = gc::Checked<gc::List<Short>, gc::Items<0, 3>, gc::Unique>;
  for (const char* json : {R"(["a","b"])", R"([])", R"(["a","a"])", R"(["a","long"])", R"(["a",1])",
                           R"(["a","b","c","d"])", R"({"a":1})"}) {
    check_same<Words>(json);
  }
  using Levels = gc::Map<gc::List<gc::Nullable<gc::U8>>>;
  for (const char* json : {R"({"a":[1,null],"b":[]})", R"({})", R"({"a":[1,256]})", R"({"a":[],"a":[]})",
                           R"({"a/b":[null,"x"]})", R"({"a":null})"}) {
    check_same<Levels>(json);
  }
  for (const char* json :
       {R"({"value":1,"next":{"value":2,"next":null}})", R"({"value":1,"next":{"next":{}}})"}) {
    check_same<sample::codec::Node>(json);
  }
}

TEST_CASE("an arm that is not known is kept as JSON, whatever it came in") {
  const std::string json = R"({"kind":"video","length":[1,{"a":"ä"}],"big":"x"})";
  const auto result = read_packed<sample::codec::Content>(packed_text(json));
  REQUIRE(result.ok);
  CHECK(std::get<gangway::Unknown>(result.value).raw == json);
  CHECK(test::write<sample::codec::Content>(result.value) == json);
  CHECK(pack<sample::codec::Content>(result.value) == packed_text(json));

  // What JSON has no values for is text in it, as a client of that format would have sent it.
  const std::string packed =
      bytes({0x85, 0xA4, 'k', 'i', 'n', 'd', 0xA1, 'v'}) +
      bytes({0xA1, 'b', 0xC4, 2, 'h', 'i', 0xA1, 't', 0xD6, 0xFF, 0, 0, 0, 1}) +
      bytes({0xA1, 'n', 0xCF, 0x10, 0, 0, 0, 0, 0, 0, 0, 0xA1, 'f', 0xCA, 0x3D, 0xCC, 0xCC, 0xCD});
  const auto binary = read_packed<sample::codec::Content>(packed);
  REQUIRE(binary.ok);
  CHECK(std::get<gangway::Unknown>(binary.value).raw ==
        R"({"kind":"v","b":"aGk=","t":"1970-01-01T00:00:01.000Z","n":"1152921504606846976","f":0.1})");
}

TEST_CASE("all that is wrong with a value is found in both formats") {
  const std::string json =
      R"({"items":[{"kind":"text"},{"kind":"image","url":1},7,{"kind":"text","body":[2]},{"body":"a"}]})";
  const auto violations = [](gangway::JsonReader first) {
    std::vector<std::string> found;
    for (unsigned known = 0; known < 10; ++known) {
      auto again = first.again_without(known);
      sample::Holder value;
      if (sample::codec::Holder::read(again, value) && again.finish()) break;
      REQUIRE(again.passed_over() == known);
      found.push_back(std::string(to_string(again.rule())) + " " + again.path());
    }
    return found;
  };
  const test::PaddedText text(json);
  const std::string packed = packed_text(json);
  const auto in_json = violations(gangway::JsonReader(text.view()));
  CHECK(in_json.size() == 5);
  CHECK(violations(gangway::JsonReader(packed, gangway::WireFormat::MessagePack)) == in_json);
}
