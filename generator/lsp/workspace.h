#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lsp/positions.h"
#include "lsp/snapshot.h"

namespace gangway::gen::lsp {

/// A file that is open in the editor.
struct Document {
  std::string uri;  ///< As the client spells it.
  std::string text;
  json version;
};

/// A name at a place, and the state of the program in which it was understood.
struct Found {
  std::shared_ptr<const Snapshot> in;
  const Occurrence* occurrence = nullptr;

  [[nodiscard]] const Entity* entity() const {
    const auto id = occurrence->entity();
    return id ? &in->index().entity(*id) : nullptr;
  }
};

/// The files that are open, what they mean, and what the files around them mean.
///
/// Each open file is looked at as `gangway check` would: with its imports, and nothing of other open files,
/// which may belong to another program altogether. `everything` is for questions that go the other way.
class Workspace {
 public:
  void open(Document document);
  void change(const std::filesystem::path& path, std::string text, json version);
  void close(const std::filesystem::path& path);
  /// Something on disk is not what it was.
  void forget_files();

  void set_include_dirs(std::vector<std::filesystem::path> dirs);
  void set_folders(std::vector<std::filesystem::path> folders);

  [[nodiscard]] const std::map<std::filesystem::path, Document>& documents() const noexcept {
    return documents_;
  }
  [[nodiscard]] const Overlay& overlay() const noexcept { return overlay_; }
  [[nodiscard]] const std::vector<std::filesystem::path>& include_dirs() const noexcept {
    return include_dirs_;
  }
  [[nodiscard]] std::string uri_of(const std::filesystem::path& path) const;
  /// The text of an open file, or of one on disk; throws an `RpcError` where there is none.
  [[nodiscard]] std::string text_of(const std::filesystem::path& path) const;

  /// What a file means now.
  std::shared_ptr<const Snapshot> now(const std::filesystem::path& path);
  /// The last state in which the file had no syntax error; null when there was none.
  std::shared_ptr<const Snapshot> last_good(const std::filesystem::path& path);
  /// The last state without any error; null when there was none.
  std::shared_ptr<const Snapshot> last_with_schema(const std::filesystem::path& path);
  /// All .gw files below the workspace's folders, those that are open, and what they import.
  std::shared_ptr<const Snapshot> everything();
  /// The same, as if some files had other texts.
  [[nodiscard]] std::shared_ptr<const Snapshot> everything_with(const Overlay& overlay) const;

  /// What stands at a byte of an open file; where that cannot be told because the file is broken, what stood
  /// there when it was last whole.
  std::optional<Found> find(const std::filesystem::path& path, std::uint32_t offset);

  /// A place in a snapshot as the protocol writes it, moved by what was typed since.
  [[nodiscard]] json location(const Snapshot& in, Span at, Encoding encoding) const;

 private:
  struct Unit {
    std::shared_ptr<const Snapshot> now;
    std::shared_ptr<const Snapshot> good;
    std::shared_ptr<const Snapshot> with_schema;
    bool is_stale = true;
  };

  Unit& refreshed(const std::filesystem::path& path);
  void make_stale(const std::filesystem::path& changed);
  [[nodiscard]] std::vector<std::filesystem::path> all_files() const;

  std::vector<std::filesystem::path> include_dirs_;
  std::vector<std::filesystem::path> folders_;
  std::map<std::filesystem::path, Document> documents_;
  Overlay overlay_;
  std::map<std::filesystem::path, Unit> units_;
  std::shared_ptr<const Snapshot> everything_;
};

}  // namespace gangway::gen::lsp
