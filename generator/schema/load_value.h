#pragma once

#include <vector>

#include "schema/checked_json.h"
#include "schema/schema.h"

namespace gangway::gen {

/// A constant; `as_integer` when a string is one that a double does not keep.
Value load_value(const CheckedJson& json, bool as_integer, int depth = 0);

/// Whether values of this scalar are integers.
bool is_integer(Scalar scalar);

CountRange load_count_range(const CheckedJson& json);

}  // namespace gangway::gen
