#pragma once

#include <cstddef>
#include <string>

#include "source/source_map.h"

namespace gangway::gen {

/// Lines longer than this are broken where the language has a place for it.
inline constexpr std::size_t kFormattedWidth = 100;

/// The text of `file` in the one form that `gangway fmt` writes.
///
/// Needs:    a text in which `parse` found no mistake.
/// Gives:    the same tokens and the same comments in the same order, but for commas behind the last of
/// several;
///           so the schema is the same, and formatting twice changes nothing.
std::string format_text(const SourceFile& file, SourceId id);

}  // namespace gangway::gen
