#include "protocol/websocket/frame_writer.h"

#include <cstring>

namespace gangway::protocol::websocket {
namespace {

/// What `begin_message` leaves room for: the header of a message below 126 bytes.
constexpr std::size_t kShortHeader = 2;
/// Messages below this gain nothing from compression.
constexpr std::size_t kMinCompressed = 128;

Opcode opcode_of(MessageKind kind) noexcept {
  return kind == MessageKind::Text ? Opcode::Text : Opcode::Binary;
}

/// The longest start of a text, at most `size` bytes, that does not end inside a character.
std::string_view cut_text(std::string_view text, std::size_t size) noexcept {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace

Buffer& FrameWriter::begin_message(MessageKind kind) {
  kind_ = kind;
  message_at_ = out_.size();
  out_.commit(out_.ensure(kShortHeader) + kShortHeader);
  return out_;
}

void FrameWriter::end_message() {
  const bool compressed = deflate_ && compress_message();
  const std::size_t length = out_.size() - message_at_ - kShortHeader;
  const std::size_t header = header_size(length);
  if (header > kShortHeader) out_.insert_gap(message_at_, header - kShortHeader);
  write_header(out_.data() + message_at_, opcode_of(kind_), compressed, length);
}

/// Replaces the message at hand by its compressed form.
bool FrameWriter::compress_message() {
  const std::string_view plain = out_.view().substr(message_at_ + kShortHeader);
  if (plain.size() < kMinCompressed) return false;
  if (!deflater_) deflater_ = std::make_unique<Deflater>(*deflate_);
  Buffer compressed;
  deflater_->deflate(plain, compressed);
  out_.truncate(message_at_ + kShortHeader);
  out_.append(compressed.view());
  return true;
}

void FrameWriter::control(Opcode opcode, std::string_view payload) {
  payload = payload.substr(0, kMaxControlPayload);
  char* const to = out_.ensure(kShortHeader + payload.size());
  out_.commit(write_header(to, opcode, false, payload.size()));
  out_.append(payload);
}

void FrameWriter::close(std::uint16_t code, std::string_view reason) {
  if (code == static_cast<std::uint16_t>(CloseCode::NoStatus)) return control(Opcode::Close, {});
  char payload[kMaxControlPayload];
  payload[0] = static_cast<char>(code >> 8);
  payload[1] = static_cast<char>(code & 0xFF);
  reason = cut_text(reason, kMaxControlPayload - 2);
  reason.copy(payload + 2, reason.size());
  control(Opcode::Close, {payload, reason.size() + 2});
}

std::string_view frame_of(const SharedMessage& message) {
  if (message.frame.empty()) {
    char header[kMaxServerHeader];
    const char* const end = write_header(header, opcode_of(message.kind), false, message.bytes.size());
    message.frame.reserve(static_cast<std::size_t>(end - header) + message.bytes.size());
    message.frame.append(header, static_cast<std::size_t>(end - header));
    message.frame.append(message.bytes);
  }
  return message.frame;
}

}  // namespace gangway::protocol::websocket
