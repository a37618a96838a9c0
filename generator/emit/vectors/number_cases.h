#pragma once

#include "emit/vectors/case.h"
#include "schema/schema.h"

namespace gangway::gen::vectors {

/// Integers that are JSON numbers, durations too.
Cases integer_cases(Scalar scalar);
/// i64 and u64.
Cases wide_cases(Scalar scalar);
/// f32 and f64.
Cases float_cases(Scalar scalar);

}  // namespace gangway::gen::vectors
