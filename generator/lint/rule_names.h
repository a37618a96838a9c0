#pragma once

#include <array>
#include <string_view>

#include "diagnostics/catalogue.h"

namespace gangway::gen {

/// What a lint rule is called in `// gw:allow(name)`, `--deny` and `--allow`.
struct RuleName {
  std::string_view code;
  std::string_view name;
};

inline constexpr std::array kRuleNames{
    RuleName{rules::type_name.code, "type-name"},
    RuleName{rules::member_name.code, "member-name"},
    RuleName{rules::package_name.code, "package-name"},
    RuleName{rules::path_spelling.code, "path-spelling"},
    RuleName{rules::missing_docs.code, "missing-docs"},
    RuleName{rules::unbounded_string.code, "unbounded-string"},
    RuleName{rules::unbounded_bytes.code, "unbounded-bytes"},
    RuleName{rules::unbounded_list.code, "unbounded-list"},
    RuleName{rules::unbounded_map.code, "unbounded-map"},
    RuleName{rules::unbounded_json.code, "unbounded-json"},
    RuleName{rules::unlimited_events.code, "unlimited-events"},
    RuleName{rules::missing_max_payload.code, "missing-max-payload"},
    RuleName{rules::call_without_deadline.code, "call-without-deadline"},
    RuleName{rules::closed_enum_sent.code, "closed-enum-sent"},
    RuleName{rules::closed_union_sent.code, "closed-union-sent"},
    RuleName{rules::secret_sent.code, "secret-sent"},
    RuleName{rules::unmarked_secret.code, "unmarked-secret"},
    RuleName{rules::wide_integer.code, "wide-integer"},
    RuleName{rules::float_money.code, "float-money"},
    RuleName{rules::integer_time.code, "integer-time"},
    RuleName{rules::bool_parameters.code, "bool-parameters"},
    RuleName{rules::optional_list.code, "optional-list"},
    RuleName{rules::single_value_enum.code, "single-value-enum"},
    RuleName{rules::duplicate_shape.code, "duplicate-shape"},
    RuleName{rules::mixed_tags.code, "mixed-tags"},
    RuleName{rules::empty_gateway.code, "empty-gateway"},
    RuleName{rules::silent_room.code, "silent-room"},
    RuleName{rules::question_without_reply.code, "question-without-reply"},
    RuleName{rules::unused_type.code, "unused-type"},
    RuleName{rules::unused_error.code, "unused-error"},
    RuleName{rules::unused_rule.code, "unused-rule"},
    RuleName{rules::deprecated_use.code, "deprecated-use"},
    RuleName{rules::socketio_event.code, "socketio-event"},
    RuleName{rules::unknown_allow.code, "unknown-allow"},
    RuleName{rules::allow_without_reason.code, "allow-without-reason"},
    RuleName{rules::unneeded_allow.code, "unneeded-allow"},
};

/// Null when there is none.
const RuleName* find_rule_name(std::string_view name);
const RuleName* find_rule_name_of(std::string_view code);

}  // namespace gangway::gen
