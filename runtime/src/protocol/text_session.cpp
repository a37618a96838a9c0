#include "protocol/text_session.h"

#include <algorithm>
#include <limits>

namespace gangway::protocol {
namespace {

/// What generated clients close with that took the connection for dead, to come back with another one.
constexpr std::uint16_t kHeardNothing = 4000;

LeaveReason reason_for(const LinkClosed& closed) {
  switch (closed.how) {
    case LinkEnd::Clean:
      return !closed.by_us && closed.code == kHeardNothing ? LeaveReason::TransportLost
                                                           : LeaveReason::ClientLeft;
    case LinkEnd::Lost:
      return LeaveReason::TransportLost;
    case LinkEnd::ProtocolError:
      return LeaveReason::ProtocolError;
    case LinkEnd::Silent:
      return LeaveReason::HeartbeatMissed;
  }
  return LeaveReason::TransportLost;
}

/// Whether an event may be dropped or replaced, so that it is not given to a link that is blocked.
bool may_go(const Emission& event) {
  const detail::EmitRow& row = *event.row;
  return row.is_volatile || row.is_latest || row.overflow != detail::Overflow::Close;
}

}  // namespace

TextSession::TextSession(std::shared_ptr<detail::Gateway> gateway, const Dialect& dialect,
                         std::shared_ptr<const PeerInfo> info)
    : gateway_(std::move(gateway)),
      dialect_(dialect),
      format_(dialect.wire_format()),
      connection_(*gateway_, *this, std::move(info)) {}

void TextSession::attach(Link& link) {
  link_ = &link;
  connection_.open();
  on_open();
}

void TextSession::on_closed(const LinkClosed& closed) {
  link_ = nullptr;
  backlog_.reset();
  connection_.close(reason_for(closed));
  if (const auto done = std::move(on_end_)) done();
}

JsonWriter& TextSession::begin() {
  Buffer* buffer = &aside_;
  aside_is_kept_ = link_ && (has_backlog() || (emission_ && may_go(*emission_) && is_slow()));
  if (link_ && !aside_is_kept_) {
    buffer = &link_->begin_message(kind_of(format_));
  } else {
    aside_.clear();
  }
  message_begin_ = buffer->size();
  data_value_ = 0;
  return writer_.emplace(*buffer, format_);
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

void TextSession::more(std::uint64_t id, std::uint64_t count) {
  JsonWriter& out = begin_about(id);
  out.raw(",\"more\":");
  out.integer(count);
  end("}");
}

void TextSession::begin_data(JsonWriter& out, std::string_view key) {
  data_key_ = out.mark();
  out.raw(key);
  data_value_ = out.buffer().size();
}

bool TextSession::end(std::string_view tail) {
  if (writer_->failed()) {
    take_back();
    return false;
  }
  if (data_value_ != 0 && writer_->buffer().size() == data_value_) writer_->rewind(data_key_);
  writer_->raw(tail);
  if (!link_) return true;
  if (aside_is_kept_) {
    auto message = std::make_shared<SharedMessage>();
    message->kind = kind_of(format_);
    message->bytes = std::string(aside_.view());
    kept_ = keep(emission_, {std::move(message)});
  } else {
    link_->end_message();
    check_outbox();
  }
  return true;
}

std::string_view TextSession::written() { return writer_->buffer().view().substr(message_begin_); }

void TextSession::take_back() {
  writer_->buffer().truncate(message_begin_);
  if (link_ && !aside_is_kept_) link_->cancel_message();
}

bool TextSession::end_as(std::vector<SharedMessagePtr> messages) {
  take_back();
  if (!link_) return true;
  if (aside_is_kept_) {
    kept_ = keep(emission_, std::move(messages));
  } else {
    for (const auto& message : messages) link_->send(message);
    check_outbox();
  }
  return true;
}

Sent TextSession::emit(const Emission& event, detail::WriteFn data) {
  if (link_ && event.row->is_volatile && is_slow()) {
    report_drop({.row = event.row, .ns = std::string(event.ns)});
    return Sent::Dropped;
  }
  emission_ = &event;
  kept_ = Sent::Queued;
  data(begin_event(event.ns, event.row->name, std::nullopt));
  const bool written = end_event();
  emission_ = nullptr;
  return written ? kept_ : Sent::Unwritten;
}

Sent TextSession::send(const Emission& event, const std::vector<SharedMessagePtr>& messages) {
  if (!link_) return Sent::Queued;
  if (has_backlog() || (may_go(event) && link_->blocked())) [[unlikely]] {
    if (!event.row->is_volatile) return keep(&event, messages);
    report_drop({.row = event.row, .ns = std::string(event.ns)});
    return Sent::Dropped;
  }
  for (const auto& message : messages) link_->send(message);
  check_outbox();
  return Sent::Queued;
}

std::size_t TextSession::queued_bytes() const {
  return (link_ ? link_->queued_bytes() : 0) + (backlog_ ? backlog_->bytes() : 0);
}

Sent TextSession::keep(const Emission* event, std::vector<SharedMessagePtr> messages) {
  if (!backlog_) backlog_ = std::make_unique<Backlog>();
  const auto dropped = [this](const Backlog::Item& item) { report_drop(item); };
  const Backlog::Outcome outcome =
      backlog_->add(item_of(event, std::move(messages)), backlog_room(), dropped);
  if (outcome == Backlog::Outcome::Full) close_slow();
  return outcome == Backlog::Outcome::Dropped ? Sent::Dropped : Sent::Queued;
}

Backlog::Item TextSession::item_of(const Emission* event, std::vector<SharedMessagePtr> messages) const {
  Backlog::Item item{.messages = std::move(messages)};
  if (event == nullptr) return item;
  item.row = event->row;
  item.ns = event->ns;
  if (event->row->is_latest) {
    item.of = Backlog::Class::Latest;
    item.in_place = event->offset == 0;
    item.key.append(event->ns).append(1, '\0').append(event->row->name).append(1, '\0');
    if (event->key) item.key.append(detail::json_text(*event->key));
  } else if (event->row->overflow == detail::Overflow::DropOldest) {
    item.of = Backlog::Class::DropOldest;
  } else if (event->row->overflow == detail::Overflow::DropNewest) {
    item.of = Backlog::Class::DropNewest;
  }
  return item;
}

/// The link's own queue has precedence: nothing of it can be taken back.
std::size_t TextSession::backlog_room() const {
  const std::size_t limit = gateway_->limits().outbox_bytes;
  return limit - std::min(limit, link_->queued_bytes());
}

void TextSession::report_drop(const Backlog::Item& item) { connection_.dropped(item.ns, item.row->name); }

void TextSession::on_drained() {
  if (link_ && has_backlog()) {
    backlog_->move_to(*link_, Link::kMuch);
    if (has_backlog()) return;  // this much queued: it is told again when that is taken
  }
  connection_.drained();
}

void TextSession::check_outbox() {
  if (link_->queued_bytes() > gateway_->limits().outbox_bytes) close_slow();
}

void TextSession::close_slow() {
  connection_.set_close_reason(LeaveReason::SlowConsumer);
  backlog_.reset();
  close(1013, "the client does not read fast enough");
}

void TextSession::close(std::uint16_t code, std::string_view reason) {
  if (!link_) return;
  if (has_backlog()) backlog_->move_to(*link_, std::numeric_limits<std::size_t>::max());
  link_->close(code, reason);
}

namespace {

/// `"code":…,"message":…,"data":…`
void write_members(JsonWriter& out, const ErrorBody& error) {
  out.raw("\"code\":");
  out.string(error.code);
  out.raw(",\"message\":");
  out.string(error.message);
  if (error.data) {
    out.raw(",\"data\":");
    (*error.data)(out);
  }
}

}  // namespace

void write_error(JsonWriter& out, const ErrorBody& error) {
  out.put('{');
  write_members(out, error);
  out.put('}');
}

void write_exception(JsonWriter& out, std::string_view event, const ErrorBody& error) {
  out.raw("{\"status\":\"error\",");
  write_members(out, error);
  if (!event.empty()) {
    out.raw(",\"cause\":{\"pattern\":");
    out.string(event);
    out.put('}');
  }
  out.put('}');
}

std::vector<SharedMessagePtr> shared_event(detail::WriteFn head, detail::WriteFn data, WireFormat format) {
  Buffer buffer;
  JsonWriter out(buffer, format);
  head(out);
  const JsonWriter::Mark key = out.mark();
  out.raw(",\"data\":");
  const std::size_t value = buffer.size();
  data(out);
  if (out.failed()) return {};
  if (buffer.size() == value) out.rewind(key);
  out.put('}');
  auto message = std::make_shared<SharedMessage>();
  message->kind = kind_of(format);
  message->bytes = std::string(buffer.view());
  return {std::move(message)};
}

}  // namespace gangway::protocol
