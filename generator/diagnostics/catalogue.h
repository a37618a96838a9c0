#pragma once

#include <string_view>

#include "diagnostics/rule.h"

// Every rule of the language by code. A code is never given a second meaning; `explain_*.cpp` has its page.
// GW1xxx syntax, GW2xxx names and types, GW3xxx gateways, events and annotations, GW4xxx values, GW5xxx
// advice, GW9xxx files.
//
// Wording: lower case, no full stop, names in backticks, what was found first, then after `;` the way out.

namespace gangway::gen::rules {

using std::string_view;
using enum Severity;

// GW1xxx: syntax

inline constexpr Rule<string_view> invalid_utf8{"GW1001", Error,
                                                "not valid UTF-8 from byte {0} of the file on"};
inline constexpr Rule<string_view, string_view> file_too_large{
    "GW1002", Error, "the file has {0} bytes; more than {1} are not read"};
inline constexpr Rule<string_view> nested_too_deep{"GW1003", Error, "nested deeper than {0} brackets"};
inline constexpr Rule<string_view> illegal_character{"GW1004", Error, "{0} has no meaning here"};
inline constexpr Rule<> unterminated_string{"GW1005", Error,
                                            "this string does not end on its line; close it with `\"`"};
inline constexpr Rule<> unterminated_comment{"GW1006", Error,
                                             "this comment does not end; close it with `*/`"};
inline constexpr Rule<string_view> unknown_escape{
    "GW1007", Error, "no escape `{0}` in a string; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX"};
inline constexpr Rule<string_view, string_view> unexpected{"GW1008", Error, "unexpected {0}; expected {1}"};
inline constexpr Rule<string_view, string_view> misspelt_keyword{"GW1009", Error,
                                                                 "unexpected `{0}`; did you mean `{1}`"};
inline constexpr Rule<string_view> missing_semicolon{"GW1010", Error, "missing `;` after `{0}`"};
inline constexpr Rule<string_view> unexpected_end{"GW1011", Error, "the file ends too early; expected {0}"};
inline constexpr Rule<string_view> number_too_large{"GW1012", Error,
                                                    "the number `{0}` is too large to be read"};
inline constexpr Rule<string_view> unknown_unit{
    "GW1013", Error, "no unit `{0}`; there are ms, s, m, h, d for durations and B, KiB, MiB for sizes"};
inline constexpr Rule<> package_not_first{"GW1014", Error, "`package` comes first in a file, and once"};
inline constexpr Rule<> import_not_first{"GW1015", Error, "`import` comes before the first declaration"};
inline constexpr Rule<> stray_semicolon{"GW1016", Error, "no `;` belongs here; blocks end with their `}`"};
inline constexpr Rule<string_view> mixed_payload{
    "GW1017", Error, "{0}; parentheses hold either `name: type` parameters or one type alone"};
inline constexpr Rule<string_view> parameter_name{
    "GW1018", Error, "`{0}` is not a parameter's name; write `name: type` or `name?: type`"};
inline constexpr Rule<> too_many_syntax_errors{"GW1019", Error,
                                               "too many syntax errors; the rest of this file was not read"};
inline constexpr Rule<string_view, string_view> fraction_of_unit{"GW1020", Error,
                                                                 "`{0}` is not a whole number of {1}"};
inline constexpr Rule<string_view> unclosed_block{"GW1021", Error, "missing `}`; `{0}` is not closed"};
inline constexpr Rule<> docs_of_nothing{
    "GW1022", Warning,
    "this documents nothing; `///` stands before what it describes, other comments are `//`"};

// GW20xx: files, packages, imports

inline constexpr Rule<> package_missing{
    "GW2001", Error,
    "no package; begin the file with `package name;`, it names the C++ namespace and the module"};
inline constexpr Rule<string_view, string_view> import_not_found{"GW2002", Error,
                                                                 "cannot find `{0}`; looked in {1}"};
inline constexpr Rule<string_view, string_view> import_cycle{"GW2003", Error, "`{0}` imports itself: {1}"};
inline constexpr Rule<string_view> unused_import{"GW2004", Warning, "nothing of `{0}` is used here"};
inline constexpr Rule<string_view> duplicate_import{"GW2005", Error, "`{0}` is imported twice"};
inline constexpr Rule<string_view, string_view, string_view> same_output_name{
    "GW2006", Error, "`{0}` and `{1}` would both be generated as `{2}`; name a common root with -I"};

// GW21xx: names

inline constexpr Rule<string_view> unknown_type{"GW2101", Error, "no type named `{0}`"};
inline constexpr Rule<string_view, string_view> unknown_type_suggest{
    "GW2102", Error, "no type named `{0}`; the nearest is `{1}`"};
inline constexpr Rule<string_view> duplicate_declaration{"GW2103", Error,
                                                         "`{0}` is declared twice in this package"};
inline constexpr Rule<string_view, string_view, string_view> duplicate_member{
    "GW2104", Error, "{0} `{1}` is declared twice in `{2}`"};
inline constexpr Rule<string_view, string_view, string_view> ambiguous_name{
    "GW2105", Error, "`{0}` may be `{1}` or `{2}`; write the one that is meant"};
inline constexpr Rule<string_view, string_view> not_imported{
    "GW2106", Error, "`{0}` is declared in `{1}`, which is not imported here"};
inline constexpr Rule<string_view> builtin_name{"GW2107", Error,
                                                "`{0}` is a built-in type; choose another name"};
inline constexpr Rule<string_view, string_view> not_a_type{"GW2108", Error, "`{0}` is {1}, not a type"};
inline constexpr Rule<string_view> unknown_error{"GW2109", Error, "no error named `{0}`"};
inline constexpr Rule<string_view, string_view> not_an_error{
    "GW2110", Error, "`{0}` is {1}; `throws` takes names of `error`s"};
inline constexpr Rule<string_view> thrown_twice{"GW2111", Error, "`{0}` stands in this `throws` twice"};
inline constexpr Rule<string_view> reserved_name_used{"GW2112", Error,
                                                      "the name `{0}` is reserved and may not come back"};
inline constexpr Rule<string_view> reserved_twice{"GW2113", Error, "`{0}` is reserved twice"};

// GW22xx: shapes of types

inline constexpr Rule<string_view, string_view> recursive_struct{
    "GW2201", Error, "`{0}` would contain itself: {1}; break the circle with a list, a map, `?` or a union"};
inline constexpr Rule<string_view, string_view> recursive_alias{"GW2202", Error,
                                                                "`{0}` stands for itself: {1}"};
inline constexpr Rule<string_view, string_view> arm_not_struct{"GW2203", Error,
                                                               "arm `{0}` is {1}; arms are structs"};
inline constexpr Rule<string_view, string_view> arm_has_tag_field{
    "GW2204", Error, "`{0}` has a field `{1}`, which is the union's tag; rename the field or the tag"};
inline constexpr Rule<string_view, string_view> empty_choice{"GW2205", Error, "{0} `{1}` is empty"};
inline constexpr Rule<string_view> bad_tag{"GW2206", Error,
                                           "{0} cannot be a tag; use a name of letters, digits and `_`"};
inline constexpr Rule<> map_key{"GW2207", Error, "the keys of a map are strings; write `map<string, …>`"};
inline constexpr Rule<string_view, string_view> type_arguments{"GW2208", Error, "`{0}` takes {1}"};
inline constexpr Rule<> nullable_twice{"GW2209", Error, "this type already allows null; leave out the `?`"};
inline constexpr Rule<string_view, string_view, string_view> same_arm_struct{
    "GW2211", Error,
    "arms `{0}` and `{1}` are both `{2}`; declare a struct for each, so that they can be told apart"};
inline constexpr Rule<> misplaced_void{"GW2210", Error, "`void` stands only after `->`"};

// GW23xx: names in generated code

inline constexpr Rule<string_view, string_view, string_view> same_generated_name{
    "GW2301", Error, "`{0}` and `{1}` are both `{2}` in C++; rename one"};
inline constexpr Rule<string_view, string_view> generated_name_taken{
    "GW2302", Error, "`{0}` is also the name of {1}; rename one"};
inline constexpr Rule<string_view> unusable_name{
    "GW2303", Error,
    "`{0}` cannot be a name in C++ and TypeScript: no `__`, no `_` before a capital, no `_` at the end"};

// GW30xx: gateways, namespaces, events, rooms

inline constexpr Rule<string_view, string_view> duplicate_event{
    "GW3001", Error, "{0} event `{1}` is declared twice in this namespace"};
inline constexpr Rule<string_view> duplicate_room{"GW3002", Error,
                                                  "room `{0}` is declared twice in this namespace"};
inline constexpr Rule<string_view> duplicate_namespace{"GW3003", Error,
                                                       "namespace `{0}` is declared twice in this gateway"};
inline constexpr Rule<string_view> duplicate_path{"GW3004", Error, "path `{0}` is taken"};
inline constexpr Rule<string_view, string_view> bad_path{"GW3005", Error, "`{0}` is not a path: {1}"};
inline constexpr Rule<> namespace_root{
    "GW3006", Error,
    "`root` is the name of the gateway's own namespace; put its events directly into the gateway"};
inline constexpr Rule<string_view> duplicate_block{"GW3007", Error, "`{0}` is declared twice here"};
inline constexpr Rule<> emit_stream{
    "GW3008", Error, "an `emit` cannot be answered by a stream; a client answers with one value"};
inline constexpr Rule<string_view> room_event{
    "GW3009", Error, "{0} in a room; what is sent to a room is an `emit` without reply"};
inline constexpr Rule<string_view, string_view> room_key_type{
    "GW3010", Error, "key `{0}` is {1}; a room's keys are scalars or enums"};
inline constexpr Rule<string_view> room_key_optional{"GW3011", Error,
                                                     "key `{0}` may not be left out, null or defaulted"};
inline constexpr Rule<> room_keys{"GW3012", Error,
                                  "a room's keys are written `name: type`; a type alone has no name"};
inline constexpr Rule<string_view, string_view> namespace_elsewhere{
    "GW3013", Error,
    "namespace `{0}` is also declared in gateway `{1}`; within a package their names must differ"};

inline constexpr Rule<string_view, string_view> path_parameter_type{
    "GW3014", Error, "parameter `{0}` is {1}; what stands in a path is a scalar or an enum, and never null"};
inline constexpr Rule<string_view, string_view, string_view> paths_overlap{
    "GW3015", Error, "`{0}` and `{1}` can be one address, such as `{2}`"};
inline constexpr Rule<string_view> payload_stream{"GW3016", Error, "no stream here: {0}"};

// GW31xx: annotations, guards, pipes

inline constexpr Rule<string_view> unknown_annotation{"GW3101", Error, "no annotation `@{0}`"};
inline constexpr Rule<string_view, string_view, string_view> misplaced_annotation{
    "GW3102", Error, "`@{0}` means nothing on {1}; it belongs on {2}"};
inline constexpr Rule<string_view, string_view> annotation_arguments{"GW3103", Error,
                                                                     "`@{0}` is written {1}"};
inline constexpr Rule<string_view> duplicate_annotation{"GW3104", Error, "`@{0}` is given twice"};
inline constexpr Rule<string_view> not_generated{
    "GW3105", Error, "{0} is understood but not generated by this version of gangway"};
inline constexpr Rule<string_view, string_view> unknown_rule{"GW3106", Error, "no {0} named `{1}`"};
inline constexpr Rule<string_view, string_view> guard_arguments{"GW3107", Error, "guard `{0}` takes {1}"};
inline constexpr Rule<string_view, string_view> empty_range{"GW3108", Error,
                                                            "nothing lies between {0} and {1}"};

// GW32xx: constraints

inline constexpr Rule<string_view, string_view> malformed_pattern{"GW3201", Error, "`{0}` in a pattern: {1}"};
inline constexpr Rule<string_view, string_view> unsupported_pattern{
    "GW3202", Error, "`{0}` is not in the patterns that C++ and JavaScript read alike: {1}"};
inline constexpr Rule<string_view, string_view> pattern_repeat{"GW3203", Error, "`{0}` in a pattern: {1}"};
inline constexpr Rule<string_view> exponential_pattern{
    "GW3204", Error,
    "`{0}` takes exponential time on some texts; write it so that a text is matched in one way only"};
inline constexpr Rule<string_view> large_pattern{
    "GW3205", Error, "this pattern is too large {0}; leave counts to `@length`, or check less"};
inline constexpr Rule<string_view, string_view> unsatisfiable{"GW3211", Error,
                                                              "no value satisfies both {0} and {1}"};
inline constexpr Rule<string_view, string_view> value_breaks_constraint{"GW3212", Error, "{0} breaks {1}"};
inline constexpr Rule<string_view> unique_elements{
    "GW3213", Error,
    "`@unique` cannot tell when two elements are equal that are {0}; it takes booleans, integers, strings, "
    "bytes, times, uuids and enums"};
inline constexpr Rule<string_view, string_view, string_view> late_normaliser{
    "GW3214", Error, "`{0}` comes too late: `{1}` has checked {2} before; put it there"};

// GW33xx: what annotations say together

inline constexpr Rule<string_view> guard_parameter{
    "GW3301", Error, "{0}; a guard's parameters are scalars, enums and lists of these, such as `role: Role`"};
inline constexpr Rule<string_view> no_session{
    "GW3302", Error, "there is no session here, so nothing can be counted by `{0}`; declare a `session`"};
inline constexpr Rule<string_view> no_session_field{"GW3303", Error,
                                                    "the session that is counted by has no field `{0}`"};
inline constexpr Rule<string_view, string_view> counted_by_type{
    "GW3304", Error, "`{0}` is {1}; clients are counted by scalars and enums"};
inline constexpr Rule<string_view> latest_key{
    "GW3305", Error, "`{0}` is neither a field of what is sent nor a key of its room"};
inline constexpr Rule<string_view, string_view> latest_key_type{
    "GW3306", Error, "`{0}` {1}; the newest is found by a scalar or an enum that is always there"};
inline constexpr Rule<string_view, string_view, string_view> pipe_type{
    "GW3307", Error, "pipe `{0}` takes {1}, and this is {2}"};
inline constexpr Rule<string_view> deadline_without_reply{
    "GW3308", Error, "nobody waits for an answer of `{0}`, so it has no deadline"};
inline constexpr Rule<string_view, string_view, string_view> contradiction{"GW3309", Error,
                                                                           "`@{0}` contradicts {1}: {2}"};
inline constexpr Rule<string_view, string_view> bad_origin{"GW3310", Error, "`{0}` is not an origin: {1}"};
inline constexpr Rule<string_view> internal_field{
    "GW3311", Error, "`{0}` is internal, so it is never read; make it optional or give it a default"};
inline constexpr Rule<string_view, string_view> listed_twice{"GW3312", Error,
                                                             "`{0}` stands in this `@{1}` twice"};
inline constexpr Rule<string_view, string_view> payload_above{
    "GW3313", Error, "{0} never arrive here: what is larger than {1} is refused before"};
inline constexpr Rule<string_view, string_view> unguarded{
    "GW3314", Error, "nothing guards {0}, and `{1}` denies by default; give it `@requires(…)` or `@public`"};
inline constexpr Rule<string_view> public_with_guards{"GW3315", Error, "{0} is not public: a guard is asked"};
inline constexpr Rule<string_view, string_view> not_repeatable{"GW3316", Error,
                                                               "a client cannot make `{0}` again: {1}"};

// GW40xx: values

inline constexpr Rule<string_view, string_view> value_type{"GW4001", Error, "expected {0}, found {1}"};
inline constexpr Rule<string_view, string_view, string_view> out_of_range{
    "GW4002", Error, "`{0}` is outside {1}; it goes {2}"};
inline constexpr Rule<string_view, string_view> unknown_enumerator{"GW4003", Error,
                                                                   "enum `{0}` has no `{1}`"};
inline constexpr Rule<string_view> unknown_value{"GW4004", Error, "no constant named `{0}`"};
inline constexpr Rule<string_view> optional_with_default{
    "GW4005", Error,
    "`{0}` is optional and has a default; drop the `?` to have it filled in, or the default"};
inline constexpr Rule<string_view, string_view> constant_cycle{"GW4006", Error,
                                                               "`{0}` is made from itself: {1}"};
inline constexpr Rule<string_view, string_view> malformed_value{"GW4007", Error, "{0} is not {1}"};
inline constexpr Rule<string_view> no_default{"GW4008", Error, "{0} cannot have a default"};
inline constexpr Rule<string_view> constant_type{"GW4009", Error,
                                                 "{0} cannot be a constant; constants are scalars"};
inline constexpr Rule<string_view> not_a_constant{"GW4010", Error, "`{0}` is not a constant"};

// GW5xxx: what `gangway lint` advises; `lint/rule_names.h` has the names by which they are allowed and denied

inline constexpr Rule<string_view, string_view, string_view> type_name{
    "GW5001", Warning, "{0} `{1}` is not in PascalCase; write `{2}`"};
inline constexpr Rule<string_view, string_view, string_view> member_name{
    "GW5002", Warning, "{0} `{1}` is not in camelCase; write `{2}`"};
inline constexpr Rule<string_view> package_name{
    "GW5003", Warning, "package `{0}` is not in lower case; it becomes a namespace and a path"};
inline constexpr Rule<string_view> path_spelling{
    "GW5004", Warning, "path `{0}` is not of lower-case letters, digits, `-` and `/`"};
inline constexpr Rule<string_view, string_view> missing_docs{
    "GW5005", Warning, "{0} `{1}` has no documentation; say with `///` what it means to clients"};
inline constexpr Rule<string_view> unbounded_string{
    "GW5006", Warning, "clients send `{0}`, a string of any length; bound it with `@length(..n)`"};
inline constexpr Rule<string_view> unbounded_bytes{
    "GW5007", Warning, "clients send `{0}`, bytes of any size; bound them with `@size(..n)`"};
inline constexpr Rule<string_view> unbounded_list{
    "GW5008", Warning, "clients send `{0}`, a list of any length; bound it with `@items(..n)`"};
inline constexpr Rule<string_view> unbounded_map{
    "GW5009", Warning, "clients send `{0}`, a map of any size; bound it with `@items(..n)`"};
inline constexpr Rule<string_view> unbounded_json{
    "GW5010", Warning, "clients send `{0}`, any JSON of any size; declare a type for what is expected"};
inline constexpr Rule<string_view> unlimited_events{
    "GW5011", Warning,
    "anybody may call {0} as often as they like; add `@requires` or `@rate` to the events, or around them"};
inline constexpr Rule<string_view> missing_max_payload{
    "GW5012", Warning, "gateway `{0}` does not say how large a message may be; add `@maxPayload`"};
inline constexpr Rule<string_view> call_without_deadline{
    "GW5013", Warning, "the server waits for the answer to `{0}` without an end; add `@deadline`"};
inline constexpr Rule<string_view> closed_enum_sent{
    "GW5014", Warning,
    "servers send the closed enum `{0}`; deployed clients refuse every value that is added later"};
inline constexpr Rule<string_view> closed_union_sent{
    "GW5015", Warning,
    "servers send the closed union `{0}`; deployed clients refuse every arm that is added later"};
inline constexpr Rule<string_view> secret_sent{"GW5016", Warning, "`{0}` is secret, but servers send it"};
inline constexpr Rule<string_view> unmarked_secret{
    "GW5017", Warning, "`{0}` looks like a secret; mark it `@secret`, so that it is never logged"};
inline constexpr Rule<string_view, string_view> wide_integer{
    "GW5018", Warning, "`{0}` is {1}, a bigint in TypeScript; `safeint` or `u32` is a number there"};
inline constexpr Rule<string_view, string_view> float_money{
    "GW5019", Warning, "`{0}` looks like money, which {1} does not hold exactly; use `decimal`"};
inline constexpr Rule<string_view, string_view, string_view> integer_time{
    "GW5020", Warning, "`{0}` looks like a time, but is {1}; `{2}` says which unit it has"};
inline constexpr Rule<string_view> bool_parameters{
    "GW5021", Warning,
    "`{0}` takes more than one `bool`, and calls do not show which is which; an enum each reads better"};
inline constexpr Rule<string_view, string_view> optional_list{
    "GW5022", Warning, "`{0}` may be missing as well as empty; if both mean the same, drop the `?`: {1}"};
inline constexpr Rule<string_view> single_value_enum{"GW5023", Warning,
                                                     "enum `{0}` has one value, so it tells nothing"};
inline constexpr Rule<string_view, string_view> duplicate_shape{
    "GW5024", Warning, "`{0}` has the fields of `{1}`; one struct would do"};
inline constexpr Rule<string_view, string_view> mixed_tags{
    "GW5025", Warning, "the tag of this union is `{0}`, that of others in the package is `{1}`"};
inline constexpr Rule<string_view, string_view> empty_gateway{"GW5026", Warning, "{0} `{1}` has no events"};
inline constexpr Rule<string_view> silent_room{"GW5027", Warning,
                                               "nothing is ever sent to room `{0}`; give it an `emit`"};
inline constexpr Rule<string_view> question_without_reply{
    "GW5028", Warning, "`{0}` sounds like a question, but has no reply; add `-> type`, or `-> void`"};
inline constexpr Rule<string_view> unused_type{"GW5029", Warning, "type `{0}` is not used"};
inline constexpr Rule<string_view> unused_error{"GW5030", Warning, "error `{0}` is never thrown"};
inline constexpr Rule<string_view, string_view> unused_rule{"GW5031", Warning, "{0} `{1}` is not used"};
inline constexpr Rule<string_view, string_view> deprecated_use{"GW5032", Warning, "`{0}` is deprecated: {1}"};
inline constexpr Rule<string_view> socketio_event{
    "GW5033", Warning, "`{0}` is a name that Socket.IO keeps for itself; its clients do not get this event"};
inline constexpr Rule<string_view> unknown_allow{"GW5090", Warning, "no lint rule `{0}`"};
inline constexpr Rule<string_view> allow_without_reason{
    "GW5091", Warning, "`gw:allow({0})` does not say why; write the reason behind it"};
inline constexpr Rule<string_view> unneeded_allow{"GW5092", Warning,
                                                  "nothing here breaks `{0}`; remove this `gw:allow`"};

// GW9xxx: files

inline constexpr Rule<string_view> cannot_read{"GW9001", Error, "cannot read `{0}`"};
inline constexpr Rule<string_view, string_view> cannot_write{"GW9002", Error, "cannot write `{0}`: {1}"};
inline constexpr Rule<string_view, string_view> cannot_read_revision{"GW9010", Error,
                                                                     "cannot read `{0}`: {1}"};
inline constexpr Rule<string_view, string_view> dump_not_json{
    "GW9011", Error, "`{0}` is not JSON {1}; `gangway ir` writes dumps"};
inline constexpr Rule<string_view, string_view> dump_version{
    "GW9012", Error, "`{0}` is a dump of version {1}, which this gangway does not read; it reads version 1"};
inline constexpr Rule<string_view, string_view, string_view> dump_content{
    "GW9013", Error, "`{0}` is not a dump of a schema: {1}, at `{2}`"};

}  // namespace gangway::gen::rules
