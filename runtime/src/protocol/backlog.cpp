#include "protocol/backlog.h"

#include <utility>

namespace gangway::protocol {
namespace {

/// What an item costs beside its bytes, about: without it, many short ones would outgrow every limit.
constexpr std::size_t kItemCost = 256;

std::size_t bytes_of(const Backlog::Item& item) {
  std::size_t bytes = kItemCost;
  for (const SharedMessagePtr& message : item.messages) bytes += message->bytes.size();
  return bytes;
}

}  // namespace

Backlog::Outcome Backlog::add(Item item, std::size_t room, OnDrop dropped) {
  const std::size_t bytes = bytes_of(item);
  if (item.of == Class::DropNewest && bytes_ + bytes > room) {
    dropped(item);
    return Outcome::Dropped;
  }
  if (item.of == Class::Latest) {
    if (const auto found = latest_.find(item.key); found != latest_.end()) {
      if (item.in_place) {
        replace(*found->second, std::move(item));
        return shrink(room, dropped) ? Outcome::Queued : Outcome::Full;
      }
      forget(found->second);
    }
  }
  bytes_ += bytes;
  const Place place = items_.insert(items_.end(), Node{std::move(item), bytes});
  if (place->item.of == Class::Latest) latest_.emplace(place->item.key, place);
  if (place->item.of == Class::DropOldest) place->droppable = droppable_.insert(droppable_.end(), place);
  // The item itself is the last to go, so that looking whether it went is looking at the end.
  const bool may_go = place->item.of == Class::DropOldest;
  const bool fits = shrink(room, dropped);
  if (!fits) return Outcome::Full;
  return may_go && droppable_.empty() ? Outcome::Dropped : Outcome::Queued;
}

bool Backlog::shrink(std::size_t room, OnDrop dropped) {
  while (bytes_ > room) {
    if (droppable_.empty()) return false;
    dropped(take(droppable_.front()));
  }
  return true;
}

void Backlog::move_to(Link& link, std::size_t enough) {
  while (!items_.empty() && link.queued_bytes() < enough) {
    for (const SharedMessagePtr& message : take(items_.begin()).messages) link.send(message);
  }
}

void Backlog::replace(Node& node, Item item) {
  bytes_ -= node.bytes;
  node.bytes = bytes_of(item);
  bytes_ += node.bytes;
  node.item = std::move(item);
}

void Backlog::forget(Place place) {
  bytes_ -= place->bytes;
  if (place->item.of == Class::Latest) latest_.erase(place->item.key);
  if (place->item.of == Class::DropOldest) droppable_.erase(place->droppable);
  items_.erase(place);
}

Backlog::Item Backlog::take(Place place) {
  bytes_ -= place->bytes;
  place->bytes = 0;
  Item item = std::move(place->item);
  if (item.of == Class::Latest) latest_.erase(item.key);
  if (item.of == Class::DropOldest) droppable_.erase(place->droppable);
  items_.erase(place);
  return item;
}

}  // namespace gangway::protocol
