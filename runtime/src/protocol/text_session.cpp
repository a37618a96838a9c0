#include "protocol/text_session.h"

namespace gangway::protocol {
namespace {

LeaveReason reason_for(const LinkClosed& closed) {
  switch (closed.how) {
    case LinkEnd::Clean:
      return LeaveReason::ClientLeft;
    case LinkEnd::Lost:
      return LeaveReason::TransportLost;
    case LinkEnd::ProtocolError:
      return LeaveReason::ProtocolError;
  }
  return LeaveReason::TransportLost;
}

}  // namespace

TextSession::TextSession(std::shared_ptr<detail::Gateway> gateway, const Dialect& dialect,
                         std::shared_ptr<const PeerInfo> info)
    : gateway_(std::move(gateway)), dialect_(dialect), connection_(*gateway_, *this, std::move(info)) {}

void TextSession::attach(Link& link) {
  link_ = &link;
  connection_.open();
  on_open();
}

void TextSession::on_closed(const LinkClosed& closed) {
  link_ = nullptr;
  connection_.close(reason_for(closed));
  if (const auto done = std::move(on_end_)) done();
}

JsonWriter& TextSession::begin() {
  Buffer* buffer = &nowhere_;
  if (link_) {
    buffer = &link_->begin_message(MessageKind::Text);
  } else {
    nowhere_.clear();
  }
  message_begin_ = buffer->size();
  data_value_ = 0;
  return writer_.emplace(*buffer);
}

JsonWriter& TextSession::begin_about(std::uint64_t id) {
  JsonWriter& out = begin();
  out.raw("{\"id\":");
  out.integer(id);
  return out;
}

void TextSession::refuse(std::uint64_t id, const ErrorBody& error) {
  const auto write = [&](const ErrorBody& body) {
    JsonWriter& out = begin_about(id);
    out.raw(",\"error\":");
    write_error(out, body);
    return end("}");
  };
  if (!write(error)) write({.code = error.code, .message = error.message});
}

void TextSession::begin_data(JsonWriter& out) {
  data_key_ = out.buffer().size();
  out.raw(",\"data\":");
  data_value_ = out.buffer().size();
}

bool TextSession::end(std::string_view tail) {
  if (writer_->failed()) {
    writer_->buffer().truncate(message_begin_);
    if (link_) link_->cancel_message();
    return false;
  }
  if (data_value_ != 0 && writer_->buffer().size() == data_value_) writer_->buffer().truncate(data_key_);
  writer_->raw(tail);
  if (link_) {
    link_->end_message();
    check_outbox();
  }
  return true;
}

void TextSession::send(const std::vector<SharedMessagePtr>& messages) {
  if (!link_) return;
  for (const auto& message : messages) link_->send(message);
  check_outbox();
}

void TextSession::check_outbox() {
  if (link_->queued_bytes() <= gateway_->limits().outbox_bytes) return;
  connection_.set_close_reason(LeaveReason::SlowConsumer);
  close(1013, "the client does not read fast enough");
}

void TextSession::close(std::uint16_t code, std::string_view reason) {
  if (link_) link_->close(code, reason);
}

void write_error(JsonWriter& out, const ErrorBody& error) {
  out.raw("{\"code\":");
  out.string(error.code);
  out.raw(",\"message\":");
  out.string(error.message);
  if (error.data) {
    out.raw(",\"data\":");
    (*error.data)(out);
  }
  out.put('}');
}

std::vector<SharedMessagePtr> shared_event(detail::WriteFn head, detail::WriteFn data) {
  static constexpr std::string_view kDataKey = ",\"data\":";
  Buffer buffer;
  JsonWriter out(buffer);
  head(out);
  out.raw(kDataKey);
  const std::size_t value = buffer.size();
  data(out);
  if (out.failed()) return {};
  if (buffer.size() == value) buffer.truncate(value - kDataKey.size());
  out.put('}');
  auto message = std::make_shared<SharedMessage>();
  message->bytes = std::string(buffer.view());
  return {std::move(message)};
}

}  // namespace gangway::protocol
