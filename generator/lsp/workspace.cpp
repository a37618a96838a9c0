#include "lsp/workspace.h"

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "lsp/text_shift.h"
#include "lsp/uri.h"

namespace gangway::gen::lsp {
namespace fs = std::filesystem;
namespace {

/// A workspace may be a whole disk: no more files than this are looked for.
constexpr std::size_t kMostFiles = 5000;

bool is_passed_over(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return name.starts_with('.') || name == "node_modules" || name == "build";
}

}  // namespace

void Workspace::open(Document document) {
  const fs::path path = path_of(document.uri);
  overlay_[path] = document.text;
  documents_[path] = std::move(document);
  forget_files();
}

void Workspace::change(const fs::path& path, std::string text, json version) {
  const auto found = documents_.find(path);
  if (found == documents_.end()) throw RpcError(RpcCode::InvalidParams, "this document is not open");
  overlay_[path] = text;
  found->second.text = std::move(text);
  found->second.version = std::move(version);
  make_stale(path);
}

void Workspace::close(const fs::path& path) {
  documents_.erase(path);
  overlay_.erase(path);
  units_.erase(path);
  forget_files();
}

void Workspace::forget_files() {
  for (auto& [path, unit] : units_) unit.is_stale = true;
  everything_ = nullptr;
}

void Workspace::make_stale(const fs::path& changed) {
  everything_ = nullptr;
  for (auto& [path, unit] : units_) {
    if (unit.now == nullptr || unit.now->find(changed)) unit.is_stale = true;
  }
}

void Workspace::set_include_dirs(std::vector<fs::path> dirs) {
  include_dirs_ = std::move(dirs);
  forget_files();
}

void Workspace::set_folders(std::vector<fs::path> folders) {
  folders_ = std::move(folders);
  everything_ = nullptr;
}

std::string Workspace::uri_of(const fs::path& path) const {
  const auto found = documents_.find(path);
  return found == documents_.end() ? lsp::uri_of(path) : found->second.uri;
}

std::string Workspace::text_of(const fs::path& path) const {
  SourceFile file;
  file.path = path;
  if (!Importer({}, &overlay_).read(file)) throw RpcError(RpcCode::InvalidParams, "no such document");
  return file.text;
}

Workspace::Unit& Workspace::refreshed(const fs::path& path) {
  Unit& unit = units_[path];
  if (!unit.is_stale) return unit;
  unit.now = std::make_shared<const Snapshot>(std::vector{path}, include_dirs_, overlay_);
  unit.is_stale = false;
  const auto id = unit.now->find(path);
  if (id && !unit.now->has_syntax_errors(*id)) unit.good = unit.now;
  if (unit.now->schema()) unit.with_schema = unit.now;
  return unit;
}

std::shared_ptr<const Snapshot> Workspace::now(const fs::path& path) { return refreshed(path).now; }
std::shared_ptr<const Snapshot> Workspace::last_good(const fs::path& path) { return refreshed(path).good; }
std::shared_ptr<const Snapshot> Workspace::last_with_schema(const fs::path& path) {
  return refreshed(path).with_schema;
}

std::vector<fs::path> Workspace::all_files() const {
  std::set<fs::path> files;
  for (const auto& [path, document] : documents_) files.insert(path);
  for (const fs::path& folder : folders_) {
    std::error_code error;
    auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && it != fs::recursive_directory_iterator() && files.size() < kMostFiles;
         it.increment(error)) {
      if (it->is_directory(error)) {
        if (is_passed_over(it->path())) it.disable_recursion_pending();
      } else if (it->path().extension() == ".gw") {
        files.insert(identity_of(it->path()));
      }
    }
  }
  return {files.begin(), files.end()};
}

std::shared_ptr<const Snapshot> Workspace::everything() {
  if (everything_ == nullptr) everything_ = everything_with(overlay_);
  return everything_;
}

std::shared_ptr<const Snapshot> Workspace::everything_with(const Overlay& overlay) const {
  return std::make_shared<const Snapshot>(all_files(), include_dirs_, overlay);
}

std::optional<Found> Workspace::find(const fs::path& path, std::uint32_t offset) {
  const Unit& unit = refreshed(path);
  const auto id = unit.now->find(path);
  if (!id) return std::nullopt;
  if (const Occurrence* found = unit.now->index().at(*id, offset)) return Found{unit.now, found};
  if (unit.good == nullptr || unit.good == unit.now) return std::nullopt;
  const SourceId good_id = *unit.good->find(path);
  const TextShift shift(unit.good->sources().file(good_id).text, unit.now->sources().file(*id).text);
  const auto then = shift.back(offset);
  const Occurrence* found = then ? unit.good->index().at(good_id, *then) : nullptr;
  if (found == nullptr) return std::nullopt;
  return Found{unit.good, found};
}

json Workspace::location(const Snapshot& in, Span at, Encoding encoding) const {
  const SourceFile& file = in.sources().file(at.file);
  const auto open = documents_.find(file.path);
  json range;
  if (open == documents_.end() || open->second.text == file.text) {
    range = Positions(file.text, encoding).range(at);
  } else {
    const std::string& text = open->second.text;
    const TextShift shift(file.text, text);
    const std::uint32_t begin = shift.forward(at.begin).value_or(0);
    range = Positions(text, encoding).range(begin, std::max(begin, shift.forward(at.end).value_or(begin)));
  }
  return {{"uri", uri_of(file.path)}, {"range", std::move(range)}};
}

}  // namespace gangway::gen::lsp
