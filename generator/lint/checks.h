#pragma once

#include "lint/findings.h"
#include "schema/schema.h"
#include "source/source_map.h"

namespace gangway::gen::lint_detail {

// One function per subject, each in the file of its name. All look at whole schemas; what they find in files
// that nobody asked for, `Findings` leaves out.

/// GW5001 to GW5004: how names, packages and paths are spelt.
void check_names(const Schema& schema, const SourceMap& sources, Findings& findings);
/// GW5005.
void check_docs(const Schema& schema, Findings& findings);
/// GW5006 to GW5010: what clients may send without an end.
void check_bounds(const Schema& schema, Findings& findings);
/// GW5011 to GW5013, GW5021, GW5026 to GW5028, GW5033: gateways, rooms and events.
void check_events(const Schema& schema, Findings& findings);
/// GW5014, GW5015: what cannot grow once clients are deployed.
void check_growth(const Schema& schema, Findings& findings);
/// GW5016, GW5017.
void check_secrets(const Schema& schema, Findings& findings);
/// GW5018 to GW5020, GW5022: types that do not suit what a field is called or says.
void check_fields(const Schema& schema, Findings& findings);
/// GW5023 to GW5025: enums, structs and unions.
void check_shapes(const Schema& schema, Findings& findings);
/// GW5029 to GW5032.
void check_usage(const Schema& schema, Findings& findings);

}  // namespace gangway::gen::lint_detail
