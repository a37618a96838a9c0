#include "lint/words.h"

#include <algorithm>

namespace gangway::gen::lint_detail {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_one_run(std::string_view name) { return name.find('_') == std::string_view::npos; }

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool begins = true;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '_') {
      begins = true;
      continue;
    }
    const bool after_lower = i > 0 && is_upper(name[i]) && !is_upper(name[i - 1]);
    const bool before_lower = i > 0 && is_upper(name[i]) && i + 1 < name.size() && is_lower(name[i + 1]);
    if (begins || after_lower || before_lower) words.emplace_back();
    begins = false;
    words.back() += lower(name[i]);
  }
  return words;
}

bool is_pascal_case(std::string_view name) {
  // One capital word is a name like `URL`; with an underscore it is another spelling.
  return !name.empty() && is_upper(name[0]) && is_one_run(name);
}

bool is_camel_case(std::string_view name) { return !name.empty() && is_lower(name[0]) && is_one_run(name); }

std::string to_pascal_case(std::string_view name) {
  std::string result;
  for (std::string& word : words_of(name)) {
    word[0] = upper(word[0]);
    result += word;
  }
  return result;
}

std::string to_camel_case(std::string_view name) {
  std::string result = to_pascal_case(name);
  if (!result.empty()) result[0] = lower(result[0]);
  return result;
}

}  // namespace gangway::gen::lint_detail
