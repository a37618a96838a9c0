#include <algorithm>
#include <array>
#include <string_view>

#include "lsp/features.h"

namespace gangway::gen::lsp {
namespace {

/// What the grammar of an editor cannot tell apart; comments, strings and keywords it colours itself.
enum class TokenType : std::uint32_t {
  Type,
  ClassType,
  EnumType,
  StructType,
  EnumValue,
  Property,
  MethodName,
  NamespaceName,
  Decorator,
  VariableName,
  ParameterName
};
constexpr std::array<std::string_view, 11> kTypeNames{"type",       "class",    "enum",     "struct",
                                                      "enumMember", "property", "method",   "namespace",
                                                      "decorator",  "variable", "parameter"};
constexpr std::uint32_t kDeclaration = 1;
constexpr std::uint32_t kDeprecated = 2;
constexpr std::uint32_t kDefaultLibrary = 4;

TokenType type_of(const ast::Declaration& declaration) {
  if (std::holds_alternative<ast::Struct>(declaration.what) ||
      std::holds_alternative<ast::Error>(declaration.what))
    return TokenType::StructType;
  if (std::holds_alternative<ast::Enum>(declaration.what)) return TokenType::EnumType;
  if (std::holds_alternative<ast::Gateway>(declaration.what)) return TokenType::ClassType;
  if (std::holds_alternative<ast::Const>(declaration.what)) return TokenType::VariableName;
  if (std::holds_alternative<ast::Pipe>(declaration.what) ||
      std::holds_alternative<ast::Guard>(declaration.what))
    return TokenType::MethodName;
  return TokenType::Type;
}

TokenType type_of(const Entity& entity) {
  switch (entity.kind) {
    case Entity::Kind::Declaration:
      return type_of(*entity.as<ast::Declaration>());
    case Entity::Kind::Parameter:
      return TokenType::ParameterName;
    case Entity::Kind::Enumerator:
      return TokenType::EnumValue;
    case Entity::Kind::Namespace:
      return TokenType::NamespaceName;
    case Entity::Kind::Room:
      return TokenType::ClassType;
    case Entity::Kind::Event:
      return TokenType::MethodName;
    default:
      return TokenType::Property;
  }
}

bool is_deprecated(const Entity& entity) {
  const auto& list = entity.preface().annotations;
  return std::any_of(list.begin(), list.end(),
                     [](const ast::Annotation& a) { return a.name.text() == "deprecated"; });
}

}  // namespace

json semantic_tokens_legend() {
  return {{"tokenTypes", kTypeNames}, {"tokenModifiers", {"declaration", "deprecated", "defaultLibrary"}}};
}

json semantic_tokens(Session& session, const json& params) {
  const std::filesystem::path path = document_of(params);
  const std::shared_ptr<const Snapshot> in = session.workspace.now(path);
  json data = json::array();
  const auto file = in->find(path);
  if (!file) return {{"data", data}};
  const Positions positions(in->sources().file(*file).text, session.encoding);
  Positions::Place last{0, 0};
  for (const Occurrence* each : in->index().in(*file)) {
    TokenType type = TokenType::Type;
    std::uint32_t modifiers = each->declares ? kDeclaration : 0;
    if (const auto id = each->entity()) {
      const Entity& entity = in->index().entity(*id);
      if (entity.kind == Entity::Kind::Block) continue;  // a keyword
      type = type_of(entity);
      if (is_deprecated(entity)) modifiers |= kDeprecated;
    } else if (std::holds_alternative<BuiltinType>(each->what)) {
      modifiers = kDefaultLibrary;
    } else if (std::holds_alternative<AnnotationName>(each->what)) {
      type = TokenType::Decorator;
    } else {
      continue;  // the string of an import
    }
    const Positions::Place place = positions.place(each->at.begin);
    const bool is_same_line = place.line == last.line;
    data.insert(data.end(),
                {place.line - last.line, place.column - (is_same_line ? last.column : 0),
                 positions.width(each->at.begin, each->at.end), static_cast<std::uint32_t>(type), modifiers});
    last = place;
  }
  return {{"data", std::move(data)}};
}

}  // namespace gangway::gen::lsp
