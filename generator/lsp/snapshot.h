#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyse.h"
#include "diagnostics/sink.h"
#include "load/load.h"
#include "lsp/index.h"
#include "source/importer.h"

namespace gangway::gen::lsp {

/// What was found out about some files, with all that they import, at one moment. Never changes.
class Snapshot {
 public:
  Snapshot(const std::vector<std::filesystem::path>& paths,
           const std::vector<std::filesystem::path>& include_dirs, const Overlay& overlay);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  [[nodiscard]] const SourceMap& sources() const noexcept { return loaded_.sources; }
  [[nodiscard]] const std::vector<ast::File>& files() const noexcept { return loaded_.files; }
  [[nodiscard]] const ast::File& file(SourceId id) const {
    return loaded_.files[static_cast<std::size_t>(id)];
  }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  [[nodiscard]] const Analysis& analysis() const noexcept { return *analysis_; }
  [[nodiscard]] const std::optional<Schema>& schema() const noexcept { return analysis_->schema; }
  [[nodiscard]] const Index& index() const noexcept { return index_; }

  [[nodiscard]] std::optional<SourceId> find(const std::filesystem::path& path) const {
    return sources().find(path);
  }
  [[nodiscard]] bool has_syntax_errors(SourceId file) const;
  [[nodiscard]] bool has_unfound_imports() const;

 private:
  DiagnosticSink sink_;
  LoadedFiles loaded_;
  std::unique_ptr<const Analysis> analysis_;
  std::vector<Diagnostic> diagnostics_;
  Index index_;
};

}  // namespace gangway::gen::lsp
