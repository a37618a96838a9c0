#include "gangway/broadcast.h"

#include "hub/namespace.h"

namespace gangway {

void Broadcast::emit_event(const detail::EmitRow& event, detail::WriteFn data, detail::WriteFn key) const {
  space_->broadcast(audience_, event, data, &key);
}

void Broadcast::emit_event(const detail::EmitRow& event, detail::WriteFn data) const {
  space_->broadcast(audience_, event, data, nullptr);
}

}  // namespace gangway
