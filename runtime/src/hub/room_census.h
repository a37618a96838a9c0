#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <utility>

namespace gangway::detail {

class Namespace;

/// Knows which rooms of a namespace there are on any of its loops, and tells its handler when one comes into
/// being and when one is empty. The handler is told one thing after the other, in the order in which it
/// happened: by the loop where it happened, or by the one that was telling it something just then. So none
/// waits for another, and no two hooks can wait for each other.
class RoomCensus {
 public:
  explicit RoomCensus(const Namespace& space) : space_(space) {}

  /// A loop's first client came into the room, or its last one went. On that loop's thread.
  void changed(std::string_view room, bool appeared);

  /// Waits until the handler was told all that happened: before an instance is closed.
  void wait_until_told();

 private:
  /// With the mutex held: whether a room came or went in the namespace, not only on one more of several
  /// loops.
  bool is_change(std::string_view room, bool appeared);
  void tell(const std::string& room, bool created) const;

  const Namespace& space_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> loops_with_;
  std::deque<std::pair<std::string, bool>> untold_;
  std::thread::id teller_;  ///< No thread's where nothing is being told.
  std::condition_variable told_;
};

}  // namespace gangway::detail
