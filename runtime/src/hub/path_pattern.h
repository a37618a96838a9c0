#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gangway::detail {

struct PathTable;

/// The path of a dynamic namespace, "/doc/{id}", between text and typed values.
///
/// Each segment of a path is percent-decoded by itself, so that a value may have a slash. A path is canonical
/// where its values are written as the codecs write them and encoded as JavaScript's encodeURIComponent does:
/// each instance has one canonical path, whatever spellings of its values there are.
class PathPattern {
 public:
  struct Parsed {
    std::string path;  ///< The canonical one.
    std::shared_ptr<const void> value;
  };

  PathPattern(std::string_view pattern, const PathTable& table) : pattern_(pattern), table_(table) {}

  /// Nothing where the path is another, or a value does not fit its type or breaks a constraint.
  [[nodiscard]] std::optional<Parsed> parse(std::string_view path) const;
  /// The canonical path of these values.
  [[nodiscard]] std::string path_of(const void* value) const;

 private:
  std::string_view pattern_;
  const PathTable& table_;
};

}  // namespace gangway::detail
