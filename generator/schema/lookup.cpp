#include "schema/lookup.h"

#include <array>
#include <charconv>

namespace gangway::gen {
namespace {

std::string in_quotes(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (static_cast<unsigned char>(c) < ' ') {
      const auto byte = static_cast<unsigned char>(c);
      result.append("\\u00") += {kHex[byte >> 4], kHex[byte & 15]};
    } else {
      result += c;
    }
  }
  return result + '"';
}

}  // namespace

std::string dotted(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text.append(text.empty() ? "" : ".").append(part);
  return text;
}

std::string full_name(const Schema& schema, TypeId id) {
  const std::string package = dotted(schema.home(id).package);
  return package.empty() ? schema.type(id).name : package + '.' + schema.type(id).name;
}

TypeRef behind_aliases(const Schema& schema, const TypeRef& type) {
  TypeRef found = type;
  while (found.kind == TypeRef::Kind::Named) {
    const auto* alias = std::get_if<AliasDef>(&schema.type(found.named).def);
    if (alias == nullptr) break;
    const bool nullable = found.nullable || alias->target.nullable;
    found = alias->target;
    found.nullable = nullable;
  }
  return found;
}

std::string type_text(const Schema& schema, const TypeRef& type) {
  std::string text;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      text = scalar_name(type.scalar);
      break;
    case TypeRef::Kind::Named:
      text = schema.type(type.named).name;
      break;
    case TypeRef::Kind::List:
      text = "list<" + type_text(schema, type.element.front()) + ">";
      break;
    case TypeRef::Kind::Map:
      text = "map<string, " + type_text(schema, type.element.front()) + ">";
      break;
  }
  return type.nullable ? text + '?' : text;
}

std::string value_text(const Value& value) {
  struct Writer {
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(std::uint64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const {
      std::array<char, 32> digits{};
      return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), d).ptr};
    }
    std::string operator()(const std::string& s) const { return in_quotes(s); }
    std::string operator()(const EnumeratorRef& e) const { return e.name; }
    std::string operator()(const std::vector<Value>& list) const {
      std::string text;
      for (const Value& each : list) text.append(text.empty() ? "" : ", ").append(value_text(each));
      return '[' + text + ']';
    }
  };
  return std::visit(Writer{}, value.data);
}

}  // namespace gangway::gen
