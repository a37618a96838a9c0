#include "source/importer.h"

#include <fstream>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

namespace gangway::gen {
namespace fs = std::filesystem;
namespace {

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

/// Outputs stay below their directory: an import of "../common.gw" is called "common.gw".
std::string without_parents(fs::path name) {
  fs::path kept;
  for (const fs::path& part : name.lexically_normal()) {
    if (part != ".." && part != "." && part != "/") kept /= part;
  }
  return kept.generic_string();
}

}  // namespace

fs::path identity_of(const fs::path& path) {
  std::error_code error;
  fs::path canonical = fs::weakly_canonical(path, error);
  return error ? fs::absolute(path).lexically_normal() : canonical;
}

Importer::Importer(std::vector<fs::path> include_dirs, const Overlay* overlay) : overlay_(overlay) {
  for (fs::path& dir : include_dirs) {
    fs::path absolute = identity_of(dir);
    include_dirs_.push_back({std::move(dir), std::move(absolute)});
  }
}

std::optional<std::string> Importer::name_below_include_dir(const fs::path& absolute) const {
  std::optional<std::string> best;
  for (const IncludeDir& dir : include_dirs_) {
    const fs::path relative = absolute.lexically_relative(dir.absolute);
    if (relative.empty() || *relative.begin() == "..") continue;
    std::string name = relative.generic_string();
    if (!best || name.size() < best->size()) best = std::move(name);
  }
  return best;
}

bool Importer::exists(const fs::path& path) const {
  return (overlay_ != nullptr && overlay_->contains(identity_of(path))) || is_file(path);
}

std::optional<SourceFile> Importer::open(const std::string& path) const {
  if (!exists(path)) return std::nullopt;
  SourceFile file;
  file.path = identity_of(path);
  file.shown = path;
  file.name = name_below_include_dir(file.path).value_or(file.path.filename().generic_string());
  file.requested = true;
  return file;
}

std::optional<SourceFile> Importer::find(const SourceFile& importing, std::string_view written) const {
  const fs::path asked(written);
  const fs::path beside = fs::path(importing.shown).parent_path() / asked;
  SourceFile file;
  if (exists(importing.path.parent_path() / asked)) {
    file.path = identity_of(importing.path.parent_path() / asked);
    file.shown = beside.lexically_normal().generic_string();
  } else {
    for (const IncludeDir& dir : include_dirs_) {
      if (!exists(dir.absolute / asked)) continue;
      file.path = identity_of(dir.absolute / asked);
      file.shown = (dir.given / asked).lexically_normal().generic_string();
      break;
    }
  }
  if (file.path.empty()) return std::nullopt;
  file.name = name_below_include_dir(file.path).value_or(without_parents(
      asked.is_absolute() ? asked.filename() : fs::path(importing.name).parent_path() / asked));
  return file;
}

bool Importer::read(SourceFile& file) const {
  if (overlay_ != nullptr) {
    if (const auto unsaved = overlay_->find(file.path); unsaved != overlay_->end()) {
      file.text = unsaved->second;
      return true;
    }
  }
  std::ifstream in(file.path, std::ios::binary);
  if (!in) return false;
  std::ostringstream text;
  text << in.rdbuf();
  if (in.bad()) return false;
  file.text = std::move(text).str();
  return true;
}

std::vector<std::string> Importer::candidates(const SourceFile& importing, std::string_view written) const {
  const fs::path folder = fs::path(written).parent_path();
  std::set<std::string> names;
  const auto add = [&](const fs::path& root) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(root / folder, error)) {
      const fs::path name = entry.path().filename();
      const bool is_itself = entry.path() == importing.path;
      if (name.extension() == ".gw" && !is_itself) names.insert((folder / name).generic_string());
    }
  };
  add(importing.path.parent_path());
  for (const IncludeDir& dir : include_dirs_) add(dir.absolute);
  return {names.begin(), names.end()};
}

std::vector<std::string> Importer::searched(const SourceFile& importing) const {
  const std::string beside = fs::path(importing.shown).parent_path().generic_string();
  std::vector<std::string> dirs{beside.empty() ? "." : beside};
  for (const IncludeDir& dir : include_dirs_) dirs.push_back(dir.given.generic_string());
  return dirs;
}

}  // namespace gangway::gen
