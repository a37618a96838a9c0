#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gangway::gen::lint_detail {

/// The words of a name in any spelling, in lower case: `sentAt`, `sent_at`, `SENT_AT`, `URLPath`.
std::vector<std::string> words_of(std::string_view name);

bool is_pascal_case(std::string_view name);
bool is_camel_case(std::string_view name);
std::string to_pascal_case(std::string_view name);
std::string to_camel_case(std::string_view name);

}  // namespace gangway::gen::lint_detail
