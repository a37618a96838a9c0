#include "schema/constraints.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "schema/lookup.h"

namespace gangway::gen {
namespace {

/// A decimal's digits without zeros that do not count.
struct Digits {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

Digits digits_of(std::string_view text) {
  Digits digits;
  digits.negative = text.starts_with('-');
  if (digits.negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  digits.whole = text.substr(0, point);
  if (point != std::string_view::npos) digits.fraction = text.substr(point + 1);
  while (digits.whole.starts_with('0')) digits.whole.remove_prefix(1);
  while (digits.fraction.ends_with('0')) digits.fraction.remove_suffix(1);
  if (digits.whole.empty() && digits.fraction.empty()) digits.negative = false;
  return digits;
}

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

int compare_decimals(std::string_view left, std::string_view right) {
  const Digits a = digits_of(left);
  const Digits b = digits_of(right);
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  int result = order(a.whole.size(), b.whole.size());
  if (result == 0) result = order(a.whole, b.whole);
  if (result == 0) result = order(a.fraction, b.fraction);
  return a.negative ? -result : result;
}

void narrow(ValueRange& range, const std::optional<ValueRange>& more) {
  if (!more) return;
  if (more->min && (!range.min || compare_numbers(*more->min, *range.min) > 0)) range.min = more->min;
  if (more->max && (!range.max || compare_numbers(*more->max, *range.max) < 0)) range.max = more->max;
}

}  // namespace

void narrow(CountRange& range, const std::optional<CountRange>& by) {
  if (!by) return;
  if (by->min && (!range.min || *by->min > *range.min)) range.min = by->min;
  if (by->max && (!range.max || *by->max < *range.max)) range.max = by->max;
}

int compare_numbers(const Value& a, const Value& b) {
  return std::visit(
      [](const auto& left, const auto& right) {
        using Left = std::decay_t<decltype(left)>;
        using Right = std::decay_t<decltype(right)>;
        constexpr bool kBothInteger =
            (std::is_same_v<Left, std::int64_t> || std::is_same_v<Left, std::uint64_t>)&&(
                std::is_same_v<Right, std::int64_t> || std::is_same_v<Right, std::uint64_t>);
        if constexpr (kBothInteger) {
          return std::cmp_less(left, right) ? -1 : (std::cmp_less(right, left) ? 1 : 0);
        } else if constexpr (std::is_same_v<Left, std::string> && std::is_same_v<Right, std::string>) {
          return compare_decimals(left, right);
        } else if constexpr (std::is_arithmetic_v<Left> && std::is_arithmetic_v<Right>) {
          // A bound of a float is a float; what an integer loses here it would lose as one, too.
          return order(static_cast<double>(left), static_cast<double>(right));
        } else {
          return 0;
        }
      },
      a.data, b.data);
}

void AllConstraints::add(const Constraints& more) {
  trim = trim || more.trim;
  lowercase = lowercase || more.lowercase;
  unique = unique || more.unique;
  secret = secret || more.secret;
  narrow(length, more.length);
  narrow(size, more.size);
  narrow(items, more.items);
  narrow(range, more.range);
  if (more.pattern) patterns.push_back(&*more.pattern);
  if (more.format && std::find(formats.begin(), formats.end(), *more.format) == formats.end()) {
    formats.push_back(*more.format);
  }
  if (more.pipe) pipes.push_back(*more.pipe);
}

AllConstraints all_constraints(const Schema& schema, const TypeRef& type) {
  std::vector<const Constraints*> outside_in;
  const TypeRef* at = &type;
  while (true) {
    if (at->constraints) outside_in.push_back(at->constraints.get());
    const auto* alias =
        at->kind == TypeRef::Kind::Named ? std::get_if<AliasDef>(&schema.type(at->named).def) : nullptr;
    if (alias == nullptr) break;
    at = &alias->target;
  }
  AllConstraints all;
  std::for_each(outside_in.rbegin(), outside_in.rend(), [&all](const Constraints* each) { all.add(*each); });
  return all;
}

std::string range_text(const CountRange& range) {
  return (range.min ? std::to_string(*range.min) : "") + ".." + (range.max ? std::to_string(*range.max) : "");
}

std::string range_text(const ValueRange& range, Scalar scalar) {
  const auto text = [scalar](const std::optional<Value>& bound) {
    if (!bound) return std::string();
    return value_text(*bound) + (scalar == Scalar::Duration ? "ms" : "");
  };
  return text(range.min) + ".." + text(range.max);
}

std::string constraints_text(const Schema& schema, const Constraints& constraints, Scalar scalar) {
  std::string text;
  const auto add = [&text](const std::string& annotation) {
    text.append(text.empty() ? "@" : " @").append(annotation);
  };
  if (constraints.trim) add("trim");
  if (constraints.lowercase) add("lowercase");
  if (constraints.length) add("length(" + range_text(*constraints.length) + ')');
  if (constraints.pattern) add("pattern(" + value_text({constraints.pattern->written}) + ')');
  if (constraints.format) add("format(" + std::string(format_name(*constraints.format)) + ')');
  if (constraints.size) add("size(" + range_text(*constraints.size) + ')');
  if (constraints.range) add("range(" + range_text(*constraints.range, scalar) + ')');
  if (constraints.items) add("items(" + range_text(*constraints.items) + ')');
  if (constraints.unique) add("unique");
  if (constraints.pipe) add("pipe(" + schema.pipe(*constraints.pipe).name + ')');
  if (constraints.secret) add("secret");
  return text;
}

}  // namespace gangway::gen
