#pragma once

#include <GangwayParser.h>
#include <antlr4-runtime.h>

#include "diagnostics/sink.h"
#include "syntax/ast.h"
#include "syntax/damage.h"
#include "syntax/token_text.h"

namespace gangway::gen {

/// Turns ANTLR's tree into ours, without what `damage` does not spare.
///
/// Reports GW1007 and GW1012 to GW1020: what the grammar lets through so that it can be said better here. A
/// part in which something is reported is left out as well.
ast::File build_ast(antlr::GangwayParser::FileContext& tree, antlr4::CommonTokenStream& tokens,
                    const TokenText& text, SourceId source, const Damage& damage, DiagnosticSink& sink);

}  // namespace gangway::gen
