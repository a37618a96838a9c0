#include "protocol/socketio/session.h"

#include <utility>

#include "gangway/codec/reader.h"
#include "gangway/logging.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "protocol/socketio/answer.h"
#include "protocol/socketio/attachments.h"
#include "protocol/socketio/writing.h"
#include "protocol/websocket/close_code.h"

namespace gangway::protocol::socketio {

using detail::CallRef;

namespace {

constexpr auto kNoStatus = static_cast<std::uint16_t>(websocket::CloseCode::NoStatus);
constexpr auto kPolicyViolation = static_cast<std::uint16_t>(websocket::CloseCode::PolicyViolation);

/// The member's namespace as its client spelt it.
std::string_view spelt(const detail::Member& member) {
  return member.asked_path.empty() ? member.space->path() : std::string_view(member.asked_path);
}

}  // namespace

SocketIoSession::SocketIoSession(std::shared_ptr<detail::Gateway> of, Options options,
                                 std::shared_ptr<const PeerInfo> info)
    : TextSession(std::move(of), SocketIo::instance(), std::move(info)),
      options_(options),
      reader_(*this, gateway().limits().max_payload) {}

// --- what the client says ----------------------------------------------------------------------------------

bool SocketIoSession::knows(std::string_view ns) { return connection().knows(ns); }

void SocketIoSession::connect(std::string_view ns, const std::string_view* auth) {
  std::optional<detail::ResumeRequest> resume;
  if (auth) resume = read_resume(*auth);
  connection().join(ns, auth, false, {}, resume ? &*resume : nullptr);
}

void SocketIoSession::disconnect(std::string_view ns) { connection().leave(ns); }

void SocketIoSession::event(std::string_view ns, std::optional<std::uint64_t> id,
                            const Arguments& arguments) {
  constexpr std::string_view kCode = "invalid_payload";
  if (arguments.count > 1) {
    return tell(ns, arguments.name, id,
                {.code = kCode, .message = "an event has one argument, which is its payload"});
  }
  const auto value = value_of(arguments);
  if (!value) {
    return tell(ns, arguments.name, id, {.code = kCode, .message = "the payload is too long"});
  }
  connection().event(ns, arguments.name, id, arguments.count > 0 ? &*value : nullptr);
}

bool SocketIoSession::event_at_once(const Packet& packet) {
  /// Sees that the payload is the last argument. Where it is not, or does not fit, the common way finds out
  /// what to say.
  class Tail final : public detail::EnvelopeTail {
   public:
    bool finish(JsonReader& in, bool payload_ok) override {
      return done = payload_ok && in.accept_here(']') && in.finish();
    }
    bool done = false;
  };

  JsonReader in(packet.payload);
  std::string_view name;
  if (!in.accept_here('[') || !in.read_view(name, name_scratch_) || !in.accept_here(',')) return false;
  const auto ready = connection().ready(packet.ns, name);
  if (!ready.member || is_reserved(name)) return false;
  Tail tail;
  detail::Call call(connection(),
                    {.id = packet.id.value_or(0),
                     .has_id = packet.id.has_value(),
                     .event = ready.route->name,
                     .member = ready.member,
                     .received = connection().arrival()},
                    &in, &tail);
  connection().start(ready, call);
  return tail.done;
}

void SocketIoSession::ack(std::string_view, std::uint64_t id, const Arguments& arguments) {
  const auto refuse = [&](std::string_view why) {
    connection().answer(id,
                        {.ok = false, .code = "invalid_payload", .message = std::string(why), .data = {}});
  };
  if (arguments.count > 1) return refuse("an answer has one argument");
  if (auto refusal = read_refusal(arguments.first)) return connection().answer(id, *std::move(refusal));
  const auto value = value_of(arguments);
  if (!value) return refuse("the answer is too long");
  connection().answer(id, {.ok = true, .code = {}, .message = {}, .data = std::string(*value)});
}

void SocketIoSession::violation(std::string_view what) {
  connection().log(LogLevel::Debug, "a Socket.IO client broke the protocol: " + std::string(what));
  connection().set_close_reason(LeaveReason::ProtocolError);
  close(kPolicyViolation, {});
}

std::optional<std::string_view> SocketIoSession::value_of(const Arguments& arguments) {
  if (arguments.attachments.empty() || arguments.first.empty()) return arguments.first;
  // Base64 is a third longer, and an attachment may stand in several places.
  const std::size_t limit = 2 * gateway().limits().max_payload;
  placed_.clear();
  if (place_attachments(arguments.first, arguments.attachments, limit, placed_) != Placed::Fine) {
    return std::nullopt;
  }
  const std::size_t size = placed_.size();
  placed_.append(kReadPadding, '\0');
  return std::string_view(placed_).substr(0, size);
}

// --- what the gateway says ---------------------------------------------------------------------------------

std::string_view SocketIoSession::ns_of(const CallRef& call) { return spelt(*call.member); }

JsonWriter& SocketIoSession::begin_packet(PacketType type, std::string_view ns,
                                          std::optional<std::uint64_t> id) {
  attachments_.clear();
  writing_ = &begin();
  write_head(*writing_, type, ns, id);
  return *writing_;
}

bool SocketIoSession::end_packet(std::string_view tail) {
  if (attachments_.size() > kMaxAttachments) writing_->unrepresentable();
  if (attachments_.empty() || writing_->failed()) return end(tail);
  writing_->raw(tail);
  return end_as(with_attachments(written(), attachments_));
}

void SocketIoSession::close(std::uint16_t code, std::string_view reason) {
  // What a server does not put up with ends as in the reference: with a close frame without a code.
  const bool is_theirs = code == kPolicyViolation;
  TextSession::close(is_theirs ? kNoStatus : code, is_theirs ? std::string_view() : reason);
}

void SocketIoSession::joined(const detail::Member& member) {
  JsonWriter& out = begin_packet(PacketType::Connect, spelt(member), {});
  out.raw("{\"sid\":");
  out.quoted(static_cast<std::uint64_t>(member.id));
  // A client that sees the pid again which it has shown takes itself for recovered.
  if (member.space->replay() != nullptr && !member.gap) {
    out.raw(",\"pid\":");
    out.plain(member.sid);
  }
  end("}");
}

void SocketIoSession::refused(std::string_view ns, const ErrorBody& error) {
  const auto write = [&](const ErrorBody& body) {
    JsonWriter& out = begin_packet(PacketType::ConnectError, ns, {});
    if (body.code == to_string(ErrorCode::UnknownNamespace)) {
      out.raw("{\"message\":\"Invalid namespace\"");
      return end("}");
    }
    out.raw("{\"message\":");
    out.string(body.message);
    out.raw(",\"data\":{\"code\":");
    out.string(body.code);
    if (body.data) {
      out.raw(",\"data\":");
      (*body.data)(out);
    }
    return end("}}");
  };
  if (!write(error)) write({.code = error.code, .message = error.message});
}

void SocketIoSession::left(std::string_view ns, LeaveReason reason) {
  if (reason == LeaveReason::ClientLeft) return;  // it knows
  begin_packet(PacketType::Disconnect, ns, {});
  end({});
}

JsonWriter& SocketIoSession::begin_reply(const CallRef& call) {
  if (!call.has_id) {
    unwanted_.clear();
    return unwanted_writer_;
  }
  JsonWriter& out = begin_packet(PacketType::Ack, ns_of(call), call.id);
  out.set_attachments(&attachments_);
  out.put('[');
  return out;
}

bool SocketIoSession::end_reply(const CallRef& call) { return !call.has_id || end_packet("]"); }

void SocketIoSession::empty_reply(const CallRef& call) {
  if (!call.has_id) return;
  begin_packet(PacketType::Ack, ns_of(call), call.id).raw("[");
  end("]");
}

JsonWriter& SocketIoSession::begin_item(const CallRef& call) {
  return begin_event(ns_of(call), call.event, std::nullopt);
}

bool SocketIoSession::end_item(const CallRef&) { return end_packet("]"); }

void SocketIoSession::error(const CallRef& call, const ErrorBody& error) {
  if (call.member == nullptr) return;  // packets for other namespaces do not come this far
  tell(ns_of(call), call.event, call.has_id ? std::optional(call.id) : std::nullopt, error);
}

void SocketIoSession::tell(std::string_view ns, std::string_view event, std::optional<std::uint64_t> id,
                           const ErrorBody& error) {
  const auto write = [&](const ErrorBody& body) {
    if (id) {
      JsonWriter& out = begin_packet(PacketType::Ack, ns, id);
      out.raw("[{\"error\":");
      write_error(out, body);
      return end("}]");
    }
    JsonWriter& out = begin_packet(PacketType::Event, ns, {});
    out.raw("[\"exception\",");
    write_exception(out, event, body);
    return end("]");
  };
  if (!write(error)) write({.code = error.code, .message = error.message});
}

JsonWriter& SocketIoSession::begin_event(std::string_view ns, std::string_view event,
                                         std::optional<std::uint64_t> id) {
  JsonWriter& out = begin_packet(PacketType::Event, connection().as_asked(ns), id);
  out.set_attachments(&attachments_);
  write_event_name(out, event);
  begin_data(out, ",");
  return out;
}

bool SocketIoSession::end_event() {
  if (emission() == nullptr || emission()->offset == 0) return end_packet("]");
  return end_packet(event_tail(emission()->offset));
}

Sent SocketIoSession::send(const Emission& event, const std::vector<SharedMessagePtr>& messages) {
  const std::string_view asked = connection().as_asked(event.ns);
  if (asked.data() == event.ns.data() || messages.empty()) return TextSession::send(event, messages);
  // The client would not know the namespace by its own spelling.
  auto head = std::make_shared<SharedMessage>();
  head->bytes = messages.front()->bytes;
  head->bytes.replace(head->bytes.find(event.ns), event.ns.size(), asked);
  std::vector<SharedMessagePtr> own = messages;
  own.front() = std::move(head);
  return TextSession::send(event, own);
}

}  // namespace gangway::protocol::socketio
