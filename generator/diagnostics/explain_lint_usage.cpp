#include "diagnostics/explain.h"

// Pages for GW5xxx, what `gangway lint` advises: what is not used, and the comments that allow. Each begins
// with the name by which the rule is allowed or denied.

namespace gangway::gen {

std::vector<Explanation> explain_lint_usage() {
  return {
      {"GW5026",
       "[empty-gateway] A gateway or a namespace without events is an address where nothing happens.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Nothing yet.
  namespace later {}
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
      {"GW5027",
       "[silent-room] A room is there to send something to all that are in it. This one has no `emit`.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  room Lobby;
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  room Lobby {
    /// Somebody came in.
    emit entered(user: string);
  }
}
)"},
      {"GW5028",
       "[question-without-reply] An event called `get`, `find`, `list`, `is` and so on asks for something, "
       "but without `->` there is no answer. `-> void` at least tells that it was handled.",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Finds a room.
  on findRoom(id: uuid);
}
)",
       R"(package demo;

guard SignedIn;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Finds a room.
  on findRoom(id: uuid) -> u32;
}
)"},
      {"GW5029",
       "[unused-type] No event, field or other type mentions this one. Files without a gateway are there to "
       "be imported, so in them nothing is reported.",
       R"(package demo;

guard SignedIn;

struct Left { over: bool; }

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
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
      {"GW5030",
       "[unused-error] No event throws this error. Files without a gateway are there to be imported, so in "
       "them nothing is reported.",
       R"(package demo;

guard SignedIn;

/// Too many.
error Full;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)",
       R"(package demo;

guard SignedIn;

/// Too many.
error Full;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32) throws Full;
}
)"},
      {"GW5031",
       "[unused-rule] No event asks for this guard, or no type for this pipe; the application has to "
       "implement it all the same.",
       R"(package demo;

guard SignedIn;
guard Admin;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
}
)",
       R"(package demo;

guard SignedIn;
guard Admin;

/// Talk.
@path("/talk") @maxPayload(64KiB) @requires(SignedIn)
gateway Talk {
  /// Rolls a dice.
  on roll(sides: u32);
  /// Throws somebody out.
  @requires(Admin) on kick(user: uuid);
}
)"},
      {"GW5032",
       "[deprecated-use] Something that is not deprecated uses something that is. Use what its `@deprecated` "
       "names, or deprecate both.",
       R"(package demo;
@deprecated("use Id") type OldId = string;
struct User { id: OldId; }
)",
       R"(package demo;
type Id = string;
struct User { id: Id; }
)"},
      {"GW5033",
       "[socketio-event] Socket.IO's libraries use `connect`, `connect_error`, `disconnect`, `disconnecting`, "
       "`newListener` and `removeListener` for their own, and a message of such a name ends the connection. "
       "The server does not send these events to its clients, and they cannot send them; all other clients "
       "can. Another name serves everybody.",
       R"(package demo;

/// Talk.
@path("/talk") @maxPayload(64KiB)
gateway Talk {
  /// Somebody left.
  emit disconnect();
}
)",
       R"(package demo;

/// Talk.
@path("/talk") @maxPayload(64KiB)
gateway Talk {
  /// Somebody left.
  emit left();
}
)"},
      {"GW5090",
       "[unknown-allow] A comment `// gw:allow(rule) reason` names a rule that `gangway lint` does not have. "
       "`gangway explain` lists them.",
       R"(package demo;
// gw:allow(float-mony) measured elsewhere
struct Item { price: f64; }
)",
       R"(package demo;
// gw:allow(float-money) measured elsewhere
struct Item { price: f64; }
)"},
      {"GW5091",
       "[allow-without-reason] Whoever reads `gw:allow` later wants to know why. Without a reason it allows "
       "nothing.",
       R"(package demo;
// gw:allow(float-money)
struct Item { price: f64; }
)",
       R"(package demo;
// gw:allow(float-money) an estimate, never booked
struct Item { price: f64; }
)"},
      {"GW5092",
       "[unneeded-allow] The comment allows something that is not there any more. Left in place it would "
       "hide the next one.",
       R"(package demo;
// gw:allow(float-money) an estimate, never booked
struct Item { price: decimal; }
)",
       R"(package demo;
struct Item { price: decimal; }
)"},
  };
}

}  // namespace gangway::gen
