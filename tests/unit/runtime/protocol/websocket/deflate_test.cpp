#include "protocol/websocket/deflate.h"

#include <doctest/doctest.h>

#include <random>

#include "frames.h"
#include "protocol/websocket/frame_writer.h"

using gangway::Buffer;
using namespace test;
using ws::DeflateParameters;
using ws::Deflater;
using ws::Inflater;

namespace {

std::string sample(std::size_t size, unsigned seed, bool compressible) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size)
    text +=
        compressible ? "word" + std::to_string(random() % 50) : std::string(1, static_cast<char>(random()));
  text.resize(size);
  return text;
}

/// What a client that compresses would send.
std::string compressed_frame(Deflater& deflater, std::string_view text, unsigned opcode = kText) {
  Buffer out;
  deflater.deflate(text, out);
  return frame(opcode, out.view(), {.flags = kFin | kRsv1});
}

}  // namespace

TEST_CASE("messages survive compression, with and without context") {
  for (const bool forget : {false, true}) {
    for (const int bits : {9, 12, 15}) {
      const DeflateParameters parameters{forget, forget, bits, true};
      Deflater deflater(parameters);
      Inflater inflater(parameters);
      unsigned seed = 0;
      for (const std::size_t size : {0U, 1U, 127U, 128U, 4095U, 4096U, 70000U, 300000U}) {
        for (const bool compressible : {true, false}) {
          const std::string text = sample(size, ++seed, compressible);
          Buffer packed;
          Buffer plain;
          deflater.deflate(text, packed);
          REQUIRE(inflater.inflate(packed.view(), plain, size) == Inflater::Result::Ok);
          REQUIRE(plain.view() == text);
        }
      }
    }
  }
}

TEST_CASE("with context a repeated message costs little") {
  Deflater keeps({});
  Deflater forgets({.server_no_context_takeover = true});
  const std::string text = sample(5000, 1, false);
  Buffer first, second, third, fourth;
  keeps.deflate(text, first);
  keeps.deflate(text, second);
  forgets.deflate(text, third);
  forgets.deflate(text, fourth);
  CHECK(second.size() < first.size() / 10);
  CHECK(fourth.size() == third.size());
}

TEST_CASE("a bomb stops at the limit") {
  Deflater deflater({});
  Buffer bomb;
  deflater.deflate(std::string(20'000'000, '\0'), bomb);
  CHECK(bomb.size() < 100'000);
  Buffer out;
  CHECK(Inflater({}).inflate(bomb.view(), out, 1'000'000) == Inflater::Result::TooBig);
  CHECK(out.size() == 1'000'001);
  CHECK(out.capacity() < 4'000'000);

  Peer peer(1 << 20);
  peer.parser.enable_deflate({});
  CHECK(peer.feed(frame(kBinary, bomb.view(), {.flags = kFin | kRsv1})).violation() == 1009);
  CHECK(peer.notes.entries.empty());
}

TEST_CASE("the limit is exact after inflation") {
  for (const std::size_t size : {100U, 4096U, 65536U}) {
    Deflater deflater({});
    const std::string text(size, 'x');
    Peer fits(size);
    fits.parser.enable_deflate({});
    CHECK(fits.feed(compressed_frame(deflater, text)).notes.entries == Entries{"text " + text});
    Deflater again({});
    Peer tight(size - 1);
    tight.parser.enable_deflate({});
    CHECK(tight.feed(compressed_frame(again, text)).violation() == 1009);
  }
}

TEST_CASE("incompressible data may be a little longer on the wire than the limit") {
  Deflater deflater({});
  const std::string noise = sample(100000, 5, false);
  Peer peer(noise.size());
  peer.parser.enable_deflate({});
  CHECK(peer.feed(compressed_frame(deflater, noise, kBinary)).notes.entries == Entries{"binary " + noise});
}

TEST_CASE("compressed messages come in fragments, between plain ones") {
  Deflater deflater({});
  Buffer packed;
  const std::string text = sample(3000, 9, true);
  deflater.deflate(text, packed);
  const std::string_view bytes = packed.view();
  for (const std::size_t step : {std::size_t{1}, std::size_t{100}, std::size_t{100000}}) {
    Peer peer;
    peer.parser.enable_deflate({});
    peer.feed_in_steps(frame(kText, "plain") + frame(kText, bytes.substr(0, 10), {.flags = kRsv1}) +
                           frame(kPing, "p") + part(kContinuation, bytes.substr(10, 20)) +
                           frame(kContinuation, bytes.substr(30)),
                       step);
    CHECK(peer.notes.entries == Entries{"text plain", "ping p", "text " + text});
  }
}

TEST_CASE("the compressed bit belongs to a message's first frame") {
  for (const unsigned opcode : {kPing, kPong, kClose}) {
    Peer peer;
    peer.parser.enable_deflate({});
    CHECK(peer.feed(frame(opcode, "", {.flags = kFin | kRsv1})).violation() == 1002);
  }
  Peer peer;
  peer.parser.enable_deflate({});
  CHECK(peer.feed(part(kText, "a") + frame(kContinuation, "b", {.flags = kFin | kRsv1})).violation() == 1002);
}

TEST_CASE("what does not inflate, or inflates to bad text, closes with 1007") {
  for (const std::string& bad :
       {std::string("\xFF\xFF\xFF\xFF"), std::string("\x06"), std::string("garbage!")}) {
    Peer peer;
    peer.parser.enable_deflate({});
    CHECK(peer.feed(frame(kText, bad, {.flags = kFin | kRsv1})).violation() == 1007);
  }
  Deflater deflater({});
  Peer peer;
  peer.parser.enable_deflate({});
  CHECK(peer.feed(compressed_frame(deflater, "\xFF\xFE")).violation() == 1007);
  Deflater other({});
  Peer binary;
  binary.parser.enable_deflate({});
  CHECK(binary.feed(compressed_frame(other, "\xFF\xFE", kBinary)).violation() == 0);
}

TEST_CASE("the examples of RFC 7692 inflate") {
  const auto inflates = [](std::string_view bytes, Inflater& inflater) {
    Buffer out;
    CHECK(inflater.inflate(bytes, out, 100) == Inflater::Result::Ok);
    return std::string(out.view());
  };
  Inflater inflater({});
  CHECK(inflates(std::string_view("\xf2\x48\xcd\xc9\xc9\x07\x00", 7), inflater) == "Hello");  // 7.2.3.1
  CHECK(inflates(std::string_view("\xf2\x00\x11\x00\x00", 5), inflater) == "Hello");  // 7.2.3.2: by context
  CHECK(inflates(std::string_view("\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00", 11), inflater) ==
        "Hello");  // 7.2.3.3
  CHECK(inflates(std::string_view("\xf3\x48\xcd\xc9\xc9\x07\x00\x00", 8), inflater) ==
        "Hello");                                                                     // 7.2.3.4: last block
  CHECK(inflates(std::string_view("\xf2\x00\x11\x00\x00", 5), inflater) == "Hello");  // context lives on
  CHECK(inflates(std::string_view("\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00", 13), inflater) ==
        "Hello");
  CHECK(inflates(std::string_view("\x00", 1), inflater).empty());
}

TEST_CASE("offers are taken or declined as RFC 7692 wants") {
  const auto response = [](std::string_view offers) {
    const auto parameters = ws::negotiate_deflate(offers);
    return parameters ? ws::deflate_response(*parameters) : std::string("declined");
  };
  CHECK(response("permessage-deflate") == "permessage-deflate");
  CHECK(response("permessage-deflate; client_max_window_bits") == "permessage-deflate");
  CHECK(response("permessage-deflate; client_max_window_bits=10") == "permessage-deflate");
  CHECK(response("x-webkit-deflate-frame, Permessage-Deflate ; server_no_context_takeover") ==
        "permessage-deflate; server_no_context_takeover");
  CHECK(response("permessage-deflate; client_no_context_takeover; server_max_window_bits=\"12\"") ==
        "permessage-deflate; client_no_context_takeover; server_max_window_bits=12");
  CHECK(response("permessage-deflate; server_max_window_bits=8, permessage-deflate") == "permessage-deflate");
  for (const char* offers :
       {"", "foo", "permessage-deflate; unknown", "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=010", "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_max_window_bits=99",
        "permessage-deflate; client_max_window_bits; client_max_window_bits", "permessage-deflate;",
        "permessage-deflate; =", "foo=\"a, permessage-deflate\""}) {
    CAPTURE(offers);
    CHECK(response(offers) == "declined");
  }
}
