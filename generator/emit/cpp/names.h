#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gangway::gen::cpp {

/// `sentAt` -> `sent_at`, `URLPath` -> `url_path`, `whoAmI` -> `who_am_i`. Not yet safe to use: see `safe`.
std::string snake(std::string_view name);

/// `sendTo` -> `SendTo`, `send_to` -> `SendTo`.
std::string pascal(std::string_view name);

/// `name`, with an underscore behind it where C++ or a common macro means something by it.
std::string safe(std::string name);

/// The name of a declared type: `safe`, apart from what the codecs of types are made of.
std::string type_name(std::string name);

/// The name of a gateway's struct: `safe`, apart from the function that it has.
std::string gateway_name(std::string name);

/// The name of a variable, member or enumerator: `safe(snake(name))`.
std::string member(std::string_view name);

/// The name of a function: `member`, apart from macros that take arguments as well.
std::string method(std::string_view name);

/// The name of a function's argument: `member`, kept apart from the variables of generated bodies.
std::string argument(std::string_view name);

/// `demo::chat` of {"demo", "chat"}.
std::string package_namespace(const std::vector<std::string>& package);

/// The inside of a C++ string literal that means `text`.
std::string literal(std::string_view text);

/// A schema file's name without its folders: "chat.gw".
std::string file_name(const std::string& path);

}  // namespace gangway::gen::cpp
