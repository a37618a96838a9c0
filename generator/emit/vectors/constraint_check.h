#pragma once

#include <string>
#include <vector>

#include "emit/vectors/case.h"
#include "schema/schema.h"

namespace gangway::gen::vectors {

/// What stands behind a type and the aliases it is made of, the innermost first.
using Chain = std::vector<const Constraints*>;

/// Gives every accepted case of `scalar` the verdict that `chain` has about its value; cases about whose
/// value nothing can be said are left out.
Cases judged(const Cases& cases, const Chain& chain, Scalar scalar);

/// Values around the bounds of `chain`, as if they were accepted: for `judged`.
Cases around_bounds(const Chain& chain, Scalar scalar);

}  // namespace gangway::gen::vectors
