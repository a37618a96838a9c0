#pragma once

#include <vector>

#include "diff/change.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Every difference between two schemas that means something: not order, not which file something stands in.
/// In order of gateways, then types, then what is declared besides.
std::vector<Change> compare(const Schema& before, const Schema& now);

}  // namespace gangway::gen
