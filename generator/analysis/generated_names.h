#pragma once

#include <string>
#include <string_view>

namespace gangway::gen {

/// How C++ functions, members and enumerators spell `name`: "isTyping" -> "is_typing", "HTTPPort" ->
/// "http_port".
std::string lower_snake(std::string_view name);

/// How C++ types derived from `name` begin: "chat" -> "Chat", "user_list" -> "UserList", "whoAmI" ->
/// "WhoAmI".
std::string pascal(std::string_view name);

/// Whether C++ and TypeScript both leave the name to us: not reserved to the compiler, and without the `_` at
/// the end that generated code puts behind keywords.
bool is_usable_name(std::string_view name);

}  // namespace gangway::gen
