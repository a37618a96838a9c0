#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

#include "gangway/detail/emit_row.h"
#include "gangway/detail/function_ref.h"
#include "protocol/link.h"

namespace gangway::protocol {

/// What waits for a client whose socket takes no more, while something of it may still be dropped or
/// replaced. Once it is in the link's hands it may not: so events that may be wait here, and whatever comes
/// behind them waits, too, so that the order is kept. No socket, no clock; on the loop's thread.
class Backlog {
 public:
  enum class Class : std::uint8_t {
    Kept,        ///< Answers, and events that close the client rather than be lost.
    Latest,      ///< Replaces what waits under the same key, and is replaced.
    DropOldest,  ///< Goes when room is needed, the oldest first.
    DropNewest,  ///< Does not come in when there is no room.
  };

  struct Item {
    Class of = Class::Kept;
    std::string key = {};  ///< Class::Latest: names the value among all of the connection.
    /// A newer value takes the place of the older one in the queue; otherwise the end of the queue, which
    /// keeps the order of what has offsets.
    bool in_place = true;
    const detail::EmitRow* row = nullptr;  ///< Null for what is no event.
    std::string ns = {};
    std::vector<SharedMessagePtr> messages = {};
  };

  enum class Outcome : std::uint8_t {
    Queued,
    Dropped,  ///< The item did not come in.
    Full,     ///< It came in, and now more waits than may, of which nothing may be dropped.
  };

  using OnDrop = detail::FunctionRef<void(const Item&)>;

  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  /// Bytes of all messages in it, and what keeping them costs.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  /// Queues `item`, within `room` bytes in all. `dropped` is told of each item that goes for it, and of
  /// `item` itself where that is what goes; not of a value that a newer one replaces.
  Outcome add(Item item, std::size_t room, OnDrop dropped);

  /// Drops what may be dropped, the oldest first, until at most `room` bytes are left. False where they are
  /// more even so.
  bool shrink(std::size_t room, OnDrop dropped);

  /// Hands items to `link`, in order, until that has `enough` bytes queued or nothing is left here.
  void move_to(Link& link, std::size_t enough);

 private:
  struct Node {
    Item item;
    std::size_t bytes = 0;
    std::list<std::list<Node>::iterator>::iterator droppable = {};  ///< Class::DropOldest.
  };
  using Place = std::list<Node>::iterator;

  void replace(Node& node, Item item);
  void forget(Place place);
  Item take(Place place);

  std::list<Node> items_;
  std::list<Place> droppable_;  ///< The items that may go, the oldest first.
  std::unordered_map<std::string, Place> latest_;
  std::size_t bytes_ = 0;
};

}  // namespace gangway::protocol
