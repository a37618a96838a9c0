#include "transport/websocket_connection.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

namespace gangway::transport {
namespace {

using protocol::LinkClosed;
using protocol::LinkEnd;
using protocol::websocket::CloseCode;

/// Parts of one send: own bytes and shared messages in turn.
constexpr std::size_t kMaxParts = 64;
/// Queued bytes beyond which pings are not answered: a peer that does not read gets no pongs either.
constexpr std::size_t kPongBacklog = 64 * 1024;

}  // namespace

WebSocketConnection::WebSocketConnection(AsioLoop& loop, ByteStream stream, protocol::Accepted accepted,
                                         std::optional<DeflateParameters> deflate,
                                         protocol::websocket::DeflateBudget::Share deflate_memory,
                                         std::chrono::milliseconds close_timeout)
    : loop_(loop),
      count_(loop, this),
      stream_(std::move(stream)),
      session_(std::move(accepted.session)),
      close_timeout_(close_timeout),
      deflate_memory_(std::move(deflate_memory)),
      outbox_share_(loop),
      parser_(*this, accepted.max_message) {
  if (deflate) {
    parser_.enable_deflate(*deflate);
    writer_.enable_deflate(*deflate);
  }
}

void WebSocketConnection::start(std::string_view response, std::string_view received) {
  outbox_.own().append(response);
  reading_ = true;
  session_->attach(*this);
  reading_ = false;
  if (received.empty()) {
    flush();
  } else {
    Buffer bytes;
    bytes.append(received);
    bytes.pad(kReadPadding);
    handle(bytes.data(), bytes.size());
  }
  if (state_ != State::Gone) wait_for_input();
}

Buffer& WebSocketConnection::begin_message(protocol::MessageKind kind) {
  if (state_ == State::Open) return writer_.begin_message(kind);
  discarded_.clear();
  return discarded_;
}

void WebSocketConnection::end_message() {
  if (state_ != State::Open) return;
  writer_.end_message();
  flush_later();
}

void WebSocketConnection::cancel_message() {
  if (state_ == State::Open) writer_.cancel_message();
}

void WebSocketConnection::send(const protocol::SharedMessagePtr& message) {
  if (state_ != State::Open) return;
  outbox_.add_shared(message, protocol::websocket::frame_of(*message));
  flush_later();
}

void WebSocketConnection::ping() {
  if (state_ != State::Open) return;
  writer_.ping();
  flush_later();
}

void WebSocketConnection::close(std::uint16_t code, std::string_view reason) {
  if (state_ != State::Open) return;
  state_ = State::Closing;
  closed_by_us_ = true;
  close_code_ = code;
  writer_.close(code, reason);
  arm_timeout();
  flush_later();
}

void WebSocketConnection::flush_later() {
  if (waiting_for_room_) outbox_share_.set(outbox_.size());
  if (reading_ || flush_queued_ || waiting_for_room_) return;
  flush_queued_ = true;
  loop_.impl().flush_later(shared_from_this());
}

void WebSocketConnection::flush() {
  flush_queued_ = false;
  if (waiting_for_room_ || state_ == State::Gone) return;
  // Whoever queues this much in one turn may have stopped by itself and wait for room, though the socket has
  // it.
  if (outbox_.size() >= kMuch) tell_drained_ = true;
  while (!outbox_.empty()) {
    std::array<iovec, kMaxParts> parts;
    const std::size_t count = outbox_.gather(parts.data(), parts.size());
    const IoResult result = stream_.send(parts.data(), count);
    if (result.status == IoResult::Status::Failed) return give_up();
    if (result.status == IoResult::Status::WouldBlock) return wait_for_room();
    outbox_.consume(result.bytes);
  }
  outbox_share_.set(0);
  if (std::exchange(tell_drained_, false)) {
    // Later: a session that goes on writing takes its turn behind the other connections.
    loop_.post([self = shared_from_this()] {
      if (self->state_ == State::Open) self->session_->on_drained();
    });
  }
  if (state_ == State::Ending) linger();
}

void WebSocketConnection::wait_for_room() {
  waiting_for_room_ = true;
  tell_drained_ = true;
  outbox_share_.set(outbox_.size());
  stream_.wait_writable([self = shared_from_this()](bool ok) {
    self->waiting_for_room_ = false;
    if (ok) self->flush();
  });
}

void WebSocketConnection::wait_for_input() {
  stream_.wait_readable([self = shared_from_this()](bool ok) {
    if (ok) self->on_readable();
  });
}

void WebSocketConnection::on_readable() {
  auto& buffer = loop_.impl().read_buffer;
  const IoResult result = stream_.receive(buffer.data(), AsioLoop::Impl::kReadBytes);
  switch (result.status) {
    case IoResult::Status::Ok:
      handle(buffer.data(), result.bytes);
      break;
    case IoResult::Status::WouldBlock:
      break;
    case IoResult::Status::End:
    case IoResult::Status::Failed:
      give_up();
      break;
  }
  if (state_ != State::Gone) wait_for_input();
}

void WebSocketConnection::handle(char* bytes, std::size_t size) {
  if (state_ != State::Open && state_ != State::Closing)
    return;  // what comes after the end is read and forgotten
  reading_ = true;
  if (state_ == State::Open) session_->on_activity();
  parser_.feed(bytes, size);
  reading_ = false;
  if (const auto& violation = parser_.violation()) {
    const auto code = static_cast<std::uint16_t>(violation->code);
    if (state_ == State::Open) writer_.close(code, violation->reason);
    end({LinkEnd::ProtocolError, true, code, std::string(violation->reason)});
  }
  flush();
}

void WebSocketConnection::on_message(protocol::MessageKind kind, std::string_view bytes) {
  if (state_ == State::Open) session_->on_message(kind, bytes);
}

void WebSocketConnection::on_ping(std::string_view payload) {
  if (state_ == State::Open && outbox_.size() < kPongBacklog) writer_.pong(payload);
}

void WebSocketConnection::on_pong(std::string_view) {
  if (state_ == State::Open) session_->on_pong();
}

void WebSocketConnection::on_close(std::uint16_t code, std::string_view reason) {
  if (state_ == State::Open) writer_.close(code, {});
  end({LinkEnd::Clean, closed_by_us_, closed_by_us_ ? close_code_ : code, std::string(reason)});
}

/// The session's part is over; the socket's when all is sent.
void WebSocketConnection::end(const LinkClosed& closed) {
  state_ = State::Ending;
  arm_timeout();
  tell_session(closed);
}

void WebSocketConnection::linger() {
  state_ = State::Lingering;
  stream_.shutdown_send();
}

void WebSocketConnection::cut_off() {
  const auto self = shared_from_this();
  give_up();
}

/// The socket is of no more use.
void WebSocketConnection::give_up() {
  if (state_ == State::Gone) return;
  state_ = State::Gone;
  loop_.cancel(timeout_);
  stream_.close();
  tell_session({LinkEnd::Lost, closed_by_us_, static_cast<std::uint16_t>(CloseCode::Abnormal), {}});
}

void WebSocketConnection::tell_session(const LinkClosed& closed) {
  if (const auto session = std::exchange(session_, nullptr)) session->on_closed(closed);
}

/// Bounds the time that the end may take, counted anew from each step of it.
void WebSocketConnection::arm_timeout() {
  loop_.cancel(timeout_);
  timeout_ = loop_.at(loop_.now() + close_timeout_, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->give_up();
  });
}

}  // namespace gangway::transport
