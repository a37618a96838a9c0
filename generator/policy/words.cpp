#include "policy/words.h"

#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace gangway::gen {
namespace {

using Unit = std::pair<std::int64_t, std::string_view>;

/// `value` in the first of `units` that divides it.
template <std::size_t N>
std::string in_units(std::int64_t value, const std::array<Unit, N>& units) {
  for (const auto& [size, name] : units) {
    if (value % size == 0) return fmt::format("{}{}", value / size, name);
  }
  return {};
}

/// What a type is behind its aliases.
const TypeRef& base_of(const Schema& schema, const TypeRef& type) {
  const TypeRef* at = &type;
  while (at->kind == TypeRef::Kind::Named) {
    const auto* alias = std::get_if<AliasDef>(&schema.type(at->named).def);
    if (alias == nullptr) break;
    at = &alias->target;
  }
  return *at;
}

std::string value_words(const Schema& schema, const Value& value, const TypeRef& written) {
  const TypeRef& type = base_of(schema, written);
  struct Writer {
    const Schema& schema;
    const TypeRef& type;
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t i) const {
      const bool is_duration = type.kind == TypeRef::Kind::Scalar && type.scalar == Scalar::Duration;
      return is_duration ? duration_words(i) : std::to_string(i);
    }
    std::string operator()(std::uint64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return fmt::format("{}", d); }
    std::string operator()(const std::string& s) const { return '"' + s + '"'; }
    std::string operator()(const EnumeratorRef& e) const { return e.name; }
    std::string operator()(const std::vector<Value>& list) const {
      std::string text;
      for (const Value& each : list) {
        text.append(text.empty() ? "" : ", ").append(value_words(schema, each, type.element.front()));
      }
      return '[' + text + ']';
    }
  };
  return std::visit(Writer{schema, type}, value.data);
}

}  // namespace

std::string duration_words(std::int64_t ms) {
  constexpr std::array units = {Unit{86'400'000, "d"}, Unit{3'600'000, "h"}, Unit{60'000, "m"},
                                Unit{1'000, "s"}, Unit{1, "ms"}};
  return in_units(ms, units);
}

std::string size_words(std::int64_t bytes) {
  constexpr std::array units = {Unit{1'048'576, "MiB"}, Unit{1'024, "KiB"}, Unit{1, "B"}};
  return in_units(bytes, units);
}

std::string rate_words(const Rate& rate) {
  std::string text = fmt::format("{} per {}", rate.count, duration_words(rate.period_ms));
  if (rate.burst != rate.count) text += fmt::format(", burst {}", rate.burst);
  if (rate.by == Rate::By::Address) text += ", by address";
  if (rate.by == Rate::By::Session) text += ", by session." + rate.session_field;
  return text;
}

std::string guard_words(const Schema& schema, const GuardUse& use) {
  const GuardDef& guard = schema.guard(use.guard);
  std::string arguments;
  for (std::size_t i = 0; i < use.arguments.size(); ++i) {
    arguments.append(i == 0 ? "" : ", ").append(value_words(schema, use.arguments[i], guard.params[i].type));
  }
  return use.arguments.empty() ? guard.name : guard.name + '(' + arguments + ')';
}

}  // namespace gangway::gen
