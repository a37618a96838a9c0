#include "emit/cpp/names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gangway::gen::cpp {
namespace {

// C++20's keywords and alternative tokens and GNU's `typeof`, what POSIX and compilers define as macros in
// lower case, and the names that generated code uses itself. Sorted.
constexpr std::array kTaken = {
    "EOF",           "NULL",         "alignas",   "alignof",    "and",          "and_eq",
    "asm",           "assert",       "auto",      "bitand",     "bitor",        "bool",
    "break",         "case",         "catch",     "char",       "char16_t",     "char32_t",
    "char8_t",       "class",        "co_await",  "co_return",  "co_yield",     "codec",
    "compl",         "concept",      "const",     "const_cast", "consteval",    "constexpr",
    "constinit",     "continue",     "decltype",  "default",    "delete",       "do",
    "double",        "dynamic_cast", "else",      "enum",       "errno",        "explicit",
    "export",        "extern",       "false",     "float",      "for",          "friend",
    "gangway",       "goto",         "if",        "inline",     "int",          "linux",
    "long",          "major",        "minor",     "mutable",    "namespace",    "new",
    "noexcept",      "not",          "not_eq",    "nullptr",    "operator",     "or",
    "or_eq",         "private",      "protected", "public",     "register",     "reinterpret_cast",
    "requires",      "return",       "short",     "signed",     "sizeof",       "static",
    "static_assert", "static_cast",  "std",       "stderr",     "stdin",        "stdout",
    "struct",        "switch",       "template",  "this",       "thread_local", "throw",
    "true",          "try",          "typedef",   "typeid",     "typename",     "typeof",
    "union",         "unix",         "unsigned",  "using",      "virtual",      "void",
    "volatile",      "wchar_t",      "while",     "xor",        "xor_eq"};

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_lower_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 && !is_upper(c); }

}  // namespace

std::string snake(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (is_upper(c) && i > 0 && name[i - 1] != '_') {
      const bool after_lower = is_lower_or_digit(name[i - 1]);
      const bool ends_run = i + 1 < name.size() && is_lower_or_digit(name[i + 1]);
      if (after_lower || ends_run) out += '_';
    }
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

std::string pascal(std::string_view name) {
  std::string out;
  bool up = true;
  for (const char c : name) {
    if (c == '_') {
      up = true;
      continue;
    }
    out += up ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    up = false;
  }
  return out;
}

std::string safe(std::string name) {
  if (std::binary_search(kTaken.begin(), kTaken.end(), std::string_view(name))) name += '_';
  return name;
}

std::string member(std::string_view name) { return safe(snake(name)); }

std::string argument(std::string_view name) {
  std::string out = member(name);
  if (out == "out" || out == "lead") out += '_';
  return out;
}

std::string package_namespace(const std::vector<std::string>& package) {
  std::string out;
  for (const std::string& part : package) {
    if (!out.empty()) out += "::";
    out += safe(part);
  }
  return out;
}

std::string literal(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  bool after_hex = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
      after_hex = false;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
      after_hex = true;
    } else {
      // A hexadecimal escape takes every hexadecimal digit that follows: cut the literal.
      if (after_hex && std::isxdigit(byte) != 0) out += "\" \"";
      out += c;
      after_hex = false;
    }
  }
  return out;
}

}  // namespace gangway::gen::cpp
