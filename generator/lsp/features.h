#pragma once

#include "lsp/session.h"

namespace gangway::gen::lsp {

// One function per request, each in the file of its name. Each takes the request's parameters and gives its
// result; an `RpcError`, or what the JSON library throws about parameters that are not there, becomes the
// error that the client is told.

json hover(Session& session, const json& params);
json definition(Session& session, const json& params);
json references(Session& session, const json& params);
json document_highlight(Session& session, const json& params);
json prepare_rename(Session& session, const json& params);
json rename(Session& session, const json& params);
json completion(Session& session, const json& params);
json document_symbols(Session& session, const json& params);
json workspace_symbols(Session& session, const json& params);
json formatting(Session& session, const json& params);
json code_actions(Session& session, const json& params);
json semantic_tokens(Session& session, const json& params);
/// What the numbers in `semantic_tokens` mean.
json semantic_tokens_legend();

}  // namespace gangway::gen::lsp
