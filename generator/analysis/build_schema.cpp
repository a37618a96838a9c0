#include "analysis/build_schema.h"

#include <memory>
#include <string>
#include <utility>

#include "analysis/schema_builder.h"

namespace gangway::gen {
namespace {

std::vector<std::string> words(const std::vector<ast::Name>& names) {
  std::vector<std::string> result;
  for (const ast::Name& name : names) result.push_back(name.text);
  return result;
}

}  // namespace

void SchemaBuilder::add_rules(TypeRef& type, const ast::Type& written) const {
  if (!type.element.empty()) add_rules(type.element.front(), written.arguments.back());
  const ast::Annotation* pipe = find_annotation(written.annotations, "pipe");
  const bool is_secret = find_annotation(written.annotations, "secret") != nullptr;
  if (pipe == nullptr && !is_secret) return;
  auto constraints =
      type.constraints ? std::make_shared<Constraints>(*type.constraints) : std::make_shared<Constraints>();
  constraints->secret = is_secret;
  if (pipe != nullptr) {
    const ast::QualifiedName& name = pipe->arguments.front().first->name;
    constraints->pipe = ids_.pipes.at(symbols_.find(written.span.file, name).symbol);
  }
  type.constraints = std::move(constraints);
}

TypeRef SchemaBuilder::type(const ast::Type& written) const {
  TypeRef result = bindings_.types.at(&written);
  add_rules(result, written);
  return result;
}

bool SchemaBuilder::is_secret(const TypeRef& type, const ast::Type& written) const {
  if (find_annotation(written.annotations, "secret") != nullptr) return true;
  if (!type.element.empty()) return is_secret(type.element.front(), written.arguments.back());
  if (type.kind != TypeRef::Kind::Named) return false;
  const auto* alias = symbols_.of(type.named).as<ast::TypeAlias>();
  return alias != nullptr && is_secret(bindings_.types.at(&alias->target), alias->target);
}

std::vector<FieldDef> SchemaBuilder::fields(const std::vector<ast::Field>& written) const {
  std::vector<FieldDef> result;
  for (const ast::Field& each : written) {
    const auto has = [&](std::string_view name) {
      return find_annotation(each.preface.annotations, name) != nullptr ||
             find_annotation(each.type.annotations, name) != nullptr;
    };
    auto def = begin<FieldDef>(each.preface, each.name);
    def.type = type(each.type);
    def.optional = each.question_mark.has_value();
    if (each.default_value) def.default_value = value(*each.default_value);
    def.secret = has("secret") || is_secret(def.type, each.type);
    def.internal = has("internal");
    result.push_back(std::move(def));
  }
  return result;
}

TypeDef SchemaBuilder::type_declaration(const Symbol& symbol) const {
  auto def = begin<TypeDef>(symbol.declaration->preface, symbol.declaration->name);
  if (const auto* alias = symbol.as<ast::TypeAlias>()) {
    def.def = AliasDef{type(alias->target)};
  } else if (const auto* structure = symbol.as<ast::Struct>()) {
    def.def = StructDef{fields(structure->body.fields), words(structure->body.reserved), false};
  } else if (const auto* error = symbol.as<ast::Error>()) {
    def.def = StructDef{fields(error->body.fields), words(error->body.reserved), true};
  } else if (const auto* enumeration = symbol.as<ast::Enum>()) {
    EnumDef built{enumeration->closed, {}, words(enumeration->reserved)};
    for (const ast::Enumerator& each : enumeration->enumerators) {
      built.enumerators.push_back(begin<EnumeratorDef>(each.preface, each.name));
    }
    def.def = std::move(built);
  } else if (const auto* choice = symbol.as<ast::Union>()) {
    UnionDef built{choice->closed, choice->tag.text, {}, words(choice->reserved)};
    for (const ast::Arm& each : choice->arms) {
      auto arm = begin<ArmDef>(each.preface, each.name);
      arm.type = type(each.type);
      built.arms.push_back(std::move(arm));
    }
    def.def = std::move(built);
  }
  return def;
}

FileDef SchemaBuilder::file(const ast::File& written) const {
  const SourceFile& source = program_.sources.file(written.source);
  FileDef def;
  def.name = source.name;
  def.requested = source.requested;
  if (written.package) {
    def.package = words(written.package->name.parts);
    def.docs.text = written.package->docs;
  }
  for (const ast::Import& import : written.imports) {
    if (import.target) def.imports.push_back(static_cast<FileId>(*import.target));
  }
  return def;
}

void SchemaBuilder::declaration(const Symbol& symbol, Schema& schema) const {
  FileDef& home = schema.files[static_cast<std::size_t>(symbol.file)];
  const ast::Declaration& written = *symbol.declaration;
  if (symbol.type) {
    home.types.push_back(*symbol.type);
    schema.types.push_back(type_declaration(symbol));
  } else if (const auto* constant = symbol.as<ast::Const>()) {
    auto def = begin<ConstDef>(written.preface, written.name);
    def.type = type(constant->type);
    def.value = value(constant->value);
    home.consts.push_back(std::move(def));
  } else if (const auto* guard = symbol.as<ast::Guard>()) {
    auto def = begin<GuardDef>(written.preface, written.name);
    def.params = fields(guard->payload.params);
    home.guards.push_back(ids_.guards.at(&symbol));
    schema.guards.push_back(std::move(def));
  } else if (const auto* pipe = symbol.as<ast::Pipe>()) {
    auto def = begin<PipeDef>(written.preface, written.name);
    def.type = type(pipe->type);
    home.pipes.push_back(ids_.pipes.at(&symbol));
    schema.pipes.push_back(std::move(def));
  } else if (const auto* declared = symbol.as<ast::Gateway>()) {
    home.gateways.push_back(gateway(written, *declared));
  }
}

Schema SchemaBuilder::build() {
  Schema schema;
  for (const ast::File& each : program_.files) schema.files.push_back(file(each));
  for (const Symbol& symbol : symbols_.all()) declaration(symbol, schema);
  return schema;
}

Schema build_schema(const Program& program, const Symbols& symbols, const Bindings& bindings) {
  return SchemaBuilder(program, symbols, bindings).build();
}

}  // namespace gangway::gen
