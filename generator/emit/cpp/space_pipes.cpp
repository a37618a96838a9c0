#include "emit/cpp/space_pipes.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/names.h"
#include "emit/cpp/space_guards.h"

namespace gangway::gen::cpp {

bool SpacePipes::reaches_pipes(const TypeRef& type, std::set<TypeId>& seen) const {
  if (type.constraints && type.constraints->pipe) return true;
  if (!type.element.empty()) return reaches_pipes(type.element.front(), seen);
  if (type.kind != TypeRef::Kind::Named || !seen.insert(type.named).second) return false;
  const auto& def = types_.schema().type(type.named).def;
  if (const auto* alias = std::get_if<AliasDef>(&def)) return reaches_pipes(alias->target, seen);
  if (const auto* record = std::get_if<StructDef>(&def)) {
    return std::any_of(record->fields.begin(), record->fields.end(), [&](const FieldDef& field) {
      return !field.internal && reaches_pipes(field.type, seen);
    });
  }
  const auto* choice = std::get_if<UnionDef>(&def);
  return choice != nullptr && std::any_of(choice->arms.begin(), choice->arms.end(),
                                          [&](const ArmDef& arm) { return reaches_pipes(arm.type, seen); });
}

bool SpacePipes::has_pipes(const TypeRef& type) const {
  std::set<TypeId> seen;
  return reaches_pipes(type, seen);
}

bool SpacePipes::has_pipes(const std::vector<FieldDef>& fields) const {
  return std::any_of(fields.begin(), fields.end(),
                     [&](const FieldDef& field) { return !field.internal && has_pipes(field.type); });
}

std::string SpacePipes::payload(const EventDef& event) {
  const std::string function = fmt::format("walk_{}_on_{}", snake(names_.prefix), snake(event.name));
  Lines lines;
  if (event.payload.kind == PayloadDef::Kind::Params && has_pipes(event.payload.params)) {
    fields(lines, event.payload.params, std::nullopt);
    return add_walk(function, params_name(names_, event), lines);
  }
  if (event.payload.kind == PayloadDef::Kind::Type && has_pipes(event.payload.type)) {
    value(lines, event.payload.type, "v", "", 0);
    return add_walk(function, types_.value(event.payload.type), lines);
  }
  return {};
}

std::string SpacePipes::handshake(const NamespaceDef& space) {
  if (!space.handshake || !has_pipes(*space.handshake)) return {};
  Lines lines;
  fields(lines, *space.handshake, std::nullopt);
  return add_walk(fmt::format("walk_{}_handshake", snake(names_.prefix)), names_.handshake, lines);
}

std::string SpacePipes::add_walk(std::string function, std::string type, const Lines& lines) {
  walks_.push_back({{"function", function}, {"type", std::move(type)}, {"lines", lines}});
  return function;
}

std::string SpacePipes::function_of(PipeId id) {
  const auto [known, is_new] = known_pipes_.try_emplace(id);
  if (!is_new) return known->second;
  const PipeDef& pipe = types_.schema().pipe(id);
  const std::string method_name = taking(taken_, method(pipe.name));
  const std::string function =
      taking(functions_, fmt::format("pipe_{}_{}", snake(names_.prefix), snake(pipe.name)));
  pipes_.push_back({{"doc", doc_lines(pipe.docs)},
                    {"pipe", pipe.name},
                    {"method", method_name},
                    {"type", types_.value(pipe.type)},
                    {"function", function}});
  return known->second = function;
}

std::string SpacePipes::function_of(TypeId id) {
  const auto [known, is_new] = known_types_.try_emplace(id);
  if (!is_new) return known->second;
  const TypeDef& type = types_.schema().type(id);
  known->second = taking(functions_, fmt::format("walk_{}_{}", snake(names_.prefix), snake(type.name)));
  Lines lines;
  if (const auto* record = std::get_if<StructDef>(&type.def)) {
    fields(lines, record->fields, id);
  } else {
    const auto& arms = std::get<UnionDef>(type.def).arms;
    for (std::size_t i = 0; i < arms.size(); ++i) {
      if (!has_pipes(arms[i].type)) continue;
      lines.push_back(fmt::format("if (auto* arm = std::get_if<{}>(&v)) {{", i));
      bare(lines, arms[i].type, "*arm", "  ", 0);
      lines.emplace_back("}");
    }
  }
  return add_walk(known_types_.at(id), types_.name(id), lines);
}

void SpacePipes::fields(Lines& out, const std::vector<FieldDef>& fields, std::optional<TypeId> owner) {
  for (const FieldDef& def : fields) {
    if (def.internal || !has_pipes(def.type)) continue;
    const Types::Field field = types_.field(def, owner);
    std::string expression = "v." + member(def.name);
    std::string condition;
    if (field.patch) condition = expression + ".has_value()";
    if (field.optional || field.nullable) condition = expression;
    if (!condition.empty()) expression = "*" + expression;
    if (field.boxed) expression = "*" + expression;
    out.push_back(fmt::format("walk.field(\"{}\", [&] {{", def.name));
    if (!condition.empty()) out.push_back(fmt::format("  if (!{}) return;", condition));
    bare(out, def.type, expression, "  ", 0);
    out.emplace_back("});");
  }
}

void SpacePipes::value(Lines& out, const TypeRef& type, const std::string& expression,
                       const std::string& indent, int depth) {
  if (!types_.is_nullable(type)) return bare(out, type, expression, indent, depth);
  out.push_back(fmt::format("{}if ({}) {{", indent, expression));
  bare(out, type, "*" + expression, indent + "  ", depth);
  out.push_back(indent + "}");
}

void SpacePipes::bare(Lines& out, const TypeRef& type, const std::string& expression,
                      const std::string& indent, int depth) {
  if (type.kind == TypeRef::Kind::List || type.kind == TypeRef::Kind::Map) {
    if (has_pipes(type.element.front())) {
      const std::string each = depth == 0 ? "each" : fmt::format("each{}", depth + 1);
      out.push_back(fmt::format("{}walk.each({}, [&](auto& {}) {{", indent, expression, each));
      value(out, type.element.front(), each, indent + "  ", depth + 1);
      out.push_back(indent + "});");
    }
  } else if (type.kind == TypeRef::Kind::Named) {
    const auto& def = types_.schema().type(type.named).def;
    if (const auto* alias = std::get_if<AliasDef>(&def)) {
      bare(out, alias->target, expression, indent, depth);
    } else if (TypeRef plain = type; plain.constraints = nullptr, has_pipes(plain)) {
      out.push_back(fmt::format("{}{}(walk, {});", indent, function_of(type.named), expression));
    }
  }
  if (type.constraints && type.constraints->pipe) {
    out.push_back(
        fmt::format("{}walk.pipe<&{}>({});", indent, function_of(*type.constraints->pipe), expression));
  }
}

}  // namespace gangway::gen::cpp
