#pragma once

#include <filesystem>
#include <string>

#include "lsp/workspace.h"

namespace gangway::gen::lsp {

// What is shown about a name, as Markdown: how it is declared, its documentation, what is generated for it.

/// `asked`: the open file from which the question comes.
std::string hover_text(Workspace& workspace, const std::filesystem::path& asked, const Snapshot& in,
                       EntityId id);
std::string hover_text_of_type(const std::string& name);
std::string hover_text_of_annotation(const std::string& name);

}  // namespace gangway::gen::lsp
