#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/schema.h"

namespace gangway::gen {

/// -1, 0 or 1, as `a` is less than, equal to or greater than `b`: exactly, for two numbers, or two decimals
/// in text.
int compare_numbers(const Value& a, const Value& b);

/// Makes `range` as narrow as both.
void narrow(CountRange& range, const std::optional<CountRange>& by);

/// Everything that is asked of the values of a type, its own annotations and those of the aliases in front of
/// it taken together: all bounds hold at once, all patterns and formats must match.
struct AllConstraints {
  bool trim = false;
  bool lowercase = false;
  bool unique = false;
  bool secret = false;
  CountRange length;
  CountRange size;
  CountRange items;
  ValueRange range;
  std::vector<const Pattern*> patterns;
  std::vector<Format> formats;
  std::vector<PipeId> pipes;

  void add(const Constraints& more);
};

/// What is asked of a value of `type` that is not null. What it points to lives as long as `schema`.
AllConstraints all_constraints(const Schema& schema, const TypeRef& type);

/// As one writes it behind a type whose base is `scalar`: `@length(1..64) @trim`.
std::string constraints_text(const Schema& schema, const Constraints& constraints, Scalar scalar);

/// `1..64`, `..64` or `1..`
std::string range_text(const CountRange& range);
/// The same of values; durations (`scalar`) have their unit.
std::string range_text(const ValueRange& range, Scalar scalar);

}  // namespace gangway::gen
