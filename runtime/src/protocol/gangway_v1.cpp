#include "protocol/gangway_v1.h"

#include "codec/packed_json.h"
#include "gangway/codec/object.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/scalars.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "support/random_id.h"

namespace gangway::protocol {
namespace {

using detail::CallRef;

/// The members of one frame, as far as they were read. Views into the message or the scratch strings.
struct Frame {
  enum Member : unsigned {
    Ns = 1,
    Event = 2,
    Id = 4,
    Data = 8,
    Join = 16,
    Leave = 32,
    ErrorOf = 64,
    More = 128,
    Cancel = 256,
    Pong = 512,
    Schema = 1024,
    Offset = 2048,
    Resume = 4096,
    Item = 8192,
    End = 16384,
    Refresh = 32768,
  };

  unsigned seen = 0;
  std::string_view ns;
  std::string_view event;
  std::uint64_t id = 0;
  std::uint64_t more = 0;
  std::string_view data;
  std::string_view join;  ///< The handshake, also of a refresh.
  std::string_view error;
  std::string_view schema;
  std::string_view item;
  std::string_view resume;

  [[nodiscard]] bool has(unsigned member) const { return (seen & member) != 0; }
};

struct KnownKey {
  std::string_view name;
  Frame::Member member;
};
constexpr KnownKey kKeys[] = {
    {"event", Frame::Event},     {"ns", Frame::Ns},         {"id", Frame::Id},
    {"data", Frame::Data},       {"more", Frame::More},     {"cancel", Frame::Cancel},
    {"error", Frame::ErrorOf},   {"join", Frame::Join},     {"leave", Frame::Leave},
    {"pong", Frame::Pong},       {"schema", Frame::Schema}, {"offset", Frame::Offset},
    {"resume", Frame::Resume},   {"item", Frame::Item},     {"end", Frame::End},
    {"refresh", Frame::Refresh},
};

/// A place in a replay log, as clients give it back: text in all formats, that they need not understand.
void write_place(JsonWriter& out, std::uint64_t offset) {
  out.raw(",\"offset\":");
  out.plain(std::to_string(offset));
}

void write_offset(JsonWriter& out, std::uint64_t offset) {
  if (offset != 0) write_place(out, offset);
}

class GangwaySession final : public TextSession {
 public:
  GangwaySession(std::shared_ptr<detail::Gateway> gateway, const GangwayV1& dialect, std::string url_ns,
                 std::shared_ptr<const PeerInfo> info)
      : TextSession(std::move(gateway), dialect, std::move(info)),
        url_ns_(std::move(url_ns)),
        format_(dialect.wire_format()) {}

  void on_message(MessageKind kind, std::string_view bytes) override {
    const bool is_packed = format_ == WireFormat::MessagePack;
    if (kind != kind_of(format_))
      return close(1003, is_packed ? "gangway.v1.msgpack is binary" : "gangway.v1 is text");
    JsonReader in(bytes, format_);
    Frame frame;
    if (is_packed ? read_packed(in, frame) : read_straight(in, frame)) {
      const auto ready = connection().ready(ns_of(frame), frame.event);
      if (ready.member && in_place(in, frame, ready)) return;
    }
    from_the_start(bytes);
  }

  // --- Peer ------------------------------------------------------------------------------------------------

  void joined(const detail::Member& member) override {
    JsonWriter& out = begin();
    write_asked_ns(out, member.asked_path.empty() ? member.space->path() : member.asked_path);
    out.raw(",\"joined\":{\"sid\":");
    out.plain(member.sid);
    if (!member.asked_path.empty()) {
      out.raw(",\"ns\":");
      out.plain(member.space->path());
    }
    out.raw(",\"resumed\":");
    out.boolean(member.resumed);
    if (member.space->replay() != nullptr) write_place(out, member.offset);
    end(member.gap ? ",\"gap\":true}}" : "}}");
  }
  void refused(std::string_view ns, const ErrorBody& error) override {
    JsonWriter& out = begin();
    write_asked_ns(out, ns);
    out.raw(",\"error\":");
    write_error(out, error);
    end("}");
  }
  void left(std::string_view ns, LeaveReason reason) override {
    JsonWriter& out = begin();
    write_asked_ns(out, ns);
    out.raw(",\"left\":{\"reason\":");
    out.plain(to_string(reason));
    end("}}");
  }

  void refreshed(std::string_view ns) override {
    write_ns(begin(), ns);
    end(",\"refreshed\":{}}");
  }
  void not_refreshed(std::string_view ns, const ErrorBody& error) override {
    const auto write = [&](const ErrorBody& body) {
      JsonWriter& out = begin();
      write_ns(out, ns);
      out.raw(",\"refreshed\":{\"error\":");
      write_error(out, body);
      return end("}}");
    };
    if (!write(error)) write({.code = error.code, .message = error.message});
  }

  JsonWriter& begin_reply(const CallRef& call) override {
    if (!call.has_id) return nobody_asked();
    JsonWriter& out = begin_about(call.id);
    begin_data(out);
    return out;
  }
  bool end_reply(const CallRef& call) override { return !call.has_id || end("}"); }
  void empty_reply(const CallRef& call) override {
    if (!call.has_id) return;
    begin_about(call.id);
    end("}");
  }
  JsonWriter& begin_item(const CallRef& call) override {
    if (!call.has_id) return nobody_asked();
    JsonWriter& out = begin_about(call.id);
    out.raw(",\"item\":");
    return out;
  }
  bool end_item(const CallRef& call) override { return !call.has_id || end("}"); }
  void end_stream(const CallRef& call) override {
    if (!call.has_id) return;
    begin_about(call.id);
    end(",\"end\":true}");
  }
  void error(const CallRef& call, const ErrorBody& error) override {
    if (call.has_id) return refuse(call.id, error);
    // Nobody waits for an answer, but the client is told all the same.
    const auto write = [&](const ErrorBody& body) {
      JsonWriter& out = begin();
      write_asked_ns(out, call.member ? call.member->space->path() : std::string_view(url_ns_));
      out.raw(",\"event\":");
      out.string(call.event);
      out.raw(",\"error\":");
      write_error(out, body);
      return end("}");
    };
    if (!write(error)) write({.code = error.code, .message = error.message});
  }

  JsonWriter& begin_event(std::string_view ns, std::string_view event,
                          std::optional<std::uint64_t> id) override {
    JsonWriter& out = begin();
    write_ns(out, ns);
    out.raw(",\"event\":");
    out.plain(event);
    if (id) {
      out.raw(",\"id\":");
      out.integer(*id);
    }
    if (emission()) write_offset(out, emission()->offset);
    begin_data(out);
    return out;
  }
  void cancel_call(std::uint64_t id) override {
    begin_about(id);
    end(",\"cancel\":true}");
  }
  void heartbeat() override {
    begin().raw("{\"ping\":1");
    end("}");
  }
  void drain(std::chrono::milliseconds reconnect_after) override {
    JsonWriter& out = begin();
    out.raw("{\"drain\":{\"reconnectAfter\":");
    out.integer(std::int64_t{reconnect_after.count()});
    end("}}");
  }

 private:
  /// Sees that a frame ends behind the payload that was read in place. Where it does not, or the payload does
  /// not fit, the frame is read again from its start: there may be an id to answer to behind it, and it may
  /// be no JSON at all.
  class Tail final : public detail::EnvelopeTail {
   public:
    bool finish(JsonReader& in, bool payload_ok) override {
      // The first is what JSON has mostly; MessagePack never has a bracket right here.
      const bool ends = payload_ok && (in.accept_here('}') || (!in.accept(',') && in.accept('}')));
      again_ = !ends || !in.finish();
      return !again_;
    }
    [[nodiscard]] bool again() const { return again_; }

   private:
    bool again_ = false;
  };

  void on_open() override {
    const Limits& limits = gateway().limits();
    JsonWriter& out = begin();
    out.raw("{\"hello\":{\"v\":1,\"schema\":");
    out.string(gateway().table().schema_hash);
    out.raw(",\"sid\":");
    out.plain(detail::random_id());
    out.raw(",\"heartbeat\":");
    out.integer(std::int64_t{limits.heartbeat.count()});
    out.raw(",\"timeout\":");
    out.integer(std::int64_t{limits.heartbeat_timeout.count()});
    out.raw(",\"maxPayload\":");
    out.integer(std::uint64_t{limits.max_payload});
    end("}}");
  }

  /// Reads an event up to its payload, where it is written as the generated clients do: ns, event, id and
  /// data in this order, without spaces. False at the first difference.
  bool read_straight(JsonReader& in, Frame& frame) {
    if (!in.object_begin()) return false;
    if (in.accept_all(detail::kQuotedKey<"ns">)) {
      frame.seen |= Frame::Ns;
      if (!in.read_view(frame.ns, ns_scratch_) || !in.accept_here(',')) return false;
    }
    if (!in.accept_all(detail::kQuotedKey<"event">)) return false;
    if (!in.read_view(frame.event, event_scratch_) || !in.accept_here(',')) return false;
    if (in.accept_all(detail::kQuotedKey<"id">)) {
      frame.seen |= Frame::Id;
      if (!read_count(in, frame.id) || !in.accept_here(',')) return false;
    }
    return in.accept_all(detail::kQuotedKey<"data">);
  }

  /// The same of MessagePack, with ns, event and id in any order.
  bool read_packed(JsonReader& in, Frame& frame) {
    std::string_view key;
    if (!in.object_begin()) return false;
    while (in.next_key(key)) {
      if (key == "data") return frame.has(Frame::Event);
      const bool is_ours = key == "ns" || key == "event" || key == "id";
      if (!is_ours || !member(in, frame, key)) return false;
    }
    return false;
  }

  /// Runs an event's handler with the reader standing at its payload. False when the frame must be read
  /// again.
  bool in_place(JsonReader& in, const Frame& frame, const detail::Connection::Ready& ready) {
    Tail tail;
    detail::Call call(connection(),
                      {.id = frame.id,
                       .has_id = frame.has(Frame::Id),
                       .event = ready.route->name,
                       .member = ready.member,
                       .received = connection().arrival()},
                      &in, &tail);
    connection().start(ready, call);
    return !tail.again();
  }

  /// The general way: all members first, then what they mean.
  void from_the_start(std::string_view bytes) {
    JsonReader in(bytes, format_);
    Frame frame;
    std::string_view key;
    if (!in.object_begin()) return bad_frame(in);
    while (in.next_key(key)) {
      if (!member(in, frame, key)) return bad_frame(in);
    }
    if (in.failed() || !in.finish()) return bad_frame(in);
    handle(frame);
  }

  bool member(JsonReader& in, Frame& frame, std::string_view key) {
    for (const KnownKey& known : kKeys) {
      if (known.name != key) continue;
      if (frame.has(known.member)) return in.fail(Rule::Duplicate);
      frame.seen |= known.member;
      switch (known.member) {
        case Frame::Event:
          return in.read_view(frame.event, event_scratch_);
        case Frame::Ns:
          return in.read_view(frame.ns, ns_scratch_);
        case Frame::Id:
          return read_count(in, frame.id);
        case Frame::More:
          return read_count(in, frame.more);
        case Frame::Data:
          return in.skip_span(frame.data);
        case Frame::Join:
        case Frame::Refresh:
          return in.skip_span(frame.join);
        case Frame::ErrorOf:
          return in.skip_span(frame.error);
        case Frame::Resume:
          return in.skip_span(frame.resume);
        case Frame::Item:
          return in.skip_span(frame.item);
        case Frame::Schema:
          return in.read_view(frame.schema, schema_scratch_);
        default:
          return in.skip();
      }
    }
    return in.skip();
  }

  [[nodiscard]] std::string_view ns_of(const Frame& frame) const {
    return frame.has(Frame::Ns) ? frame.ns : std::string_view(url_ns_);
  }

  void handle(const Frame& frame) {
    const std::string_view ns = ns_of(frame);
    const std::optional<std::uint64_t> id = frame.has(Frame::Id) ? std::optional(frame.id) : std::nullopt;
    if (frame.has(Frame::Event)) {
      return connection().event(ns, frame.event, id, frame.has(Frame::Data) ? &frame.data : nullptr);
    }
    if (frame.has(Frame::Join)) return join(ns, frame);
    if (frame.has(Frame::Leave)) return connection().leave(ns);
    if (frame.has(Frame::Refresh)) return connection().refresh(ns, frame.join);
    if (frame.has(Frame::Pong)) return;
    if (id && frame.has(Frame::Item)) return connection().item(*id, frame.item);
    if (id && frame.has(Frame::End)) return connection().end_items(*id);
    if (id && frame.has(Frame::More)) return connection().credit(*id, frame.more);
    if (id && frame.has(Frame::Cancel)) return connection().cancel(*id);
    if (id && frame.has(Frame::ErrorOf)) return error_answer(*id, frame.error);
    if (id)
      return connection().answer(
          *id, {.ok = true, .code = {}, .message = {}, .data = std::string(frame.data), .format = format_});
    bad_frame("the frame has no meaning: it has no event, join, leave, pong or id");
  }

  void join(std::string_view ns, const Frame& frame) {
    std::optional<detail::ResumeRequest> resume;
    if (frame.has(Frame::Resume)) {
      JsonReader in(frame.resume, format_);
      if (!read_resume(in, resume.emplace())) return bad_frame("`resume` has a sid and an offset");
    }
    connection().join(ns, &frame.join, false, frame.schema, resume ? &*resume : nullptr);
  }

  static bool read_resume(JsonReader& in, detail::ResumeRequest& resume) {
    std::string_view key;
    if (!in.object_begin()) return false;
    while (in.next_key(key)) {
      const bool fine = key == "sid"      ? in.read_string(resume.sid)
                        : key == "offset" ? codec::U64::read(in, resume.offset)
                                          : in.skip();
      if (!fine) return false;
    }
    return !in.failed();
  }

  /// The client refused a call of ours.
  void error_answer(std::uint64_t id, std::string_view error) {
    detail::ClientAnswer answer{.ok = false, .code = "internal", .message = "the client failed", .data = {}};
    JsonReader in(error, format_);
    std::string_view key;
    if (!in.object_begin()) return bad_frame("an `error` is an object");
    while (in.next_key(key)) {
      std::string_view data;
      const bool fine = key == "code"      ? in.read_string(answer.code)
                        : key == "message" ? in.read_string(answer.message)
                        : key == "data"    ? in.skip_span(data)
                                           : in.skip();
      if (!fine) return bad_frame("an `error` has a code and a message, which are strings");
      if (!data.empty()) answer.data = detail::json_text_of(data, format_);
    }
    connection().answer(id, std::move(answer));
  }

  void bad_frame(const JsonReader& in) {
    bad_frame("the frame breaks the rule `" + std::string(to_string(in.rule())) + "`" +
              (in.path().empty() ? "" : " at " + in.path()));
  }
  void bad_frame(std::string_view message) {
    JsonWriter& out = begin();
    out.raw("{\"error\":");
    write_error(out, {.code = "invalid_payload", .message = message});
    end("}");
    connection().offence();
  }

  static void write_ns(JsonWriter& out, std::string_view ns) {
    out.raw("{\"ns\":");
    out.plain(ns);
  }
  /// The same for one that the client wrote.
  static void write_asked_ns(JsonWriter& out, std::string_view ns) {
    out.raw("{\"ns\":");
    out.string(ns);
  }

  /// Where a reply goes that its caller did not ask for.
  JsonWriter& nobody_asked() {
    unwanted_.clear();
    return unwanted_writer_;
  }

  std::string url_ns_;
  const WireFormat format_;
  std::string event_scratch_;
  std::string ns_scratch_;
  std::string schema_scratch_;
  Buffer unwanted_;
  JsonWriter unwanted_writer_{unwanted_};
};

}  // namespace

const GangwayV1& GangwayV1::instance() {
  static const GangwayV1 dialect(WireFormat::Json);
  return dialect;
}

const GangwayV1& GangwayV1::packed() {
  static const GangwayV1 dialect(WireFormat::MessagePack);
  return dialect;
}

std::vector<SharedMessagePtr> GangwayV1::encode_event(const Emission& event, detail::WriteFn data) const {
  const auto head = [&](JsonWriter& out) {
    out.raw("{\"ns\":");
    out.plain(event.ns);
    out.raw(",\"event\":");
    out.plain(event.row->name);
    write_offset(out, event.offset);
  };
  return shared_event(head, data, format_);
}

std::shared_ptr<TextSession> GangwayV1::open(std::shared_ptr<detail::Gateway> gateway, std::string url_ns,
                                             std::shared_ptr<const PeerInfo> info, WireFormat format) {
  const GangwayV1& dialect = format == WireFormat::Json ? instance() : packed();
  return std::make_shared<GangwaySession>(std::move(gateway), dialect, std::move(url_ns), std::move(info));
}

}  // namespace gangway::protocol
