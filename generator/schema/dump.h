#pragma once

#include <string>

#include "schema/schema.h"

namespace gangway::gen {

/// The version of the JSON that `dump` writes. It changes when a reader of the old form would misread the new
/// one; keys may be added without.
inline constexpr int kIrVersion = 1;

/// The schema as JSON, indented, ending in a line break. The form is documented key by key in
/// generator/README.md.
std::string dump(const Schema& schema);

}  // namespace gangway::gen
