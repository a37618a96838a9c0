#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "emit/cpp/types.h"
#include "schema/schema.h"

namespace gangway::gen::cpp {

/// A declaration's documentation as comment lines, `///` included: what the author wrote, or `otherwise`
/// where there is nothing, then deprecation and version. Empty when there is nothing at all.
nlohmann::json doc_lines(const Docs& docs, const std::string& otherwise = {});
/// The same with what is asked of the values of `type`, which stands behind.
nlohmann::json doc_lines(const Docs& docs, const Types& types, const TypeRef& type);

/// The first sentence of what the author wrote, on one line; `otherwise` where there is nothing.
std::string first_sentence(const Docs& docs, const std::string& otherwise);

}  // namespace gangway::gen::cpp
