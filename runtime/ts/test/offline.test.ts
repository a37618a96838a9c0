import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, stage } from "./support/fake_server.js";

test("whileOffline queue: what is called after a loss waits for the next join", async () => {
  const all = await joinedStage();
  await all.socket.closes(1006);
  const call = all.client.chat.join({ room: "a" });
  await all.clock.advance(250);
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", joined: {} });
  await all.socket.says({ id: all.socket.takeOne()["id"], data: [] });
  assert.deepEqual(await call, []);
});

test("whileOffline fail: a call fails at once with why there is no connection, an event throws", async () => {
  const all = await joinedStage({ whileOffline: "fail" });
  await all.socket.closes(1006);
  const error = await failure(all.client.chat.join({ room: "a" }));
  assert.deepEqual([error.code, error.message], ["unavailable", "the connection was lost (1006)"]);
  assert.throws(() => all.client.chat.leave({ room: "a" }), { code: "unavailable" });
  assert.doesNotThrow(() => all.client.chat.typing({ room: "a", isTyping: true }), "volatile ones are just dropped");
  await all.clock.advance(250);
  await all.socket.hello();
  all.socket.take();
  void all.client.chat.join({ room: "b" });
  await all.socket.says({ ns: "/chat", joined: {} });
  assert.deepEqual(all.socket.takeOne()["data"], { room: "b" }, "with a connection it waits for the join");
});

test("whileOffline fail: the first call waits for the first attempt, and fails with it", async () => {
  const all = stage({ namespaces: [], whileOffline: "fail" });
  const call = failure(all.client.chat.join({ room: "a" }));
  all.client.chat.leave({ room: "a" });
  await settled();
  await all.socket.closes(1006);
  assert.equal((await call).code, "unavailable");
  assert.deepEqual(
    all.errors.map(({ code }) => code),
    ["unavailable"],
    "the event has nobody else to be told to",
  );
  assert.equal(all.client.state, "connecting", "it goes on trying");
});

test("a call may say otherwise than its client", async () => {
  const patient = await joinedStage();
  await patient.socket.closes(1006);
  const hasty = failure(patient.client.chat.join({ room: "a" }, { whileOffline: "fail" }));
  assert.equal((await hasty).code, "unavailable");

  const all = await joinedStage({ whileOffline: "fail" });
  await all.socket.closes(1006);
  void all.client.chat.join({ room: "a" }, { whileOffline: "queue" });
  await all.clock.advance(250);
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", joined: {} });
  assert.equal(all.socket.takeOne()["event"], "join");
});

test("maxQueued bounds what waits", async () => {
  const { client } = stage({ maxQueued: 2 });
  client.chat.leave({ room: "a" });
  const abort = new AbortController();
  const waiting = failure(client.chat.join({ room: "a" }, { signal: abort.signal }));
  assert.equal((await failure(client.chat.join({ room: "b" }))).code, "overloaded");
  abort.abort();
  await waiting;
  assert.doesNotThrow(() => client.chat.leave({ room: "a" }), "what was taken back leaves its place");
});

test("calls that waited go before those that are made when the join is told", async () => {
  const all = stage();
  all.client.chat.$status.subscribe(({ state }) => state === "joined" && all.client.chat.leave({ room: "second" }));
  all.client.chat.leave({ room: "first" });
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", joined: {} });
  assert.deepEqual(
    all.socket.take().map(({ data }) => data),
    [{ room: "first" }, { room: "second" }],
  );
});
