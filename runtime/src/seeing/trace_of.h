#pragma once

#include <optional>

#include "gangway/trace.h"
#include "protocol/host.h"

namespace gangway::seeing {

/// The trace that an upgrade request belongs to: its `traceparent` and `tracestate` headers, or else the
/// `traceparent` of its query, as browsers cannot send headers with a WebSocket. Two `traceparent` headers
/// are none, and a broken `tracestate` is left out (Trace Context, 3.2 and 4.3).
[[nodiscard]] std::optional<TraceContext> trace_of(const protocol::HttpRequest& request);

}  // namespace gangway::seeing
