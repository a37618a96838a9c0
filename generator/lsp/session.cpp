#include "lsp/session.h"

#include <utility>

#include "lsp/uri.h"

namespace gangway::gen::lsp {

std::filesystem::path document_of(const json& params) {
  return path_of(params.at("textDocument").at("uri").get<std::string>());
}

Cursor cursor_of(const Session& session, const json& params) {
  std::filesystem::path path = document_of(params);
  std::string text = session.workspace.text_of(path);
  const std::uint32_t offset = Positions(text, session.encoding).offset(params.at("position"));
  return {std::move(path), std::move(text), offset};
}

}  // namespace gangway::gen::lsp
