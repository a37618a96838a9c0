#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gangway {

/// Which trace a connection belongs to, as whoever opened it said: W3C Trace Context
/// (https://www.w3.org/TR/trace-context/). It is the parent of whatever spans the server makes; Gangway makes
/// none.
struct TraceContext {
  std::string trace_id;    ///< 32 lower-case hexadecimal digits, not all 0.
  std::string parent_id;   ///< 16 of them: the caller's span.
  std::uint8_t flags = 0;  ///< Bit 0: the caller records this trace.
  std::string state = {};  ///< `tracestate`, as sent; empty where there was none or it was broken.

  [[nodiscard]] bool sampled() const noexcept { return (flags & 1) != 0; }
  /// What to send on, with a span of one's own as the parent or with this one: "00-<trace>-<parent>-01".
  [[nodiscard]] std::string traceparent(std::string_view own_span = {}) const;

  bool operator==(const TraceContext&) const = default;
};

/// Reads a `traceparent`, strictly as the recommendation has it: version 00 exactly, later versions as far as
/// they begin like it. Nothing for all else: upper case, ids of zeros, version ff.
[[nodiscard]] std::optional<TraceContext> parse_traceparent(std::string_view text);

/// Whether a `tracestate` keeps to its grammar: at most 32 `key=value`, no key twice.
[[nodiscard]] bool valid_tracestate(std::string_view text);

}  // namespace gangway
