#include "protocol/plain.h"

#include "gangway/codec/reader.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "support/form_query.h"

namespace gangway::protocol {
namespace {

using detail::CallRef;

class PlainSession final : public TextSession {
 public:
  PlainSession(std::shared_ptr<detail::Gateway> gateway, std::string ns, std::string query,
               std::shared_ptr<const PeerInfo> info)
      : TextSession(std::move(gateway), Plain::instance(), std::move(info)),
        ns_(std::move(ns)),
        query_(std::move(query)) {}

  void on_message(MessageKind kind, std::string_view bytes) override {
    if (kind != MessageKind::Text) return close(1003, "this dialect is text");
    JsonReader in(bytes);
    std::string_view event;
    std::string_view data;
    std::optional<std::uint64_t> id;
    std::uint64_t more = 0;
    bool has_event = false;
    bool has_data = false;
    bool has_cancel = false;
    std::string_view item;
    bool has_item = false;
    bool has_end = false;
    if (!in.object_begin()) return bad_frame(in);
    std::string_view key;
    while (in.next_key(key)) {
      bool fine = true;
      if (key == "event") {
        fine = !has_event ? in.read_view(event, event_scratch_) : in.fail(Rule::Duplicate);
        has_event = true;
      } else if (key == "data") {
        fine = !has_data ? in.skip_span(data) : in.fail(Rule::Duplicate);
        has_data = true;
      } else if (key == "id") {
        fine = read_count(in, id.emplace());
      } else if (key == "more") {
        fine = read_count(in, more);
      } else if (key == "cancel") {
        fine = has_cancel = in.skip();
      } else if (key == "item") {
        fine = has_item = in.skip_span(item);
      } else if (key == "end") {
        fine = has_end = in.skip();
      } else {
        fine = in.skip();
      }
      if (!fine) return bad_frame(in);
    }
    if (in.failed() || !in.finish()) return bad_frame(in);
    if (has_event) return connection().event(ns_, event, id, has_data ? &data : nullptr);
    if (id && has_item) return connection().item(*id, item);
    if (id && has_end) return connection().end_items(*id);
    if (id && more > 0) return connection().credit(*id, more);
    if (id && has_cancel) return connection().cancel(*id);
    if (id) {
      return connection().answer(*id, {.ok = true, .code = {}, .message = {}, .data = std::string(data)});
    }
    bad_frame("a frame has an `event`");
  }

  // --- Peer ------------------------------------------------------------------------------------------------

  void joined(const detail::Member&) override {}
  void refused(std::string_view, const ErrorBody& error) override {
    exception({}, error);
    connection().set_close_reason(LeaveReason::HandshakeRefused);
    close(1008, error.message);
  }
  void left(std::string_view, LeaveReason) override { close(1000, "put out by the server"); }

  JsonWriter& begin_reply(const CallRef& call) override {
    JsonWriter& out = call.has_id ? begin_about(call.id) : begin_named(call.event);
    begin_data(out);
    return out;
  }
  void empty_reply(const CallRef& call) override {
    if (!call.has_id) return;
    begin_about(call.id);
    end("}");
  }
  JsonWriter& begin_item(const CallRef& call) override {
    if (!call.has_id) return begin_reply(call);
    JsonWriter& out = begin_about(call.id);
    out.raw(",\"item\":");
    return out;
  }
  void end_stream(const CallRef& call) override {
    if (!call.has_id) return;
    begin_about(call.id);
    end(",\"end\":true}");
  }
  void error(const CallRef& call, const ErrorBody& error) override {
    if (call.has_id) return refuse(call.id, error);
    exception(call.event, error);
  }

  JsonWriter& begin_event(std::string_view, std::string_view event,
                          std::optional<std::uint64_t> id) override {
    JsonWriter& out = begin_named(event);
    if (id) {
      out.raw(",\"id\":");
      out.integer(*id);
    }
    begin_data(out);
    return out;
  }
  void cancel_call(std::uint64_t) override {}  // the dialect has no word for it
  void heartbeat() override {
    if (open()) link()->ping();
  }

 private:
  void on_open() override { join_by_query(connection(), ns_, query_); }

  JsonWriter& begin_named(std::string_view event) {
    JsonWriter& out = begin();
    out.raw("{\"event\":");
    out.plain(event);
    return out;
  }

  void bad_frame(const JsonReader& in) {
    bad_frame("the frame breaks the rule `" + std::string(to_string(in.rule())) + "`" +
              (in.path().empty() ? "" : " at " + in.path()));
  }
  void bad_frame(std::string_view message) {
    exception({}, {.code = "invalid_payload", .message = message});
    connection().offence();
  }

  /// NestJS's frame for errors. What was sent is not echoed, but for the event's name.
  void exception(std::string_view event, const ErrorBody& error) {
    JsonWriter& out = begin();
    out.raw("{\"event\":\"exception\",\"data\":");
    write_exception(out, event, error);
    if (!end("}")) exception(event, {.code = error.code, .message = error.message});
  }

  std::string ns_;
  std::string query_;
  std::string event_scratch_;
};

}  // namespace

const Plain& Plain::instance() {
  static const Plain dialect;
  return dialect;
}

std::vector<SharedMessagePtr> Plain::encode_event(const Emission& event, detail::WriteFn data) const {
  const auto head = [&](JsonWriter& out) {
    out.raw("{\"event\":");
    out.plain(event.row->name);
  };
  return shared_event(head, data);
}

std::shared_ptr<TextSession> Plain::open(std::shared_ptr<detail::Gateway> gateway, std::string ns,
                                         std::string query, std::shared_ptr<const PeerInfo> info) {
  return std::make_shared<PlainSession>(std::move(gateway), std::move(ns), std::move(query), std::move(info));
}

void join_by_query(detail::Connection& connection, std::string_view ns, std::string_view query) {
  const std::string json = query_to_json(query) + std::string(kReadPadding, '\0');
  const std::string_view handshake = std::string_view(json).substr(0, json.size() - kReadPadding);
  connection.join(ns, &handshake, true, {});
}

std::string query_to_json(std::string_view query) {
  Buffer buffer;
  JsonWriter out(buffer);
  char lead = '{';
  detail::for_each_parameter(query, [&](const std::string& name, const std::string& value) {
    out.put(std::exchange(lead, ','));
    out.string(name);
    out.put(':');
    out.string(value);
  });
  if (lead == '{') out.put('{');
  out.put('}');
  return std::string(buffer.view());
}

}  // namespace gangway::protocol
