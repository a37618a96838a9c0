#include "gangway/broadcast.h"

#include "dispatch/executor.h"
#include "hub/namespace.h"

namespace gangway {

void Broadcast::emit_event(std::string_view event, detail::WriteFn data) const {
  const auto& executor = space_->executor();
  if (!executor) return;
  if (executor->in_loop()) {
    space_->broadcast(audience_, event, data);
  } else {
    space_->post_broadcast(audience_, event, data);
  }
}

}  // namespace gangway
