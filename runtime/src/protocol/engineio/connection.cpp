#include "protocol/engineio/connection.h"

#include <utility>

#include "codec/utf8.h"
#include "gangway/codec/reader.h"
#include "protocol/engineio/server.h"
#include "protocol/engineio/websocket_end.h"
#include "protocol/websocket/close_code.h"

namespace gangway::protocol::engineio {
namespace {

constexpr auto kNoStatus = static_cast<std::uint16_t>(websocket::CloseCode::NoStatus);

/// How the application hears of what the client, or the network, did.
constexpr LinkClosed kLost{.how = LinkEnd::Lost, .by_us = false, .code = kNoStatus, .reason = {}};

LinkClosed violation(std::string_view reason) {
  return {.how = LinkEnd::ProtocolError, .by_us = true, .code = kNoStatus, .reason = std::string(reason)};
}

}  // namespace

Connection::Connection(std::string sid, std::shared_ptr<const Options> options,
                       std::shared_ptr<detail::Executor> executor, std::shared_ptr<Session> session,
                       std::function<void()> ended)
    : sid_(std::move(sid)),
      options_(std::move(options)),
      executor_(std::move(executor)),
      session_(std::move(session)),
      ended_(std::move(ended)),
      heartbeat_(
          executor_, options_->ping_interval, options_->ping_timeout, [this] { send_ping(); },
          [this] {
            end({.how = LinkEnd::Silent, .by_us = true, .code = kNoStatus, .reason = "ping timeout"});
          }) {}

// --- requests ----------------------------------------------------------------------------------------------

void Connection::open(Answer answer, HttpHeaders headers) {
  HttpResponse response =
      payload(open_packet(sid_, options_->websocket && options_->allow_upgrades, *options_));
  for (auto& header : headers) response.headers.push_back(std::move(header));
  heartbeat_.start();  // first: the client counts from its answer
  answer(std::move(response));
  begin();
}

void Connection::begin() {
  begun_ = true;
  session_->attach(*this);
}

std::function<void()> Connection::get(Answer answer) {
  if (polling_.parked()) {
    // Where the client gave the first one up, or a proxy did, nobody knows any more what it got.
    end(kLost);
    answer(bare(400));
    return {};
  }
  on_activity();
  polling_.park(std::move(answer));
  const std::uint64_t number = polling_.number();
  if (state_ == State::Open) {
    polling_.count_as_taken();
    session_->on_drained();
  }
  flush();
  if (!polling_.parked()) return {};
  return [weak = weak_from_this(), number] {
    if (const auto self = weak.lock()) self->poll_lost(number);
  };
}

void Connection::poll_lost(std::uint64_t number) {
  if (!polling_.parked() || polling_.number() != number) return;
  polling_.forget();
  end(kLost);
}

void Connection::post(HttpRequest request, Answer answer) {
  if (request.header("Content-Type") == "application/octet-stream") {
    end(violation("binary payloads are of an older protocol"));
    return answer(bare(400));
  }
  if (request.body.size() > options_->max_payload) return answer(bare(413));
  on_activity();
  answer(take_payload(std::move(request.body)) ? taken() : refusal(Refusal::BadRequest));
}

/// False where it is none; the packets before that count.
bool Connection::take_payload(std::string body) {
  const auto self = shared_from_this();
  const std::size_t size = body.size();
  const bool is_text = detail::is_utf8(body);
  body.append(kReadPadding, '\0');
  std::string decoded;
  for (std::string_view rest = std::string_view(body).substr(0, size);;) {
    const std::size_t length = rest.find(kSeparator);
    const auto packet = is_text ? read_packet(rest.substr(0, length), decoded) : std::nullopt;
    if (!packet) {
      end(violation("parse error"));
      return false;
    }
    on_packet(*packet);
    if (length == std::string_view::npos || state_ == State::Ended) return true;
    rest.remove_prefix(length + 1);
  }
}

void Connection::on_packet(const Packet& packet) {
  if (packet.type == PacketType::Close) return end(kLost, PacketType::Noop);
  if (state_ != State::Open) return;
  if (packet.type != PacketType::Pong) heartbeat_.on_packet();
  switch (packet.type) {
    case PacketType::Ping:
      return end(violation("invalid heartbeat direction"));
    case PacketType::Pong:
      heartbeat_.on_pong();
      return session_->on_pong();
    case PacketType::Message:
      return session_->on_message(packet.kind, packet.data);
    case PacketType::Open:
    case PacketType::Close:
    case PacketType::Upgrade:
    case PacketType::Noop:
      return;  // they mean nothing here
  }
}

void Connection::send_ping() {
  if (websocket_ != nullptr) return websocket_->send("2");
  polling_.queue("2");
  flush_later();
}

// --- WebSockets --------------------------------------------------------------------------------------------

void Connection::open(WebSocketEnd& end) {
  websocket_ = &end;
  heartbeat_.start();
  end.send(open_packet(sid_, false, *options_));
  begin();
}

void Connection::on_websocket(WebSocketEnd& from, MessageKind kind, std::string_view bytes) {
  if (&from == probe_) return on_probe(kind, bytes);
  if (kind == MessageKind::Binary) return on_packet({.kind = kind, .data = bytes});
  std::string decoded;
  const auto packet = read_packet(bytes, decoded);
  if (!packet) return end(violation("parse error"));
  on_packet(*packet);
}

void Connection::on_activity() {
  if (state_ == State::Open) session_->on_activity();
}

void Connection::on_drained(WebSocketEnd& end) {
  if (&end == websocket_ && state_ == State::Open) session_->on_drained();
}

void Connection::on_gone(WebSocketEnd& end, const LinkClosed& closed) {
  if (&end == probe_) return forget_probe();
  websocket_ = nullptr;
  // A client that leaves for good says so to the application first: a close handshake alone may as well be a
  // page that is loaded anew.
  LinkClosed told = closed;
  if (told.how == LinkEnd::Clean && !told.by_us) told.how = LinkEnd::Lost;
  finish(told);
}

// --- Link --------------------------------------------------------------------------------------------------

Buffer& Connection::begin_message(MessageKind kind) {
  if (state_ == State::Open && websocket_ != nullptr) return websocket_->link().begin_message(kind);
  kind_ = kind;
  message_.clear();
  return message_;
}

void Connection::end_message() {
  if (state_ != State::Open) return;
  if (websocket_ != nullptr) return websocket_->link().end_message();
  auto message = std::make_shared<SharedMessage>();
  message->kind = kind_;
  message->bytes = std::string(message_.view());
  polling_.queue(std::move(message));
  flush_later();
}

void Connection::cancel_message() {
  if (state_ == State::Open && websocket_ != nullptr) websocket_->link().cancel_message();
}

void Connection::send(const SharedMessagePtr& message) {
  if (state_ != State::Open) return;
  if (websocket_ != nullptr) return websocket_->link().send(message);
  polling_.queue(message);
  flush_later();
}

bool Connection::blocked() const {
  return websocket_ != nullptr ? websocket_->link().blocked() : !polling_.parked();
}

std::size_t Connection::queued_bytes() const {
  return websocket_ != nullptr ? websocket_->link().queued_bytes() : polling_.bytes();
}

void Connection::flush_later() {
  if (flush_queued_ || !polling_.parked()) return;
  flush_queued_ = true;
  executor_->post([self = shared_from_this()] {
    self->flush_queued_ = false;
    self->flush();
  });
}

void Connection::flush() {
  try_to_close();
  if (polling_.parked() && !polling_.empty()) polling_.flush();
}

// --- the end -----------------------------------------------------------------------------------------------

void Connection::close(std::uint16_t code, std::string_view reason) {
  if (state_ != State::Open) return;
  state_ = State::Closing;
  closing_ = {.how = LinkEnd::Clean, .by_us = true, .code = code, .reason = std::string(reason)};
  heartbeat_.stop();
  if (websocket_ != nullptr) {
    leave_table();
    return websocket_->link().close(code, reason);
  }
  close_timer_ = after(options_->ping_timeout, &Connection::give_up_closing);
  // Even where a GET is here: the application is not told from inside its own call.
  executor_->post([self = shared_from_this()] { self->try_to_close(); });
}

/// Tells a client that polls, if it is there.
void Connection::try_to_close() {
  if (state_ == State::Closing && polls() && polling_.parked()) end(closing_);
}

void Connection::end(LinkClosed closed, PacketType last) {
  if (state_ == State::Ended) return;
  if (state_ == State::Closing) closed = closing_;
  const auto self = shared_from_this();
  state_ = State::Ended;
  leave_table();  // first: an answer may bring the client's next request at once
  if (polling_.parked()) polling_.flush(last);
  if (probe_ != nullptr) drop_probe();
  if (websocket_ != nullptr) std::exchange(websocket_, nullptr)->let_go();
  finish(closed);
}

void Connection::abandon() {
  abandoned_ = true;
  polling_.forget();
  end(kLost);
}

void Connection::finish(const LinkClosed& closed) {
  // Who calls may be a part of this. An abandoned one has another caller, and its loop may run nothing more.
  if (!abandoned_) executor_->post([self = shared_from_this()] {});
  state_ = State::Ended;
  leave_table();
  heartbeat_.stop();
  executor_->cancel(std::exchange(close_timer_, TimerId::None));
  if (const auto session = std::exchange(session_, nullptr); session && begun_) session->on_closed(closed);
}

void Connection::leave_table() {
  if (const auto ended = std::exchange(ended_, nullptr)) ended();
}

Connection::TimerId Connection::after(std::chrono::milliseconds time, void (Connection::*then)()) {
  return executor_->at(executor_->now() + time, [weak = weak_from_this(), then] {
    if (const auto self = weak.lock()) (self.get()->*then)();
  });
}

}  // namespace gangway::protocol::engineio
