import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { AroundClient, Closed } from "client/around.gw.js";
import { WebSocket } from "ws";
import { failure, server, usualFormat, Wire } from "./support.js";

async function desk(t: TestContext, user = "ann", role = "clerk"): Promise<AroundClient["desk"]> {
  const client = new AroundClient((await server()).http("/"), { handshake: { user, role }, timeout: 10_000, WebSocket, ...usualFormat });
  t.after(() => client.close());
  await client.desk.steps();
  return client.desk;
}

test("guards, interceptors, pipes, the handler, interceptors: in this order", async (t) => {
  const ns = await desk(t);
  assert.equal(await ns.say({ line: { text: "hi" } }), "HI");
  assert.deepEqual(await ns.steps(), [
    "guard Named",
    ...["before gateway", "before desk"],
    "pipe hi",
    "handler HI",
    ...["after desk", "after gateway"],
    "guard Named",
  ]);
});

test("a guard's no is forbidden and names it; the filters are told", async (t) => {
  const ns = await desk(t);
  const error = await failure(ns.manage());
  assert.deepEqual([error.code, error.message], ["forbidden", "guard HasRole said no"]);
  assert.deepEqual(await ns.steps(), [
    "guard Named",
    "guard HasRole",
    "filter desk forbidden",
    "filter gateway forbidden",
    "guard Named",
  ]);
  assert.equal(await (await desk(t, "bob", "manager")).manage(), "done");
});

test("who may not join is told so", async (t) => {
  const client = new AroundClient((await server()).http("/"), { handshake: { user: "" }, timeout: 10_000, WebSocket, ...usualFormat });
  t.after(() => client.close());
  client.onError(() => {});
  assert.equal((await failure(client.desk.steps())).code, "forbidden");
  assert.equal(await (await desk(t, "slow")).say({ line: { text: "hi" } }), "HI");
});

test("pipes run in lists and optionals; a refusal says where", async (t) => {
  const ns = await desk(t);
  assert.deepEqual(await ns.all({ lines: [{ text: "a" }, { text: "b" }], title: "t" }), ["T", "A", "B"]);
  assert.deepEqual(await ns.all({ lines: [] }), [""]);
  const error = await failure(ns.all({ lines: [{ text: "a" }, { text: "rude" }] }));
  assert.deepEqual(
    [error.code, error.message, error.data],
    ["invalid_payload", "mind your words", { path: "/lines/1/text", rule: "pipe" }],
  );
});

test("an interceptor replaces a reply; one that does not fit is the server's fault", async (t) => {
  const ns = await desk(t);
  assert.equal(await ns.say({ line: { text: "hello" } }), "hello to you");
  assert.equal((await failure(ns.say({ line: { text: "broken" } }))).code, "internal");
});

test("declared errors pass the filters, without what is internal; of an exception nothing comes out", async (t) => {
  const ns = await desk(t);
  const closed = await failure(ns.say({ line: { text: "closed" } }));
  assert.ok(closed instanceof Closed);
  assert.deepEqual(closed.data, { until: "monday" });
  const fault = await failure(ns.say({ line: { text: "fault" } }));
  assert.deepEqual([fault.code, fault.message], ["internal", "sorry"]);
  assert.ok((await ns.steps()).includes("filter gateway internal"));
});

test("a stream begins behind its guards and interceptors", async (t) => {
  const ns = await desk(t);
  const seen: number[] = [];
  for await (const n of ns.count({ to: 40 })) seen.push(n);
  assert.equal(seen.length, 40);
  assert.deepEqual((await ns.steps()).slice(-3), ["after desk", "after gateway", "guard Named"]);
});

test("an event's own largest payload", async (t) => {
  const ns = await desk(t);
  assert.equal(await ns.short({ text: "short" }), "short");
  assert.deepEqual((await failure(ns.short({ text: "x".repeat(40) }))).data, { path: "", rule: "size" });
});

test("the plain dialect is guarded, too", async (t) => {
  const wire = await Wire.open(t, await server(), "/around/desk?user=ann");
  assert.equal((await wire.call({ event: "manage", id: 1 }))["error"].code, "forbidden");
  assert.equal((await wire.call({ event: "say", id: 2, data: { line: { text: "hi" } } }))["data"], "HI");
  const refused = await Wire.open(t, await server(), "/around/desk?user=");
  assert.equal((await refused.closed).code, 1008);
});
