#include "load/load.h"

#include <map>
#include <optional>
#include <utility>

#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"
#include "syntax/parse.h"

namespace gangway::gen {
namespace {

class Loader {
 public:
  Loader(std::vector<std::filesystem::path> include_dirs, const Overlay* overlay, DiagnosticSink& sink)
      : importer_(std::move(include_dirs), overlay), sink_(sink) {}

  void request(const std::string& path);
  LoadedFiles load_all();

 private:
  /// Adds a file that is not there yet; nothing when it cannot be read.
  std::optional<SourceId> must_add(SourceFile file, std::optional<Span> imported_at);
  void resolve_imports(ast::File& file);
  std::string searched_text(const SourceFile& importing) const;

  Importer importer_;
  DiagnosticSink& sink_;
  LoadedFiles loaded_;
  std::map<std::string, SourceId> by_name_;
};

std::optional<SourceId> Loader::must_add(SourceFile file, std::optional<Span> imported_at) {
  if (const auto known = loaded_.sources.find(file.path)) return known;
  const std::string shown = file.shown;
  const std::string name = file.name;
  if (!importer_.read(file)) {
    sink_.report(rules::cannot_read, imported_at, shown);
    return std::nullopt;
  }
  const SourceId id = loaded_.sources.add(std::move(file));
  const auto [other, is_new] = by_name_.try_emplace(name, id);
  if (!is_new) {
    sink_.report(rules::same_output_name, imported_at, loaded_.sources.file(other->second).shown, shown,
                 name);
  }
  return id;
}

void Loader::request(const std::string& path) {
  auto file = importer_.open(path);
  if (!file) {
    sink_.report(rules::cannot_read, std::nullopt, path);
    return;
  }
  must_add(std::move(*file), std::nullopt);
}

std::string Loader::searched_text(const SourceFile& importing) const {
  std::string text;
  for (const std::string& dir : importer_.searched(importing)) {
    if (!text.empty()) text += ", ";
    text += "`" + dir + "`";
  }
  return text;
}

void Loader::resolve_imports(ast::File& file) {
  const SourceFile& importing = loaded_.sources.file(file.source);
  for (ast::Import& import : file.imports) {
    auto found = importer_.find(importing, import.path.text);
    if (!found) {
      sink_.report(rules::import_not_found, import.path.span, import.path.text, searched_text(importing))
          .suggest(nearest_name(import.path.text, importer_.candidates(importing, import.path.text)));
    } else {
      import.target = must_add(std::move(*found), import.path.span);
    }
  }
}

LoadedFiles Loader::load_all() {
  // Imports are added behind the file that is being read, so this ends when no new file was found.
  for (std::size_t i = 0; i < loaded_.sources.size(); ++i) {
    ast::File file = parse(loaded_.sources, static_cast<SourceId>(i), sink_);
    resolve_imports(file);
    loaded_.files.push_back(std::move(file));
  }
  return std::move(loaded_);
}

}  // namespace

LoadedFiles load(const std::vector<std::string>& paths,
                 const std::vector<std::filesystem::path>& include_dirs, DiagnosticSink& sink,
                 const Overlay* overlay) {
  Loader loader(include_dirs, overlay, sink);
  for (const std::string& path : paths) loader.request(path);
  return loader.load_all();
}

}  // namespace gangway::gen
