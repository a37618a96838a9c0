#include "seeing/exposition.h"

#include <charconv>
#include <string_view>

namespace gangway::seeing {
namespace {

/// `name="value"`, with the three characters escaped that the format escapes.
std::string label(std::string_view name, std::string_view value) {
  std::string text(name);
  text += "=\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else {
      text += c;
    }
  }
  return text + '"';
}

/// Nanoseconds as seconds, in the shortest text that reads back as the same number.
std::string seconds(std::int64_t nanoseconds) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, static_cast<double>(nanoseconds) / 1e9);
  return {buffer, end.ptr};
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void sample(std::string& out, std::string_view name, std::string_view labels, std::string_view value) {
  out.append(name);
  if (!labels.empty()) out.append("{").append(labels).append("}");
  out.append(" ").append(value).append("\n");
}

void family(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            const std::map<std::string, std::int64_t>& values) {
  if (values.empty()) return;
  head(out, name, type, help);
  for (const auto& [labels, value] : values) sample(out, name, labels, std::to_string(value));
}

void single(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            std::int64_t value) {
  head(out, name, type, help);
  sample(out, name, {}, std::to_string(value));
}

}  // namespace

void Exposition::add(const Counters& counters) {
  const std::lock_guard guard(counters.lock);
  connections_ += counters.connections.get();
  connections_opened_ += counters.connections_opened.get();
  for (const auto& [key, space] : counters.namespaces()) {
    const std::string of_space = label("gateway", space.gateway) + "," + label("namespace", space.ns);
    const auto by_name = [](Family& into, const std::string& labels, std::string_view name,
                            const CountsByName& counts) {
      counts.for_each([&](std::string_view value, std::int64_t count) {
        into[labels + "," + label(name, value)] += count;
      });
    };
    if (!space.ns.empty()) {
      clients_[of_space] += space.clients.get();
      rooms_[of_space] += space.rooms.get();
    }
    by_name(joins_, of_space, "code", space.joins);
    by_name(refreshes_, of_space, "code", space.refreshes);
    by_name(leaves_, of_space, "reason", space.leaves);
    for (const auto& [name, event] : space.events) {
      const std::string of_event = of_space + "," + label("event", name);
      by_name(calls_, of_event, "code", event.calls);
      by_name(client_calls_, of_event, "code", event.client_calls);
      if (event.sent.get() > 0) sent_[of_event] += event.sent.get();
      if (event.dropped.get() > 0) dropped_[of_event] += event.dropped.get();
      std::int64_t timed = 0;
      for (std::size_t i = 0; i <= Histogram::kBounds.size(); ++i) timed += event.latency.in_bucket(i);
      if (timed == 0) continue;
      Latency& latency = latency_[of_event];
      for (std::size_t i = 0; i <= Histogram::kBounds.size(); ++i) {
        latency.buckets[i] += event.latency.in_bucket(i);
      }
      latency.sum += event.latency.sum();
    }
  }
}

std::string Exposition::text(std::uint64_t outbox_bytes) const {
  std::string out;
  single(out, "gangway_connections", "gauge", "Open connections.", connections_);
  single(out, "gangway_connections_opened_total", "counter", "Connections that were ever opened.",
         connections_opened_);
  single(out, "gangway_outbox_bytes", "gauge", "Bytes that wait until clients read them.",
         static_cast<std::int64_t>(outbox_bytes));
  family(out, "gangway_clients", "gauge", "Clients in the namespace.", clients_);
  family(out, "gangway_rooms", "gauge", "Rooms with somebody in them.", rooms_);
  family(out, "gangway_joins_total", "counter", "Joins that ended, by code; ok for those accepted.", joins_);
  family(out, "gangway_refreshes_total", "counter", "New handshakes of clients that are in, by code.",
         refreshes_);
  family(out, "gangway_leaves_total", "counter", "Clients that left, by reason.", leaves_);
  family(out, "gangway_calls_total", "counter", "Events from clients that were handled, by code.", calls_);
  family(out, "gangway_client_calls_total", "counter", "Calls of the server to clients, by code.",
         client_calls_);
  family(out, "gangway_events_sent_total", "counter", "Events to clients, counted once for each of them.",
         sent_);
  family(out, "gangway_events_dropped_total", "counter",
         "Events that clients did not get since they read too slowly.", dropped_);
  if (latency_.empty()) return out;
  constexpr std::string_view kLatency = "gangway_call_seconds";
  head(out, kLatency, "histogram", "From the arrival of an event to its answer.");
  for (const auto& [labels, latency] : latency_) {
    std::int64_t so_far = 0;
    for (std::size_t i = 0; i <= Histogram::kBounds.size(); ++i) {
      so_far += latency.buckets[i];
      const std::string bound =
          i < Histogram::kBounds.size() ? seconds(Histogram::kBounds[i]) : std::string("+Inf");
      sample(out, "gangway_call_seconds_bucket", labels + "," + label("le", bound), std::to_string(so_far));
    }
    sample(out, "gangway_call_seconds_sum", labels, seconds(latency.sum));
    sample(out, "gangway_call_seconds_count", labels, std::to_string(so_far));
  }
  return out;
}

}  // namespace gangway::seeing
