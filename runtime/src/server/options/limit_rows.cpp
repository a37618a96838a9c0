#include <array>
#include <chrono>
#include <cstddef>
#include <utility>

#include "server/options/rows.h"

namespace gangway::detail::options {
namespace {

template <class T>
struct LimitRow {
  const char* name;
  std::optional<T> LimitOptions::*set;
  T Limits::*value;
};

using Count = LimitRow<std::size_t>;
using Time = LimitRow<std::chrono::milliseconds>;

constexpr std::array kCounts{
    Count{"connections", &LimitOptions::connections, &Limits::connections},
    Count{"connections_per_address", &LimitOptions::connections_per_address,
          &Limits::connections_per_address},
    Count{"connection_rate", &LimitOptions::connection_rate, &Limits::connection_rate},
    Count{"max_payload", &LimitOptions::max_payload, &Limits::max_payload},
    Count{"calls_in_flight", &LimitOptions::calls_in_flight, &Limits::calls_in_flight},
    Count{"waiting_bytes", &LimitOptions::waiting_bytes, &Limits::waiting_bytes},
    Count{"upload_bytes", &LimitOptions::upload_bytes, &Limits::upload_bytes},
    Count{"outbox_bytes", &LimitOptions::outbox_bytes, &Limits::outbox_bytes},
    Count{"deflate_bytes", &LimitOptions::deflate_bytes, &Limits::deflate_bytes},
    Count{"replay_bytes", &LimitOptions::replay_bytes, &Limits::replay_bytes},
    Count{"clients_away", &LimitOptions::clients_away, &Limits::clients_away},
    Count{"violations", &LimitOptions::violations, &Limits::violations},
    Count{"namespaces_per_connection", &LimitOptions::namespaces_per_connection,
          &Limits::namespaces_per_connection},
    Count{"rooms_per_client", &LimitOptions::rooms_per_client, &Limits::rooms_per_client},
    Count{"joins_per_address", &LimitOptions::joins_per_address, &Limits::joins_per_address},
    Count{"join_rate", &LimitOptions::join_rate, &Limits::join_rate},
    Count{"offences", &LimitOptions::offences, &Limits::offences},
};

constexpr std::array kTimes{
    Time{"http_timeout", &LimitOptions::http_timeout, &Limits::http_timeout},
    Time{"join_timeout", &LimitOptions::join_timeout, &Limits::join_timeout},
    Time{"heartbeat", &LimitOptions::heartbeat, &Limits::heartbeat},
    Time{"heartbeat_timeout", &LimitOptions::heartbeat_timeout, &Limits::heartbeat_timeout},
    Time{"server_call_timeout", &LimitOptions::server_call_timeout, &Limits::server_call_timeout},
    Time{"grace", &LimitOptions::grace, &Limits::grace},
    Time{"reconnect_spread", &LimitOptions::reconnect_spread, &Limits::reconnect_spread},
};

// All of them are of one size: no limit is without its row here.
static_assert(sizeof(Limits) ==
              kCounts.size() * sizeof(std::size_t) + kTimes.size() * sizeof(std::chrono::milliseconds));

template <class T>
Row row_of(const LimitRow<T>& limit) {
  return row<T>(std::string("limits.") + limit.name, Shape::Text,
                [set = limit.set](ServerOptions& options, bool make) -> T* {
                  std::optional<T>& value = options.limits.*set;
                  if (make && !value) value.emplace();
                  return value ? &*value : nullptr;
                });
}

}  // namespace

std::vector<Row> limit_rows() {
  std::vector<Row> rows;
  for (const auto& each : kCounts) rows.push_back(row_of(each));
  for (const auto& each : kTimes) rows.push_back(row_of(each));
  return rows;
}

Limits limits_of(const LimitOptions& set) {
  Limits limits;
  const auto take = [&](const auto& row) {
    if (set.*row.set) limits.*row.value = *(set.*row.set);
  };
  for (const auto& each : kCounts) take(each);
  for (const auto& each : kTimes) take(each);
  return limits;
}

LimitOptions all_set(const Limits& limits) {
  LimitOptions set;
  for (const auto& each : kCounts) set.*each.set = limits.*each.value;
  for (const auto& each : kTimes) set.*each.set = limits.*each.value;
  return set;
}

}  // namespace gangway::detail::options
