#include "diagnostics/explain.h"

// Pages for GW33xx: what annotations say to each other and to what they stand on.

namespace gangway::gen {

std::vector<Explanation> explain_policies() {
  return {
      {"GW3301",
       "The arguments of a guard are written in the schema, `HasRole(admin)`, so its parameters are what can "
       "be "
       "written there: scalars, enums and lists of these, each with a name. Those at the end may have "
       "defaults.",
       "package demo;\nstruct Who { id: uuid; }\nguard Is(who: Who);\n",
       "package demo;\nguard Is(who: uuid);\n"},
      {"GW3302",
       "`by: session.user` counts the calls of all connections with the same `user` together. There is no "
       "session "
       "in this gateway, nor in the namespace.",
       "package demo;\n@rate(5 per 1s, by: session.user) gateway G { on ping(); }\n",
       "package demo;\n@rate(5 per 1s, by: session.user) gateway G { session { user: string; } on ping(); "
       "}\n"},
      {"GW3303",
       "The session that counts is the namespace's own, or the gateway's where it has none. A rate on a "
       "gateway "
       "holds in all its namespaces that give none themselves, so all their sessions have the field.",
       "package demo;\ngateway G { session { user: string; } @rate(5 per 1s, by: session.usr) on ping(); }\n",
       "package demo;\ngateway G { session { user: string; } @rate(5 per 1s, by: session.user) on ping(); "
       "}\n"},
      {"GW3304",
       "Calls are counted for each value of the field, so these compare exactly: scalars other than `json` "
       "and "
       "`bytes`, and enums. Clients without a value are counted each for itself.",
       "package demo;\ngateway G { session { tags: list<string>; } @rate(5 per 1s, by: session.tags) on "
       "ping(); }\n",
       "package demo;\ngateway G { session { user: string; } @rate(5 per 1s, by: session.user) on ping(); "
       "}\n"},
      {"GW3305",
       "`@latest(key)` lets a newer value take the place of one that waits for a slow client and has the "
       "same key. "
       "The key is a field of the payload or a key of the event's room.",
       "package demo;\ngateway G { @latest(symbol) emit price(name: string, value: decimal); }\n",
       "package demo;\ngateway G { @latest(name) emit price(name: string, value: decimal); }\n"},
      {"GW3306",
       "Two values take each other's place when their keys are equal, so each has one, and keys compare "
       "exactly.",
       "package demo;\ngateway G { @latest(name) emit price(name?: string, value: decimal); }\n",
       "package demo;\ngateway G { @latest(name) emit price(name: string, value: decimal); }\n"},
      {"GW3307", "A pipe is a function of one type, which it also gives back. `type` aliases of it will do.",
       "package demo;\npipe Clean: string;\nstruct A { size: u32 @pipe(Clean); }\n",
       "package demo;\npipe Clean: string;\nstruct A { name: string @pipe(Clean); }\n"},
      {"GW3308",
       "A deadline is how long an answer may take, and this event has none. On a gateway or a namespace a "
       "deadline "
       "holds for all events in it that are answered.",
       "package demo;\ngateway G { @deadline(3s) on ping(); }\n",
       "package demo;\ngateway G { @deadline(3s) on ping() -> void; }\n"},
      {"GW3309",
       "These two cannot both be kept. Which one is meant, only you know. (What a gateway or a namespace "
       "gives is "
       "not in the way: what stands nearer wins.)",
       "package demo;\ngateway G { @volatile @replay(5m) emit moved(x: u32); }\n",
       "package demo;\ngateway G { @replay(5m) emit moved(x: u32); }\n"},
      {"GW3310",
       "Browsers send the origin of a page as `scheme://host`, with `:port` where it is not the scheme's "
       "own, in "
       "lower case and without a path. Anything else would never match. `*` allows all.",
       "package demo;\n@origins(\"https://chat.example/\") gateway G { on ping(); }\n",
       "package demo;\n@origins(\"https://chat.example\") gateway G { on ping(); }\n"},
      {"GW3311",
       "An internal field is in C++ only: it is not written for clients, and what clients send for it is "
       "ignored. "
       "Reading must therefore do without it.",
       "package demo;\nstruct User { name: string; @internal score: u32; }\n",
       "package demo;\nstruct User { name: string; @internal score: u32 = 0; }\n"},
      {"GW3312", "Once is enough; the second was probably meant to be something else.",
       "package demo;\n@transports(websocket, websocket) gateway G { on ping(); }\n",
       "package demo;\n@transports(websocket, polling) gateway G { on ping(); }\n"},
      {"GW3313",
       "A message passes the limit of the gateway first, then that of the namespace, then that of the event. "
       "A "
       "limit above an earlier one never does anything.",
       "package demo;\n@maxPayload(64KiB) gateway G { @maxPayload(1MiB) on upload(data: bytes); }\n",
       "package demo;\n@maxPayload(1MiB) gateway G { @maxPayload(64KiB) on upload(data: bytes); }\n"},
      {"GW3314",
       "With `@denyByDefault` nothing stands open because somebody forgot a guard: every event that clients "
       "send has one on itself, its namespace or its gateway, or is said to be `@public`. So has every join "
       "without a handshake; with one, the handler must have the hook that accepts or refuses it. On a "
       "namespace `@public` holds for its join and its events, on the gateway for what stands in it "
       "directly.",
       "package demo;\nguard SignedIn;\n@denyByDefault gateway G { namespace n { @requires(SignedIn) on "
       "ping(); } "
       "}\n",
       "package demo;\nguard SignedIn;\n@denyByDefault gateway G { @requires(SignedIn) namespace n { on "
       "ping(); } "
       "}\n"},
      {"GW3315",
       "`@public` says that everybody may, and guards add up from the outside in: it takes none away. Move "
       "what is "
       "public out of what is guarded, or guard only what needs it.",
       "package demo;\nguard SignedIn;\n@requires(SignedIn) gateway G { @public on ping(); }\n",
       "package demo;\nguard SignedIn;\ngateway G { @public on ping(); @requires(SignedIn) on post(); }\n"},
      {"GW3316",
       "`@idempotent` says that a call done twice is as a call done once, so a client that lost the "
       "connection "
       "before the answer makes it again. That takes one message to make again and one answer to wait for: "
       "an "
       "event without an answer is never missed, and of a stream, in either direction, a part has been used.",
       "package demo;\ngateway G { @idempotent on rename(name: string); }\n",
       "package demo;\ngateway G { @idempotent on rename(name: string) -> void; }\n"},
  };
}

}  // namespace gangway::gen
