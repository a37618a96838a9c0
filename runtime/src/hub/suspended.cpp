#include "hub/suspended.h"

#include <utility>

namespace gangway::detail {

std::unique_ptr<Suspended> SuspendedClients::add(std::unique_ptr<Suspended> client) {
  if (most_ == 0) return client;
  std::unique_ptr<Suspended> gone;
  if (clients_.size() >= most_) gone = remove(clients_.begin());
  const auto place = clients_.insert(clients_.end(), std::move(client));
  by_sid_.emplace((*place)->sid, place);
  if (!(*place)->former_sid.empty()) by_sid_.emplace((*place)->former_sid, place);
  return gone;
}

std::unique_ptr<Suspended> SuspendedClients::take(std::string_view sid, TimePoint now) {
  const auto found = by_sid_.find(sid);
  if (found == by_sid_.end() || (*found->second)->until <= now) return nullptr;
  return remove(found->second);
}

std::vector<std::unique_ptr<Suspended>> SuspendedClients::expired(TimePoint now) {
  std::vector<std::unique_ptr<Suspended>> gone;
  while (!clients_.empty() && clients_.front()->until <= now) gone.push_back(remove(clients_.begin()));
  return gone;
}

std::vector<std::unique_ptr<Suspended>> SuspendedClients::all() {
  std::vector<std::unique_ptr<Suspended>> gone;
  while (!clients_.empty()) gone.push_back(remove(clients_.begin()));
  return gone;
}

std::unique_ptr<Suspended> SuspendedClients::remove(Clients::iterator client) {
  std::unique_ptr<Suspended> gone = std::move(*client);
  by_sid_.erase(gone->sid);
  by_sid_.erase(gone->former_sid);
  clients_.erase(client);
  return gone;
}

}  // namespace gangway::detail
