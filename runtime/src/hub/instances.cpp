#include "hub/instances.h"

#include <utility>

#include "gangway/dispatch.h"
#include "hub/namespace.h"

namespace gangway::detail {

Instances::Instances(Namespace& family)
    : family_(family), pattern_(family.table().path, *family.table().parameters) {}

std::shared_ptr<Instances::Entry> Instances::entry(PathPattern::Parsed parsed) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<Entry>& known = entries_[parsed.path];
  if (!known) {
    known = std::make_shared<Entry>();
    known->space = std::make_shared<Namespace>(family_, std::move(parsed));
  }
  ++known->clients;
  return known;
}

std::shared_ptr<Namespace> Instances::enter(std::string_view path) {
  auto parsed = pattern_.parse(path);
  if (!parsed) return nullptr;
  const std::shared_ptr<Entry> entered = entry(std::move(*parsed));
  std::unique_lock hooks(entered->hooks);
  if (!entered->is_open) {
    try {
      family_.table().parameters->opened(family_.handler(), entered->space->path_value());
    } catch (...) {
      hooks.unlock();
      leave(*entered->space);
      throw;
    }
    entered->is_open = true;
  }
  return entered->space;
}

void Instances::leave(const Namespace& instance) {
  std::shared_ptr<Entry> left;
  {
    const std::lock_guard lock(mutex_);
    const auto known = entries_.find(std::string(instance.path()));
    if (known == entries_.end() || known->second->space.get() != &instance) return;
    left = known->second;
    if (--left->clients != 0) return;
  }
  const std::lock_guard hooks(left->hooks);
  if (!is_unused(left)) return;
  if (left->is_open) {
    left->is_open = false;
    left->space->rooms().wait_until_told();
    family_.contained("on_close",
                      [&] { family_.table().parameters->closed(family_.handler(), instance.path_value()); });
  }
  forget_unused(left);
}

void Instances::close_all() {
  std::unordered_map<std::string, std::shared_ptr<Entry>> left;
  {
    const std::lock_guard lock(mutex_);
    left.swap(entries_);
  }
  for (const auto& [path, entry] : left) {
    const std::lock_guard hooks(entry->hooks);
    if (!std::exchange(entry->is_open, false)) continue;
    family_.contained("on_close", [&, &space = entry->space] {
      family_.table().parameters->closed(family_.handler(), space->path_value());
    });
  }
}

bool Instances::is_unused(const std::shared_ptr<Entry>& left) const {
  const std::lock_guard lock(mutex_);
  const auto known = entries_.find(std::string(left->space->path()));
  return known != entries_.end() && known->second == left && left->clients == 0;
}

void Instances::forget_unused(const std::shared_ptr<Entry>& left) {
  const std::lock_guard lock(mutex_);
  if (left->clients == 0) entries_.erase(std::string(left->space->path()));
}

std::shared_ptr<Namespace> Instances::find(const std::string& canonical) const {
  const std::lock_guard lock(mutex_);
  const auto known = entries_.find(canonical);
  return known == entries_.end() ? nullptr : known->second->space;
}

std::vector<std::shared_ptr<Namespace>> Instances::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Namespace>> spaces;
  for (const auto& [path, entry] : entries_) spaces.push_back(entry->space);
  return spaces;
}

}  // namespace gangway::detail
