#include "seeing/trace_of.h"

#include <string>
#include <string_view>

#include "support/ascii.h"

namespace gangway::seeing {
namespace {

constexpr std::string_view kInQuery = "traceparent=";

/// The values of all headers of that name, joined by commas as RFC 9110, 5.3 has it; and how many there were.
std::size_t joined(const protocol::HttpRequest& request, std::string_view name, std::string& out) {
  std::size_t count = 0;
  for (const auto& [field, value] : request.headers) {
    if (!detail::same_ignoring_case(field, name)) continue;
    if (count++ > 0) out += ',';
    out += value;
  }
  return count;
}

/// No decoding: what a `traceparent` consists of is never escaped.
std::string_view in_query(std::string_view query) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    if (pair.starts_with(kInQuery)) return pair.substr(kInQuery.size());
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
  }
  return {};
}

}  // namespace

std::optional<TraceContext> trace_of(const protocol::HttpRequest& request) {
  std::string parent;
  const std::size_t headers = joined(request, "traceparent", parent);
  if (headers > 1) return std::nullopt;
  auto trace = parse_traceparent(headers == 1 ? std::string_view(parent) : in_query(request.query));
  if (!trace || headers == 0) return trace;
  std::string state;
  if (joined(request, "tracestate", state) > 0 && valid_tracestate(state)) trace->state = std::move(state);
  return trace;
}

}  // namespace gangway::seeing
