#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "schema/schema.h"

namespace gangway::gen::ts {

/// The lines of the JSDoc comment for `docs`, as the view key `doc`: objects with a `line`; none where there
/// is nothing to say. `otherwise` is said where the author wrote no text, `also` in any case.
nlohmann::json doc_lines(const Docs& docs, std::string_view otherwise = {}, std::string_view also = {});

/// The same as one text in which each line is indented and ended.
std::string doc_text(const Docs& docs, std::size_t indent);

}  // namespace gangway::gen::ts
