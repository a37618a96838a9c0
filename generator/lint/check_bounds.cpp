#include <fmt/format.h>

#include "lint/checks.h"
#include "lint/places.h"

namespace gangway::gen::lint_detail {
namespace {

/// Reports that `name` is not bounded, and what leads there where that is not to be seen.
template <class Rule>
void report(const Rule& rule, const Place& place, Findings& findings) {
  Diagnostic* diagnostic = findings.report(rule, place.origin, place.name);
  const bool is_elsewhere = place.via.file != place.origin.file || place.via.offset != place.origin.offset;
  if (diagnostic != nullptr && is_elsewhere) {
    diagnostic->note(span_of(place.via), fmt::format("`{}` leads there", place.via_name));
  }
}

void check_part(const TypeRef& part, const Place& place, Findings& findings) {
  using Kind = TypeRef::Kind;
  const bool is_bounded = has_bound(part) || (&part == place.type && place.is_bound);
  if (is_bounded) return;
  if (part.kind == Kind::List) report(rules::unbounded_list, place, findings);
  if (part.kind == Kind::Map) report(rules::unbounded_map, place, findings);
  if (part.kind != Kind::Scalar) return;
  if (part.scalar == Scalar::String) report(rules::unbounded_string, place, findings);
  if (part.scalar == Scalar::Bytes) report(rules::unbounded_bytes, place, findings);
  if (part.scalar == Scalar::Json) report(rules::unbounded_json, place, findings);
}

}  // namespace

void check_bounds(const Schema& schema, Findings& findings) {
  for (const Place& place : places_from_clients(schema)) {
    for_each_part(*place.type, [&](const TypeRef& part) { check_part(part, place, findings); });
  }
}

}  // namespace gangway::gen::lint_detail
