#include "hub/replay_log.h"

#include <algorithm>
#include <utility>

namespace gangway::detail {
namespace {

/// What keeping an event costs beside its text, about.
constexpr std::size_t kEventCost = 256;

std::size_t bytes_of(const Replayed& event) {
  std::size_t bytes = kEventCost + event.data.text.size() + event.key.value_or("").size();
  for (const auto* texts : {&event.audience.rooms, &event.audience.users, &event.audience.except_rooms}) {
    for (const std::string& text : *texts) bytes += text.size();
  }
  return bytes;
}

}  // namespace

/// Values replace each other where they have the same key and are for the same clients.
std::string ReplayLog::latest_key(const Replayed& event) {
  std::string key(event.event->name);
  const auto add = [&](const std::string& text) { key.append(1, '\0').append(text); };
  add(event.key.value_or(""));
  add(event.only ? std::to_string(static_cast<std::uint64_t>(*event.only)) : "");
  const auto add_clients = [&](const std::vector<ClientId>& clients) {
    for (const ClientId client : clients) add(std::to_string(static_cast<std::uint64_t>(client)));
    add("");
  };
  const auto add_all = [&](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) add(text);
    add("");
  };
  add_all(event.audience.rooms);
  add_all(event.audience.users);
  add_clients(event.audience.clients);
  add_all(event.audience.except_rooms);
  add_clients(event.audience.except_clients);
  return key;
}

ReplayedPtr ReplayLog::append(Replayed event, TimePoint now) {
  event.offset = ++last_;
  event.until = now + std::chrono::milliseconds(event.event->replay_ms);
  if (event.event->is_latest) {
    const auto [known, is_new] = latest_.try_emplace(latest_key(event), last_);
    if (!is_new) {
      if (const auto older = events_.find(known->second); older != events_.end()) forget(older, false);
      latest_.insert_or_assign(latest_key(event), last_);
    }
  }
  const auto kept = std::make_shared<const Replayed>(std::move(event));
  bytes_ += bytes_of(*kept);
  by_time_[kept->event->replay_ms].push_back(last_);
  events_.emplace_hint(events_.end(), last_, kept);
  trim(now);
  while (bytes_ > most_bytes_) forget(events_.begin(), true);
  return kept;
}

void ReplayLog::trim(TimePoint now) {
  for (auto& [time, offsets] : by_time_) {
    while (!offsets.empty()) {
      const auto oldest = events_.find(offsets.front());
      if (oldest != events_.end()) {
        if (oldest->second->until > now) break;
        forget(oldest, true);
      }
      offsets.pop_front();
    }
    // Those whose events were replaced by newer values.
    if (offsets.size() > 2 * events_.size() + 64) {
      std::erase_if(offsets, [&](std::uint64_t offset) { return !events_.contains(offset); });
    }
  }
}

ReplayLog::Missed ReplayLog::missed(std::uint64_t after, std::uint64_t until, TimePoint now,
                                    FunctionRef<bool(const Replayed&)> wanted) {
  trim(now);
  Missed missed{.events = {}, .gap = forgotten_ > after};
  for (auto event = events_.upper_bound(after); event != events_.end() && event->first <= until; ++event) {
    if (wanted(*event->second)) missed.events.push_back(event->second);
  }
  return missed;
}

void ReplayLog::forget(Events::iterator event, bool is_gap) {
  const Replayed& forgotten = *event->second;
  bytes_ -= bytes_of(forgotten);
  if (is_gap) forgotten_ = std::max(forgotten_, forgotten.offset);
  if (forgotten.event->is_latest) {
    const auto known = latest_.find(latest_key(forgotten));
    if (known != latest_.end() && known->second == forgotten.offset) latest_.erase(known);
  }
  events_.erase(event);
}

}  // namespace gangway::detail
