#include "hub/room_census.h"

#include <exception>

#include "gangway/dispatch.h"
#include "hub/namespace.h"

namespace gangway::detail {

void RoomCensus::changed(std::string_view room, bool appeared) {
  if (space_.table().room_changed == nullptr) return;
  std::unique_lock lock(mutex_);
  if (space_.shards().size() > 1 && !is_change(room, appeared)) return;
  untold_.emplace_back(room, appeared);
  if (teller_ != std::thread::id()) return;  // whoever tells now tells this next
  teller_ = std::this_thread::get_id();
  while (!untold_.empty()) {
    const auto [name, created] = std::move(untold_.front());
    untold_.pop_front();
    lock.unlock();
    tell(name, created);
    lock.lock();
  }
  teller_ = std::thread::id();
  told_.notify_all();
}

void RoomCensus::wait_until_told() {
  std::unique_lock lock(mutex_);
  told_.wait(lock, [&] { return teller_ == std::thread::id() || teller_ == std::this_thread::get_id(); });
}

bool RoomCensus::is_change(std::string_view room, bool appeared) {
  const auto known = loops_with_.try_emplace(std::string(room), 0).first;
  if (appeared) return ++known->second == 1;
  if (--known->second != 0) return false;
  loops_with_.erase(known);
  return true;
}

void RoomCensus::tell(const std::string& room, bool created) const {
  space_.contained(created ? "on_room_created" : "on_room_emptied", [&] {
    space_.table().room_changed(space_.handler(), space_.path_value(), room, created);
  });
}

}  // namespace gangway::detail
