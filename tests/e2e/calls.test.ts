import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { GangwayError } from "@gangway/client";
import { Busy, NotHere, type RepliesNamespace } from "client/everything.gw.js";
import { connect, failure, inText, server, soon, until, Wire } from "./support.js";

const replies = async (t: TestContext): Promise<RepliesNamespace> => connect(t, await server()).replies;

test("a handler may answer at once, from a coroutine, or later from another thread", async (t) => {
  const ns = await replies(t);
  assert.equal(await ns.plain(1), 1);
  assert.equal(await ns.coroutine(2), 2);
  assert.equal(await ns.deferred(3), 3);
  assert.equal(await ns.nothing(), undefined);
  assert.equal(await ns.slow({ for: 1 }), undefined);
});

test("calls are handled in order, however long each takes", async (t) => {
  const ns = await replies(t);
  const order: number[] = [];
  const seen = (n: number): void => void order.push(n);
  await Promise.all([
    ns.slow({ for: 20 }).then(() => seen(0)),
    ns.coroutine(1).then(seen),
    ns.deferred(2).then(seen),
    ns.plain(3).then(seen),
    ns.coroutine(4).then(seen),
  ]);
  assert.deepEqual(order, [0, 1, 2, 3, 4]);
});

test("a thousand calls may be on their way, each gets its own answer", async (t) => {
  const ns = await replies(t);
  const numbers = Array.from({ length: 1000 }, (_, n) => n);
  assert.deepEqual(await Promise.all(numbers.map((n) => ns.plain(n))), numbers);
});

test("more calls than the server lets wait are overloaded, the others answered", async (t) => {
  const ns = await replies(t);
  await ns.nothing();
  const results = await Promise.all(Array.from({ length: 400 }, (_, n) => (n === 0 ? ns.try.slow({ for: 1_500 }) : ns.try.plain(n))));
  const refused = results.filter((result) => !result.ok);
  assert.ok(refused.length > 0 && refused.length < 400, `${refused.length} refused`);
  for (const { error } of refused) assert.equal(error.code, "overloaded");
  results.forEach((result, n) => result.ok && n > 0 && assert.equal(result.value, n));
});

test("declared errors arrive as their class, however the handler gave them", async (t) => {
  const ns = await replies(t);
  for (const how of ["return", "throw", "elsewhere"]) {
    const error = await failure(ns.fail({ how }));
    assert.ok(error instanceof NotHere, how);
    assert.deepEqual({ code: error.code, data: error.data }, {
      code: "NotHere",
      data: { name: "bob", since: new Date("9999-12-31T23:59:59.999Z") },
    });
  }
  assert.ok((await failure(ns.fail({ how: "busy" }))) instanceof Busy);
  assert.equal(await ns.check({ name: "ann" }), undefined);
  const error = await failure(ns.check({ name: "bob" }));
  assert.ok(error instanceof NotHere);
  assert.deepEqual(error.data, { name: "bob" });
});

test("with try, errors are values", async (t) => {
  const ns = await replies(t);
  assert.deepEqual(await ns.try.plain(1), { ok: true, value: 1 });
  const result = await ns.try.fail({ how: "return" });
  assert.ok(!result.ok);
  assert.ok(result.error.code === "NotHere" && result.error.data.name === "bob");
  const refused = await ns.try.fail({ how: "forbidden" });
  assert.ok(!refused.ok && refused.error.code === "forbidden" && refused.error.message === "members only");
});

test("what went wrong inside the server stays there", async (t) => {
  const to = await server();
  const ns = connect(t, to).replies;
  for (const how of ["fault", "drop"]) {
    const error = await failure(ns.fail({ how }));
    assert.equal(error.code, "internal");
    assert.ok(!error.message.includes("secret"));
  }
  await until("the log to tell", () => to.log.includes("a secret of the server") && to.log.includes("dropped"));
});

test("an event without a reply is just sent; what its handler does wrong goes to onError", async (t) => {
  const to = await server();
  const client = connect(t, to);
  assert.equal(client.replies.forget({ text: "me" }), undefined);
  await to.said("forgot me");
  client.replies.forget({ text: "fault" });
  const error = await until("onError", () => client.errors[0]);
  assert.equal(error.code, "internal");
  assert.match(error.message, /forget of \/replies/);
});

test("events of one client are handled in the order in which they were sent", async (t) => {
  const to = await server();
  const ns = await replies(t);
  for (let n = 0; n < 50; n++) ns.forget({ text: `in order ${n}` });
  await to.said("forgot in order 49");
  const heard = to.lines.filter((line) => line.startsWith("forgot in order"));
  assert.deepEqual(heard, Array.from({ length: 50 }, (_, n) => `forgot in order ${n}`));
});

test("a call that takes too long fails, and its handler is stopped", async (t) => {
  const to = await server();
  const ns = connect(t, to).replies;
  const ended = to.lines.filter((line) => line === "slow ends").length;
  const error = await failure(ns.slow({ for: 60_000 }, { timeout: 50 }));
  assert.equal(error.code, "deadline_exceeded");
  // The namespace handles one call at a time: this one would have to wait for a minute.
  await soon("the next call", ns.nothing(), 2000);
  assert.equal(to.lines.filter((line) => line === "slow ends").length, ended);
});

test("an aborted call fails with the reason, before it is sent and after", async (t) => {
  const ns = await replies(t);
  const error = await failure(ns.plain(1, { signal: AbortSignal.abort("no") }));
  assert.deepEqual([error.code, error.cause], ["cancelled", "no"]);
  const abort = new AbortController();
  const call = failure(ns.slow({ for: 60_000 }, { signal: abort.signal }));
  await ns.$joined;
  setTimeout(() => abort.abort("enough"), 20);
  assert.deepEqual([(await call).code, (await call).cause], ["cancelled", "enough"]);
  await soon("the next call", ns.nothing(), 2000);
});

test("a cancelled call that had not begun is never handled", async (t) => {
  const to = await server();
  const ns = connect(t, to).replies;
  await ns.nothing();
  const first = ns.slow({ for: 50 });
  const abort = new AbortController();
  const second = failure(ns.slow({ for: 61_000 }, { signal: abort.signal }));
  abort.abort();
  await first;
  assert.equal((await second).code, "cancelled");
  await soon("the next call", ns.nothing(), 2000);
});

test("unknown events and ids in use are refused, the connection stays", async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/replies");
  assert.equal((await wire.call({ event: "fly", id: 1, data: {} }))["error"].code, "unknown_event");
  assert.equal((await wire.call({ ns: "/nowhere", event: "plain", id: 2, data: 1 }))["error"].code, "unknown_namespace");
  assert.equal((await wire.call({ ns: "/talk", event: "numbers", id: 3, data: { count: 1 } }))["error"].code, "unknown_namespace");
  wire.send({ event: "slow", id: 4, data: { for: 50 } });
  assert.equal((await wire.call({ event: "plain", id: 4, data: 1 }))["error"].code, "invalid_payload");
  assert.deepEqual(await wire.next(), { id: 4 });
  assert.deepEqual(await wire.call({ data: 5, id: 5, event: "plain", ns: "/replies" }), { id: 5, data: 5 });
});

test("frames that make no sense are answered, one by one, until it is too much", inText, async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/replies");
  const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
  const senseless = [
    ...["", "{", "[]", "1", "null", "{}", '{"id":0,"event":"plain","data":1}', '{"event":1}', '{"event":"plain","data":}'],
    ...['{"event":"plain","data":"\\ud800"}', `{"event":"plain","data":${deep}}`, '{"event":"plain","event":"plain"}'],
  ];
  for (const frame of senseless) {
    wire.send(frame);
    assert.equal((await wire.next())["error"].code, "invalid_payload", frame);
  }
  assert.deepEqual(await wire.call({ event: "plain", id: 1, data: 1 }), { id: 1, data: 1 });
  for (let n = 0; n < 40; n++) wire.send("{");
  assert.equal((await soon("the close", wire.closed)).code, 1008);
});

test("a binary frame is of the wrong kind", inText, async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/replies");
  wire.socket.send(Buffer.from([1, 2, 3]), { binary: true });
  assert.equal((await soon("the close", wire.closed)).code, 1003);
});

test("errors are GangwayErrors, and of the class of no other error", async (t) => {
  const error = await failure((await replies(t)).fail({ how: "busy" }));
  assert.ok(error instanceof GangwayError && error instanceof Error && !(error instanceof NotHere));
  assert.equal(error.name, "Busy");
});
