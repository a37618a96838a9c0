import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidPayload } from "../src/errors.js";
import * as gw from "../src/index.js";
import { Content, Message, Presence, Role } from "./support/chat.gw.js";
import { wireMessage } from "./support/fake_server.js";

function spot(run: () => unknown): { path: string; rule: string } {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof InvalidPayload);
    return error.data;
  }
  return assert.fail("expected a refusal");
}

test("a struct comes back as it went", () => {
  const message = Message.decode(wireMessage);
  assert.equal(message.seq, 18446744073709551615n);
  assert.equal(message.sentAt.getTime(), Date.UTC(2026, 0, 31, 12, 0, 0, 250));
  assert.ok(!("replyTo" in message));
  assert.equal(JSON.stringify(Message.encode(message)), JSON.stringify(wireMessage));
});

test("an error names the spot as a JSON Pointer", () => {
  const broken = { ...wireMessage, content: { kind: "text", body: 5 } };
  assert.deepEqual(spot(() => Message.decode(broken)), { path: "/content/body", rule: "type" });
  assert.deepEqual(spot(() => Message.decode({ ...wireMessage, tags: ["a", 1] })), { path: "/tags/1", rule: "type" });
  const odd = { ...wireMessage, reactions: { "a/b~c": -1 } };
  assert.deepEqual(spot(() => Message.decode(odd)), { path: "/reactions/a~1b~0c", rule: "range" });
  assert.deepEqual(spot(() => Message.decode([])), { path: "", rule: "type" });
  assert.throws(() => Message.decode(broken), /^Error|\/content\/body: expected a string, found 5/);
});

test("a missing key is told from a wrong one, and names of Object.prototype are not found in it", () => {
  const { room: _room, ...without } = wireMessage;
  assert.deepEqual(spot(() => Message.decode(without)), { path: "/room", rule: "missing" });
  const codec = gw.struct({ constructor: gw.string, toString: gw.optional(gw.string) });
  assert.deepEqual(spot(() => codec.decode({})), { path: "/constructor", rule: "missing" });
  assert.deepEqual({ ...codec.decode({ constructor: "c" }) }, { constructor: "c" });
  assert.deepEqual(codec.encode({ constructor: "c" } as never), { constructor: "c" });
});

test("unknown keys are ignored", () => {
  assert.deepEqual(gw.struct({ a: gw.u8 }).decode({ a: 1, b: 2 }), { a: 1 });
});

test("optional, nullable, patch and default are four different things", () => {
  const codec = gw.struct({
    optional: gw.optional(gw.u8),
    nullable: gw.nullable(gw.u8),
    patch: gw.patch(gw.u8),
    filled: gw.withDefault(gw.u8, 7),
  });
  assert.deepEqual(codec.decode({ nullable: null }), { nullable: null, filled: 7 });
  assert.deepEqual(codec.decode({ optional: null, nullable: 1, patch: null, filled: 2 }), {
    nullable: 1,
    patch: null,
    filled: 2,
  });
  assert.deepEqual(codec.encode({ nullable: null }), { nullable: null, filled: 7 });
  assert.deepEqual(codec.encode({ optional: null as never, nullable: 1, patch: null }), {
    nullable: 1,
    patch: null,
    filled: 7,
  });
  assert.equal(spot(() => codec.decode({})).path, "/nullable");
  assert.equal(spot(() => codec.decode({ nullable: 1, filled: null })).path, "/filled");
});

test("a default is a fresh value each time, with its own defaults filled in", () => {
  const inner = gw.struct({ n: gw.withDefault(gw.u8, 1) });
  const codec = gw.struct({ list: gw.withDefault(gw.list(gw.u8), () => []), inner: gw.withDefault(inner, () => ({})) });
  const first = codec.decode({});
  first.list.push(1);
  assert.deepEqual(codec.decode({}), { list: [], inner: { n: 1 } });
});

test("a map's keys are data, also __proto__", () => {
  const codec = gw.map(gw.u8);
  const decoded = codec.decode(JSON.parse('{"__proto__":1,"constructor":2}'));
  assert.deepEqual(Object.keys(decoded), ["__proto__", "constructor"]);
  assert.equal(decoded["__proto__"], 1);
  assert.equal(decoded["toString"], undefined);
  assert.equal(JSON.stringify(codec.encode(decoded)), '{"__proto__":1,"constructor":2}');
});

test("a struct's field may be called __proto__", () => {
  const codec = gw.struct({ ["__proto__"]: gw.u8 });
  const decoded = codec.decode(JSON.parse('{"__proto__":1}'));
  assert.ok(Object.hasOwn(decoded, "__proto__"));
  assert.equal(JSON.stringify(codec.encode(decoded)), '{"__proto__":1}');
});

test("recursion works, and nesting is capped before the stack ends", () => {
  interface Tree {
    children: Tree[];
  }
  const tree: gw.Codec<Tree> = gw.struct({ children: gw.list(gw.lazy(() => tree)) });
  assert.deepEqual(tree.decode({ children: [{ children: [] }] }), { children: [{ children: [] }] });
  let deep: unknown = { children: [] };
  for (let at = 0; at < 40; at++) deep = { children: [deep] };
  assert.equal(spot(() => tree.decode(deep)).rule, "depth");
  let deeper: unknown = [];
  for (let at = 0; at < 5000; at++) deeper = [deeper];
  assert.equal(spot(() => gw.json.decode(deeper)).rule, "depth");
  // The count is back at zero afterwards.
  assert.deepEqual(tree.decode({ children: [] }), { children: [] });
});

test("an open enum keeps a name it does not know; a closed one refuses it", () => {
  assert.equal(Presence.decode("busy"), "busy");
  assert.equal(Presence.encode("busy"), "busy");
  assert.deepEqual(Presence.values, ["online", "away", "offline"]);
  assert.equal(Role.decode("guest"), "guest");
  assert.equal(spot(() => Role.decode("root")).rule, "enum");
  assert.equal(spot(() => Presence.decode(1)).rule, "type");
});

test("an open union keeps an arm it does not know and writes it back as it was", () => {
  assert.deepEqual(Content.decode({ kind: "text", body: "hi", more: 1 }), { kind: "text", body: "hi" });
  const raw = { body: [1, { x: null }], kind: "poll" };
  const unknown = Content.decode(raw);
  assert.deepEqual(unknown, { kind: "$unknown", tag: "poll", raw });
  assert.equal(JSON.stringify(Content.encode(unknown)), JSON.stringify(raw));
  assert.deepEqual(spot(() => Content.decode({ kind: 1 })), { path: "/kind", rule: "type" });
  assert.deepEqual(spot(() => Content.decode({ body: "x" })), { path: "/kind", rule: "missing" });
  assert.equal(spot(() => Content.encode({ kind: "toString" } as never)).rule, "tag");
});

test("a closed union refuses it, and odd tag names work", () => {
  const arm = gw.struct({ a: gw.u8 });
  const closed = gw.closedUnion("t", { x: arm });
  assert.deepEqual(closed.decode({ t: "x", a: 1 }), { t: "x", a: 1 });
  assert.deepEqual(spot(() => closed.decode({ t: "y" })), { path: "/t", rule: "tag" });
  const tagged = gw.openUnion("tag", { x: arm });
  assert.deepEqual(tagged.encode(tagged.decode({ tag: "y", z: 1 })), { tag: "y", z: 1 });
  const rawTagged = gw.openUnion("raw", { x: arm });
  assert.deepEqual(rawTagged.encode(rawTagged.decode({ raw: "y", z: 1 })), { raw: "y", z: 1 });
});
