#include "emit/cpp/space_guards.h"

#include <algorithm>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/names.h"

namespace gangway::gen::cpp {
namespace {

/// A guard's parameter, by value, so that a coroutine keeps it. An enum's value is one that the schema knows.
std::string parameter_type(const Types& types, const FieldDef& param) {
  const TypeRef& held = types.expanded(param.type);
  const bool is_enum = held.kind == TypeRef::Kind::Named &&
                       std::holds_alternative<EnumDef>(types.schema().type(held.named).def);
  if (is_enum && !held.nullable && !param.type.nullable && !param.optional) return types.name(held.named);
  return types.field(param).type;
}

}  // namespace

std::string taking(std::set<std::string>& taken, std::string name) {
  while (!taken.insert(name).second) name += '_';
  return name;
}

SpaceGuards::SpaceGuards(const Types& types, const SpaceNames& names, const NamespaceDef& space,
                         std::set<std::string>& taken)
    : names_(names) {
  for (const auto& guard : space.policy.guards) add(types, guard.value, taken);
  for (const EventDef& event : space.ons) {
    for (const auto& guard : event.policy.guards) add(types, guard.value, taken);
  }
}

const std::string& SpaceGuards::method_of(GuardId guard) const {
  return std::find_if(known_.begin(), known_.end(), [&](const auto& each) { return each.first == guard; })
      ->second;
}

void SpaceGuards::add(const Types& types, const GuardUse& use, std::set<std::string>& taken) {
  const auto is_same = [&](const auto& row) { return row.first == use; };
  if (std::any_of(rows_.begin(), rows_.end(), is_same)) return;
  const GuardDef& guard = types.schema().guard(use.guard);
  const auto is_known = [&](const auto& each) { return each.first == use.guard; };
  if (std::none_of(known_.begin(), known_.end(), is_known)) {
    known_.emplace_back(use.guard, taking(taken, method(guard.name)));
    std::string parameters;
    for (const FieldDef& param : guard.params)
      parameters += fmt::format(", {} {}", parameter_type(types, param), argument(param.name));
    methods_.push_back({{"doc", doc_lines(guard.docs)},
                        {"guard", guard.name},
                        {"method", known_.back().second},
                        {"parameters", std::move(parameters)}});
  }

  std::string arguments;
  for (std::size_t i = 0; i < use.arguments.size(); ++i)
    arguments += ", " + types.constant(use.arguments[i], guard.params[i].type);
  const auto same_guard = std::count_if(rows_.begin(), rows_.end(),
                                        [&](const auto& row) { return row.first.guard == use.guard; });
  std::string function = fmt::format("ask_{}_{}", snake(names_.prefix), snake(guard.name));
  if (same_guard > 0) function += fmt::format("_{}", same_guard + 1);
  rows_.emplace_back(use, nlohmann::json{{"name", guard.name}, {"ask", function}});
  asks_.push_back({{"function", std::move(function)},
                   {"method", method_of(use.guard)},
                   {"arguments", std::move(arguments)}});
}

nlohmann::json SpaceGuards::rows(const std::vector<Inherited<GuardUse>>& guards) const {
  nlohmann::json rows = nlohmann::json::array();
  for (const auto& guard : guards) {
    rows.push_back(std::find_if(rows_.begin(), rows_.end(), [&](const auto& row) {
                     return row.first == guard.value;
                   })->second);
  }
  return rows;
}

}  // namespace gangway::gen::cpp
