#include "emit/ts/names.h"

#include <cctype>
#include <vector>

#include <nlohmann/json.hpp>

namespace gangway::gen::ts {
namespace {

using Words = std::set<std::string_view>;

/// Reserved words of modules, built-in types, and the globals that generated code uses by their plain names.
const Words& taken_in_modules() {
  static const Words words{
      "abstract", "any",     "arguments", "as",         "async",     "await",     "bigint",   "boolean",
      "break",    "case",    "catch",     "class",      "const",     "continue",  "debugger", "declare",
      "default",  "delete",  "do",        "else",       "enum",      "eval",      "export",   "extends",
      "false",    "finally", "for",       "from",       "function",  "gw",        "if",       "implements",
      "import",   "in",      "Infinity",  "instanceof", "interface", "let",       "NaN",      "never",
      "new",      "null",    "number",    "object",     "of",        "package",   "private",  "protected",
      "public",   "return",  "static",    "string",     "super",     "switch",    "symbol",   "this",
      "throw",    "true",    "try",       "type",       "typeof",    "undefined", "unknown",  "var",
      "void",     "while",   "with",      "yield",      "Date",      "Omit",      "Record",   "Uint8Array",
      "URL",      "infer",   "keyof",     "readonly",   "unique",    "exports",   "require",  "globalThis",
  };
  return words;
}

/// `then` would make a promise of the object, the next three are what JavaScript calls without being asked.
const Words& taken_in_objects() {
  static const Words words{"constructor", "then", "toJSON", "toString", "valueOf"};
  return words;
}

std::string unless_taken(std::string_view written, bool is_taken) {
  return std::string(written) + (is_taken ? "_" : "");
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts(1);
  for (const char c : path) {
    if (c == '/') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

}  // namespace

std::string module_name(std::string_view written) {
  return unless_taken(written, taken_in_modules().contains(written));
}

std::string method_name(std::string_view written) {
  static const Words of_namespaces{"events", "handle", "on", "once", "try"};
  return unless_taken(written, taken_in_objects().contains(written) || of_namespaces.contains(written));
}

std::string property_name(std::string_view written) {
  static const Words of_clients{"close", "connect", "onError", "onState", "state", "status"};
  return unless_taken(written, taken_in_objects().contains(written) || of_clients.contains(written));
}

std::string pascal_case(std::string_view written) {
  std::string out;
  bool is_start = true;
  for (const char c : written) {
    if (c == '_') {
      is_start = true;
    } else {
      out += is_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
      is_start = false;
    }
  }
  return out;
}

std::string camel_case(std::string_view written) {
  std::string out = pascal_case(written);
  if (!out.empty()) out[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(out[0])));
  return out;
}

std::string quote(std::string_view value) { return nlohmann::json(std::string(value)).dump(); }

std::string module_specifier(std::string_view from, std::string_view to) {
  std::vector<std::string> here = split_path(from);
  std::vector<std::string> there = split_path(to);
  here.pop_back();
  std::size_t common = 0;
  while (common < here.size() && common + 1 < there.size() && here[common] == there[common]) ++common;
  std::string out = common == here.size() ? "./" : "";
  for (std::size_t i = common; i < here.size(); ++i) out += "../";
  for (std::size_t i = common; i < there.size(); ++i) out += (i > common ? "/" : "") + there[i];
  return out.substr(0, out.size() - std::string_view(".ts").size()) + ".js";
}

std::string Scope::claim(std::string_view wanted, std::string_view otherwise) {
  std::string name(taken_.contains(wanted) ? otherwise : wanted);
  while (!taken_.insert(name).second) name += '_';
  return name;
}

}  // namespace gangway::gen::ts
