#include "dispatch/refusal.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "gangway/codec/writer.h"
#include "gangway/server_call.h"

namespace gangway::detail {
namespace {

constexpr std::size_t kMostViolations = 20;

struct Violation {
  std::string path;
  Rule rule;
};

/// What is wrong with the value that `failed` refused: its first violation and, up to `most` in all, those
/// behind it. Only what was refused is read more than once.
std::vector<Violation> violations_of(const JsonReader& failed, FunctionRef<bool(JsonReader&)> read,
                                     std::size_t most) {
  std::vector<Violation> violations{{failed.path(), failed.rule()}};
  while (violations.size() < most) {
    const auto known = static_cast<unsigned>(violations.size());
    JsonReader again = failed.again_without(known);
    if (read(again) && again.finish()) break;
    if (again.passed_over() != known) break;  // nothing can be read behind this one
    violations.push_back({again.path(), again.rule()});
  }
  return violations;
}

/// All but the last bracket, as more may follow.
void write_violation(JsonWriter& out, const Violation& violation) {
  out.raw("{\"path\":");
  out.string(violation.path);
  out.raw(",\"rule\":");
  out.plain(to_string(violation.rule));
}

/// The error's `data`: the first of `found`, then all of them where `more_may_be_named`.
std::string data_of(const std::vector<Violation>& found, bool more_may_be_named) {
  return json_text([&](JsonWriter& out) {
    write_violation(out, found.front());
    if (!more_may_be_named) return out.put('}');
    out.raw(",\"violations\":");
    char lead = '[';
    for (const Violation& each : found) {
      out.put(std::exchange(lead, ','));
      write_violation(out, each);
      out.put('}');
    }
    out.raw("]}");
  });
}

}  // namespace

Error missing_payload(std::size_t violations) {
  return {ErrorCode::InvalidPayload, "the payload is missing",
          data_of({{"", Rule::Missing}}, violations > 1)};
}

Error refusal(const JsonReader& failed, FunctionRef<bool(JsonReader&)> read, std::size_t violations) {
  const std::vector<Violation> found = violations_of(failed, read, std::min(violations, kMostViolations));
  const Violation& first = found.front();
  std::string message = "the payload breaks the rule `" + std::string(to_string(first.rule)) + "` at " +
                        (first.path.empty() ? "its top" : first.path);
  if (!failed.reason().empty()) message += ": " + failed.reason();
  return {ErrorCode::InvalidPayload, std::move(message), data_of(found, violations > 1)};
}

}  // namespace gangway::detail
