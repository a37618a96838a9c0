#pragma once

#include <string_view>

namespace gangway::gen::lsp {

/// What an annotation does, in a sentence or two; empty for one that is not known.
std::string_view annotation_doc(std::string_view name);

/// What a type of the language holds and how it is written in JSON.
std::string_view builtin_type_doc(std::string_view name);

}  // namespace gangway::gen::lsp
