#include <optional>
#include <string>
#include <utility>

#include "dispatch/connection.h"
#include "dispatch/gateway.h"
#include "dispatch/pipeline.h"
#include "dispatch/refusal.h"
#include "dispatch/upload.h"
#include "gangway/dispatch.h"
#include "hub/member.h"
#include "hub/namespace.h"

namespace gangway::detail {
namespace {

/// Who cannot send credit, as there is no id or no word for it: its streams run freely, bounded by the
/// outbox.
constexpr std::uint64_t kUnlimitedCredit = ~std::uint64_t{0} / 2;

}  // namespace

std::string described(const CallRef& ref) {
  const std::string ns(ref.member->space->path());
  if (ref.is_refresh) return "the refresh of " + ns;
  return ref.is_join ? "the join of " + ns : "`" + std::string(ref.event) + "` of " + ns;
}

// --- CallTarget
// ----------------------------------------------------------------------------------------------

JsonWriter& CallTarget::begin_value() {
  return ref_.around != nullptr ? ref_.around->begin_value() : connection_->peer().begin_reply(ref_);
}

void CallTarget::end_value() {
  if (ref_.around != nullptr) return ref_.around->end_value();
  if (!connection_->peer().end_reply(ref_))
    return fault("the reply had no JSON form (NaN, infinity, a year past 9999)");
  connection_->ended(ref_);
}

void CallTarget::empty() {
  if (ref_.around != nullptr) return ref_.around->end_empty();
  connection_->ended(ref_);
  if (ref_.is_join) {
    connection_->accepted(*ref_.member);
  } else if (ref_.is_refresh) {
    if (ref_.member->offered) ref_.member->handshake = std::exchange(ref_.member->offered, std::nullopt);
    connection_->peer().refreshed(ref_.member->space->path());
  } else {
    connection_->peer().empty_reply(ref_);
  }
}

JsonWriter& CallTarget::begin_item() { return connection_->peer().begin_item(ref_); }

bool CallTarget::end_item() {
  if (connection_->peer().end_item(ref_)) {
    connection_->in_time(std::exchange(ref_.deadline, 0));  // it is the first that has one
    return true;
  }
  fault("an item had no JSON form (NaN, infinity, a year past 9999)");
  return false;
}

void CallTarget::end_stream() {
  if (ref_.around != nullptr) return ref_.around->end_empty();
  connection_->peer().end_stream(ref_);
  connection_->ended(ref_);
}

void CallTarget::error(const Error& error) {
  if (error.code == ErrorCode::Internal) return fault(error.message);
  if (ref_.around != nullptr) return ref_.around->end_with(error);
  const auto write = [&](JsonWriter& out) { out.raw(std::string_view(error.data)); };
  const WriteFn data(write);
  connection_->ended(ref_, to_string(error.code));
  connection_->refuse(ref_, {.code = to_string(error.code),
                             .message = error.message,
                             .data = error.data.empty() ? nullptr : &data});
}

void CallTarget::declared_error(std::string_view code, std::string_view message, WriteFn data) {
  if (ref_.around != nullptr) return ref_.around->end_declared(code, message, data);
  connection_->ended(ref_, code, true);
  connection_->refuse(ref_, {.code = code, .message = message, .data = &data});
}

void CallTarget::fault(std::string_view what) {
  if (ref_.around != nullptr) return ref_.around->end_with_fault("the handler", what);
  if (connection_->observed()) {
    connection_->ended(ref_, to_string(ErrorCode::Internal), false, what);
  } else {
    connection_->log(LogLevel::Error, "the handler of " + described(ref_) + " failed: " + std::string(what));
  }
  connection_->refuse(ref_, {.code = to_string(ErrorCode::Internal), .message = "the server failed"});
}

bool CallTarget::congested() const { return connection_->congested(); }

void PendingCall::finished() {
  if (Pipeline* around = target.ref().around) return around->inner_finished();
  target.connection().finished(*this);
}

// --- Call
// ----------------------------------------------------------------------------------------------------

JsonReader* Call::payload(bool may_be_left_out) {
  // What stands for a payload that was left out: an empty object, with a reader's padding.
  static constexpr char kEmpty[2 + kReadPadding] = {'{', '}'};
  static thread_local std::optional<JsonReader> empty;
  if (in_ != nullptr) return in_;
  if (may_be_left_out) return in_ = &empty.emplace(std::string_view(kEmpty, 2));
  CallTarget(connection_, ref_).error(missing_payload(connection_.gateway().limits().violations));
  return nullptr;
}

bool Call::decoded(bool ok, FunctionRef<bool(JsonReader&)> read_again) {
  if (tail_ != nullptr) {
    if (!tail_->finish(*in_, ok)) return false;
  } else if (ok && !in_->finish()) {
    ok = false;
  }
  if (!ok) refuse(read_again);
  return ok;
}

void Call::refuse(FunctionRef<bool(JsonReader&)> read_again) {
  CallTarget(connection_, ref_).error(refusal(*in_, read_again, connection_.gateway().limits().violations));
}

bool Call::decode_nothing() {
  if (in_ == nullptr) return true;
  return decoded(in_->skip(), [](JsonReader& again) { return again.skip(); });
}

bool Call::decode_stream() {
  if (!decode_nothing()) return false;
  const bool has_words = connection_.peer().takes_streams();
  if (ref_.has_id && has_words) return true;
  CallTarget(connection_, ref_)
      .error({ErrorCode::InvalidPayload, has_words ? "a stream from the client needs a call with an `id`"
                                                   : "clients cannot stream in this message format"});
  return false;
}

std::shared_ptr<Member> Call::member() const { return ref_.member->shared(); }

void Call::keep(std::unique_ptr<PendingCall> pending) {
  if (ref_.around != nullptr) {
    ref_.around->upload = std::move(upload_);
    return ref_.around->hold(std::move(pending));
  }
  pending->upload = std::move(upload_);
  connection_.keep(std::move(pending));
}

void Call::keep(std::unique_ptr<PipedPayload> payload) { ref_.around->hold(std::move(payload)); }

std::uint64_t Call::initial_credit() const {
  return ref_.has_id && connection_.peer().gives_credit() ? kGrantedItems : kUnlimitedCredit;
}

void read_handshake(const Client& client, FunctionRef<bool(JsonReader&)> read) {
  static constexpr char kEmpty[2 + kReadPadding] = {'{', '}'};
  const auto& member = client.member();
  const Member::Handshake* const known = member && member->handshake ? &*member->handshake : nullptr;
  JsonReader in(known ? known->view() : std::string_view(kEmpty, 2),
                known ? known->format : WireFormat::Json);
  in.set_lenient(known && known->lenient);
  if (read(in) && in.finish()) return;
  throw refusal(in, read, 1);
}

}  // namespace gangway::detail
