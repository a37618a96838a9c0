#include "lsp/snapshot.h"

#include <algorithm>

namespace gangway::gen::lsp {
namespace {

std::vector<std::string> texts(const std::vector<std::filesystem::path>& paths) {
  return {paths.begin(), paths.end()};
}

}  // namespace

Snapshot::Snapshot(const std::vector<std::filesystem::path>& paths,
                   const std::vector<std::filesystem::path>& include_dirs, const Overlay& overlay)
    : loaded_(load(texts(paths), include_dirs, sink_, &overlay)),
      analysis_(analyse_and_keep(loaded_.files, loaded_.sources, sink_)),
      diagnostics_(sink_.sorted()),
      index_(*analysis_) {}

bool Snapshot::has_syntax_errors(SourceId file) const {
  return std::any_of(diagnostics_.begin(), diagnostics_.end(), [&](const Diagnostic& d) {
    return d.code.starts_with("GW1") && d.at && d.at->file == file;
  });
}

bool Snapshot::has_unfound_imports() const {
  const auto is_lost = [](const ast::Import& import) { return !import.target; };
  return std::any_of(files().begin(), files().end(), [&](const ast::File& file) {
    return std::any_of(file.imports.begin(), file.imports.end(), is_lost);
  });
}

}  // namespace gangway::gen::lsp
