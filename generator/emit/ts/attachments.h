#pragma once

#include "schema/schema.h"

namespace gangway::gen::ts {

/// Whether there are bytes anywhere in a value of `type`, which socket.io-client makes attachments of.
bool has_attachments(const Schema& schema, const TypeRef& type);

}  // namespace gangway::gen::ts
