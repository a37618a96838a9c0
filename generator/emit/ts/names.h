#pragma once

#include <set>
#include <string>
#include <string_view>

namespace gangway::gen::ts {

/// `written` as the name of a type or constant of a module: with a `_` behind it where TypeScript, or the
/// generated code itself, needs the name for something else. (A `.gw` name never ends in `_`.)
std::string module_name(std::string_view written);

/// `written` as the name of a method for an event: what every namespace class has already gets a `_`.
std::string method_name(std::string_view written);

/// `written` as the name of a client's property for a namespace.
std::string property_name(std::string_view written);

/// "chat_room" -> "ChatRoom", "chatRoom" -> "ChatRoom".
std::string pascal_case(std::string_view written);

/// "Chat" -> "chat", "chat_room" -> "chatRoom".
std::string camel_case(std::string_view written);

/// `value` as a string literal.
std::string quote(std::string_view value);

/// How module `from` imports module `to`; both are output paths below one directory: "./common.gw.js".
/// The extension is .js, which tsc resolves to the .ts beside it, as bundlers do, and which needs no option.
std::string module_specifier(std::string_view from, std::string_view to);

/// The names a module has given out.
class Scope {
 public:
  /// The first of `wanted`, `otherwise` and these with more and more `_` behind that is free; taken from now
  /// on.
  std::string claim(std::string_view wanted, std::string_view otherwise);
  std::string claim(std::string_view wanted) { return claim(wanted, wanted); }

 private:
  std::set<std::string, std::less<>> taken_;
};

}  // namespace gangway::gen::ts
