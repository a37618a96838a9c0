#pragma once

#include <vector>

#include "syntax/ast.h"

namespace gangway::gen {

/// The parameters of a namespace's path, as if each had been written as a field: `/doc/{id: uuid}` has one,
/// `id: uuid`; `{page}` alone is a string. What is no whole segment or is written otherwise is left out: what
/// is wrong with a path, `check_paths` says.
std::vector<ast::Field> path_parameters(const ast::StringLiteral& path);

}  // namespace gangway::gen
