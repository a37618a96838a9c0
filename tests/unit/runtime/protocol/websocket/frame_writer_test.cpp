#include "protocol/websocket/frame_writer.h"

#include <doctest/doctest.h>

#include "protocol/websocket/deflate.h"

using gangway::Buffer;
using gangway::protocol::MessageKind;
using gangway::protocol::SharedMessage;
using gangway::protocol::websocket::frame_of;
using gangway::protocol::websocket::FrameWriter;

namespace {

std::string header_for(std::size_t size) {
  Buffer out;
  FrameWriter writer(out);
  const std::string payload(size, 'x');
  writer.begin_message(MessageKind::Text).append(payload);
  writer.end_message();
  CHECK(out.view().substr(out.size() - size) == payload);
  return std::string(out.view().substr(0, out.size() - size));
}

}  // namespace

TEST_CASE("a message is framed where it was written") {
  CHECK(header_for(0) == std::string("\x81\0", 2));
  CHECK(header_for(125) == "\x81\x7D");
  CHECK(header_for(126) == std::string("\x81\x7E\0\x7E", 4));
  CHECK(header_for(65535) == "\x81\x7E\xFF\xFF");
  CHECK(header_for(65536) == std::string("\x81\x7F\0\0\0\0\0\x01\0\0", 10));
}

TEST_CASE("messages queue behind each other") {
  Buffer out;
  FrameWriter writer(out);
  writer.begin_message(MessageKind::Binary).append("ab");
  writer.end_message();
  writer.ping("p");
  writer.begin_message(MessageKind::Text).append(std::string(200, 'y'));
  writer.end_message();
  writer.pong("");
  CHECK(out.view() ==
        "\x82\x02"
        "ab"
        "\x89\x01p" +
            std::string("\x81\x7E\0\xC8", 4) + std::string(200, 'y') + std::string("\x8A\0", 2));
}

TEST_CASE("close frames hold a code and as much of the reason as fits") {
  Buffer out;
  FrameWriter writer(out);
  writer.close(1000, "bye");
  CHECK(out.view() ==
        "\x88\x05\x03\xE8"
        "bye");
  out.clear();
  writer.close(1005, "not sent");
  CHECK(out.view() == std::string("\x88\0", 2));
  out.clear();
  std::string reason;
  for (int i = 0; i < 50; ++i) reason += "\u20ac";
  writer.close(4000, reason);
  CHECK(out.size() == 2 + 2 + 123);
  out.clear();
  writer.close(4000, "x" + reason);
  CHECK(out.size() == 2 + 2 + 121);
}

TEST_CASE("a shared message is framed once") {
  SharedMessage message;
  message.bytes = std::string(300, 'z');
  const std::string_view first = frame_of(message);
  CHECK(first == std::string("\x81\x7E\x01\x2C", 4) + message.bytes);
  CHECK(frame_of(message).data() == first.data());
  SharedMessage empty;
  empty.kind = MessageKind::Binary;
  CHECK(frame_of(empty) == std::string("\x82\0", 2));
}

TEST_CASE("only messages that gain from it are compressed") {
  Buffer out;
  FrameWriter writer(out);
  writer.enable_deflate({});
  writer.begin_message(MessageKind::Text).append("small");
  writer.end_message();
  CHECK(out.view() == "\x81\x05small");
  out.clear();
  writer.begin_message(MessageKind::Text).append(std::string(10000, 'x'));
  writer.end_message();
  CHECK(static_cast<unsigned char>(out.view()[0]) == 0xC1);
  CHECK(out.size() < 100);
}
