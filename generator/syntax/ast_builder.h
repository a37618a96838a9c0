#pragma once

#include <GangwayParser.h>
#include <antlr4-runtime.h>

#include "diagnostics/sink.h"
#include "syntax/ast.h"
#include "syntax/token_text.h"

namespace gangway::gen {

/// Turns ANTLR's tree into ours. When `is_sound` is false the tree has holes, and only the package and the
/// imports are taken from it.
///
/// Reports GW1007 and GW1012 to GW1020: what the grammar lets through so that it can be said better here.
ast::File build_ast(antlr::GangwayParser::FileContext& tree, antlr4::CommonTokenStream& tokens,
                    const TokenText& text, SourceId source, bool is_sound, DiagnosticSink& sink);

}  // namespace gangway::gen
