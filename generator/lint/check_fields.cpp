#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "lint/checks.h"
#include "lint/places.h"
#include "lint/words.h"

namespace gangway::gen::lint_detail {
namespace {

constexpr std::int64_t kLargestExact = (std::int64_t{1} << 53) - 1;

template <std::size_t Size>
bool has_word(const std::array<std::string_view, Size>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_exact(const std::optional<Value>& bound) {
  if (!bound) return false;
  const auto* integer = std::get_if<std::int64_t>(&bound->data);
  return integer != nullptr && *integer >= -kLargestExact && *integer <= kLargestExact;
}

/// Whether all values fit a number of TypeScript: `@range` says so, or the name of something that is counted.
bool is_small(const FieldDef& field) {
  constexpr std::array<std::string_view, 14> kWords{"count", "limit", "size",  "total",   "length",
                                                    "index", "page",  "width", "height",  "port",
                                                    "year",  "age",   "level", "attempts"};
  const Constraints* constraints = field.type.constraints.get();
  if (constraints != nullptr && constraints->range) {
    const bool has_lower = field.type.scalar == Scalar::U64 || is_exact(constraints->range->min);
    return has_lower && is_exact(constraints->range->max);
  }
  const std::vector<std::string> words = words_of(field.name);
  return !words.empty() && has_word(kWords, words.back());
}

bool looks_like_money(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWords{"price",  "cost",   "fee",     "tax",
                                                   "amount", "salary", "balance", "payment"};
  const std::vector<std::string> words = words_of(name);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& each) { return has_word(kWords, each); });
}

/// The type that a name asks for: `sentAt` a timestamp, `timeoutMs` a duration.
std::string_view time_type(std::string_view name) {
  constexpr std::array<std::string_view, 7> kDurations{"ms",      "millis", "seconds", "minutes",
                                                       "timeout", "ttl",    "duration"};
  const std::vector<std::string> words = words_of(name);
  if (words.empty()) return "";
  if (words.back() == "timestamp" || (words.size() > 1 && words.back() == "at")) return "timestamp";
  return has_word(kDurations, words.back()) ? "duration" : "";
}

bool is_integer(Scalar scalar) { return scalar >= Scalar::I8 && scalar <= Scalar::SafeInt; }

void check_scalar(const FieldDef& field, Findings& findings) {
  const Scalar scalar = field.type.scalar;
  const std::string shown = fmt::format("`{}`", scalar_name(scalar));
  const std::string_view time = is_integer(scalar) ? time_type(field.name) : "";
  if (!time.empty()) {
    findings.report(rules::integer_time, field.origin, field.name, shown, time);
  } else if ((scalar == Scalar::I64 || scalar == Scalar::U64) && is_small(field)) {
    findings.report(rules::wide_integer, field.origin, field.name, shown);
  }
  if ((scalar == Scalar::F32 || scalar == Scalar::F64) && looks_like_money(field.name)) {
    findings.report(rules::float_money, field.origin, field.name, shown);
  }
}

}  // namespace

void check_fields(const Schema& schema, Findings& findings) {
  for (const Place& place : written_places(schema)) {
    if (place.field == nullptr) continue;
    const FieldDef& field = *place.field;
    if (field.type.kind == TypeRef::Kind::Scalar) check_scalar(field, findings);
    const bool is_many = field.type.kind == TypeRef::Kind::List || field.type.kind == TypeRef::Kind::Map;
    // `name?: list<T>?` is a change to something: left as it is, taken away, or set.
    if (is_many && field.optional != field.type.nullable) {
      const std::string_view many = field.type.kind == TypeRef::Kind::List ? "list" : "map";
      const std::string_view empty = field.type.kind == TypeRef::Kind::List ? "[]" : "{}";
      findings.report(rules::optional_list, field.origin, field.name,
                      fmt::format("`{}: {}<…> = {}`", field.name, many, empty));
    }
  }
}

}  // namespace gangway::gen::lint_detail
