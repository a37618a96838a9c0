#include <doctest/doctest.h>

#include <random>

#include "frames.h"
#include "protocol/websocket/deflate.h"

// Bounded fuzzing with fixed seeds: nothing may crash, and how the bytes are cut may change nothing.

using namespace test;

namespace {

std::string random_frames(std::mt19937& random) {
  constexpr std::string_view alphabet = "ab\xC3\xA9\xFF\xED\xA0 \x03\xE8";
  std::string bytes;
  for (unsigned count = 1 + random() % 6; count > 0; --count) {
    std::string payload;
    const unsigned size = random() % 4 == 0 ? random() % 400 : random() % 8;
    for (unsigned i = 0; i < size; ++i)
      payload += random() % 3 == 0 ? alphabet[random() % alphabet.size()] : 'x';
    constexpr unsigned opcodes[] = {kContinuation, kText, kBinary, kText, kPing, kPong, kClose, 3};
    FrameOptions options;
    if (random() % 3 == 0) options.flags = 0;
    if (random() % 12 == 0) options.flags |= kRsv1;
    if (random() % 20 == 0) options.length_form = 126;
    for (char& byte : options.key) byte = static_cast<char>(random());
    bytes += frame(opcodes[random() % (random() % 8 == 0 ? 8 : 6)], payload, options);
  }
  if (random() % 4 == 0) bytes[random() % bytes.size()] = static_cast<char>(random());
  return bytes;
}

}  // namespace

TEST_CASE("random frames mean the same however they are cut") {
  std::mt19937 random(6455);
  for (int round = 0; round < 3000; ++round) {
    const std::string bytes = random_frames(random);
    const bool deflate = random() % 2 == 0;
    Peer whole(300);
    Peer stepwise(300);
    if (deflate) {
      whole.parser.enable_deflate({});
      stepwise.parser.enable_deflate({});
    }
    whole.feed(bytes);
    stepwise.feed_in_steps(bytes, 1 + random() % 9);
    // Text is checked early, so the bytes fed may tell more about an unfinished message than its frames do.
    REQUIRE(whole.notes.entries == stepwise.notes.entries);
    REQUIRE(whole.violation() == stepwise.violation());
  }
}

TEST_CASE("random bytes do no harm") {
  std::mt19937 random(7692);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(1 + random() % 200, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    Peer peer(1000);
    peer.parser.enable_deflate({});
    peer.feed_in_steps(bytes, 1 + random() % 50);
  }
}

TEST_CASE("random compressed bytes inflate within the limit or not at all") {
  std::mt19937 random(1951);
  for (int round = 0; round < 3000; ++round) {
    gangway::Buffer packed;
    ws::Deflater deflater({});
    std::string text;
    for (unsigned count = random() % 100; count > 0; --count) text += "piece" + std::to_string(random() % 9);
    deflater.deflate(text, packed);
    std::string bytes(packed.view());
    for (unsigned times = random() % 4; times > 0; --times)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    ws::Inflater inflater({});
    gangway::Buffer out;
    (void)inflater.inflate(bytes, out, 400);
    REQUIRE(out.size() <= 401);
  }
}
