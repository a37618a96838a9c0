#pragma once

#include <string>

#include "schema/schema.h"

namespace gangway::gen::vectors {

/// Boundary and hostile values of the types that the requested files declare, as JSON, with what is to be
/// said of each. The form is documented in generator/README.md.
std::string vectors(const Schema& schema);

}  // namespace gangway::gen::vectors
