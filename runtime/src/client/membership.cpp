#include "client/membership.h"

#include <algorithm>
#include <utility>

#include "client/core.h"

namespace gangway::client {
namespace {

using gangway::detail::Executor;
using gangway::detail::Success;

/// Refusals that pass by themselves; all others are final until the application joins again.
bool passes(std::string_view code) {
  return code == "overloaded" || code == "rate_limited" || code == "unavailable" || code == "internal" ||
         code == "deadline_exceeded";
}

/// The `retryAfter` of an error's data, in ms; 0 without.
std::uint64_t retry_after(std::string_view data) {
  JsonReader in(data);
  std::string_view key;
  std::uint64_t after = 0;
  if (data.empty() || !in.object_begin()) return 0;
  while (in.next_key(key)) {
    bool negative = false;
    if (key == "retryAfter" ? !in.read_integer(after, negative) || negative : !in.skip()) return 0;
  }
  return after;
}

}  // namespace

Membership::Membership(Core& core, std::string ns, HandshakeFn handshake)
    : core_(&core),
      ns_(std::move(ns)),
      handshake_(std::move(handshake)),
      pauses_(core.options().backoff),
      asks_([this](std::uint64_t id, AnswerBody body) {
        const std::string head = "{\"id\":" + std::to_string(id);
        if (!body.fault.empty()) core_->report(CallError("internal", body.fault, {}));
        // What is larger than the server takes is refused; it has to hear something all the same.
        if (const auto problem = core_->send(head + (body.text.empty() ? "" : ",") + body.text + "}")) {
          core_->report(*problem);
          core_->send(head + "," + answer_fault({}).text + "}");
        }
      }) {}

void Membership::become(Stage stage) {
  stage_ = stage;
  joined_ = stage == Stage::Joined;
}

void Membership::join(std::shared_ptr<TypedCallState<void>> state) {
  if (core_->end()) return void(state->complete(*core_->end()));
  if (stage_ == Stage::Joined) return void(state->complete(Success<void>{}));
  joins_.push_back(std::move(state));
  if (stage_ == Stage::Wanted) return;
  end_.reset();
  become(Stage::Wanted);
  if (core_->online()) {
    present();
  } else {
    core_->need();
  }
}

void Membership::refresh(std::shared_ptr<TypedCallState<void>> state) {
  if (stage_ != Stage::Joined) return join(std::move(state));  // which presents the handshake, too
  refreshes_.push_back(std::move(state));
  if (refreshes_.size() > 1) return;
  try {
    const std::string handshake = handshake_ ? handshake_() : "{}";
    if (const auto problem = core_->send("{\"ns\":\"" + ns_ + "\",\"refresh\":" + handshake + "}")) {
      end_refreshes(*problem);
    }
  } catch (const CallError& error) {
    end_refreshes(error);
  } catch (const std::exception& error) {
    end_refreshes(CallError("internal", error.what(), {}));
  }
}

void Membership::refreshed(const WireError& error) {
  if (error.code.empty()) return end_refreshes(Success<void>{});
  end_refreshes(CallError(error.code, error.message, std::string(error.data)));
}

void Membership::end_refreshes(const Result<void>& end) {
  for (const auto& refresh : std::exchange(refreshes_, {})) refresh->complete(end);
}

std::optional<CallError> Membership::use() {
  if (core_->end()) return core_->end();
  if (stage_ == Stage::Idle) {
    become(Stage::Wanted);
    if (core_->online()) {
      present();
    } else {
      core_->need();
    }
  }
  if (end_) return end_;
  if (stage_ != Stage::Joined && waiting_.size() >= core_->options().waiting) {
    return CallError("overloaded",
                     std::to_string(waiting_.size()) + " calls are waiting for " + ns_ + " already", {});
  }
  return std::nullopt;
}

void Membership::leave() {
  if (stage_ == Stage::Ended) return;
  if (stage_ == Stage::Joined || unanswered_) core_->send("{\"ns\":\"" + ns_ + "\",\"leave\":{}}");
  if (unanswered_) ++overtaken_;
  finish(CallError("cancelled", "left " + ns_, {}));
}

std::string Membership::frame_head(const std::string& event) const {
  return "{\"ns\":\"" + ns_ + "\",\"event\":\"" + event + "\"";
}

void Membership::call(const std::string& event, std::string payload,
                      std::optional<std::chrono::milliseconds> timeout,
                      const std::shared_ptr<CallState>& state, std::shared_ptr<Sink> sink) {
  if (const auto problem = use()) {
    return sink->end({.data = {}, .code = problem->code(), .message = problem->what()});
  }
  const std::uint64_t key = ++last_waiting_;
  const std::uint64_t id =
      core_->calls().open(ns_, event, std::move(sink), timeout.value_or(core_->options().timeout),
                          [this, key] { forget_waiting(key); });
  state->began(id);
  std::string frame = frame_head(event) + ",\"id\":" + std::to_string(id);
  if (!payload.empty()) frame.append(",\"data\":").append(payload);
  frame += '}';
  if (stage_ == Stage::Joined) return core_->send_call(id, frame);
  waiting_.push_back({.id = id, .key = key, .frame = std::move(frame)});
}

void Membership::send(const std::string& event, std::string payload) {
  if (const auto problem = use()) return core_->report(*problem);
  std::string frame = frame_head(event);
  if (!payload.empty()) frame.append(",\"data\":").append(payload);
  frame += '}';
  if (stage_ == Stage::Joined) {
    if (const auto problem = core_->send(frame)) core_->report(*problem);
    return;
  }
  const std::uint64_t key = ++last_waiting_;
  const auto patience = core_->options().event_patience;
  const auto timer = core_->at(patience, [weak = weak_from_this(), key, event, patience] {
    const auto self = weak.lock();
    if (!self) return;
    self->forget_waiting(key);
    self->core_->report(
        CallError("deadline_exceeded",
                  event + " could not be sent for " + std::to_string(patience.count()) + " ms", {}));
  });
  waiting_.push_back({.key = key, .frame = std::move(frame), .timer = timer});
}

void Membership::forget_waiting(std::uint64_t key) {
  std::erase_if(waiting_, [&](const Waiting& one) { return one.key == key; });
}

void Membership::listen(const std::string& event, std::shared_ptr<EventListeners::One> one) {
  events_[event].add(std::move(one));
  use();
}

void Membership::handle(const std::string& event, std::shared_ptr<Asks::Handling> handling) {
  asks_.handle(event, std::move(handling));
  use();
}

void Membership::online() {
  if (stage_ == Stage::Wanted) present();
}

void Membership::offline() {
  core_->cancel_timer(retry_);
  unanswered_ = false;
  overtaken_ = 0;
  if (stage_ == Stage::Joined) become(Stage::Wanted);
  end_refreshes(CallError("unavailable", "the connection was lost; the next join has a new handshake", {}));
  asks_.stop_all();
}

void Membership::accepted(const Joined& joined) {
  if (overtaken_ > 0 || stage_ != Stage::Wanted) return;
  become(Stage::Joined);
  unanswered_ = false;
  pauses_.reset();
  if (const auto resumption = resume_.joined(joined))
    resumes_.call([this] { core_->report_thrown(); }, *resumption);
  for (const auto& join : std::exchange(joins_, {})) join->complete(Success<void>{});
  for (const Waiting& one : std::exchange(waiting_, {})) {
    core_->cancel_timer(one.timer);
    if (one.id != 0) {
      core_->send_call(one.id, one.frame);
    } else if (const auto problem = core_->send(one.frame)) {
      core_->report(*problem);
    }
  }
}

void Membership::refused(const WireError& error) {
  if (overtaken_ > 0) return void(--overtaken_);
  const CallError failure(error.code, error.message, std::string(error.data));
  core_->report(failure);
  if (stage_ != Stage::Wanted) return;
  unanswered_ = false;
  if (passes(error.code)) {
    retry(error);
  } else {
    finish(failure);
  }
}

void Membership::put_out(const std::string& reason) {
  if (overtaken_ > 0) return void(--overtaken_);
  // Otherwise it may be the answer to our own leave, which has been dealt with.
  if (stage_ != Stage::Joined || reason == "client_left") return;
  finish(CallError("unavailable", "put out of " + ns_ + ": " + reason, {}));
  left_.call([this] { core_->report_thrown(); }, reason);
}

void Membership::event(const Incoming& frame) {
  if (frame.id) return asks_.run(*frame.id, *frame.event, frame.data);
  resume_.reached(frame.offset);
  const auto listeners = events_.find(*frame.event);
  if (listeners == events_.end()) return;
  listeners->second.call([&] { core_->report_thrown(*frame.event + " of " + ns_ + ": "); }, frame.data);
}

void Membership::closed(const CallError& error) {
  offline();
  finish(error);
}

void Membership::present() {
  core_->cancel_timer(retry_);
  WireError problem;
  try {
    const std::string handshake = handshake_ ? handshake_() : "{}";
    if (stage_ != Stage::Wanted || !core_->online()) return;
    const auto refused = core_->send("{\"ns\":\"" + ns_ + "\",\"join\":" + handshake + ",\"schema\":\"" +
                                     std::string(core_->info().schema) + "\"" + resume_.request() + "}");
    if (!refused) {
      unanswered_ = true;
      return;
    }
    core_->report(*refused);
    return finish(*refused);
  } catch (const CallError& error) {
    problem.code = error.code();
    problem.message = error.what();
  } catch (const std::exception& error) {
    // What a provider throws may pass: a token that could not be fetched may come next time.
    problem.message = error.what();
  }
  const CallError failure(problem.code, problem.message, {});
  core_->report(failure);
  if (passes(problem.code)) {
    retry(problem);
  } else {
    finish(failure);
  }
}

void Membership::retry(const WireError& error) {
  const auto pause =
      std::max(pauses_.next(core_->connector().random()), std::chrono::milliseconds(retry_after(error.data)));
  retry_ = core_->at(pause, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self && self->stage_ == Stage::Wanted && self->core_->online()) self->present();
  });
}

void Membership::finish(const CallError& error) {
  core_->cancel_timer(retry_);
  unanswered_ = false;
  become(Stage::Ended);
  end_ = error;
  resume_.forget();
  for (const Waiting& one : waiting_) core_->cancel_timer(one.timer);
  waiting_.clear();
  asks_.stop_all();
  end_refreshes(error);
  for (const auto& join : std::exchange(joins_, {})) join->complete(error);
  core_->calls().fail_all(ns_, error);
}

}  // namespace gangway::client
