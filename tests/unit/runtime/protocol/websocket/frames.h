#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gangway/codec/reader.h"
#include "protocol/websocket/frame_parser.h"

/// Frames as a client sends them, made here and not by the code under test, and a handler that notes what
/// came.
namespace test {

namespace ws = gangway::protocol::websocket;
using gangway::protocol::MessageKind;

enum : unsigned { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };
enum : unsigned { kFin = 0x80, kRsv1 = 0x40, kRsv2 = 0x20, kRsv3 = 0x10 };

struct FrameOptions {
  unsigned flags = kFin;
  std::string key = "\x12\x34\x56\x78";
  int length_form = 0;  ///< 0 the shortest; 126 or 127 to force a longer one.
};

inline std::string frame(unsigned opcode, std::string_view payload, const FrameOptions& options = {}) {
  std::string bytes(1, static_cast<char>(options.flags | opcode));
  const auto append_length = [&bytes](std::uint64_t length, int count) {
    for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) bytes += static_cast<char>(length >> shift);
  };
  if (options.length_form == 127 || payload.size() > 0xFFFF) {
    bytes += static_cast<char>(0x80 | 127);
    append_length(payload.size(), 8);
  } else if (options.length_form == 126 || payload.size() > 125) {
    bytes += static_cast<char>(0x80 | 126);
    append_length(payload.size(), 2);
  } else {
    bytes += static_cast<char>(0x80 | payload.size());
  }
  bytes += options.key;
  for (std::size_t i = 0; i < payload.size(); ++i)
    bytes += static_cast<char>(payload[i] ^ options.key[i % 4]);
  return bytes;
}

inline std::string part(unsigned opcode, std::string_view payload) {
  return frame(opcode, payload, {.flags = 0});
}

inline std::string close_frame(unsigned code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code)};
  return frame(kClose, payload.append(reason));
}

class Notes : public ws::FrameHandler {
 public:
  void on_message(MessageKind kind, std::string_view bytes) override {
    // Reading the padding is what a JSON reader does: a sanitizer sees it where it is not there.
    for (std::size_t i = 0; i < gangway::kReadPadding; ++i)
      padding_ = static_cast<char>(padding_ ^ bytes.data()[bytes.size() + i]);
    entries.push_back((kind == MessageKind::Text ? "text " : "binary ") + std::string(bytes));
  }
  void on_ping(std::string_view payload) override { entries.push_back("ping " + std::string(payload)); }
  void on_pong(std::string_view payload) override { entries.push_back("pong " + std::string(payload)); }
  void on_close(std::uint16_t code, std::string_view reason) override {
    entries.push_back("close " + std::to_string(code) + " " + std::string(reason));
  }

  std::vector<std::string> entries;

 private:
  volatile char padding_ = 0;
};

/// A parser and what came out of it. Each feed is in memory of its own that ends right behind the padding.
class Peer {
 public:
  explicit Peer(std::size_t max_message = 1 << 20) : parser(notes, max_message) {}

  Peer& feed(std::string_view bytes) {
    const auto memory = std::make_unique<char[]>(bytes.size() + gangway::kReadPadding);
    std::memcpy(memory.get(), bytes.data(), bytes.size());
    parser.feed(memory.get(), bytes.size());
    return *this;
  }
  Peer& feed_in_steps(std::string_view bytes, std::size_t step) {
    for (std::size_t at = 0; at < bytes.size(); at += step) feed(bytes.substr(at, step));
    return *this;
  }
  /// The close code of the violation; 0 for none.
  [[nodiscard]] unsigned violation() const {
    return parser.violation() ? static_cast<unsigned>(parser.violation()->code) : 0;
  }

  Notes notes;
  ws::FrameParser parser;
};

using Entries = std::vector<std::string>;

}  // namespace test
