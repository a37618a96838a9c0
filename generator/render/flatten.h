#pragma once

#include <string>
#include <string_view>

#include "render/template_engine.h"

namespace gangway::gen::detail {

/// Stands for a line break while the mustache library runs: it treats the template as one line and so applies
/// none of its own rules about lines.
inline constexpr char kLineBreak = '\x01';

/// Template `name` with partials put in place (indented like their tags), comments and the line breaks of
/// lone section tags removed, and every other line break replaced by `kLineBreak`.
/// Throws TemplateError, with file and line, for a section that is not closed or closed under another name,
/// and for a partial that does not exist or includes itself.
std::string flatten(const TemplateSet& templates, std::string_view name);

}  // namespace gangway::gen::detail
