import assert from "node:assert/strict";
import { test } from "node:test";
import { GangwayError, InvalidPayload } from "../src/errors.js";
import { NotMember, RoomFull } from "./support/chat.gw.js";
import { failure, joinedStage, wireMessage } from "./support/fake_server.js";

test("a call resolves with its decoded reply", async () => {
  const { client, socket } = await joinedStage();
  const reply = client.chat.join({ room: "lobby" });
  assert.deepEqual(socket.takeOne(), { ns: "/chat", event: "join", id: 1, data: { room: "lobby" } });
  await socket.says({ id: 1, data: [wireMessage] });
  assert.equal((await reply)[0]?.seq, 18446744073709551615n);
});

test("a call without parameters has no data, one without value resolves to undefined", async () => {
  const all = await joinedStage({ namespaces: ["chat", "root"] });
  await all.socket.says({ joined: {} });
  const name = all.client.root.whoAmI();
  assert.deepEqual(all.socket.take().at(-1), { ns: "/", event: "whoAmI", id: 1 });
  await all.socket.says({ id: 1, data: "ann" });
  assert.equal(await name, "ann");
  const kicked = all.client.chat.kick({ user: "bob" });
  await all.socket.says({ id: 2 });
  assert.equal(await kicked, undefined);
});

test("replies find their calls in any order", async () => {
  const { client, socket } = await joinedStage();
  const first = client.chat.join({ room: "a" });
  const second = client.chat.join({ room: "b" });
  await socket.says({ id: 2, data: [wireMessage] });
  await socket.says({ id: 1, data: [] });
  assert.deepEqual([(await first).length, (await second).length], [0, 1]);
});

test("a declared error comes as its class with its fields", async () => {
  const { client, socket } = await joinedStage();
  const refused = failure(client.chat.join({ room: "a" }));
  await socket.says({ id: 1, error: { code: "RoomFull", message: "full", data: { room: "a", limit: 50 } } });
  const error = await refused;
  assert.ok(error instanceof RoomFull && error instanceof GangwayError);
  assert.deepEqual([error.code, error.message, error.data.limit, error.name], ["RoomFull", "full", 50, "RoomFull"]);
});

test("a declared error that does not fit its fields is an invalid payload", async () => {
  const { client, socket } = await joinedStage();
  const refused = failure(client.chat.join({ room: "a" }));
  await socket.says({ id: 1, error: { code: "RoomFull", message: "", data: { room: "a", limit: -1 } } });
  const error = await refused;
  assert.ok(error instanceof InvalidPayload);
  assert.equal(error.data.path, "/limit");
});

test("system errors keep code and data; one the event does not declare is told as undeclared", async () => {
  const { client, socket } = await joinedStage();
  const limited = failure(client.chat.join({ room: "a" }));
  await socket.says({ id: 1, error: { code: "rate_limited", message: "slow", data: { retryAfter: 9 } } });
  assert.deepEqual([(await limited).code, (await limited).data], ["rate_limited", { retryAfter: 9 }]);
  const undeclared = failure(client.chat.join({ room: "a" }));
  await socket.says({ id: 2, error: { code: "NotMember", message: "m", data: {} } });
  assert.deepEqual([(await undeclared).code, (await undeclared).data], ["undeclared", { code: "NotMember", data: {} }]);
});

test("a reply that does not fit its type rejects", async () => {
  const { client, socket } = await joinedStage();
  const refused = failure(client.chat.join({ room: "a" }));
  await socket.says({ id: 1, data: [{ ...wireMessage, seq: "x" }] });
  const error = await refused;
  assert.ok(error instanceof InvalidPayload);
  assert.deepEqual(error.data, { path: "/0/seq", rule: "format" });
});

test("a payload that does not fit is refused before anything is sent", async () => {
  const { client, socket } = await joinedStage();
  const error = await failure(client.chat.join({ room: 5 as never }));
  assert.ok(error instanceof InvalidPayload);
  assert.throws(() => client.chat.leave({} as never), { code: "invalid_payload", message: "/room: the field is missing" });
  assert.deepEqual(socket.take(), []);
});

test("a deadline ends the call, tells the server, and drops the late answer", async () => {
  const { client, socket, clock } = await joinedStage();
  const late = failure(client.chat.join({ room: "a" }, { timeout: 1000 }));
  socket.take();
  await clock.advance(999);
  assert.deepEqual(socket.take(), []);
  await clock.advance(1);
  assert.equal((await late).code, "deadline_exceeded");
  assert.deepEqual(socket.takeOne(), { id: 1, cancel: true });
  await socket.says({ id: 1, error: { code: "cancelled", message: "" } });
  await socket.says({ id: 1, data: [] });
});

test("the deadline is 30 s unless the client or the call says otherwise", async () => {
  const all = await joinedStage();
  const usual = failure(all.client.chat.join({ room: "a" }));
  const never = all.client.chat.join({ room: "b" }, { timeout: Infinity });
  for (let at = 0; at < 3; at++) {
    await all.clock.advance(10_000);
    await all.socket.says({ ping: 1 });
  }
  assert.equal((await usual).message, "join had no answer within 30000 ms");
  await all.socket.says({ id: 2, data: [] });
  assert.deepEqual(await never, []);
  const impatient = await joinedStage({ timeout: 5 });
  const soon = failure(impatient.client.chat.join({ room: "a" }));
  await impatient.clock.advance(5);
  assert.equal((await soon).code, "deadline_exceeded");
});

test("an aborted signal cancels here and at the server, and is let go of afterwards", async () => {
  const { client, socket } = await joinedStage();
  const abort = new AbortController();
  const cancelled = failure(client.chat.join({ room: "a" }, { signal: abort.signal }));
  const done = client.chat.join({ room: "b" }, { signal: abort.signal });
  await socket.says({ id: 2, data: [] });
  await done;
  socket.take();
  abort.abort("why");
  const error = await cancelled;
  assert.deepEqual([error.code, error.cause], ["cancelled", "why"]);
  assert.deepEqual(socket.takeOne(), { id: 1, cancel: true });
});

test("what was sent when the connection is lost fails as unavailable; what comes after waits", async () => {
  const all = await joinedStage();
  const lost = failure(all.client.chat.join({ room: "a" }));
  await all.socket.closes(1006);
  assert.equal((await lost).code, "unavailable");
  const later = all.client.chat.join({ room: "b" });
  await all.clock.advance(250);
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  const sent = all.socket.take().at(-1);
  assert.deepEqual([sent?.["event"], sent?.["id"]], ["join", 2]);
  await all.socket.says({ id: 2, data: [] });
  assert.deepEqual(await later, []);
});

test("a call that waits for the connection keeps its deadline, and the server hears nothing of it", async () => {
  const all = await joinedStage();
  await all.socket.closes(1006);
  const waiting = failure(all.client.chat.join({ room: "a" }, { timeout: 100 }));
  await all.clock.advance(100);
  assert.equal((await waiting).code, "deadline_exceeded");
  await all.clock.advance(150);
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  assert.deepEqual(
    all.socket.take().map((frame) => Object.keys(frame)),
    [["ns", "join", "schema"]],
  );
});

test("try gives the outcome as a value", async () => {
  const { client, socket } = await joinedStage();
  const good = client.chat.try.join({ room: "a" });
  const full = client.chat.try.join({ room: "b" });
  const away = client.chat.try.send({ room: "b", content: { kind: "text", body: "x" } });
  await socket.says({ id: 1, data: [] });
  await socket.says({ id: 2, error: { code: "RoomFull", message: "", data: { room: "b", limit: 1 } } });
  await socket.says({ id: 3, error: { code: "NotMember", message: "" } });
  assert.deepEqual(await good, { ok: true, value: [] });
  const refused = await full;
  assert.ok(!refused.ok && refused.error.code === "RoomFull" && refused.error.data.limit === 1);
  const outside = await away;
  assert.ok(!outside.ok && outside.error instanceof NotMember);
});
