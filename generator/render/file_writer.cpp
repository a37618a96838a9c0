#include "render/file_writer.h"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace gangway::gen {
namespace fs = std::filesystem;
namespace {

struct Pending {
  fs::path temporary;
  fs::path target;
};

/// Removes what was not moved to its place.
class PendingFiles {
 public:
  PendingFiles() = default;
  PendingFiles(const PendingFiles&) = delete;
  PendingFiles& operator=(const PendingFiles&) = delete;
  ~PendingFiles() {
    std::error_code ignored;
    for (const Pending& each : files_) fs::remove(each.temporary, ignored);
  }

  void add(Pending pending) { files_.push_back(std::move(pending)); }

  std::optional<FileError> move_all() {
    while (!files_.empty()) {
      std::error_code error;
      fs::rename(files_.back().temporary, files_.back().target, error);
      if (error) return FileError{files_.back().target.generic_string(), error.message()};
      files_.pop_back();
    }
    return std::nullopt;
  }

 private:
  std::vector<Pending> files_;
};

std::optional<FileError> write_text(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (out) return std::nullopt;
  return FileError{path.generic_string(), std::error_code(errno, std::generic_category()).message()};
}

}  // namespace

std::optional<std::string> read_text(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  // Reading an empty file this way sets the fail bit of `text`, not of `in`.
  text << in.rdbuf();
  if (!in.is_open() || in.bad()) return std::nullopt;
  return std::move(text).str();
}

std::optional<FileError> write_changed(const std::vector<OutputFile>& files, const fs::path& dir) {
  PendingFiles pending;
  for (const OutputFile& file : files) {
    const fs::path target = dir / file.path;
    if (read_text(target) == file.text) continue;
    std::error_code error;
    fs::create_directories(target.parent_path().empty() ? fs::path(".") : target.parent_path(), error);
    if (error) return FileError{target.generic_string(), error.message()};
    if (fs::is_directory(target, error))
      return FileError{target.generic_string(), "there is a directory of this name"};

    // The process id keeps two runs for one directory apart; both would write the same text.
    fs::path temporary = target;
    temporary += ".tmp" + std::to_string(::getpid());
    pending.add({temporary, target});
    if (auto failed = write_text(temporary, file.text))
      return FileError{target.generic_string(), failed->reason};
    // A file that is replaced keeps who may read and write it.
    const fs::file_status before = fs::status(target, error);
    if (!error && fs::exists(before)) fs::permissions(temporary, before.permissions(), error);
  }
  return pending.move_all();
}

}  // namespace gangway::gen
