#pragma once

#include "emit/vectors/case.h"
#include "schema/schema.h"

namespace gangway::gen::vectors {

/// A value of the scalar as both ends write it; `n` counts different ones, of which `bool` has two.
std::string scalar_sample(Scalar scalar, unsigned n = 0);

/// The edges of the scalar, what is just beyond them, and what is something else.
Cases scalar_cases(Scalar scalar);

/// Values of every JSON type that `scalar` does not take.
Cases wrong_types(Scalar scalar);

}  // namespace gangway::gen::vectors
