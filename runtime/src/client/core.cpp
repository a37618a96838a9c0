#include "client/core.h"

#include <algorithm>
#include <cstdio>
#include <future>
#include <utility>

#include "client/padded.h"
#include "dispatch/current_executor.h"

namespace gangway::client {
namespace {

using namespace std::chrono_literals;
using gangway::detail::CurrentExecutor;

/// From opening a connection to the server's hello.
constexpr std::chrono::milliseconds kHelloPatience = 10s;
/// A connection that stood this long was a good one: the next pause is short again.
constexpr std::chrono::milliseconds kStableAfter = 10s;

constexpr std::uint16_t kDone = 1000;
constexpr std::uint16_t kPolicy = 1008;
constexpr std::uint16_t kTryLater = 1013;
constexpr std::uint16_t kDeadConnection = 4000;
constexpr std::uint16_t kOtherVersion = 4002;

/// Whether there is no use in connecting again: the server is done with this client, or would end a new try
/// the same way. 4000 to 4999 are the application's own.
bool is_final(std::uint16_t code) {
  return code == kDone || code == 1002 || code == 1003 || code == 1007 || code == kPolicy ||
         (code >= 4000 && code <= 4999);
}

}  // namespace

std::string_view to_string(State state) noexcept {
  switch (state) {
    case State::Idle:
      return "idle";
    case State::Connecting:
      return "connecting";
    case State::Open:
      return "open";
    case State::Reconnecting:
      return "reconnecting";
    case State::Closed:
      return "closed";
  }
  return {};
}

Core::Core(const Target& target, const GatewayInfo& info)
    : connector_(target.connector()),
      executor_(connector_->executor()),
      info_(info),
      options_(target.options()),
      calls_(executor_, [this](const std::string& frame) { send(frame); }),
      pauses_(options_.backoff) {}

Core::~Core() {
  // Its gateway has closed it: nothing is left that knows it.
  for (const auto timer : {timer_, watchdog_}) {
    if (timer != gangway::detail::Executor::TimerId::None) executor_->cancel(timer);
  }
}

void Core::run(std::function<void(Core&)> work) {
  gangway::detail::run_on(executor_, [self = shared_from_this(), work = std::move(work)] {
    const CurrentExecutor current(self->executor_);
    work(*self);
  });
}

void Core::close_and_wait() {
  if (executor_->in_loop()) return close();
  std::promise<void> closed;
  executor_->post([&] {
    close();
    closed.set_value();
  });
  closed.get_future().wait();
}

void Core::need() {
  if (state_ != State::Idle) return;
  become(State::Connecting);
  connect();
}

void Core::connect() {
  wire_ = connector_->connect(info_.path, *this);
  timer_ = at(kHelloPatience, [this] { give_up("the server said no hello"); });
}

std::optional<CallError> Core::send(std::string_view frame) {
  if (!wire_ || !hello_) return std::nullopt;
  // Too big, it would cost the connection.
  if (hello_->max_payload > 0 && frame.size() > hello_->max_payload) {
    return CallError(
        "invalid_payload",
        "the frame is larger than the " + std::to_string(hello_->max_payload) + " bytes the server takes",
        R"({"path":"","rule":"range"})");
  }
  wire_->send(frame);
  return std::nullopt;
}

void Core::send_call(std::uint64_t id, std::string_view frame) {
  if (const auto problem = send(frame)) return calls_.cancel(id, problem->code(), problem->what());
  calls_.sent(id);
}

void Core::report(const CallError& error) {
  if (options_.on_error) return options_.on_error(error);
  std::fprintf(stderr, "gangway client: %s: %s\n", error.code().c_str(), error.what());
}

void Core::report_thrown(const std::string& about) {
  try {
    throw;
  } catch (const CallError& error) {
    report(CallError(error.code(), about + error.what(), error.data()));
  } catch (const std::exception& error) {
    report(CallError("internal", about + error.what(), {}));
  } catch (...) {
    report(CallError("internal", about + "a callback threw something that is no std::exception", {}));
  }
}

void Core::on_message(std::string_view text) {
  const auto self = shared_from_this();
  const CurrentExecutor current(executor_);
  heard_at_ = executor_->now();
  if (const auto frame = read_frame(text)) {
    route(*frame);
  } else {
    report(CallError("invalid_payload", "the server sent what is no frame", {}));
  }
}

Membership* Core::find(const std::optional<std::string>& ns) const {
  const std::string_view wanted = ns ? std::string_view(*ns) : "/";
  for (const auto& membership : memberships_) {
    if (membership->ns() == wanted) return membership.get();
  }
  return nullptr;
}

void Core::route(const Incoming& frame) {
  using Kind = Incoming::Kind;
  switch (frame.kind) {
    case Kind::Hello:
      return greeted(frame.hello);
    case Kind::Ping:
      return void(send("{\"pong\":1}"));
    case Kind::Joined:
      if (auto* membership = find(frame.ns)) membership->accepted(frame.joined);
      return;
    case Kind::Refreshed:
      if (auto* membership = find(frame.ns)) membership->refreshed(frame.error);
      return;
    case Kind::Left:
      if (auto* membership = find(frame.ns)) membership->put_out(frame.reason);
      return;
    case Kind::Event:
      if (auto* membership = find(frame.ns)) return membership->event(frame);
      if (frame.id) {
        send("{\"id\":" + std::to_string(*frame.id) + "," +
             answer_error(Error{ErrorCode::UnknownNamespace, "no such namespace here"}).text + "}");
      }
      return;
    case Kind::Refused:
      return refused(frame);
    case Kind::Reply:
      return calls_.reply(*frame.id, frame.data);
    case Kind::End:
      return calls_.reply(*frame.id, {});
    case Kind::Item:
      return calls_.item(*frame.id, frame.data);
    case Kind::Error: {
      const Answer answer{.data = frame.error.data, .code = frame.error.code, .message = frame.error.message};
      return calls_.fail(*frame.id, answer);
    }
    case Kind::Cancel:
      for (const auto& membership : memberships_) membership->cancel_ask(*frame.id);
      return;
    case Kind::More:
      return calls_.more(*frame.id, frame.more);
    case Kind::Drain:
      reconnect_after_ = std::chrono::milliseconds(frame.reconnect_after);
      return;
    case Kind::Ignored:
      return;
  }
}

void Core::greeted(const Hello& hello) {
  if (hello.version != 1) {
    const std::string text =
        "the server speaks version " + std::to_string(hello.version) + " of gangway, not 1";
    close(CallError("unavailable", text, {}), kOtherVersion);
    return report(*end_);
  }
  if (hello_) return;
  hello_ = hello;
  was_open_ = true;
  opened_at_ = heard_at_;
  cancel_timer(timer_);
  watch();
  if (!hello.schema.empty() && hello.schema != info_.schema) {
    report(CallError("other_schema",
                     "this client was built from schema " + std::string(info_.schema) + ", the server from " +
                         hello.schema + "; that is fine as long as they are compatible",
                     {}));
  }
  become(State::Open);
  const auto memberships = memberships_;
  for (const auto& membership : memberships) membership->online();
}

/// Notices that nothing has been heard for too long. Looks now and then instead of setting a timer per frame.
void Core::watch() {
  if (!hello_ || hello_->heartbeat == 0) return;
  const std::chrono::milliseconds allowed(hello_->heartbeat + hello_->timeout);
  watchdog_ = executor_->at(heard_at_ + allowed, [this, allowed] {
    if (executor_->now() - heard_at_ < allowed) return watch();
    give_up("nothing was heard for " + std::to_string(allowed.count()) + " ms");
  });
}

void Core::refused(const Incoming& frame) {
  if (frame.ns && !frame.event) {
    if (auto* membership = find(frame.ns)) membership->refused(frame.error);
    return;
  }
  const std::string about = frame.event ? *frame.event + " of " + frame.ns.value_or("/") + ": " : "";
  report(CallError(frame.error.code, about + frame.error.message, std::string(frame.error.data)));
}

/// The connection is dead though nobody said so: do not wait for its close.
void Core::give_up(const std::string& reason) {
  const auto self = shared_from_this();
  const CurrentExecutor current(executor_);
  if (const auto wire = std::move(wire_)) wire->close(kDeadConnection);
  lost(1006, reason);
}

void Core::on_lost(std::uint16_t code, std::string_view reason) {
  const auto self = shared_from_this();
  const CurrentExecutor current(executor_);
  lost(code, std::string(reason));
}

void Core::lost(std::uint16_t code, const std::string& reason) {
  wire_.reset();
  cancel_timer(watchdog_);
  cancel_timer(timer_);
  const bool stood = hello_ && executor_->now() - opened_at_ >= kStableAfter;
  hello_.reset();
  last_ = {.state = {}, .code = code, .reason = reason};
  const CallError error(
      "unavailable",
      "the connection was lost (" + std::to_string(code) + (reason.empty() ? "" : ": " + reason) + ")", {});
  const bool joined = std::any_of(memberships_.begin(), memberships_.end(),
                                  [](const auto& each) { return each->is_joined(); });
  // Before anything was joined, 1008 only says that it took too long: the handshake may wait for a person.
  if (is_final(code) && (code != kPolicy || joined)) {
    close(error, kDone);
    if (code != kDone) report(error);
    return;
  }
  const auto memberships = memberships_;
  calls_.fail_sent(error);
  for (const auto& membership : memberships) membership->offline();
  if (end_) return;  // who was told has closed it
  if (stood) pauses_.reset();
  const bool wanted = std::any_of(memberships_.begin(), memberships_.end(),
                                  [](const auto& each) { return each->is_wanted(); });
  if (!wanted) {
    state_ = State::Idle;
    return tell_state();
  }
  // 1013 is the server's plea for time.
  const auto pause = std::max(pauses_.next(connector_->random(), code == kTryLater ? 3 : 1),
                              std::exchange(reconnect_after_, 0ms));
  timer_ = at(pause, [this] { connect(); });
  state_ = was_open_ ? State::Reconnecting : State::Connecting;
  tell_state();  // also of an attempt that failed like the one before
}

void Core::close() { close(CallError("cancelled", "the client was closed", {}), kDone); }

void Core::close(const CallError& error, std::uint16_t code) {
  if (end_) return;
  const auto self = shared_from_this();
  end_ = error;
  cancel_timer(timer_);
  cancel_timer(watchdog_);
  if (const auto wire = std::move(wire_)) wire->close(code);
  hello_.reset();
  const auto memberships = memberships_;
  for (const auto& membership : memberships) membership->closed(error);
  calls_.fail_all(error);
  become(State::Closed);
}

void Core::become(State state) {
  if (state_.exchange(state) != state) tell_state();
}

void Core::tell_state() {
  StateChange change = last_;
  change.state = state_;
  states_.call([this] { report_thrown(); }, change);
}

}  // namespace gangway::client
