#include "protocol/websocket/frame_parser.h"

#include <doctest/doctest.h>

#include "frames.h"

using namespace test;

TEST_CASE("every complete frame of one feed is handled") {
  Peer peer;
  peer.feed(frame(kText, "one") + frame(kBinary, "two") + frame(kPing, "three") + frame(kPong, "") +
            frame(kText, "") + frame(kText, "h\u00e9"));
  CHECK(peer.notes.entries ==
        Entries{"text one", "binary two", "ping three", "pong ", "text ", "text h\u00e9"});
  CHECK(peer.violation() == 0);
}

TEST_CASE("the bytes may be cut anywhere") {
  const std::string long_text(300, 'x');
  const std::string bytes = frame(kText, "one") + frame(kBinary, long_text) + part(kText, "a\xC3") +
                            frame(kPing, "p") + part(kContinuation, "\xA9") + frame(kContinuation, "c") +
                            frame(kText, "") + close_frame(1000, "bye");
  const Entries expected{"text one", "binary " + long_text, "ping p", "text a\u00e9c",
                         "text ",    "close 1000 bye"};
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    CAPTURE(step);
    Peer peer;
    peer.feed_in_steps(bytes, step);
    REQUIRE(peer.notes.entries == expected);
    REQUIRE(peer.violation() == 0);
  }
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    Peer peer;
    peer.feed(bytes.substr(0, cut)).feed(bytes.substr(cut));
    REQUIRE(peer.notes.entries == expected);
  }
}

TEST_CASE("every mask at every offset is taken off") {
  for (const char* key : {"\x01\x02\x03\x04", "\xFF\xFE\xFD\xFC", "\xAA\xBB\xAA\xBB"}) {
    for (std::size_t size = 0; size < 150; ++size) {
      std::string payload;
      for (std::size_t i = 0; i < size; ++i) payload += static_cast<char>(i * 7 + 1);
      const std::string bytes = frame(kBinary, payload, {.key = key});
      for (const std::size_t cut :
           {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{9}, size / 2 + 6}) {
        Peer peer;
        peer.feed(bytes.substr(0, std::min(cut, bytes.size())))
            .feed(bytes.substr(std::min(cut, bytes.size())));
        REQUIRE(peer.notes.entries == Entries{"binary " + payload});
      }
    }
  }
  CHECK(Peer().feed(frame(kText, "plain", {.key = std::string(4, '\0')})).notes.entries ==
        Entries{"text plain"});
}

TEST_CASE("a header that breaks the protocol closes with 1002") {
  for (const unsigned flag : {kRsv1, kRsv2, kRsv3}) {
    CHECK(Peer().feed(frame(kText, "x", {.flags = kFin | flag})).violation() == 1002);
    CHECK(Peer().feed(frame(kPing, "x", {.flags = kFin | flag})).violation() == 1002);
  }
  for (const unsigned opcode : {3U, 4U, 5U, 6U, 7U, 11U, 12U, 13U, 14U, 15U}) {
    CHECK(Peer().feed(frame(opcode, "x")).violation() == 1002);
    CHECK(Peer().feed(std::string(1, static_cast<char>(kFin | opcode))).violation() == 1002);
  }
  CHECK(Peer().feed(std::string_view("\x81\x01x", 3)).violation() == 1002);  // not masked
  CHECK(Peer().feed(std::string_view("\x81\x01", 2)).violation() == 1002);
  for (const unsigned opcode : {kClose, kPing, kPong}) {
    CHECK(Peer().feed(part(opcode, "")).violation() == 1002);
    CHECK(Peer().feed(frame(opcode, std::string(126, 'x'))).violation() == 1002);
    CHECK(Peer().feed(frame(opcode, "x", {.length_form = 126})).violation() == 1002);
  }
  CHECK(Peer().feed(frame(kPing, std::string(125, 'x'))).violation() == 0);
}

TEST_CASE("a length must be in its shortest form") {
  CHECK(Peer().feed(frame(kText, std::string(125, 'x'), {.length_form = 126})).violation() == 1002);
  CHECK(Peer().feed(frame(kText, std::string(126, 'x'), {.length_form = 126})).violation() == 0);
  CHECK(Peer().feed(frame(kText, std::string(65535, 'x'), {.length_form = 127})).violation() == 1002);
  CHECK(Peer().feed(frame(kText, std::string(65536, 'x'), {.length_form = 127})).violation() == 0);
  CHECK(Peer().feed(std::string("\x82\xFF\x80\0\0\0\0\0\0\0", 10)).violation() == 1002);
}

TEST_CASE("fragments follow each other and nothing else") {
  CHECK(Peer().feed(frame(kContinuation, "x")).violation() == 1002);
  CHECK(Peer().feed(part(kContinuation, "x")).violation() == 1002);
  CHECK(Peer().feed(part(kText, "x") + frame(kText, "y")).violation() == 1002);
  CHECK(Peer().feed(part(kText, "x") + part(kBinary, "y")).violation() == 1002);
  CHECK(Peer().feed(frame(kText, "x") + frame(kContinuation, "y")).violation() == 1002);

  Peer peer;
  peer.feed(part(kText, "") + part(kContinuation, "") + frame(kPing, "1") + part(kContinuation, "a") +
            frame(kPong, "2") + frame(kContinuation, "") + part(kBinary, "b") + frame(kContinuation, "c") +
            frame(kText, "d"));
  CHECK(peer.notes.entries == Entries{"ping 1", "pong 2", "text a", "binary bc", "text d"});
}

TEST_CASE("text that is not UTF-8 closes with 1007") {
  for (const char* bad : {"\xFF", "a\xC3", "\xED\xA0\x80", "\xC0\xAF", "\xF4\x90\x80\x80",
                          "\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5\xED\xA0\x80"}) {
    CAPTURE(bad);
    CHECK(Peer().feed(frame(kText, bad)).violation() == 1007);
    CHECK(Peer().feed_in_steps(frame(kText, bad), 1).violation() == 1007);
    CHECK(Peer().feed(part(kText, bad) + frame(kContinuation, "")).violation() == 1007);
    CHECK(Peer().feed(frame(kBinary, bad)).violation() == 0);
    CHECK(Peer().feed(part(kBinary, bad) + frame(kContinuation, bad)).violation() == 0);
  }
}

TEST_CASE("a character may be cut between fragments") {
  const std::string text = "\u00e9\u20ac\U0001F600\U0010FFFF";
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      Peer peer;
      peer.feed(part(kText, text.substr(0, first)) + part(kContinuation, text.substr(first, second - first)) +
                frame(kContinuation, text.substr(second)));
      REQUIRE(peer.notes.entries == Entries{"text " + text});
    }
  }
}

TEST_CASE("a bad byte is told as soon as it is here, not when its frame or message ends") {
  CHECK(Peer().feed(part(kText, "good\xF4\x90")).violation() == 1007);
  CHECK(Peer().feed(part(kText, "good\xF4")).violation() == 0);
  CHECK(Peer().feed(part(kText, "good") + part(kContinuation, "\xFF")).violation() == 1007);
  const std::string whole = frame(kText, "good\xFF and much more that never comes");
  CHECK(Peer().feed(whole.substr(0, 6 + 5)).violation() == 1007);
  CHECK(Peer().feed(whole.substr(0, 6 + 4)).violation() == 0);
}

TEST_CASE("messages may be as long as the limit and no longer") {
  for (const std::size_t limit : {0U, 1U, 125U, 126U, 65535U, 65536U}) {
    CAPTURE(limit);
    const std::string exact(limit, 'x');
    CHECK(Peer(limit).feed(frame(kText, exact)).notes.entries == Entries{"text " + exact});
    CHECK(Peer(limit).feed(frame(kText, exact + 'x')).violation() == 1009);
    CHECK(Peer(limit).feed(frame(kText, exact + 'x').substr(0, 14)).violation() == 1009);
    CHECK(Peer(limit).feed(part(kText, exact) + frame(kContinuation, "")).violation() == 0);
    CHECK(Peer(limit).feed(part(kText, exact) + frame(kContinuation, "x")).violation() == 1009);
  }
  CHECK(Peer().feed(std::string("\x82\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0", 14)).violation() == 1009);
  CHECK(Peer(static_cast<std::size_t>(-1)).feed(frame(kText, "x")).violation() == 0);
}

TEST_CASE("the limit counts each message anew") {
  Peer peer(10);
  for (int i = 0; i < 20; ++i)
    peer.feed(part(kText, "12345") + frame(kContinuation, "67890") + frame(kText, "1234567890"));
  CHECK(peer.violation() == 0);
  CHECK(peer.notes.entries.size() == 40);
}

TEST_CASE("a close frame ends everything") {
  Peer peer;
  peer.feed(frame(kText, "a") + close_frame(1000, "bye") + frame(kText, "b") + "garbage");
  peer.feed(frame(kText, "c"));
  CHECK(peer.notes.entries == Entries{"text a", "close 1000 bye"});
  CHECK(peer.parser.closed());
  CHECK(peer.violation() == 0);
  CHECK(Peer().feed(frame(kClose, "")).notes.entries == Entries{"close 1005 "});
  CHECK(Peer().feed(part(kText, "a") + close_frame(1001)).notes.entries == Entries{"close 1001 "});
  CHECK(Peer().feed_in_steps(close_frame(3000, std::string(123, 'r')), 1).notes.entries.size() == 1);
}

TEST_CASE("close codes and reasons are checked") {
  for (const unsigned code : {1000U, 1001U, 1002U, 1003U, 1007U, 1008U, 1009U, 1010U, 1011U, 1012U, 1013U,
                              1014U, 3000U, 3999U, 4000U, 4999U}) {
    CAPTURE(code);
    CHECK(Peer().feed(close_frame(code)).violation() == 0);
  }
  for (const unsigned code :
       {0U, 1U, 999U, 1004U, 1005U, 1006U, 1015U, 1016U, 1100U, 2000U, 2999U, 5000U, 65535U}) {
    CAPTURE(code);
    Peer peer;
    CHECK(peer.feed(close_frame(code)).violation() == 1002);
    CHECK(peer.notes.entries.empty());
  }
  CHECK(Peer().feed(frame(kClose, "\x03")).violation() == 1002);
  CHECK(Peer().feed(close_frame(1000, "\xFF")).violation() == 1007);
  CHECK(Peer().feed(close_frame(1000, "\u00e9")).violation() == 0);
}

TEST_CASE("after a violation nothing is handled any more") {
  Peer peer;
  peer.feed(frame(kText, "a") + frame(3, "b") + frame(kText, "c"));
  peer.feed(frame(kText, "d"));
  CHECK(peer.notes.entries == Entries{"text a"});
  CHECK(peer.parser.violation()->reason == "unknown opcode");
}
