#pragma once

#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace gangway::gen {

/// What a gateway answers to: its `@path`, or "/".
std::string gateway_path(const ast::Declaration& gateway);

/// The path of a namespace: as written, or "/" and its name.
std::string namespace_path(const ast::Namespace& name_space);

/// The same without types and spaces: "/doc/{id}" for "/doc/{ id: uuid }".
std::string plain_path(const ast::Namespace& name_space);

/// Whether `gateway` has a namespace of its own, "/": when it declares an event or a room itself, or no
/// namespace.
bool has_root_namespace(const ast::Gateway& gateway);

/// The address of a namespace on its server: the gateway's path and then its own.
std::string full_path(std::string_view gateway_path, std::string_view namespace_path);

}  // namespace gangway::gen
