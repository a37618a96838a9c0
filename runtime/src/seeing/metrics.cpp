#include "seeing/metrics.h"

#include <atomic>

#include "dispatch/connection.h"
#include "dispatch/gateway.h"
#include "gangway/dispatch.h"
#include "hub/member.h"
#include "hub/namespace.h"
#include "seeing/exposition.h"

namespace gangway::seeing {
namespace {

std::uint64_t next_id() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

constexpr std::string_view kOk = "ok";

std::string_view or_ok(std::string_view code) { return code.empty() ? kOk : code; }

}  // namespace

Metrics::Metrics() : id_(next_id()) {}
Metrics::~Metrics() = default;

Counters& Metrics::mine() {
  static thread_local std::uint64_t known_id = 0;
  static thread_local Counters* known = nullptr;
  static thread_local std::vector<std::pair<std::uint64_t, Counters*>> others;
  if (known_id == id_) [[likely]]
    return *known;
  // A thread that serves several servers in turn, as tests do.
  known = nullptr;
  for (const auto& [id, counters] : others) {
    if (id == id_) known = counters;
  }
  if (known == nullptr) {
    const std::lock_guard guard(mutex_);
    known = of_threads_.emplace_back(std::make_unique<Counters>()).get();
    others.emplace_back(id_, known);
  }
  known_id = id_;
  return *known;
}

NamespaceCounters& Metrics::of(const detail::Namespace& space) {
  return mine().of(&space.table(), space.gateway_name(), space.table().path);
}

void Metrics::connection_opened(const detail::Connection&) {
  Counters& counters = mine();
  counters.connections.add(1);
  counters.connections_opened.add(1);
}

void Metrics::connection_closed(const detail::Connection&) { mine().connections.add(-1); }

void Metrics::joined(const detail::Member& member) { of(*member.space).clients.add(1); }

void Metrics::left(const detail::Member& member, LeaveReason reason) {
  NamespaceCounters& space = of(*member.space);
  space.clients.add(-1);
  space.leaves.of(to_string(reason), mine().lock).add(1);
}

void Metrics::call_ended(const detail::CallEnd& end) {
  Counters& counters = mine();
  // Without a member it was for a namespace that is not there, or that the client has not joined.
  NamespaceCounters& space = end.call.member ? of(*end.call.member->space)
                                             : counters.of(&end.connection.gateway().table(),
                                                           end.connection.gateway().table().name, {});
  if (end.call.is_join) return space.joins.of(or_ok(end.code), counters.lock).add(1);
  if (end.call.is_refresh) return space.refreshes.of(or_ok(end.code), counters.lock).add(1);
  EventCounters& event = counters.of(space, end.event);
  event.calls.of(or_ok(end.code), counters.lock).add(1);
  if (end.took) event.latency.add(*end.took);
}

void Metrics::client_call_ended(const detail::Member& member, std::string_view event, std::string_view code) {
  // A client may answer with any code it likes: only ours are told apart.
  if (!code.empty() && !error_code_from(code)) code = "refused";
  Counters& counters = mine();
  counters.of(of(*member.space), event).client_calls.of(or_ok(code), counters.lock).add(1);
}

void Metrics::event_sent(const detail::Namespace& space, std::string_view event, std::size_t clients) {
  mine().of(of(space), event).sent.add(static_cast<std::int64_t>(clients));
}

void Metrics::event_dropped(const detail::Namespace& space, std::string_view event) {
  mine().of(of(space), event).dropped.add(1);
}

void Metrics::rooms_changed(const detail::Namespace& space, int by) { of(space).rooms.add(by); }

std::string Metrics::text(std::uint64_t outbox_bytes) const {
  Exposition sums;
  const std::lock_guard guard(mutex_);
  for (const auto& counters : of_threads_) sums.add(*counters);
  return sums.text(outbox_bytes);
}

}  // namespace gangway::seeing
