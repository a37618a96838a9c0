// What the schema says about when a call may start, how often and how long: @concurrent, @rate, @deadline.
#include <algorithm>
#include <chrono>
#include <string>

#include "dispatch/connection.h"
#include "dispatch/gateway.h"
#include "dispatch/rates.h"
#include "hub/member.h"
#include "hub/namespace.h"

namespace gangway::detail {

namespace {

/// Tells `refuse` of a `rate_limited`.
template <class Refuse>
void with_retry_after(std::chrono::milliseconds pause, std::string_view message, Refuse refuse) {
  const auto write = [&](JsonWriter& out) {
    out.raw("{\"retryAfter\":");
    out.integer(std::int64_t{pause.count()});
    out.put('}');
  };
  const WriteFn data(write);
  refuse(protocol::ErrorBody{.code = to_string(ErrorCode::RateLimited), .message = message, .data = &data});
}

}  // namespace

std::uint32_t concurrency_of(const Route* route) {
  return route != nullptr && route->policy != nullptr ? route->policy->concurrent : 1;
}

bool holds_up_others(const CallRef& ref) {
  return !ref.is_stream && !ref.takes_stream && !ref.is_join && !ref.is_refresh;
}

bool Connection::may_start(const Member& member, const Route* route) const {
  if (member.running == 0) return true;
  const std::uint32_t most = concurrency_of(route);
  if (most <= 1) return false;
  std::uint32_t same = 0;
  for (const auto& call : calls_) {
    const CallRef& ref = call->target.ref();
    if (ref.member != &member || !holds_up_others(ref)) continue;
    if (!ref.is_concurrent) return false;
    if (ref.event.data() == route->name.data()) ++same;
  }
  return same < most;
}

bool Connection::is_within_rate(const CallRef& ref, const Route* route) {
  if (route == nullptr || route->policy == nullptr || route->policy->rate == nullptr) return true;
  const RateRow& rate = *route->policy->rate;
  const TimePoint now = executor_->now();
  std::string who;
  if (rate.by == RateRow::By::Session) who = route->policy->rate_key(ref.member->session);
  if (rate.by == RateRow::By::Address) who = address_key(info_->address);
  // Who has no value in the field yet, or no address, is counted by connection.
  const auto pause = who.empty() ? rates_.take(rate, now) : gateway_.rates().take(rate, who, now);
  if (!pause) return true;
  with_retry_after(*pause, "too many calls in a short time", [&](const protocol::ErrorBody& error) {
    ended(ref, error.code);
    peer_.error(ref, error);
  });
  return false;
}

bool Connection::may_join(std::string_view ns) {
  AddressJoins& joins = gateway_.joins();
  if (!joins.counts()) return true;
  const auto refuse = [&](const protocol::ErrorBody& error) {
    ended({.is_join = true, .event = {}, .received = arrival()}, error.code);
    peer_.refused(ns, error);
  };
  const std::string key = address_key(info_->address);
  if (const auto pause = joins.attempt(key, executor_->now())) {
    with_retry_after(*pause, "too many joins from this address in a short time", refuse);
    return false;
  }
  if (joins.enter(key)) return true;
  refuse({.code = to_string(ErrorCode::Overloaded), .message = "too many clients have this address"});
  return false;
}

void Connection::left_address() {
  if (gateway_.joins().counts()) gateway_.joins().leave(address_key(info_->address));
}

void Connection::set_deadline(CallRef& ref, const Route* route) {
  if (route == nullptr || route->policy == nullptr || route->policy->deadline_ms <= 0) return;
  ref.deadline = deadlines_.next();
  ref.expires = executor_->now() + std::chrono::milliseconds(route->policy->deadline_ms);
}

void Connection::deadline_passed(std::uint64_t call) {
  end_where([call](const CallRef& ref) { return ref.deadline == call; }, ErrorCode::DeadlineExceeded,
            "there was no answer in time");
}

}  // namespace gangway::detail
