#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/path_pattern.h"

namespace gangway::detail {

class Namespace;

/// The instances of a dynamic namespace: one for each path that clients are in, or ask to join. From any
/// thread.
///
/// The handler's `on_open` and `on_close` of one path alternate, and never run at the same time: a client
/// that comes while the last one's `on_close` runs waits for it, which blocks its loop.
class Instances {
 public:
  /// `family` is the namespace as the schema has it, and owns this.
  explicit Instances(Namespace& family);

  [[nodiscard]] const PathPattern& pattern() const noexcept { return pattern_; }

  /// The instance of that path, made and opened where it is not there yet, for one client, for whom `leave`
  /// must be called. Null where the path does not fit; throws what `on_open` throws.
  [[nodiscard]] std::shared_ptr<Namespace> enter(std::string_view path);
  void leave(const Namespace& instance);
  /// Closes those that are open though nobody is in them any more: the server ends.
  void close_all();

  /// Null where there is none.
  [[nodiscard]] std::shared_ptr<Namespace> find(const std::string& canonical) const;
  [[nodiscard]] std::vector<std::shared_ptr<Namespace>> all() const;

 private:
  struct Entry {
    std::shared_ptr<Namespace> space;
    std::size_t clients = 0;
    std::mutex hooks;  ///< Held while one of the handler's hooks runs.
    bool is_open = false;
  };

  std::shared_ptr<Entry> entry(PathPattern::Parsed parsed);
  /// Whether it is there and nobody came again.
  [[nodiscard]] bool is_unused(const std::shared_ptr<Entry>& left) const;
  void forget_unused(const std::shared_ptr<Entry>& left);

  Namespace& family_;
  const PathPattern pattern_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Entry>> entries_;
};

}  // namespace gangway::detail
