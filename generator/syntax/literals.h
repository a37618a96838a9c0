#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/sink.h"
#include "source/span.h"
#include "syntax/ast.h"

namespace gangway::gen {

// The values of literal tokens. Each reports what is wrong with the token and then answers with some value,
// so that the tree is whole; a file with a report is not analysed.

/// `token` with its quotes, or with the first one only when the string was not closed. Reports GW1007.
std::string read_string(std::string_view token, Span span, DiagnosticSink& sink);

/// Fills `kind`, `integer`, `real` and `text` of `value` from an INT, FLOAT or QUANTITY token.
/// Reports GW1012, GW1013, GW1020.
void read_integer(std::string_view token, ast::Value& value, DiagnosticSink& sink);
void read_float(std::string_view token, ast::Value& value, DiagnosticSink& sink);
void read_quantity(std::string_view token, ast::Value& value, DiagnosticSink& sink);

}  // namespace gangway::gen
