import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, Folder, cursor } from "./client.mjs";

const COMMON = `package demo.common;
/// How present somebody is.
enum Presence { online, away, offline }
error RoomFull;
const MaxText: u32 = 2000;
`;
const HEAD = `package demo.chat;
import "common.gw";
type Name = string;
type Names = list<Name>;
struct Message { from: Name; }
error NotMember;
guard SignedIn;
guard IsAtLeast(presence: Presence);
pipe Clean: string;
`;

const BUILT_IN = "bool bytes date decimal duration f32 f64 i16 i32 i64 i8 json list map safeint string timestamp timestamp_ns u16 u32 u64 u8 uuid".split(" ");
const TYPES = ["Message", "Name", "Names", "Presence"];

const CASES = [
  ["a file's beginning", "|", ["closed", "const", "enum", "error", "gateway", "guard", "import", "package", "pipe", "struct", "type", "union"], { head: "" }],
  ["between declarations", "str|", ["closed", "const", "enum", "error", "gateway", "guard", "import", "pipe", "struct", "type", "union"]],
  ["behind closed", "closed |", ["enum", "union"]],
  ["behind a union's name", "union U |", ["tag"]],
  ["a gateway's member", "gateway G { |", ["emit", "handshake", "namespace", "on", "room", "session"]],
  ["a namespace's member", "gateway G { namespace n { on a(); |} }", ["emit", "handshake", "on", "room", "session"]],
  ["a room's member", "gateway G { room R(id: u8) { |} }", ["emit"]],
  ["a struct's member", "struct S { a: u8; |}", ["reserved"]],
  ["a field's type", "struct S { a: |; }", [...BUILT_IN, ...TYPES, "S"]],
  ["a type that is begun", "struct S { a: Mes|; }", [...BUILT_IN, ...TYPES, "S"]],
  ["an alias", "type T = |;", [...BUILT_IN, ...TYPES]],
  ["inside of list<>", "struct S { a: list<|>; }", [...BUILT_IN, ...TYPES, "S"]],
  ["the second of map<>", "struct S { a: map<string, |>; }", [...BUILT_IN, ...TYPES, "S"]],
  ["a payload", "gateway G { on a(|); }", [...BUILT_IN, ...TYPES, "stream"]],
  ["a parameter's type", "gateway G { on a(x: u8, y: |); }", [...BUILT_IN, ...TYPES]],
  ["a reply", "gateway G { on a() -> |; }", [...BUILT_IN, ...TYPES, "stream", "void"]],
  ["behind a reply", "gateway G { on a() -> u8 |; }", ["throws"]],
  ["what is thrown", "gateway G { on a() throws |; }", ["NotMember", "RoomFull"]],
  ["what is thrown as well", "gateway G { on a() -> u8 throws NotMember, |; }", ["NotMember", "RoomFull"]],
  ["a qualified type", "struct S { a: demo.common.|; }", ["Presence"]],
  ["a default of an enum", "struct S { a: Presence = |; }", ["away", "offline", "online"]],
  ["a default of a number", "struct S { a: u32 = |; }", ["MaxText"]],
  ["a default of a bool", "struct S { a: bool = |; }", ["MaxText", "false", "true"]],
  ["a default of a list", "struct S { a: Names = |; }", ["[]"]],
  ["annotations of a string", "struct S { a: Name @|; }", ["format", "internal", "length", "lowercase", "pattern", "pipe", "secret", "trim"]],
  ["annotations of a list", "struct S { a: list<u8> @|; }", ["internal", "items", "pipe", "secret", "unique"]],
  ["annotations of what is thrown about in <>", "struct S { a: list<u8 @|>; }", ["internal", "pipe", "range", "secret"]],
  ["annotations of a field", "struct S { @| a: u8; }", ["deprecated", "internal", "secret", "since"]],
  ["annotations before a struct", "@| struct S { a: u8; }", ["deprecated", "since"]],
  ["annotations before an emit", "gateway G { @| emit a(x: u8); }", ["deadline", "deprecated", "latest", "overflow", "replay", "since", "volatile"]],
  ["annotations behind others", "gateway G { @volatile @| emit a(x: u8); }", ["deadline", "deprecated", "latest", "overflow", "replay", "since", "volatile"]],
  ["annotations before an on", "gateway G { @| on a(x: u8) -> void; }", ["concurrent", "deadline", "deprecated", "idempotent", "maxPayload", "public", "rate", "requires", "since", "volatile"]],
  ["guards", "gateway G { @requires(|) on a(); }", ["IsAtLeast", "SignedIn"]],
  ["more guards", "gateway G { @requires(SignedIn, |) on a(); }", ["IsAtLeast", "SignedIn"]],
  ["a guard's argument", "gateway G { @requires(IsAtLeast(|)) on a(); }", ["away", "offline", "online"]],
  ["a word of an annotation", "gateway G { @overflow(|) emit a(); }", ["close", "dropNewest", "dropOldest"]],
  ["a format", "struct S { a: string @format(|); }", ["email", "hostname", "ipv4", "ipv6", "uri"]],
  ["a bound", "struct S { a: string @length(1..|); }", ["MaxText"]],
  ["a pipe", "struct S { a: string @pipe(|); }", ["Clean"]],
  ["a rate's period", "gateway G { @rate(20 |) on a(); }", ["per"]],
  ["a rate's options", "gateway G { @rate(20 per 10s, |) on a(); }", ["burst", "by"]],
  ["by what a rate counts", "gateway G { @rate(20 per 10s, by: |) on a(); }", ["address", "connection", "session"]],
  ["a field of the session", "gateway G { session { user: Name; } @rate(20 per 10s, by: session.|) on a(); }", ["user"]],
  ["a key", "gateway G { @latest(|) emit a(x: u8, y: u8); emit b(z: u8); }", ["x", "y"]],
  ["paths of imports", 'import "|";', ["common.gw", "sub/"]],
  ["paths of imports in folders", 'import "sub/d|";', ["deep.gw"]],
  ["a comment", "// on |", []],
  ["documentation", "/// on |\nstruct S { a: u8; }", []],
  ["a string", 'gateway G { namespace n "/|" {} }', []],
  ["a name", "struct |", []],
];

for (const [what, code, expected, { head = HEAD } = {}] of CASES) {
  test(`completion: ${what}`, async (t) => {
    const folder = new Folder(t, { "common.gw": COMMON, "sub/deep.gw": "package deep;\n" });
    const client = await Client.start(t, folder);
    const uri = folder.uri("main.gw");
    // First whole, as it was before somebody began to type here.
    const { text, position } = cursor(head + code + "\n");
    client.open(uri, head + (code.includes("session.|") || code.includes("@latest") ? code.replace(/@\w+\(.*?\)/, "").replace("|", "") : ""));
    await client.diagnosticsOf(uri, 1);
    client.change(uri, 2, { text });
    const { items } = await client.at("completion", uri, position);
    assert.deepEqual(items.map(({ label }) => label).sort(), expected.toSorted());
  });
}

test("a proposal replaces what is begun, and says what it is", async (t) => {
  const folder = new Folder(t, { "common.gw": COMMON });
  const client = await Client.start(t, folder, {
    capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
  });
  const uri = folder.uri("main.gw");
  const { text, position } = cursor(HEAD + "struct S { /* 👋 */ a: Pres|; }\n");
  client.open(uri, text);
  const { items } = await client.at("completion", uri, position);
  const presence = items.find(({ label }) => label === "Presence");
  assert.deepEqual(presence.textEdit.range, { start: { ...position, character: position.character - 4 }, end: position });
  assert.equal(presence.detail, "enum Presence");
  assert.equal(presence.documentation.value, "How present somebody is.");

  const other = cursor(HEAD + "struct S { a: string @le|; }\n");
  client.change(uri, 2, { text: other.text });
  const length = (await client.at("completion", uri, other.position)).items.find(({ label }) => label === "length");
  assert.equal(length.insertTextFormat, 2);
  assert.equal(length.textEdit.newText, "length($1)");
  assert.equal(length.detail, "`@length(1..64)`");
});
