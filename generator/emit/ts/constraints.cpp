#include "emit/ts/constraints.h"

#include <vector>

#include <nlohmann/json.hpp>

#include "emit/ts/names.h"

namespace gangway::gen::ts {
namespace {

std::string call(const std::string& name, const std::vector<std::string>& arguments) {
  std::string out = "gw." + name + "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) out += (i > 0 ? ", " : "") + arguments[i];
  return out + ")";
}

std::string count_call(const std::string& name, const CountRange& range) {
  std::vector<std::string> arguments{std::to_string(range.min.value_or(0))};
  if (range.max) arguments.push_back(std::to_string(*range.max));
  return call(name, arguments);
}

/// A bound as text without quotes or suffix.
std::string bound_text(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value.data)) return std::to_string(*integer);
  if (const auto* natural = std::get_if<std::uint64_t>(&value.data)) return std::to_string(*natural);
  if (const auto* real = std::get_if<double>(&value.data)) return nlohmann::json(*real).dump();
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  return {};
}

std::string range_call(const ValueRange& range, Scalar scalar) {
  const bool is_big = scalar == Scalar::I64 || scalar == Scalar::U64;
  const auto written = [&](const std::optional<Value>& bound) -> std::string {
    if (!bound) return "undefined";
    if (scalar == Scalar::Decimal) return quote(bound_text(*bound));
    return bound_text(*bound) + (is_big ? "n" : "");
  };
  std::vector<std::string> arguments{written(range.min)};
  const bool has_more = is_big || scalar == Scalar::F32;
  if (range.max || has_more) arguments.push_back(written(range.max));
  if (is_big) arguments.emplace_back("BigInt");
  if (scalar == Scalar::F32) arguments.emplace_back("Math.fround");
  return call(scalar == Scalar::Decimal ? "decimalRange" : "range", arguments);
}

std::string pattern_call(const Pattern& pattern) {
  std::vector<std::string> arguments{quote(pattern.written)};
  if (pattern.javascript != pattern.written) arguments.push_back(quote(pattern.javascript));
  return call("pattern", arguments);
}

std::string count_docs(const std::string& name, const std::optional<CountRange>& range) {
  if (!range) return {};
  return " @" + name + "(" + (range->min ? std::to_string(*range->min) : "") + ".." +
         (range->max ? std::to_string(*range->max) : "") + ")";
}

std::string own_docs(const Constraints& of) {
  std::string out;
  if (of.trim) out += " @trim";
  if (of.lowercase) out += " @lowercase";
  out += count_docs("length", of.length);
  if (of.pattern) out += " @pattern(\"" + of.pattern->written + "\")";
  if (of.format) out += " @format(" + std::string(format_name(*of.format)) + ")";
  out += count_docs("size", of.size);
  if (of.range) {
    out += " @range(" + (of.range->min ? bound_text(*of.range->min) : "") + ".." +
           (of.range->max ? bound_text(*of.range->max) : "") + ")";
  }
  out += count_docs("items", of.items);
  if (of.unique) out += " @unique";
  return out.empty() ? out : "`" + out.substr(1) + "`";
}

}  // namespace

std::string constraint_steps(const Constraints& of, Scalar scalar) {
  std::vector<std::string> steps;
  if (of.trim) steps.emplace_back("gw.trim");
  if (of.lowercase) steps.emplace_back("gw.lowercase");
  if (of.length) steps.push_back(count_call("length", *of.length));
  if (of.pattern) steps.push_back(pattern_call(*of.pattern));
  if (of.format) steps.push_back("gw." + std::string(format_name(*of.format)));
  if (of.size) steps.push_back(count_call("size", *of.size));
  if (of.range) steps.push_back(range_call(*of.range, scalar));
  if (of.items) steps.push_back(count_call("items", *of.items));
  if (of.unique) steps.emplace_back("gw.unique");
  std::string out;
  for (const std::string& step : steps) out += (out.empty() ? "" : ", ") + step;
  return out;
}

std::string constraint_docs(const TypeRef& type) {
  std::string out = type.constraints ? own_docs(*type.constraints) : "";
  if (type.element.empty()) return out;
  const std::string inner = constraint_docs(type.element.front());
  if (!inner.empty()) out += (out.empty() ? "each " : ", each ") + inner;
  return out;
}

}  // namespace gangway::gen::ts
