#include "dispatch/connection.h"

#include <algorithm>

#include "dispatch/observer.h"
#include "dispatch/pipeline.h"
#include "gangway/codec/reader.h"
#include "hub/namespace.h"
#include "hub/replay.h"

namespace gangway::detail {
namespace {

/// Streams wait above this many queued bytes, well before the outbox is full.
constexpr std::size_t kStreamHighWater = 256 * 1024;

CallRef ref_of(const Member::Waiting& waiting, Member& member) {
  return {.id = waiting.id,
          .has_id = waiting.has_id,
          .event = waiting.event,
          .member = &member,
          .received = waiting.received,
          .deadline = waiting.deadline,
          .expires = waiting.expires};
}

std::string_view normal(std::string_view ns) { return ns.empty() ? std::string_view("/") : ns; }

}  // namespace

Connection::Connection(Gateway& gateway, protocol::Peer& peer, std::shared_ptr<const protocol::PeerInfo> info)
    : gateway_(gateway),
      peer_(peer),
      info_(std::move(info)),
      executor_(gateway.server().loop_here()),
      observer_(gateway.server().observer.get()),
      times_calls_(observer_ != nullptr && observer_->every_call()),
      deadlines_(executor_, [this](std::uint64_t call) { deadline_passed(call); }) {}

Connection::~Connection() { close(LeaveReason::TransportLost); }

void Connection::open() {
  opened_ = true;
  if (observer_) observer_->connection_opened(*this);
  const Limits& limits = gateway_.limits();
  join_timer_ = executor_->at(executor_->now() + peer_.join_timeout().value_or(limits.join_timeout), [this] {
    join_timer_ = Executor::TimerId::None;
    if (!has_joined()) peer_.close(1008, "no namespace was joined in time");
  });
  if (peer_.keeps_time()) return;
  heartbeat_timer_ = executor_->at(executor_->now() + limits.heartbeat, [this] { send_heartbeat(); });
}

// --- joining and leaving
// -------------------------------------------------------------------------------------

void Connection::join(std::string_view ns, const std::string_view* handshake, bool lenient,
                      std::string_view schema_hash, const ResumeRequest* resume) {
  if (closed_) return;
  const auto refuse = [&](ErrorCode code, std::string_view message) {
    ended({.is_join = true, .event = {}, .received = arrival()}, to_string(code));
    peer_.refused(normal(ns), {.code = to_string(code), .message = message});
  };
  if (members_.size() >= gateway_.limits().namespaces_per_connection) {
    return refuse(ErrorCode::Overloaded, "the connection has joined as many namespaces as it may");
  }
  std::shared_ptr<Namespace> space;
  try {
    space = gateway_.enter(normal(ns));
  } catch (const std::exception& error) {
    log(LogLevel::Error, "on_open of " + std::string(ns) + " threw: " + error.what());
    return refuse(ErrorCode::Internal, "the server failed");
  } catch (...) {
    log(LogLevel::Error, "on_open of " + std::string(ns) + " threw");
    return refuse(ErrorCode::Internal, "the server failed");
  }
  if (!space) return refuse(ErrorCode::UnknownNamespace, "the gateway has no such namespace");
  if (find(space->path())) {
    space->leave();
    return refuse(ErrorCode::InvalidPayload, "the namespace is joined already");
  }
  if (!schema_hash.empty() && schema_hash != gateway_.table().schema_hash) {
    log(LogLevel::Warning, "a client was generated from another version of the schema: it has " +
                               std::string(schema_hash.substr(0, 32)) + ", the server " +
                               std::string(gateway_.table().schema_hash));
  }
  if (!may_join(normal(ns))) return space->leave();
  if (resume && space->replay()) return join_again(space, normal(ns), *resume, handshake, lenient);
  members_.push_back(std::make_shared<Member>(space, *this, peer_, info_));
  set_asked_path(*members_.back(), normal(ns));
  ask_handler(*members_.back(), handshake, lenient);
}

void Connection::ask_handler(Member& member, const std::string_view* handshake, bool lenient) {
  const auto hold = member.shared();
  const CallRef ref{.is_join = true, .event = {}, .member = &member, .received = arrival()};
  const NamespaceTable& table = member.space->table();
  if (table.keeps_handshake && handshake) member.handshake.emplace(*handshake, lenient, format());
  if (table.join_policy != nullptr || member.space->handler().hooks() != nullptr) {
    return start_around(ref, nullptr, table.join_policy, handshake, lenient, {});
  }
  JsonReader in(handshake ? *handshake : std::string_view(), format());
  in.set_lenient(lenient);
  Call call(*this, ref, handshake ? &in : nullptr, nullptr);
  table.join(member.space->handler(), call);
}

void Connection::start_around(const CallRef& ref, const Route* route, const CallPolicy* policy,
                              const std::string_view* data, bool lenient, UploadHold upload) {
  auto call = spare_ ? std::move(spare_) : std::make_unique<Pipeline>(*this);
  call->begin(ref, route, policy, data, lenient);
  call->upload = std::move(upload);
  call->advance();
  if (!call->has_ended()) {
    call->kept();
    return keep(std::move(call));
  }
  call->clear();
  spare_ = std::move(call);
}

void Connection::refuse(const CallRef& ref, const protocol::ErrorBody& error) {
  if (ref.is_join) return refused(*ref.member, error);
  if (ref.is_refresh) return peer_.not_refreshed(ref.member->space->path(), error);
  peer_.error(ref, error);
}

void Connection::accepted(Member& member) {
  const auto hold = member.shared();
  member.state = Member::State::Joined;
  member.shard.add(member);
  executor_->cancel(std::exchange(join_timer_, Executor::TimerId::None));
  std::vector<ReplayedPtr> missed;
  if (Replay* replay = member.space->replay()) missed = replay->joined(member);
  const bool told_last = peer_.missed_come_first();
  if (!told_last) peer_.joined(member);
  if (observer_) observer_->joined(member);
  for (const ReplayedPtr& event : missed) Shard::replay_to(member, *event);
  if (told_last) peer_.joined(member);
  for (const Member::Held& held : std::exchange(member.held, {})) {
    const auto data = [&](JsonWriter& out) { held.data.write(out); };
    const auto write_key = [&](JsonWriter& out) { out.raw(std::string_view(*held.key)); };
    const WriteFn key(write_key);
    emit_to(member, *held.event, data, held.key ? &key : nullptr);
  }
  handle_waiting(member);
}

void Connection::refused(Member& member, const protocol::ErrorBody& error) {
  const auto hold = member.shared();
  remove(member, LeaveReason::HandshakeRefused);
  peer_.refused(member.asked_path.empty() ? member.space->path() : member.asked_path, error);
}

void Connection::leave(std::string_view ns) {
  const auto member = find(ns);
  if (!member) return;
  remove(*member, LeaveReason::ClientLeft);  // calls end before the namespace does
  peer_.left(normal(ns), LeaveReason::ClientLeft);
}

void Connection::refresh(std::string_view ns, std::string_view handshake) {
  if (closed_) return;
  const auto member = find(ns);
  const CallRef ref{.is_refresh = true, .event = {}, .member = member.get(), .received = arrival()};
  const auto refuse = [&](ErrorCode code, std::string_view message) {
    ended(ref, to_string(code));
    peer_.not_refreshed(normal(ns), {.code = to_string(code), .message = message});
  };
  if (!member || member->state != Member::State::Joined)
    return refuse(ErrorCode::UnknownNamespace, "the client has not joined this namespace");
  const auto refresh = member->space->table().refresh;
  if (refresh == nullptr) return refuse(ErrorCode::Forbidden, "the namespace has no handshake");
  const bool has_one = std::any_of(calls_.begin(), calls_.end(), [&](const auto& call) {
    return call->target.ref().is_refresh && call->target.ref().member == member.get();
  });
  if (has_one) return refuse(ErrorCode::Overloaded, "another refresh is not done yet");
  if (member->space->table().keeps_handshake) member->offered.emplace(handshake, false, format());
  JsonReader in(handshake, format());
  Call call(*this, ref, &in, nullptr);
  refresh(member->space->handler(), call);
}

void Connection::put_out(Member& member) {
  if (member.state == Member::State::Left) return;
  const auto hold = member.shared();
  remove(member, LeaveReason::ServerLeft);
  const bool as_written = peer_.keeps_spelling() && !member.asked_path.empty();
  peer_.left(as_written ? member.asked_path : member.space->path(), LeaveReason::ServerLeft);
}

void Connection::remove(Member& member, LeaveReason reason) {
  const auto hold = member.shared();
  const bool was_in = member.state.exchange(Member::State::Left) == Member::State::Joined;
  std::erase_if(members_, [&](const auto& known) { return known.get() == &member; });

  const auto tell_cancelled = [&](const CallRef& ref) {
    if (!closed_ && ref.has_id) {
      fail(ref, ErrorCode::Cancelled, "the client is no longer in the namespace");
    } else {
      ended(ref, to_string(ErrorCode::Cancelled));
    }
  };
  // Handlers first: what they wait for is taken back when they go.
  std::vector<std::unique_ptr<PendingCall>> ended;
  for (auto& call : calls_) {
    const CallRef& ref = call->target.ref();
    // A join that was refused is ending by itself.
    const bool ends_itself = ref.is_join && reason == LeaveReason::HandshakeRefused;
    if (ref.member == &member && !ends_itself) ended.push_back(std::move(call));
  }
  std::erase(calls_, nullptr);
  for (const auto& call : ended) {
    deadlines_.stop(call->target.ref().deadline);
    tell_cancelled(call->target.ref());
  }
  ended.clear();
  std::vector<std::uint64_t> unanswered;
  for (const auto& [id, call] : client_calls_) {
    if (call.member == &member) unanswered.push_back(id);
  }
  for (const std::uint64_t id : unanswered) {
    end_client_call(id, {.ok = false, .code = "unavailable", .message = "the client left", .data = {}});
  }

  for (const Member::Waiting& waiting : std::exchange(member.waiting, {})) {
    deadlines_.stop(waiting.deadline);
    tell_cancelled(ref_of(waiting, member));
  }
  member.held.clear();
  if (was_in) {
    if (observer_) observer_->left(member, reason);
    try {
      member.space->table().leave(member.space->handler(), hold, reason);
    } catch (const std::exception& error) {
      log(LogLevel::Error, "on_leave_namespace threw: " + std::string(error.what()));
    } catch (...) {
      log(LogLevel::Error, "on_leave_namespace threw");
    }
  }
  // Only now: the hook may ask which rooms the client was in.
  suspend(member, was_in, reason);
  member.shard.remove(member);
  left_address();
  leave_space(member, reason);
  member.connection = nullptr;
  member.peer = nullptr;
}

void Connection::close(LeaveReason reason) {
  if (std::exchange(closed_, true)) return;
  executor_->cancel(std::exchange(join_timer_, Executor::TimerId::None));
  executor_->cancel(std::exchange(heartbeat_timer_, Executor::TimerId::None));
  const LeaveReason told = close_reason_.value_or(reason);
  while (!members_.empty()) remove(*members_.back(), told);
  if (observer_ && opened_) observer_->connection_closed(*this);
}

// --- events
// --------------------------------------------------------------------------------------------------

std::shared_ptr<Member> Connection::find(std::string_view ns) const {
  const std::string_view path = normal(ns);
  for (const auto& member : members_) {
    if (member->is_at(path)) return member;
  }
  return nullptr;
}

std::string_view Connection::asked_path(std::string_view ns) const {
  const auto member = find(ns);
  return member && !member->asked_path.empty() ? std::string_view(member->asked_path) : ns;
}

void Connection::set_asked_path(Member& member, std::string_view ns) {
  if (member.space->path() == ns) return;
  member.asked_path = ns;
  has_asked_paths_ = true;
}

Connection::Ready Connection::ready(std::string_view ns, std::string_view event) {
  if (!calls_.empty()) return {};  // rare enough for the slow path, which checks ids and limits
  const std::string_view path = normal(ns);
  for (const auto& member : members_) {
    if (!member->is_at(path)) continue;
    if (member->running > 0 || !member->waiting.empty() || member->state != Member::State::Joined) return {};
    if (expired(*member) || !member->former_sid.empty()) return {};
    const Route* route = member->space->table().find(event);
    const bool is_plain = route != nullptr && route->policy == nullptr && !route->takes_stream;
    if (!is_plain || member->space->handler().hooks() != nullptr) return {};
    return {member.get(), route};
  }
  return {};
}

void Connection::start(const Ready& ready, Call& call) {
  ready.route->invoke(ready.member->space->handler(), call);
}

void Connection::event(std::string_view ns, std::string_view event, std::optional<std::uint64_t> id,
                       const std::string_view* data) {
  if (closed_) return;
  const auto member = find(ns);
  CallRef ref{.id = id.value_or(0),
              .has_id = id.has_value(),
              .event = event,
              .member = member.get(),
              .received = arrival()};
  if (!member) return fail(ref, ErrorCode::UnknownNamespace, "the client has not joined this namespace");
  if (id && id_in_use(*id, peer_.ids_are_per_namespace() ? member.get() : nullptr)) {
    offence();
    return fail(ref, ErrorCode::InvalidPayload, "this id is in use by a call in flight");
  }
  const Route* route = member->space->table().find(event);
  const bool is_in = member->state == Member::State::Joined;
  if (is_in && !member->former_sid.empty()) member->space->replay()->confirm(*member);
  if (is_in && !is_within_rate(ref, route)) return;
  set_deadline(ref, route);
  if (is_in && member->waiting.empty() && may_start(*member, route)) {
    dispatch(*member, route, ref, data, begin_upload(route, ref));
  } else {
    wait(*member, route, ref, data, begin_upload(route, ref));
  }
}

void Connection::wait(Member& member, const Route* route, const CallRef& ref, const std::string_view* data,
                      UploadHold upload) {
  const Limits& limits = gateway_.limits();
  const std::size_t bytes = ref.event.size() + (data ? data->size() : 0);
  if (member.waiting.size() + calls_of(member) >= limits.calls_in_flight) {
    return fail(ref, ErrorCode::Overloaded, "too many calls are in flight");
  }
  if (member.waiting_bytes + bytes > limits.waiting_bytes) {
    return fail(ref, ErrorCode::Overloaded, "too much is waiting to be handled");
  }
  Member::Waiting waiting{.route = route,
                          .event = std::string(ref.event),
                          .id = ref.id,
                          .has_id = ref.has_id,
                          .has_data = data != nullptr,
                          .is_counted = member.state == Member::State::Joined,
                          .received = ref.received,
                          .deadline = ref.deadline,
                          .expires = ref.expires,
                          .data = {},
                          .data_size = 0,
                          .upload = std::move(upload)};
  if (data) {
    waiting.data_size = data->size();
    waiting.data.reserve(data->size() + kReadPadding);
    waiting.data.append(*data).append(kReadPadding, '\0');
  }
  if (ref.deadline != 0) deadlines_.start(ref.deadline, ref.expires);
  member.waiting_bytes += bytes;
  member.waiting.push_back(std::move(waiting));
}

void Connection::handle_waiting(Member& member) {
  const auto hold = member.shared();
  while (member.state == Member::State::Joined && !member.waiting.empty() &&
         may_start(member, member.waiting.front().route)) {
    Member::Waiting next = std::move(member.waiting.front());
    member.waiting.pop_front();
    member.waiting_bytes -= next.event.size() + next.data_size;
    const std::string_view data = std::string_view(next.data).substr(0, next.data_size);
    const CallRef ref = ref_of(next, member);
    deadlines_.stop(next.deadline);  // it starts again where the call has to wait for something else
    if (!next.is_counted && !is_within_rate(ref, next.route)) continue;
    dispatch(member, next.route, ref, next.has_data ? &data : nullptr, std::move(next.upload));
  }
}

void Connection::dispatch(Member& member, const Route* route, const CallRef& ref,
                          const std::string_view* data, UploadHold upload) {
  if (route == nullptr) {
    return fail(ref, ErrorCode::UnknownEvent, "the namespace has no such event for clients to send");
  }
  if (expired(member)) return fail(ref, ErrorCode::Unauthenticated, "expired");
  if (calls_of(member) >= gateway_.limits().calls_in_flight) {
    return fail(ref, ErrorCode::Overloaded, "too many calls are in flight");
  }
  CallRef named = ref;
  named.event = route->name;
  named.is_concurrent = concurrency_of(route) > 1;
  if (route->policy != nullptr || member.space->handler().hooks() != nullptr) {
    return start_around(named, route, route->policy, data, false, std::move(upload));
  }
  JsonReader in(data ? *data : std::string_view(), format());
  Call call(*this, named, data ? &in : nullptr, nullptr);
  if (upload.share()) call.set_upload(std::move(upload));
  start({&member, route}, call);
}

void Connection::fail(const CallRef& ref, ErrorCode code, std::string_view message) {
  ended(ref, to_string(code));
  peer_.error(ref, {.code = to_string(code), .message = message});
}

bool Connection::expired(const Member& member) const {
  return member.expires != TimePoint::max() && executor_->now() >= member.expires;
}

bool Connection::id_in_use(std::uint64_t id, const Member* only) const {
  const auto uses = [&](const Member* member, std::uint64_t known) {
    return known == id && (only == nullptr || member == only);
  };
  for (const auto& call : calls_) {
    const CallRef& ref = call->target.ref();
    if (ref.has_id && uses(ref.member, ref.id)) return true;
  }
  for (const auto& member : members_) {
    for (const auto& waiting : member->waiting) {
      if (waiting.has_id && uses(member.get(), waiting.id)) return true;
    }
  }
  return false;
}

std::size_t Connection::calls_of(const Member& member) const {
  return static_cast<std::size_t>(std::count_if(
      calls_.begin(), calls_.end(), [&](const auto& call) { return call->target.ref().member == &member; }));
}

void Connection::keep(std::unique_ptr<PendingCall> call) {
  const CallRef& ref = call->target.ref();
  if (holds_up_others(ref)) ++ref.member->running;
  if (ref.deadline != 0) deadlines_.start(ref.deadline, ref.expires);
  calls_.push_back(std::move(call));
}

void Connection::finished(PendingCall& call) {
  const CallRef ref = call.target.ref();
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const auto& kept) { return kept.get() == &call; });
  const auto ended = std::move(*found);
  calls_.erase(found);
  deadlines_.stop(ref.deadline);
  if (!holds_up_others(ref)) return;
  --ref.member->running;
  handle_waiting(*ref.member);
}

void Connection::no_longer_in_order(Member& member) {
  --member.running;
  handle_waiting(member);
}

void Connection::credit(std::uint64_t id, std::uint64_t more) {
  for (const auto& call : calls_) {
    const CallRef& ref = call->target.ref();
    if (ref.has_id && ref.id == id) return call->credit(more);
  }
}

void Connection::cancel(std::uint64_t id) {
  end_call(id, ErrorCode::Cancelled, "the caller took the call back");
}

void Connection::end_call(std::uint64_t id, ErrorCode code, std::string_view message) {
  end_where([id](const CallRef& ref) { return ref.has_id && ref.id == id; }, code, message);
}

void Connection::end_where(FunctionRef<bool(const CallRef&)> is_it, ErrorCode code,
                           std::string_view message) {
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const auto& call) { return is_it(call->target.ref()); });
  if (found != calls_.end()) {
    PendingCall& call = **found;
    fail(call.target.ref(), code, message);
    return finished(call);
  }
  for (const auto& member : members_) {
    auto& waiting = member->waiting;
    const auto queued = std::find_if(waiting.begin(), waiting.end(),
                                     [&](const auto& event) { return is_it(ref_of(event, *member)); });
    if (queued == waiting.end()) continue;
    const Member::Waiting gone = std::move(*queued);
    waiting.erase(queued);
    member->waiting_bytes -= gone.event.size() + gone.data_size;
    deadlines_.stop(gone.deadline);
    fail(ref_of(gone, *member), code, message);
    return handle_waiting(*member);  // what stood behind it may start sooner
  }
}

void Connection::drained() {
  // A stream that goes on may end, and so change the list.
  std::vector<PendingCall*> known;
  for (const auto& call : calls_) known.push_back(call.get());
  for (PendingCall* call : known) {
    const bool there =
        std::any_of(calls_.begin(), calls_.end(), [&](const auto& kept) { return kept.get() == call; });
    if (there) call->drained();
  }
}

void Connection::offence() {
  if (++offences_ <= gateway_.limits().offences) return;
  set_close_reason(LeaveReason::ProtocolError);
  peer_.close(1008, "too many frames that make no sense");
}

bool Connection::congested() const { return peer_.queued_bytes() > kStreamHighWater; }

bool Connection::has_joined() const {
  return std::any_of(members_.begin(), members_.end(),
                     [](const auto& member) { return member->state == Member::State::Joined; });
}

bool Connection::idle() const {
  return calls_.empty() && std::all_of(members_.begin(), members_.end(),
                                       [](const auto& member) { return member->waiting.empty(); });
}

void Connection::tell_ended(const CallRef& call, std::string_view code, bool declared,
                            std::string_view fault) const {
  const Route* route = call.member && !call.is_join && !call.is_refresh
                           ? call.member->space->table().find(call.event)
                           : nullptr;
  CallEnd end{.call = call,
              .connection = *this,
              .event = route ? route->name : std::string_view(),
              .code = code,
              .declared = declared,
              .fault = fault,
              .took = {}};
  if (call.received != kUntimed) end.took = executor_->now() - call.received;
  observer_->call_ended(end);
}

void Connection::log(LogLevel level, const std::string& text) const {
  if (observer_) return observer_->note(level, *this, text);
  if (gateway_.server().log) gateway_.server().log(level, info_->address + ": " + text);
}

// --- calls to the client
// -------------------------------------------------------------------------------------

std::uint64_t Connection::call_client(Member& member, std::string_view event, const KeptJson& data,
                                      std::chrono::milliseconds timeout, ServerCallBase::Done done) {
  const std::uint64_t id = ++last_client_call_;
  if (timeout.count() <= 0) timeout = gateway_.limits().server_call_timeout;
  const auto timer = executor_->at(executor_->now() + timeout, [this, id] {
    peer_.cancel_call(id);
    end_client_call(id, {.ok = false,
                         .code = "deadline_exceeded",
                         .message = "the client did not answer in time",
                         .data = {}});
  });
  client_calls_.emplace(id, ClientCall{&member, std::string(event), std::move(done), timer});
  data.write(peer_.begin_event(member.space->path(), event, id));
  if (!peer_.end_event()) {
    end_client_call(id, {.ok = false,
                         .code = std::string(to_string(ErrorCode::Internal)),
                         .message = "the call had no form in the client's message format",
                         .data = {}});
  }
  return id;
}

void Connection::forget_call(std::uint64_t id) {
  const auto found = client_calls_.find(id);
  if (found == client_calls_.end()) return;
  executor_->cancel(found->second.timer);
  tell_client_call(found->second, to_string(ErrorCode::Cancelled));
  client_calls_.erase(found);
  peer_.cancel_call(id);
}

void Connection::dropped(std::string_view ns, std::string_view event) {
  if (!observer_) return;
  if (const auto member = find(ns)) observer_->event_dropped(*member->space, event);
}

void Connection::answer(std::uint64_t id, ClientAnswer answer) { end_client_call(id, std::move(answer)); }

void Connection::end_client_call(std::uint64_t id, ClientAnswer answer) {
  const auto found = client_calls_.find(id);
  if (found == client_calls_.end()) return;  // answered late, or twice
  tell_client_call(found->second, answer.ok ? std::string_view() : std::string_view(answer.code));
  const auto done = std::move(found->second.done);
  executor_->cancel(found->second.timer);
  client_calls_.erase(found);
  done(std::move(answer));
}

void Connection::tell_client_call(const ClientCall& call, std::string_view code) const {
  if (observer_) observer_->client_call_ended(*call.member, call.event, code);
}

// --- heartbeat
// -----------------------------------------------------------------------------------------------

void Connection::send_heartbeat() {
  alive_ = false;
  peer_.heartbeat();
  heartbeat_timer_ =
      executor_->at(executor_->now() + gateway_.limits().heartbeat_timeout, [this] { check_heartbeat(); });
}

void Connection::check_heartbeat() {
  heartbeat_timer_ = Executor::TimerId::None;
  if (!alive_) {
    set_close_reason(LeaveReason::HeartbeatMissed);
    return peer_.close(1001, "heartbeat missed");
  }
  const Limits& limits = gateway_.limits();
  const auto rest = std::max(limits.heartbeat - limits.heartbeat_timeout, std::chrono::milliseconds(0));
  heartbeat_timer_ = executor_->at(executor_->now() + rest, [this] { send_heartbeat(); });
}

}  // namespace gangway::detail
