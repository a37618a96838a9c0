#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "schema/schema.h"

namespace gangway::gen {

/// Why a text is not the dump of a schema.
struct LoadError {
  enum class Kind {
    NotJson,  ///< `what` says where.
    Version,  ///< `what` is the version it has.
    Content,  ///< `at` is a JSON Pointer to the spot, `what` is what is wrong there.
  };
  Kind kind = Kind::Content;
  std::string at;
  std::string what;
};

/// The schema that `dump` wrote as `text`. Nothing in the text is believed: what comes back is whole, every
/// name is bound, and no alias stands for itself. Places know their line, but not where in it.
std::variant<Schema, LoadError> load_dump(std::string_view text);

}  // namespace gangway::gen
