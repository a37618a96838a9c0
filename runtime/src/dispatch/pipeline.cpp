#include "dispatch/pipeline.h"

#include <algorithm>
#include <utility>

#include "codec/packed_json.h"
#include "dispatch/connection.h"
#include "dispatch/executor.h"
#include "dispatch/gateway.h"
#include "hub/member.h"
#include "hub/namespace.h"

namespace gangway {

std::string_view CallInfo::payload() const {
  const std::string_view kept = kept_payload();
  if (format_ == WireFormat::Json || kept.empty()) return kept;
  if (json_.empty()) json_ = detail::json_text_of(kept, format_);
  return json_;
}

std::string_view CallInfo::kept_payload() const {
  if (!copied_ && message_ != nullptr) {
    size_ = message_->size();
    copy_.assign(*message_).append(kReadPadding, '\0');
    copied_ = true;
  }
  return copied_ ? std::string_view(copy_).substr(0, size_) : std::string_view();
}

namespace detail {
namespace {

/// What filters and handlers give for an error's data may be anything.
bool is_json(const std::string& text) {
  if (text.empty()) return false;
  std::string padded = text;
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, text.size()));
  return in.skip() && in.finish();
}

}  // namespace

Pipeline::Pipeline(Connection& connection) : PendingCall(CallTarget(connection, {})) {}

void Pipeline::begin(const CallRef& ref, const Route* route, const CallPolicy* policy,
                     const std::string_view* data, bool lenient) {
  Connection& connection = target.connection();
  CallRef around = ref;
  around.around = this;
  target = CallTarget(connection, around);
  step_ = Step::Guards;
  lenient_ = lenient;
  has_data_ = data != nullptr;
  data_ = has_data_ ? *data : std::string_view();
  route_ = route;
  policy_ = policy;
  hooks_ = ref.member->space->handler().hooks();
  info_.gateway_ = connection.gateway().table().name;
  info_.ns_ = ref.member->space->path();
  info_.event_ = ref.event;
  info_.is_join_ = ref.is_join;
  info_.client_ = Client(ref.member->shared());
  info_.received_ = ref.received != kUntimed ? ref.received : connection.executor().now();
  info_.message_ = has_data_ ? &data_ : nullptr;
  info_.format_ = connection.format();

  const std::int64_t most = policy != nullptr ? policy->max_payload : 0;
  if (most > 0 && data_.size() > static_cast<std::uint64_t>(most)) {
    fail({.code = std::string(to_string(ErrorCode::InvalidPayload)),
          .message = "the payload is longer than " + std::to_string(most) + " bytes",
          .data = R"({"path":"","rule":"size"})"});
    step_ = Step::After;
  }
}

void Pipeline::clear() {
  info_.client_ = {};
  info_.answer_.reset();
  info_.message_ = nullptr;
  info_.copied_ = false;
  info_.json_.clear();
  payload_.reset();
  is_kept_ = holds_up_ = false;
  index_ = ran_ = 0;
  end_ = End::None;
  result_.failed_ = false;
  result_.value_.clear();
  value_notes_.clear();
  declared_.clear();
  fault_.clear();
  upload = {};
}

void Pipeline::advance() {
  if (advancing_) return;
  advancing_ = true;
  while (step()) {
  }
  advancing_ = false;

  Connection& connection = target.connection();
  if (has_ended()) {
    if (!is_kept_) return;
    if (holds_up_) {  // a stream that ended before anybody saw that it is one
      CallRef ref = target.ref();
      ref.is_stream = ref.takes_stream = false;
      target = CallTarget(connection, ref);
    }
    return connection.finished(*this);
  }
  if (step_ <= Step::Handler || hooks_ != nullptr) keep_payload();
  info_.message_ = nullptr;
  if (is_kept_ && holds_up_ && (target.ref().is_stream || target.ref().takes_stream)) {
    holds_up_ = false;
    connection.no_longer_in_order(*target.ref().member);  // the last here: others go on with it
  }
}

void Pipeline::kept() noexcept {
  const CallRef& ref = target.ref();
  is_kept_ = true;
  holds_up_ = !ref.is_stream && !ref.takes_stream && !ref.is_join;
}

void Pipeline::keep_payload() {
  if (has_data_) data_ = info_.kept_payload();
}

bool Pipeline::step() {
  switch (step_) {
    case Step::Guards:
      return ask_guards();
    case Step::Before:
      return intercept_before();
    case Step::Handler:
      call_handler();
      return true;
    case Step::Pipes:
      return run_pipes();
    case Step::Running:
      if (end_ == End::None && !result_.failed_) return false;
      step_ = Step::After;
      return true;
    case Step::After:
      return intercept_after();
    case Step::Filters:
      return ask_filters();
    case Step::Write:
      step_ = Step::Ended;
      write_end();
      return false;
    case Step::Ended:
      return false;
  }
  return false;
}

template <class Question>
bool Pipeline::answered(Question& question) {
  if (question.answer() != nullptr) return true;
  alive_ = std::make_shared<bool>(true);
  const bool waits = question.wait([this, alive = std::weak_ptr<bool>(alive_)] {
    if (!alive.expired()) advance();
  });
  return !waits;
}

template <class T>
bool Pipeline::refused(const Outcome<T>& answer, std::string_view who) {
  if (const auto* error = std::get_if<Error>(&answer)) {
    if (error->code != ErrorCode::Internal) {
      fail(*error);
    } else {
      end_with_fault(who, error->message);
    }
    return true;
  }
  if (const auto* broken = std::get_if<Fault>(&answer)) {
    end_with_fault(who, broken->what);
    return true;
  }
  return false;
}

// --- guards
// --------------------------------------------------------------------------------------------------

bool Pipeline::ask_guards() {
  if (policy_ == nullptr || index_ == policy_->guards.size()) {
    index_ = 0;
    step_ = Step::Before;
    return true;
  }
  const GuardRow& guard = policy_->guards[index_];
  Handler& handler = target.ref().member->space->handler();
  if (!guard_.is_open()) guard_.ask([&] { return guard.ask(handler, info_.client_.member(), info_); });
  if (!answered(guard_)) return false;
  const Outcome<bool> answer = std::move(*guard_.answer());
  guard_.forget();
  ++index_;
  const auto* yes = std::get_if<Success<bool>>(&answer);
  if (yes != nullptr && yes->value) return true;
  if (!refused(answer, "the guard " + std::string(guard.name))) {
    fail({.code = std::string(to_string(ErrorCode::Forbidden)),
          .message = "guard " + std::string(guard.name) + " said no",
          .data = {}});
  }
  step_ = Step::After;
  return true;
}

// --- interceptors
// --------------------------------------------------------------------------------------------

bool Pipeline::intercept_before() {
  if (hooks_ == nullptr || ran_ == hooks_->interceptors.size()) {
    step_ = Step::Handler;
    return true;
  }
  if (!hook_.is_open()) hook_.ask([&] { return hooks_->interceptors[ran_]->before(info_); });
  if (!answered(hook_)) return false;
  const Outcome<void> answer = std::move(*hook_.answer());
  hook_.forget();
  if (refused(answer, "an interceptor's before()")) {
    step_ = Step::After;
    return true;
  }
  ++ran_;
  if (info_.answer_) {
    replace(std::move(*std::exchange(info_.answer_, std::nullopt)), "an interceptor's answer");
    step_ = Step::After;
  }
  return true;
}

bool Pipeline::intercept_after() {
  if (ran_ == 0) {
    index_ = 0;
    step_ = result_.failed_ && hooks_ != nullptr ? Step::Filters : Step::Write;
    return true;
  }
  if (!hook_.is_open()) {
    info_.answer_.reset();
    hook_.ask([&] { return hooks_->interceptors[ran_ - 1]->after(info_, result_); });
  }
  if (!answered(hook_)) return false;
  const Outcome<void> answer = std::move(*hook_.answer());
  hook_.forget();
  --ran_;
  const auto replacement = std::exchange(result_.replacement_, std::nullopt);
  const auto error = std::exchange(result_.error_, std::nullopt);
  if (refused(answer, "an interceptor's after()")) return true;
  if (error) {
    fail(*error);
  } else if (replacement) {
    replace(*replacement, "an interceptor's replacement");
  }
  return true;
}

void Pipeline::replace(std::string json, std::string_view who) {
  // Without saying what it is: payloads are not for the log.
  if (!takes(json)) return end_with_fault(who, "it is no reply of this call");
  result_.failed_ = false;
  end_ = json.empty() ? End::Empty : End::Value;
}

bool Pipeline::takes(const std::string& json) {
  const bool has_value = route_ != nullptr && route_->rewrite != nullptr;
  if (!has_value || json.empty()) {
    result_.value_.clear();
    value_notes_.clear();
    return !has_value && json.empty();
  }
  std::string padded = json;
  padded.append(kReadPadding, '\0');
  JsonReader in(std::string_view(padded).substr(0, json.size()));
  value_notes_.clear();
  buffer_.clear();
  JsonWriter out(buffer_);
  out.note_values(&value_notes_);
  if (!route_->rewrite(in, out)) return false;
  result_.value_.assign(buffer_.view());
  return true;
}

// --- the handler and its pipes
// -------------------------------------------------------------------------------

void Pipeline::call_handler() {
  step_ = Step::Running;
  index_ = 0;
  JsonReader in(data_, target.connection().format());
  in.set_lenient(lenient_);
  const CallRef& ref = target.ref();
  Namespace& space = *ref.member->space;
  Call call(target.connection(), ref, has_data_ ? &in : nullptr, nullptr);
  if (upload.share()) call.set_upload(std::move(upload));  // it comes back where the call goes on
  if (route_ != nullptr) {
    route_->invoke(space.handler(), call);
  } else {
    space.table().join(space.handler(), call);
  }
}

void Pipeline::hold(std::unique_ptr<PipedPayload> payload) {
  payload_ = std::move(payload);
  step_ = Step::Pipes;
}

bool Pipeline::run_pipes() {
  Handler& handler = target.ref().member->space->handler();
  if (index_ == payload_->walk.steps().size()) {
    step_ = Step::Running;
    Call call(target.connection(), target.ref(), nullptr, nullptr);
    payload_->go(handler, call);
    return true;
  }
  const PipeStep& step = payload_->walk.steps()[index_];
  Outcome<void> answer;
  if (pipe_ == nullptr) {
    pipe_ = step.run(step.value, handler, info_.client_.member(), answer);
    if (pipe_ != nullptr) {
      alive_ = std::make_shared<bool>(true);
      const bool waits = pipe_->wait([this, alive = std::weak_ptr<bool>(alive_)] {
        if (!alive.expired()) advance();
      });
      if (waits) return false;
    }
  }
  if (const auto pipe = std::move(pipe_)) answer = pipe->end();
  ++index_;
  if (auto* error = std::get_if<Error>(&answer);
      error != nullptr && error->data.empty() && error->code == ErrorCode::InvalidPayload) {
    JsonWriter out(buffer_);
    buffer_.clear();
    out.raw("{\"path\":");
    out.string(payload_->walk.path(step));
    out.raw(",\"rule\":\"pipe\"}");
    error->data = std::string(buffer_.view());
  }
  if (refused(answer, "a pipe")) step_ = Step::After;
  return true;
}

void Pipeline::hold(std::unique_ptr<PendingCall> inner) {
  inner_ = std::move(inner);
  CallRef ref = target.ref();
  ref.is_stream = inner_->target.ref().is_stream;
  ref.takes_stream = inner_->target.ref().takes_stream;
  target = CallTarget(target.connection(), ref);
}

void Pipeline::inner_finished() {
  inner_.reset();
  advance();
}

void Pipeline::credit(std::uint64_t more) {
  if (inner_) inner_->credit(more);
}

void Pipeline::drained() {
  if (inner_) inner_->drained();
}

// --- its end
// -------------------------------------------------------------------------------------------------

CallTarget Pipeline::to_client() const {
  CallRef ref = target.ref();
  ref.around = nullptr;
  return {target.connection(), ref};
}

JsonWriter& Pipeline::begin_value() {
  writes_through_ = ran_ == 0;
  if (writes_through_) return to_client().begin_value();
  value_notes_.clear();
  buffer_.clear();
  writer_.emplace(buffer_).note_values(&value_notes_);
  return *writer_;
}

void Pipeline::end_value() {
  const bool fits =
      writes_through_ ? target.connection().peer().end_reply(to_client().ref()) : !writer_->failed();
  if (!fits) return target.fault("the reply had no JSON form (NaN, infinity, a year past 9999)");
  end_ = writes_through_ ? End::Written : End::Value;
  if (writes_through_) return target.connection().ended(to_client().ref());
  result_.value_.assign(buffer_.view());
}

void Pipeline::end_empty() { end_ = End::Empty; }

void Pipeline::end_declared(std::string_view code, std::string_view message, WriteFn write) {
  buffer_.clear();
  JsonWriter out(buffer_);
  write(out);
  fail({.code = std::string(code),
        .message = std::string(message),
        .data = out.failed() ? std::string() : std::string(buffer_.view())});
  declared_ = code;
}

void Pipeline::fail(CallFailure failure) {
  result_.failed_ = true;
  result_.failure_ = std::move(failure);
}

void Pipeline::fail(const Error& error) {
  fail({.code = std::string(to_string(error.code)), .message = error.message, .data = error.data});
}

void Pipeline::end_with_fault(std::string_view who, std::string_view what) {
  log_fault();  // of an earlier one, whose place this takes
  fault_ = std::string(who) + " of " + described(target.ref()) + " failed: " + std::string(what);
  if (!target.connection().observed()) log_fault();
  fail({.code = std::string(to_string(ErrorCode::Internal)),
        .message = "the server failed",
        .data = {},
        .exception = std::string(what)});
}

void Pipeline::log_fault() {
  if (fault_.empty()) return;
  target.connection().log(LogLevel::Error, fault_);
  fault_.clear();
}

bool Pipeline::ask_filters() {
  if (index_ == hooks_->filters.size()) {
    step_ = Step::Write;
    return true;
  }
  if (!guard_.is_open())
    guard_.ask([&] { return hooks_->filters[index_]->on_error(info_, result_.failure_); });
  if (!answered(guard_)) return false;
  const Outcome<bool> answer = std::move(*guard_.answer());
  guard_.forget();
  ++index_;
  if (const auto* dealt_with = std::get_if<Success<bool>>(&answer)) {
    if (dealt_with->value) step_ = Step::Write;
  } else if (const auto* error = std::get_if<Error>(&answer)) {
    fail(*error);
    step_ = Step::Write;
  } else if (const auto* broken = std::get_if<Fault>(&answer)) {
    target.connection().log(LogLevel::Error,
                            "an error filter of " + described(target.ref()) + " failed: " + broken->what);
  }
  return true;
}

void Pipeline::write_end() {
  CallTarget to = to_client();
  Connection& connection = to.connection();
  if (result_.failed_) {
    const CallFailure& failure = result_.failure_;
    connection.ended(to.ref(), failure.code, failure.code == declared_, fault_);
    const auto write = [&](JsonWriter& out) { out.raw(std::string_view(failure.data)); };
    const WriteFn data(write);
    return to.connection().refuse(
        to.ref(),
        {.code = failure.code, .message = failure.message, .data = is_json(failure.data) ? &data : nullptr});
  }
  log_fault();  // an interceptor has made good for it
  if (end_ == End::Value) {
    write_kept(to.begin_value(), result_.value_, value_notes_);
    to.end_value();
  } else if (end_ == End::Empty && (to.ref().is_stream || (route_ != nullptr && route_->is_stream))) {
    to.end_stream();
  } else if (end_ == End::Empty) {
    to.empty();
  }
}

}  // namespace detail
}  // namespace gangway
