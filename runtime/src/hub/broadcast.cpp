#include "gangway/broadcast.h"

#include "dispatch/executor.h"
#include "gangway/detail/emit_row.h"
#include "hub/namespace.h"

namespace gangway {

namespace {

void broadcast(detail::Namespace& space, const detail::Audience& audience, const detail::EmitRow& event,
               detail::WriteFn data, const detail::WriteFn* key) {
  const auto& executor = space.executor();
  if (!executor) return;
  if (executor->in_loop()) {
    space.broadcast(audience, event, data, key);
  } else {
    space.post_broadcast(audience, event, data, key);
  }
}

}  // namespace

void Broadcast::emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const {
  broadcast(*space_, audience_, event, data, &key);
}

void Broadcast::emit_event(const detail::EmitRow& event, detail::WriteFn data) const {
  broadcast(*space_, audience_, event, data, nullptr);
}

}  // namespace gangway
