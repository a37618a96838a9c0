#include "protocol/text_session.h"

namespace gangway::protocol {
namespace {

LeaveReason reason_for(const LinkClosed& closed) {
  switch (closed.how) {
    case LinkEnd::Clean: return LeaveReason::ClientLeft;
    case LinkEnd::Lost: return LeaveReason::TransportLost;
    case LinkEnd::ProtocolError: return LeaveReason::ProtocolError;
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

}  // namespace gangway::protocol
