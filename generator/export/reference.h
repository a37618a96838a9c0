#pragma once

#include <string>

#include "emit/view.h"
#include "export/markup.h"
#include "schema/schema.h"

namespace gangway::gen::exports {

/// The reference of everything that the requested files declare, or of one gateway and the types that they
/// declare: the view of `docs/reference.md.mustache` or `docs/reference.html.mustache`.
View reference(const Schema& schema, const GatewayDef* only, MarkupKind kind);

}  // namespace gangway::gen::exports
