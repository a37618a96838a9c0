#pragma once

#include <filesystem>
#include <string>

#include "lsp/workspace.h"

namespace gangway::gen::lsp {

/// What every answer is made from: the files, and what was agreed with the client.
struct Session {
  Workspace workspace;
  Encoding encoding = Encoding::Utf16;
  bool has_snippets = false;   ///< The client fills in `${1:name}`.
  bool has_hierarchy = false;  ///< Document symbols may have children.
};

/// The place that a request is about.
struct Cursor {
  std::filesystem::path path;
  std::string text;
  std::uint32_t offset = 0;
};

std::filesystem::path document_of(const json& params);
Cursor cursor_of(const Session& session, const json& params);

}  // namespace gangway::gen::lsp
