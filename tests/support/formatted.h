#pragma once

#include <string>
#include <string_view>

#include "format/format.h"
#include "source/source_map.h"

namespace gangway::test {

/// What `gangway fmt` makes of a text without syntax errors.
inline std::string formatted(std::string_view text) {
  gen::SourceMap sources;
  const gen::SourceId id = sources.add_text("main.gw", std::string(text));
  return gen::format_text(sources.file(id), id);
}

}  // namespace gangway::test
