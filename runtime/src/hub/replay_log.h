#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dispatch/executor.h"
#include "gangway/broadcast.h"
#include "gangway/detail/emit_row.h"
#include "gangway/detail/function_ref.h"
#include "gangway/detail/kept_json.h"

namespace gangway::detail {

/// An event that was sent with `@replay`, as it is kept.
struct Replayed {
  const EmitRow* event = nullptr;
  Audience audience = {};
  std::optional<ClientId> only = {};    ///< Sent to this client alone; `audience` says nothing then.
  KeptJson data = {};
  std::optional<std::string> key = {};  ///< What `@latest` goes by, as JSON text.
  std::uint64_t offset = 0;             ///< Counts up from 1.
  TimePoint until = {};                 ///< Kept no longer.
};
using ReplayedPtr = std::shared_ptr<const Replayed>;

/// The events of one namespace that are kept for clients that come back: each for the time that its `@replay`
/// says, and all together within a number of bytes. Of an event with `@latest` too, the newest of each key.
///
/// No lock, no clock: whoever owns it says what time it is.
class ReplayLog {
 public:
  explicit ReplayLog(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The offset of the newest event; 0 before the first.
  [[nodiscard]] std::uint64_t last() const noexcept { return last_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool empty() const noexcept { return events_.empty(); }

  /// Gives `event` its offset and its time, and keeps it. What is too old, or too much, goes.
  ReplayedPtr append(Replayed event, TimePoint now);
  /// Lets go of what is too old.
  void trim(TimePoint now);

  /// Whether nothing behind that offset was let go of.
  [[nodiscard]] bool has_all_behind(std::uint64_t offset, TimePoint now) {
    trim(now);
    return forgotten_ <= offset;
  }

  struct Missed {
    std::vector<ReplayedPtr> events;  ///< In order.
    bool gap = false;                 ///< Some are not kept any more, or may not be.
  };
  /// The events behind offset `after`, up to `until`, that `wanted` wants.
  [[nodiscard]] Missed missed(std::uint64_t after, std::uint64_t until, TimePoint now,
                              FunctionRef<bool(const Replayed&)> wanted);

 private:
  using Events = std::map<std::uint64_t, ReplayedPtr>;

  void forget(Events::iterator event, bool is_gap);
  static std::string latest_key(const Replayed& event);

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::uint64_t last_ = 0;
  std::uint64_t forgotten_ = 0;  ///< The newest event that is not kept though nothing took its place.
  Events events_;
  /// Offsets by how long they are kept: each list is in the order of its times, too.
  std::unordered_map<std::int64_t, std::deque<std::uint64_t>> by_time_;
  std::unordered_map<std::string, std::uint64_t> latest_;
};

}  // namespace gangway::detail
