#pragma once

#include "schema/schema.h"

namespace gangway::gen {

/// The schema as clients know it: without `@internal` fields.
Schema without_internal_fields(Schema schema);

}  // namespace gangway::gen
