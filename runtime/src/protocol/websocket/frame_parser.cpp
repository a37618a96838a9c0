#include "protocol/websocket/frame_parser.h"

#include <algorithm>
#include <cstring>

#include "codec/utf8.h"
#include "gangway/codec/reader.h"

namespace gangway::protocol::websocket {
namespace {

/// Memory that a connection keeps between messages in pieces; more is given back.
constexpr std::size_t kKeptCapacity = 16 * 1024;

}  // namespace

void FrameParser::feed(char* bytes, std::size_t size) {
  while (size > 0 && !done()) {
    const std::size_t taken = await_ == Await::Header ? take_header(bytes, size) : take_payload(bytes, size);
    bytes += taken;
    size -= taken;
  }
}

/// Reads a header, and the whole frame where it is all here. Returns the bytes taken.
std::size_t FrameParser::take_header(char* bytes, std::size_t size) {
  Violation violation;
  if (header_size_ == 0) {
    const HeaderResult result = parse_header(bytes, size, frame_, violation);
    if (result == HeaderResult::Complete) [[likely]] {
      if (!begin_frame()) return size;
      const bool here = size - frame_.size >= frame_.length;
      const bool alone = is_control(frame_.opcode) || (frame_.final && frame_.opcode != Opcode::Continuation);
      if (!here || !alone) {
        if (frame_.length == 0) end_frame();
        return frame_.size;
      }
      handle_whole_frame(bytes + frame_.size);
      return frame_.size + static_cast<std::size_t>(frame_.length);
    }
    if (result == HeaderResult::Invalid) {
      refuse(violation.code, violation.reason);
      return size;
    }
  }

  header_[header_size_++] = *bytes;
  const HeaderResult result = parse_header(header_.data(), header_size_, frame_, violation);
  if (result == HeaderResult::Invalid) refuse(violation.code, violation.reason);
  if (result == HeaderResult::Complete) {
    header_size_ = 0;
    if (begin_frame() && frame_.length == 0) end_frame();
  }
  return 1;
}

/// The rules that a header must keep given what came before it.
bool FrameParser::begin_frame() {
  await_ = Await::Payload;
  payload_taken_ = 0;
  control_size_ = 0;
  const bool starts_message = frame_.opcode == Opcode::Text || frame_.opcode == Opcode::Binary;
  if (frame_.compressed && (!deflate_ || !starts_message)) {
    return refuse(CloseCode::ProtocolError, "reserved bits are set");
  }
  if (is_control(frame_.opcode)) return true;
  if (starts_message == in_message_) {
    return refuse(CloseCode::ProtocolError,
                  in_message_ ? "new message inside of another" : "continuation of no message");
  }
  if (starts_message) {
    kind_ = frame_.opcode == Opcode::Text ? MessageKind::Text : MessageKind::Binary;
    compressed_ = frame_.compressed;
    in_message_ = true;
  }
  if (frame_.length > wire_limit() - message_.size())
    return refuse(CloseCode::MessageTooBig, "message is too big");
  return true;
}

/// The most bytes that a message may have on the wire. Incompressible data grows a little when deflated.
std::size_t FrameParser::wire_limit() const noexcept {
  constexpr std::size_t slack = 1024;
  const std::size_t growth = compressed_ ? max_message_ / 512 + slack : 0;
  return max_message_ + std::min(growth, static_cast<std::size_t>(-1) - max_message_);
}

/// A control frame, or a message of one frame, all of it in what was fed.
void FrameParser::handle_whole_frame(char* payload) {
  const auto size = static_cast<std::size_t>(frame_.length);
  unmask(payload, size, frame_.key, 0);
  await_ = Await::Header;
  if (is_control(frame_.opcode)) return handle_control({payload, size});
  in_message_ = false;
  if (compressed_) return deliver_compressed({payload, size});
  if (kind_ == MessageKind::Text && !detail::is_utf8({payload, size})) {
    refuse(CloseCode::InvalidPayload, "text is not UTF-8");
    return;
  }
  deliver({payload, size});
}

/// What is here of a frame's payload. Returns the bytes taken.
std::size_t FrameParser::take_payload(char* bytes, std::size_t size) {
  const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(size, frame_.length - payload_taken_));
  unmask(bytes, take, frame_.key, static_cast<std::size_t>(payload_taken_ % 4));
  payload_taken_ += take;
  if (is_control(frame_.opcode)) {
    std::memcpy(control_.data() + control_size_, bytes, take);
    control_size_ += take;
  } else {
    message_.append(bytes, take);
    if (!check_text_so_far(false)) return take;
  }
  if (payload_taken_ == frame_.length) end_frame();
  return take;
}

void FrameParser::end_frame() {
  await_ = Await::Header;
  if (is_control(frame_.opcode)) return handle_control({control_.data(), control_size_});
  if (frame_.final) end_message();
}

void FrameParser::end_message() {
  in_message_ = false;
  message_.pad(kReadPadding);
  if (compressed_) {
    deliver_compressed(message_.view());
  } else if (check_text_so_far(true)) {
    deliver(message_.view());
  }
  forget_message();
}

/// Checks text that arrived since the last time; at the end nothing may be left over.
bool FrameParser::check_text_so_far(bool at_end) {
  if (kind_ != MessageKind::Text || compressed_) return true;
  std::string_view text = message_.view().substr(text_checked_);
  if (!at_end) text.remove_suffix(detail::incomplete_utf8_tail(text));
  text_checked_ += text.size();
  return detail::is_utf8(text) || refuse(CloseCode::InvalidPayload, "text is not UTF-8");
}

void FrameParser::deliver(std::string_view bytes) { handler_.on_message(kind_, bytes); }

void FrameParser::deliver_compressed(std::string_view bytes) {
  if (!inflater_) inflater_ = std::make_unique<Inflater>(*deflate_);
  Buffer inflated;  // not kept: it may be large, and `bytes` may be `message_`
  switch (inflater_->inflate(bytes, inflated, max_message_)) {
    case Inflater::Result::Ok:
      break;
    case Inflater::Result::TooBig:
      refuse(CloseCode::MessageTooBig, "message is too big");
      return;
    case Inflater::Result::Invalid:
      refuse(CloseCode::InvalidPayload, "message does not inflate");
      return;
  }
  if (kind_ == MessageKind::Text && !detail::is_utf8(inflated.view())) {
    refuse(CloseCode::InvalidPayload, "text is not UTF-8");
    return;
  }
  inflated.pad(kReadPadding);
  deliver(inflated.view());
}

void FrameParser::forget_message() {
  text_checked_ = 0;
  if (message_.capacity() > kKeptCapacity) {
    message_.release();
  } else {
    message_.clear();
  }
}

void FrameParser::handle_control(std::string_view payload) {
  switch (frame_.opcode) {
    case Opcode::Ping:
      handler_.on_ping(payload);
      return;
    case Opcode::Pong:
      handler_.on_pong(payload);
      return;
    default:
      handle_close(payload);
      return;
  }
}

void FrameParser::handle_close(std::string_view payload) {
  if (payload.empty()) {
    closed_ = true;
    handler_.on_close(static_cast<std::uint16_t>(CloseCode::NoStatus), {});
    return;
  }
  if (payload.size() == 1) {
    refuse(CloseCode::ProtocolError, "close frame with half a code");
    return;
  }
  const auto code = static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 |
                                               static_cast<unsigned char>(payload[1]));
  const std::string_view reason = payload.substr(2);
  if (!is_sendable(code)) {
    refuse(CloseCode::ProtocolError, "close code may not be sent");
    return;
  }
  if (!detail::is_utf8(reason)) {
    refuse(CloseCode::InvalidPayload, "close reason is not UTF-8");
    return;
  }
  closed_ = true;
  handler_.on_close(code, reason);
}

bool FrameParser::refuse(CloseCode code, std::string_view reason) {
  if (!violation_) violation_ = Violation{code, reason};
  message_.release();
  return false;
}

}  // namespace gangway::protocol::websocket
