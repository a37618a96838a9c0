#include "analysis/generated_names.h"

namespace gangway::gen {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::string lower_snake(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool ends_word =
        i > 0 && (is_lower_or_digit(name[i - 1]) ||
                  (is_upper(name[i - 1]) && i + 1 < name.size() && is_lower_or_digit(name[i + 1])));
    if (is_upper(name[i]) && ends_word && !result.ends_with('_')) result += '_';
    result += lower(name[i]);
  }
  return result;
}

std::string pascal(std::string_view name) {
  std::string result;
  bool at_word = true;
  for (const char c : name) {
    if (c == '_') {
      at_word = true;
      continue;
    }
    result += at_word ? upper(c) : c;
    at_word = false;
  }
  return result;
}

bool is_usable_name(std::string_view name) {
  if (name.find("__") != std::string_view::npos || name.ends_with('_')) return false;
  return !(name.size() > 1 && name[0] == '_' && is_upper(name[1]));
}

}  // namespace gangway::gen
