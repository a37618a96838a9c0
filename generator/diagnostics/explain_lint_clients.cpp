#include "diagnostics/explain.h"

// Pages for GW5xxx, what `gangway lint` advises: names, documentation, and what clients may do. Each begins
// with the name by which the rule is allowed or denied.

namespace gangway::gen {

std::vector<Explanation> explain_lint_clients() {
  return {
      {"GW5001",
       "[type-name] Types, errors, constants, guards, pipes, rooms and gateways are written in PascalCase, "
       "as they are in TypeScript and in the generated C++.",
       R"(package demo;
struct chat_message { text: string; }
)",
       R"(package demo;
struct ChatMessage { text: string; }
)"},
      {"GW5002",
       "[member-name] Fields, parameters, events, arms, enumerators and namespaces are written in camelCase, "
       "because that is what stands on the wire and in TypeScript. C++ gets its own spelling.",
       R"(package demo;
struct Message { sent_at: timestamp; }
)",
       R"(package demo;
struct Message { sentAt: timestamp; }
)"},
      {"GW5003",
       "[package-name] The package becomes a C++ namespace and a path of a TypeScript module. On some disks "
       "`Chat` and `chat` are one folder.",
       R"(package demo.Chat;
error Full;
)",
       R"(package demo.chat;
error Full;
)"},
      {"GW5004",
       "[path-spelling] Paths are part of addresses, where capitals and underscores get lost or are "
       "mistyped.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/Talk_Here") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk-here") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)"},
      {"GW5005",
       "[missing-docs] Gateways, namespaces, events and errors are what people who write clients see first, "
       "in their editor. One sentence above each is carried into the generated code.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  on roll(sides: u32);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)"},
      {"GW5006",
       "[unbounded-string] A client may send a string as long as a whole message, and the server keeps it, "
       "copies it, or passes it on to everybody. Give it the length that makes sense, here or in the alias "
       "that it is written with; `@format` bounds it, too.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: string);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: string @length(..200));
}
)"},
      {"GW5007",
       "[unbounded-bytes] A client may send as many bytes as a message holds. Say how many make sense.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: bytes);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: bytes @size(..16KiB));
}
)"},
      {"GW5008",
       "[unbounded-list] A client may send a list of as many elements as a message holds, and work that is "
       "done for each of them is done that often. Say how many make sense.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: list<u32>);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: list<u32> @items(..100));
}
)"},
      {"GW5009",
       "[unbounded-map] A client may send a map of as many entries as a message holds, with keys that it "
       "makes up. Say how many make sense.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: map<string, u32>);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: map<string, u32> @items(..100));
}
)"},
      {"GW5010",
       "[unbounded-json] `json` takes whatever a client sends: any shape, any depth, any size. Nothing is "
       "checked before the handler sees it. Declare a type for what is expected.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: json);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Says something.
  on say(x: list<u32> @items(..100));
}
)"},
      {"GW5011",
       "[unlimited-events] Nothing holds a client back from calling these events as often as its line "
       "allows: no guard says who may, no rate says how often. Annotations around events, on their namespace "
       "or gateway, hold for all of them.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)",
       R"(package demo;


/// Talk.
@path("/talk") @maxPayload(64KiB) @rate(20 per 10s)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)"},
      {"GW5012",
       "[missing-max-payload] `@maxPayload` says how large a message from a client may be. Without it the "
       "server's default holds, which nobody who reads the schema sees.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)"},
      {"GW5013",
       "[call-without-deadline] An `emit` with a reply waits for a client, and a client may be asleep. "
       "`@deadline` says how long the server waits.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Asks.
  emit confirm(question: string) -> bool;
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Asks.
  @deadline(30s) emit confirm(question: string) -> bool;
}
)"},
  };
}

}  // namespace gangway::gen
