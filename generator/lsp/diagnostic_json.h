#pragma once

#include "lsp/session.h"

namespace gangway::gen::lsp {

/// A diagnostic as the protocol writes it.
json diagnostic_json(const Session& session, const Snapshot& in, const Diagnostic& diagnostic,
                     const json& range);

}  // namespace gangway::gen::lsp
