#include "diagnostics/explain.h"

// Pages for GW5xxx, what `gangway lint` advises: what is sent, and what types are made of. Each begins with
// the name by which the rule is allowed or denied.

namespace gangway::gen {

std::vector<Explanation> explain_lint_types() {
  return {
      {"GW5014",
       "[closed-enum-sent] A closed enum is refused when it has a value that the reader does not know. What "
       "servers send is read by clients that were deployed before the value was added. An open enum keeps "
       "the unknown name.",
       R"(package demo;

guard SignedIn;

closed enum Presence { online, away }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Who is here.
  emit presence(now: Presence);
}
)",
       R"(package demo;

guard SignedIn;

enum Presence { online, away }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Who is here.
  emit presence(now: Presence);
}
)"},
      {"GW5015",
       "[closed-union-sent] A closed union is refused when it has an arm that the reader does not know. What "
       "servers send is read by clients that were deployed before the arm was added. An open union keeps "
       "what it does not know.",
       R"(package demo;

guard SignedIn;

struct Text { body: string; }
closed union Content tag "kind" { text: Text }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Something new.
  emit news(Content);
}
)",
       R"(package demo;

guard SignedIn;

struct Text { body: string; }
union Content tag "kind" { text: Text }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Something new.
  emit news(Content);
}
)"},
      {"GW5016",
       "[secret-sent] A field that is marked `@secret` is in something that servers send, so clients see it. "
       "Leave it out of that type, or mark it `@internal`.",
       R"(package demo;

guard SignedIn;

struct User { name: string; password: string @secret; }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Who I am.
  on whoAmI() -> User;
}
)",
       R"(package demo;

guard SignedIn;

struct User { name: string; }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Who I am.
  on whoAmI() -> User;
}
)"},
      {"GW5017",
       "[unmarked-secret] What is called a token, a password or a key is one, as a rule. `@secret` keeps it "
       "out of logs and of error messages.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  handshake { token: string @length(..200); }
  /// Rolls a dice.
  on roll(sides: u32);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  handshake { token: string @length(..200) @secret; }
  /// Rolls a dice.
  on roll(sides: u32);
}
)"},
      {"GW5018",
       "[wide-integer] `i64` and `u64` are bigints in TypeScript, because a number holds integers exactly "
       "only up to 2^53. This one is never that large: its `@range` says so, or it is named like something "
       "that is counted.",
       R"(package demo;
struct Room { memberCount: u64; }
)",
       R"(package demo;
struct Room { memberCount: u32; }
)"},
      {"GW5019", "[float-money] 0.1 + 0.2 is not 0.3 in `f64`. `decimal` is exact, and a string on the wire.",
       R"(package demo;
struct Item { price: f64; }
)",
       R"(package demo;
struct Item { price: decimal; }
)"},
      {"GW5020",
       "[integer-time] A number that is a time is read as seconds by one and as milliseconds by the other. "
       "`timestamp` and `duration` are types of their own in both languages.",
       R"(package demo;
struct Message { sentAt: i64; }
)",
       R"(package demo;
struct Message { sentAt: timestamp; }
)"},
      {"GW5021",
       "[bool-parameters] `edit(true, false)` tells nobody what happens. An enum for each has names, and "
       "room for a third value.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Edits.
  on edit(silent: bool, pinned: bool);
}
)",
       R"(package demo;

guard SignedIn;

enum Mode { loud, silent }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Edits.
  on edit(mode: Mode, pinned: bool);
}
)"},
      {"GW5022",
       "[optional-list] A list that may be missing and may be empty has two ways to say nothing, and every "
       "reader has to handle both. `name: list<T> = []` may be left out as well, and is then empty. Not "
       "reported: `name?: list<T>?`, which is a change: leave it, take it away, set it.",
       R"(package demo;
struct Message { tags?: list<string>; }
)",
       R"(package demo;
struct Message { tags: list<string> = []; }
)"},
      {"GW5023",
       "[single-value-enum] An enum with one value is known before it is read. Leave it out until there is a "
       "second one.",
       R"(package demo;
enum Kind { text }
)",
       R"(package demo;
enum Kind { text, image }
)"},
      {"GW5024",
       "[duplicate-shape] Two structs with at least three fields, all alike, are two types for one thing. "
       "Arms of unions are not compared: each needs a struct of its own.",
       R"(package demo;
struct User { id: uuid; name: string; age: u8; }
struct Member { id: uuid; name: string; age: u8; }
)",
       R"(package demo;
struct User { id: uuid; name: string; age: u8; }
)"},
      {"GW5025",
       "[mixed-tags] Whoever reads messages of one package expects the tag of a union in one place.",
       R"(package demo;
struct A { x: u8; }
struct B { x: u8; }
union Left tag "kind" { a: A }
union Right tag "type" { b: B }
)",
       R"(package demo;
struct A { x: u8; }
struct B { x: u8; }
union Left tag "kind" { a: A }
union Right tag "kind" { b: B }
)"},
  };
}

}  // namespace gangway::gen
