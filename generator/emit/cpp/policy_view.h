#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "emit/cpp/space_guards.h"
#include "emit/cpp/space_names.h"
#include "emit/cpp/types.h"

namespace gangway::gen::cpp {

/// The rate that stands on a gateway; empty where none does, or none of its events has it.
std::string gateway_rate_row(const GatewayDef& gateway);
/// The same of a namespace.
std::string space_rate_row(const SpaceNames& names, const NamespaceDef& space);

/// `{row, members}` of a rate: the name of its constant, and what is in it.
nlohmann::json rate_view(std::string row, const Rate& rate);

/// What is asked of an event besides its payload's type: `{policy, has_guards, guard_rows, rows, rates,
/// members}`. `policy` is the name of its constant; nothing where the event is a plain one, without pipes,
/// too.
std::optional<nlohmann::json> policy_view(const Types& types, const GatewayDef& gateway,
                                          const NamespaceDef& space, const SpaceNames& names,
                                          const SpaceGuards& guards, const EventDef& event, bool has_pipes);

}  // namespace gangway::gen::cpp
