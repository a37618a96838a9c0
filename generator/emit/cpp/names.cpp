#include "emit/cpp/names.h"

#include <cctype>
#include <utility>

#include "emit/cpp/taken_names.h"

namespace gangway::gen::cpp {
namespace {

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
  if (is_taken(name)) name += '_';
  return name;
}

std::string type_name(std::string name) {
  // What the codec of a type, a struct of the same name, has as members.
  const bool is_own = name == "value" || name == "read" || name == "write" || name == "write_members" ||
                      name == "code" || name == "message";
  return is_own ? name + '_' : safe(std::move(name));
}

std::string gateway_name(std::string name) { return name == "binding" ? name + '_' : safe(std::move(name)); }

std::string member(std::string_view name) { return safe(snake(name)); }

std::string method(std::string_view name) {
  std::string out = member(name);
  return is_function_macro(out) ? out + '_' : out;
}

std::string argument(std::string_view name) {
  std::string out = member(name);
  if (out == "out" || out == "lead" || out == "write" || out == "write_key") out += '_';
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

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace gangway::gen::cpp
