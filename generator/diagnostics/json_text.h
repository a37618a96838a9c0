#pragma once

#include <string>
#include <string_view>

#include "source/source_map.h"

namespace gangway::gen {

/// `text` as JSON writes it, with its quotes.
std::string json_string(std::string_view text);

/// The keys file, line, column, endLine and endColumn, without braces.
std::string json_place(Span span, const SourceMap& sources);

}  // namespace gangway::gen
