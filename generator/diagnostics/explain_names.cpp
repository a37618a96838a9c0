#include "diagnostics/explain.h"

// Pages for GW2xxx: files, names and types.

namespace gangway::gen {

std::vector<Explanation> explain_names() {
  return {
      {"GW2001",
       "Every file says which package it belongs to. The package is the C++ namespace of what is generated "
       "and the "
       "TypeScript module's name; several files may share one.",
       "struct A { size: u32; }\n", "package demo.chat;\nstruct A { size: u32; }\n"},
      {"GW2002",
       "An import is looked for beside the importing file, then below each -I directory in order. The path "
       "is written "
       "with `/` and ends in `.gw`.",
       "package demo;\nimport \"comon.gw\";\n",
       "package demo;\nimport \"common.gw\";\nstruct A { b: B; }\n// --- common.gw\npackage demo;\nstruct B "
       "{ size: u32; }\n"},
      {"GW2003",
       "Files that import each other in a circle would need headers that include each other. Move what both "
       "need into "
       "a third file.",
       "package demo;\nimport \"b.gw\";\nstruct A { b: B; }\n// --- b.gw\npackage demo;\nimport "
       "\"main.gw\";\nstruct B { a: list<A>; }\n",
       "package demo;\nimport \"b.gw\";\nstruct A { b: B; }\n// --- b.gw\npackage demo;\nstruct B { size: "
       "u32; }\n"},
      {"GW2004",
       "A warning: the file is imported, but none of its names is used. Imports are not passed on, so nobody "
       "else sees it through this file either.",
       "package demo;\nimport \"b.gw\";\n// --- b.gw\npackage demo;\nstruct B { size: u32; }\n",
       "package demo;\nimport \"b.gw\";\nstruct A { b: B; }\n// --- b.gw\npackage demo;\nstruct B { size: "
       "u32; }\n"},
      {"GW2005", "Importing a file once is enough. Two spellings of one path are the same file.",
       "package demo;\nimport \"b.gw\";\nimport \"./b.gw\";\nstruct A { b: B; }\n// --- b.gw\npackage "
       "demo;\nstruct B { size: u32; }\n",
       "package demo;\nimport \"b.gw\";\nstruct A { b: B; }\n// --- b.gw\npackage demo;\nstruct B { size: "
       "u32; }\n"},
      {"GW2006",
       "Outputs are named after the schema's path below an -I directory, or else by its last part alone. Two "
       "schemas "
       "of this run would have the same name; give their common root with -I and their folders become part "
       "of it.",
       "", "package demo;\n"},
      {"GW2101",
       "No built-in type is called so, and neither this file nor a file that it imports declares one of this "
       "name.",
       "package demo;\nstruct A { owner: Person; }\n",
       "package demo;\nstruct Person { name: string; }\nstruct A { owner: Person; }\n"},
      {"GW2102", "No type is called so, but one that can be seen here is called nearly so.",
       "package demo;\nstruct Message { text: string; }\nstruct A { last: Mesage; }\n",
       "package demo;\nstruct Message { text: string; }\nstruct A { last: Message; }\n"},
      {"GW2103",
       "Types, errors, constants, guards, pipes and gateways of a package share one C++ namespace, so their "
       "names "
       "differ, also across the package's files.",
       "package demo;\nstruct User { name: string; }\nerror User;\n",
       "package demo;\nstruct User { name: string; }\nerror UserUnknown;\n"},
      {"GW2104",
       "Fields of a struct, values of an enum, arms of a union and parameters of an event are told apart by "
       "name.",
       "package demo;\nstruct A { size: u32; size: u64; }\n",
       "package demo;\nstruct A { size: u32; total: u64; }\n"},
      {"GW2105",
       "Two imported packages declare this name. Write the package before it to say which is meant.",
       "package demo;\nimport \"x.gw\";\nimport \"y.gw\";\nstruct A { id: Id; }\n// --- x.gw\npackage "
       "x;\ntype Id = "
       "u32;\n// --- y.gw\npackage y;\ntype Id = uuid;\n",
       "package demo;\nimport \"x.gw\";\nimport \"y.gw\";\nstruct A { id: x.Id; other: y.Id; }\n// --- "
       "x.gw\npackage "
       "x;\ntype Id = u32;\n// --- y.gw\npackage y;\ntype Id = uuid;\n"},
      {"GW2106",
       "A file sees its own names and those of the files it imports itself, not what these import. Import "
       "the file "
       "that declares the name.",
       "package demo;\nimport \"b.gw\";\nstruct A { b: B; c: C; }\n// --- b.gw\npackage demo;\nimport "
       "\"c.gw\";\nstruct B { c: C; }\n// --- c.gw\npackage demo;\nstruct C { size: u32; }\n",
       "package demo;\nimport \"b.gw\";\nimport \"c.gw\";\nstruct A { b: B; c: C; }\n// --- b.gw\npackage "
       "demo;\nimport \"c.gw\";\nstruct B { c: C; }\n// --- c.gw\npackage demo;\nstruct C { size: u32; }\n"},
      {"GW2107", "Built-in types keep their names: a declaration cannot take them over.",
       "package demo;\nstruct date { year: u16; }\n", "package demo;\nstruct CalendarDate { year: u16; }\n"},
      {"GW2108",
       "The name is declared, but as something that values do not have: an error, a constant, a guard, a "
       "pipe "
       "or a gateway.",
       "package demo;\nerror Full;\nstruct A { last: Full; }\n",
       "package demo;\nenum Reason { full }\nstruct A { last: Reason; }\n"},
      {"GW2109", "`throws` lists errors by name, and there is none of this name to be seen here.",
       "package demo;\nerror RoomFull;\ngateway G { on join() throws RomFull; }\n",
       "package demo;\nerror RoomFull;\ngateway G { on join() throws RoomFull; }\n"},
      {"GW2110", "Only an `error` can be thrown: its name is the code that the client sees.",
       "package demo;\nstruct Full { limit: u32; }\ngateway G { on join() throws Full; }\n",
       "package demo;\nerror Full { limit: u32; }\ngateway G { on join() throws Full; }\n"},
      {"GW2111", "Each error is listed once.",
       "package demo;\nerror Full;\ngateway G { on join() throws Full, Full; }\n",
       "package demo;\nerror Full;\ngateway G { on join() throws Full; }\n"},
      {"GW2112",
       "A reserved name was used once and taken out. Peers of that time still give it its old meaning, so it "
       "may not "
       "come back with another.",
       "package demo;\nstruct A { reserved colour; colour: u32; }\n",
       "package demo;\nstruct A { reserved colour; tint: u32; }\n"},
      {"GW2113", "A name is reserved once.", "package demo;\nstruct A { reserved old, old; }\n",
       "package demo;\nstruct A { reserved old; }\n"},
      {"GW2201",
       "A value of this struct would hold a value of the same struct, which holds another, without end. "
       "Behind a list, "
       "a map, `?` or a union there may be none, so that is where the circle can be broken.",
       "package demo;\nstruct Node { next: Node; }\n", "package demo;\nstruct Node { next?: Node; }\n"},
      {"GW2202", "An alias is another name for a type that exists without it.",
       "package demo;\ntype A = list<B>;\ntype B = A;\n",
       "package demo;\ntype A = list<B>;\ntype B = u32;\n"},
      {"GW2203",
       "The arm's value travels as an object with the tag added to it, so it has to be a struct, not null "
       "and not a "
       "number, a list or another union.",
       "package demo;\nunion Content tag \"kind\" { text: string }\n",
       "package demo;\nstruct Text { body: string; }\nunion Content tag \"kind\" { text: Text }\n"},
      {"GW2204", "The tag is added to the arm's object, where a field of the struct stands already.",
       "package demo;\nstruct Text { kind: string; }\nunion Content tag \"kind\" { text: Text }\n",
       "package demo;\nstruct Text { style: string; }\nunion Content tag \"kind\" { text: Text }\n"},
      {"GW2205", "An enum without values and a union without arms have no value that anybody could send.",
       "package demo;\nenum Presence { }\n", "package demo;\nenum Presence { online, away }\n"},
      {"GW2206", "The tag becomes a key in JSON and part of a TypeScript type, and is written like a name.",
       "package demo;\nstruct Text { body: string; }\nunion Content tag \"my kind\" { text: Text }\n",
       "package demo;\nstruct Text { body: string; }\nunion Content tag \"kind\" { text: Text }\n"},
      {"GW2207", "A map is an object in JSON, and the keys of objects are strings.",
       "package demo;\nstruct A { counts: map<u32, string>; }\n",
       "package demo;\nstruct A { counts: map<string, string>; }\n"},
      {"GW2208", "`list` takes one type, `map` two, and no other type takes any.",
       "package demo;\nstruct A { tags: list; }\n", "package demo;\nstruct A { tags: list<string>; }\n"},
      {"GW2209",
       "The type allows null already, by a `?` of its own, by that of an alias, or because it is `json`.",
       "package demo;\ntype Note = string?;\nstruct A { note: Note?; }\n",
       "package demo;\ntype Note = string?;\nstruct A { note: Note; }\n"},
      {"GW2210", "`void` says that a reply carries nothing. It is not a type of values.",
       "package demo;\nstruct A { nothing: void; }\n", "package demo;\ngateway G { on leave() -> void; }\n"},
      {"GW2211",
       "In C++ a union is a std::variant of its arms' structs, and two arms with one struct could not be "
       "told apart.",
       "package demo;\nstruct Text { body: string; }\nunion Content tag \"kind\" { plain: Text, loud: Text "
       "}\n",
       "package demo;\nstruct Text { body: string; }\nstruct Shout { body: string; }\nunion Content tag "
       "\"kind\" { "
       "plain: Text, loud: Shout }\n"},
      {"GW2301",
       "C++ names of members, functions and enumerators are written in lower case with `_`, and these two "
       "become "
       "one name there.",
       "package demo;\nstruct A { sentAt: u32; sent_at: u32; }\n",
       "package demo;\nstruct A { sentAt: u32; receivedAt: u32; }\n"},
      {"GW2302",
       "Gateways and namespaces give their package names of their own in C++: namespace `chat` gives "
       "`ChatHandler`, "
       "`ChatClient`, `ChatBroadcast` and `ChatApi`, its event `join` the struct `ChatJoin` for its parameters, its "
       "room `Thread` "
       "the struct `ChatThread`. Something else has one of these names.",
       "package demo;\nstruct ChatHandler { size: u32; }\ngateway G { namespace chat \"/chat\" { on leave(); "
       "} }\n",
       "package demo;\nstruct ChatInfo { size: u32; }\ngateway G { namespace chat \"/chat\" { on leave(); } "
       "}\n"},
      {"GW2303",
       "C++ keeps names with `__`, and with `_` before a capital at their beginning, to itself, and "
       "generated code puts "
       "a `_` behind names that are keywords.",
       "package demo;\nstruct A { __proto__: u32; }\n", "package demo;\nstruct A { proto: u32; }\n"},
  };
}

}  // namespace gangway::gen
