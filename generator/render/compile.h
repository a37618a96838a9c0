#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "render/template_engine.h"

namespace gangway::gen::detail {

/// One step of a template. Partials are put in place, and comments and what lone tags take with them are
/// gone.
struct Instruction {
  enum class Kind {
    Text,      ///< Prints `text`.
    Value,     ///< Prints the value of the name `text`.
    Section,   ///< `{{#text}}`: what stands between here and `end`, as often as the value says.
    Inverted,  ///< `{{^text}}`
  };
  Kind kind;
  std::string text;
  std::size_t end = 0;  ///< Sections: the index behind the last instruction inside.
};

/// Takes template `name` apart. A partial alone on its line is indented like its tag.
/// Throws TemplateError, with file and line, for a section that is not closed or closed under another name,
/// and for a partial that does not exist or includes itself.
std::vector<Instruction> compile(const TemplateSet& templates, std::string_view name);

}  // namespace gangway::gen::detail
