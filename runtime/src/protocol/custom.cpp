#include "protocol/custom.h"

#include <exception>

#include "codec/utf8.h"
#include "gangway/codec/reader.h"
#include "hub/namespace.h"
#include "protocol/plain.h"

namespace gangway::protocol {
namespace {

using detail::CallRef;

MessageRef ref_of(const CallRef& call) {
  return {.event = call.event, .id = call.has_id ? std::optional(call.id) : std::nullopt};
}

class CustomSession final : public TextSession {
 public:
  CustomSession(std::shared_ptr<const Custom> dialect, std::shared_ptr<detail::Gateway> gateway,
                std::string ns, std::string query, std::shared_ptr<const PeerInfo> info)
      : TextSession(std::move(gateway), *dialect, std::move(info)),
        dialect_(std::move(dialect)),
        ns_(std::move(ns)),
        query_(std::move(query)) {}

  void on_message(MessageKind kind, std::string_view bytes) override {
    if (kind == MessageKind::Binary) {
      if (!format().takes_binary()) return close(1003, "this dialect is text");
      if (!detail::is_utf8(bytes)) return close(1007, "a message is UTF-8");
    }
    std::optional<ClientMessage> message;
    try {
      message = format().parse(bytes);
    } catch (const std::exception& error) {
      return bad_message(error.what());
    } catch (...) {
      // no words for it: as if it meant nothing
    }
    if (!message) return bad_message("the message means nothing here");
    if (message->id && (*message->id < 1 || *message->id > kMaxId)) {
      return bad_message("an id is 1 to 2^53 - 1");
    }
    if (!message->event.empty()) return handle(*message);
    if (!message->id) return bad_message("a message has an event, or the id of a call it answers");
    connection().answer(
        *message->id,
        {.ok = true, .code = {}, .message = {}, .data = std::move(message->data).value_or(std::string())});
  }

  // --- Peer ------------------------------------------------------------------------------------------------

  void joined(const detail::Member&) override {}
  void refused(std::string_view, const ErrorBody& error) override {
    send_error({}, error);
    connection().set_close_reason(LeaveReason::HandshakeRefused);
    close(1008, error.message);
  }
  void left(std::string_view, LeaveReason) override { close(1000, "put out by the server"); }

  JsonWriter& begin_reply(const CallRef&) override { return begin_value(); }
  bool end_reply(const CallRef& call) override {
    return end_value([&](std::string_view data) { return format().reply(ref_of(call), data); });
  }
  void empty_reply(const CallRef& call) override {
    if (call.has_id) send([&] { return format().reply(ref_of(call), {}); });
  }
  JsonWriter& begin_item(const CallRef&) override { return begin_value(); }
  bool end_item(const CallRef& call) override {
    return end_value([&](std::string_view data) { return format().item(ref_of(call), data); });
  }
  void end_stream(const CallRef& call) override {
    if (call.has_id) send([&] { return format().end(ref_of(call)); });
  }
  void error(const CallRef& call, const ErrorBody& error) override { send_error(ref_of(call), error); }

  JsonWriter& begin_event(std::string_view, std::string_view event,
                          std::optional<std::uint64_t> id) override {
    event_.assign(event);
    event_id_ = id;
    return begin_value();
  }
  bool end_event() override {
    return end_value(
        [&](std::string_view data) { return std::optional(format().event(event_, event_id_, data)); });
  }
  void cancel_call(std::uint64_t) override {}  // a format has no word for it
  [[nodiscard]] bool takes_streams() const override { return false; }
  [[nodiscard]] bool gives_credit() const override { return false; }
  void heartbeat() override {
    if (open()) link()->ping();
  }

 private:
  [[nodiscard]] const MessageFormat& format() const noexcept { return dialect_->format(); }

  void on_open() override { join_by_query(connection(), ns_, query_); }

  /// The payload as the codecs read it: JSON text that is checked while it is read, with a reader's padding.
  void handle(ClientMessage& message) {
    std::string_view data;
    if (message.data) {
      const std::size_t size = message.data->size();
      message.data->append(kReadPadding, '\0');
      data = std::string_view(*message.data).substr(0, size);
    }
    connection().event(ns_, message.event, message.id, message.data ? &data : nullptr);
  }

  JsonWriter& begin_value() {
    value_.clear();
    return value_writer_.emplace(value_);
  }

  template <class Write>
  bool end_value(Write write) {
    return !value_writer_->failed() && send([&] { return write(value_.view()); });
  }

  /// Sends what `make` gives. False where the format threw, which is its author's mistake.
  template <class Make>
  bool send(Make make) {
    std::optional<std::string> text;
    try {
      text = make();
    } catch (const std::exception& error) {
      connection().log(LogLevel::Error, "the message format threw: " + std::string(error.what()));
      return false;
    } catch (...) {
      connection().log(LogLevel::Error, "the message format threw");
      return false;
    }
    if (text) {
      begin().raw(std::string_view(*text));
      end({});
    }
    return true;
  }

  void send_error(const MessageRef& to, const ErrorBody& error) {
    std::string data;
    if (error.data) {
      JsonWriter& out = begin_value();
      (*error.data)(out);
      if (!out.failed()) data = value_.view();
    }
    send([&] {
      return std::optional(format().error(to, {.code = error.code, .message = error.message, .data = data}));
    });
  }

  void bad_message(std::string_view why) {
    send_error({}, {.code = "invalid_payload", .message = why});
    connection().offence();
  }

  std::shared_ptr<const Custom> dialect_;
  std::string ns_;
  std::string query_;
  Buffer value_;
  std::optional<JsonWriter> value_writer_;
  std::string event_;
  std::optional<std::uint64_t> event_id_;
};

}  // namespace

std::vector<SharedMessagePtr> Custom::encode_event(const Emission& event, detail::WriteFn data) const {
  Buffer buffer;
  JsonWriter out(buffer);
  data(out);
  if (out.failed()) return {};
  auto message = std::make_shared<SharedMessage>();
  try {
    message->bytes = format_->event(event.row->name, std::nullopt, buffer.view());
  } catch (...) {
    return {};  // as an event without a JSON form
  }
  return {std::move(message)};
}

std::shared_ptr<TextSession> Custom::open(std::shared_ptr<detail::Gateway> gateway, std::string ns,
                                          std::string query, std::shared_ptr<const PeerInfo> info) const {
  return std::make_shared<CustomSession>(shared_from_this(), std::move(gateway), std::move(ns),
                                         std::move(query), std::move(info));
}

}  // namespace gangway::protocol
