#include <doctest/doctest.h>

#include <random>

#include "gangway/codec/containers.h"
#include "gangway/codec/scalars.h"
#include "packed.h"
#include "sample.h"

namespace gc = gangway::codec;
using gangway::Rule;
using test::bytes;
using test::packed_rule_of;
using test::packed_text;
using test::read_packed;

namespace {

/// Whether it may be passed over.
Rule skipped(std::string_view packed) {
  gangway::JsonReader in(packed, gangway::WireFormat::MessagePack);
  if (in.skip()) (void)in.finish();
  return in.rule();
}

}  // namespace

TEST_CASE("what is no MessagePack, or none that JSON has words for, is refused wherever it stands") {
  for (const std::string& bad : {
           std::string(), bytes({0xC1}), bytes({0xD4, 5, 0}),  // an extension that nobody knows
           bytes({0xD4, 0xFF, 0}),                             // a timestamp of one byte
           bytes({0xC7, 3, 0xFF, 0, 0, 0}),                    // and of three
           bytes({0xC7, 0, 0xFF}),                             // and of none
           bytes({0xA1, 0xFF}),                                // no UTF-8
           bytes({0xA2, 0xC3}),                                // cut off
           bytes({0x81, 0x01, 0x02}),                          // a key that is no string
           bytes({0x81, 0xC0, 0x02}), bytes({0x81, 0xC4, 1, 'a', 0x02}),
           bytes({0x81, 0xA1, 0xFF, 0x02}),  // and one that is no UTF-8
           bytes({0x01, 0x02}),              // something behind it
       }) {
    CAPTURE(bad.size());
    CHECK(skipped(bad) == Rule::Syntax);
    CHECK(packed_rule_of<gc::Json>(bad) == Rule::Syntax);
    const std::string in_list = bytes({0x91}) + bad;
    CHECK(skipped(in_list) == Rule::Syntax);
    CHECK(packed_rule_of<gc::Json>(in_list) == Rule::Syntax);
  }
}

TEST_CASE("a length beyond the message is refused before anything is made of it") {
  for (const std::string& claim : {
           bytes({0xDD, 0xFF, 0xFF, 0xFF, 0xFF}),
           bytes({0xDC, 0xFF, 0xFF}),
           bytes({0xDF, 0xFF, 0xFF, 0xFF, 0xFF}),
           bytes({0xDE, 0x00, 0x01}),
           bytes({0xDB, 0xFF, 0xFF, 0xFF, 0xFF}),
           bytes({0xDA, 0x00, 0x01}),
           bytes({0xD9, 0x01}),
           bytes({0xC6, 0xFF, 0xFF, 0xFF, 0xFF}),
           bytes({0xC4, 0x01}),
           bytes({0xC9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}),
           bytes({0x9F}),
           bytes({0x8F}),
           bytes({0xBF}),
           bytes({0xCF, 0, 0}),
           bytes({0xCB, 0}),
           bytes({0xD7, 0xFF, 0, 0}),
           bytes({0x81, 0xA0}),
       }) {
    CHECK(packed_rule_of<gc::String>(claim) == Rule::Syntax);
    CHECK(packed_rule_of<gc::Bytes>(claim) == Rule::Syntax);
    CHECK(packed_rule_of<gc::U64>(claim) == Rule::Syntax);
    const auto list = read_packed<gc::List<gc::String>>(claim);
    CHECK(list.rule == Rule::Syntax);
    CHECK(list.value.capacity() == 0);
    CHECK(packed_rule_of<gc::Map<gc::U8>>(claim) == Rule::Syntax);
    CHECK(packed_rule_of<sample::codec::Message>(claim) == Rule::Syntax);
    CHECK(packed_rule_of<sample::codec::Content>(claim) == Rule::Syntax);
    CHECK(skipped(claim) == Rule::Syntax);
  }
  // It may claim no more items than there are bytes, which bounds what a list reserves for them.
  std::string nils = bytes({0xDC, 0x10, 0x00}) + std::string(0x1000, '\xC0');
  const auto holders = read_packed<gc::List<gc::Nullable<gc::String>>>(nils);
  CHECK(holders.value.size() == 0x1000);
  nils.pop_back();
  CHECK(packed_rule_of<gc::List<gc::Nullable<gc::String>>>(nils) == Rule::Syntax);
}

TEST_CASE("nothing is nested deeper than in JSON") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '\x91') + bytes({0x90}); };
  CHECK(skipped(nested(63)) == Rule::None);
  CHECK(skipped(nested(64)) == Rule::Depth);
  CHECK(skipped(nested(1'000'000)) == Rule::Depth);
  CHECK(packed_rule_of<gc::Json>(nested(63)) == Rule::None);
  CHECK(packed_rule_of<gc::Json>(nested(64)) == Rule::Depth);
}

TEST_CASE("a message that is cut off anywhere is refused, and so is one with a byte more") {
  const std::string json =
      R"({"items":[{"kind":"text","body":"hello"},{"url":"u","alt":"x","kind":"image"},{"kind":"new","l":[1,300,70000,-5,1.5,null,true]}]})";
  const std::string whole = packed_text(json);
  CHECK(read_packed<sample::codec::Holder>(whole).ok);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK(packed_rule_of<sample::codec::Holder>(whole.substr(0, size)) == Rule::Syntax);
    CHECK(packed_rule_of<gc::Json>(whole.substr(0, size)) == Rule::Syntax);
    CHECK(skipped(whole.substr(0, size)) == Rule::Syntax);
  }
  CHECK(packed_rule_of<sample::codec::Holder>(whole + '\0') == Rule::Syntax);
}

TEST_CASE("whatever the bytes are, the reader stays inside of them") {
  std::mt19937_64 random(7);
  const std::string good = packed_text(
      R"({"seq":"7","room":"general","note":null,"pinned":true,"x":[1,2,{"y":"z"}],"items":[{"kind":"text","body":"a"}]})");
  for (int round = 0; round < 20000; ++round) {
    std::string packed = good;
    if (round % 2 == 0) {
      for (int i = 0; i < 3; ++i) packed[random() % packed.size()] = static_cast<char>(random());
    } else {
      packed.resize(random() % 24);
      for (char& byte : packed) byte = static_cast<char>(random());
    }
    const auto tree = read_packed<gc::Json>(packed);
    CHECK(tree.ok == (tree.rule == Rule::None));
    (void)read_packed<sample::codec::Message>(packed);
    (void)read_packed<sample::codec::Holder>(packed);
    (void)read_packed<gc::List<gc::Timestamp>>(packed);
    // What is a value may be passed over, and what it is written back as means the same.
    if (!tree.ok) continue;
    CHECK(skipped(packed) == Rule::None);
    CHECK(read_packed<gc::Json>(test::pack<gc::Json>(tree.value)).value == tree.value);
  }
}
