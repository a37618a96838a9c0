#include "diagnostics/explain.h"

// Pages for GW3xxx: gateways, events and annotations.

namespace gangway::gen {

std::vector<Explanation> explain_gateways() {
  return {
      {"GW3001",
       "Within a namespace, events of one direction are told apart by name. What is sent to a room counts "
       "with the "
       "namespace's own `emit`s: a client listens to all of them in one place.",
       "package demo;\ngateway G { emit said(text: string); room Thread(id: u32) { emit said(text: string); "
       "} }\n",
       "package demo;\ngateway G { emit said(text: string); room Thread(id: u32) { emit posted(text: "
       "string); } }\n"},
      {"GW3002", "Rooms of a namespace are told apart by name.",
       "package demo;\ngateway G { room Thread(id: u32); room Thread(id: u64); }\n",
       "package demo;\ngateway G { room Thread(id: u32); room Topic(id: u64); }\n"},
      {"GW3003", "Namespaces of a gateway are told apart by name as well as by path.",
       "package demo;\ngateway G { namespace chat \"/a\" { } namespace chat \"/b\" { } }\n",
       "package demo;\ngateway G { namespace chat \"/a\" { } namespace talk \"/b\" { } }\n"},
      {"GW3004",
       "A client reaches a namespace by the gateway's path followed by the namespace's. Here two have the "
       "same "
       "one. Gateways with an `@port` of their own share paths with those of the same port alone.",
       "package demo;\ngateway G { namespace a \"/x\" { } namespace b \"/x\" { } }\n",
       "package demo;\ngateway G { namespace a \"/x\" { } namespace b \"/y\" { } }\n"},
      {"GW3005",
       "A path begins with `/`, does not end with one, and its segments are letters, digits and `-._~`.",
       "package demo;\n@path(\"realtime/\")\ngateway G { on ping(); }\n",
       "package demo;\n@path(\"/realtime\")\ngateway G { on ping(); }\n"},
      {"GW3006",
       "`root` is what generated code calls the gateway's own namespace, `/`. Its events and rooms are "
       "declared in the "
       "gateway itself.",
       "package demo;\ngateway G { namespace root \"/r\" { on ping(); } }\n",
       "package demo;\ngateway G { on ping(); }\n"},
      {"GW3007",
       "There is one `handshake` and one `session` in a gateway, and one in a namespace, which then stands "
       "in place of "
       "the gateway's.",
       "package demo;\ngateway G { handshake { token: string; } handshake { name: string; } }\n",
       "package demo;\ngateway G { handshake { token: string; name: string; } }\n"},
      {"GW3008", "When the server asks a client, the client answers with one value or an error.",
       "package demo;\ngateway G { emit list() -> stream u32; }\n",
       "package demo;\ngateway G { emit list() -> list<u32>; }\n"},
      {"GW3009",
       "A room is a group to send to: it has `emit` events, and since there are many receivers, no replies.",
       "package demo;\ngateway G { room Thread(id: u32) { on post(text: string); } }\n",
       "package demo;\ngateway G { on post(text: string); room Thread(id: u32) { emit posted(text: string); "
       "} }\n"},
      {"GW3010",
       "A room is found by its keys, so they are values that compare exactly: scalars other than `json` and "
       "`bytes`, "
       "and enums.",
       "package demo;\ngateway G { room Thread(tags: list<string>); }\n",
       "package demo;\ngateway G { room Thread(tag: string); }\n"},
      {"GW3011", "All keys together name the room, so each is always there.",
       "package demo;\ngateway G { room Thread(id?: u32); }\n",
       "package demo;\ngateway G { room Thread(id: u32); }\n"},
      {"GW3012", "Keys have names: code that sends to a room gives each by its name.",
       "package demo;\ngateway G { room Thread(u32); }\n",
       "package demo;\ngateway G { room Thread(id: u32); }\n"},
      {"GW3013",
       "The C++ classes of a namespace are named after it and stand in the package, so within a package the "
       "namespaces "
       "of all gateways have different names.",
       "package demo;\n@path(\"/a\") gateway A { namespace chat \"/x\" { } }\n@path(\"/b\") gateway B { "
       "namespace chat "
       "\"/x\" { } }\n",
       "package demo;\n@path(\"/a\") gateway A { namespace chat \"/x\" { } }\n@path(\"/b\") gateway B { "
       "namespace talk "
       "\"/x\" { } }\n"},
      {"GW3014",
       "A parameter stands for one part of an address, so it is something that is written in one word: a "
       "scalar "
       "other than `json` and `bytes`, or an enum. It is always there.",
       "package demo;\ngateway G { namespace doc \"/doc/{id: json}\" { on open(); } }\n",
       "package demo;\ngateway G { namespace doc \"/doc/{id: uuid}\" { on open(); } }\n"},
      {"GW3015",
       "An address belongs to one namespace. A parameter takes every value of its type, so here one address "
       "could "
       "mean either; with another type, or another word in the path, it cannot.",
       "package demo;\ngateway G { namespace a \"/doc/{id: string}\" { } namespace b \"/doc/new\" { } }\n",
       "package demo;\ngateway G { namespace a \"/doc/{id: uuid}\" { } namespace b \"/doc/new\" { } }\n"},
      {"GW3016",
       "`on upload(stream Chunk) -> Receipt` is a call: the client sends items, then the handler answers. A "
       "server "
       "that has many values to send emits each, or answers a call with `-> stream T`.",
       "package demo;\ngateway G { on upload(stream string); }\n",
       "package demo;\ngateway G { on upload(stream string) -> void; }\n"},
      {"GW3101",
       "There is a fixed set of annotations; a slip of the pen would otherwise pass as one that does "
       "nothing.",
       "package demo;\n@pth(\"/a\") gateway G { on ping(); }\n",
       "package demo;\n@path(\"/a\") gateway G { on ping(); }\n"},
      {"GW3102",
       "The annotation exists, but says nothing about what it stands on. Annotations on a declaration stand "
       "before it, "
       "those on a type after it.",
       "package demo;\n@path(\"/a\") struct A { size: u32; }\n",
       "package demo;\n@path(\"/a\") gateway G { on ping(); }\n"},
      {"GW3103",
       "What stands in the annotation's parentheses is not what it takes; the message shows how it is "
       "written.",
       "package demo;\n@heartbeat(25) gateway G { on ping(); }\n",
       "package demo;\n@heartbeat(25s) gateway G { on ping(); }\n"},
      {"GW3104", "An annotation stands on a thing once.",
       "package demo;\n@since(\"1.0\") @since(\"1.1\") struct A { size: u32; }\n",
       "package demo;\n@since(\"1.0\") struct A { size: u32; }\n"},
      {"GW3105",
       "This is part of the language, and what you wrote is well formed: `check`, `ir`, `policy`, `diff` and "
       "the "
       "exports take it. But this version of gangway would not generate anything for it, and rather than "
       "leave it "
       "out silently, `generate` refuses. Take it out until it is supported.",
       "package demo;\npipe Clean: string;\n"
       "gateway G { on fill(stream string @pipe(Clean)) -> u32; }\n",
       "package demo;\ngateway G { on fill(stream string) -> u32; }\n"},
      {"GW3106",
       "`@requires` takes names of guards and `@pipe` the name of a pipe, and none of this name is declared.",
       "package demo;\ngateway G { @requires(SignedIn) on ping(); }\n",
       "package demo;\ngateway G { on ping(); }\n"},
      {"GW3107",
       "A guard is given a value for each of its parameters, in their order; those at the end that have a "
       "default "
       "may be left out.",
       "package demo;\nguard SignedIn;\ngateway G { @requires(SignedIn(1)) on ping(); }\n",
       "package demo;\ngateway G { on ping(); }\n"},
      {"GW3108",
       "The lower bound is above the upper one, so no value would be allowed. Bounds are inclusive.",
       "package demo;\nstruct A { name: string @length(64..1); }\n",
       "package demo;\nstruct A { name: string; }\n"},
  };
}

}  // namespace gangway::gen
