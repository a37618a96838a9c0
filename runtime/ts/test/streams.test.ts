import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, wireMessage } from "./support/fake_server.js";

test("a stream is asked for at its first step and gives items until the end", async () => {
  const { client, socket } = await joinedStage();
  const stream = client.chat.history({ room: "a" });
  assert.deepEqual(socket.take(), []);
  const seen: string[] = [];
  const loop = (async () => {
    for await (const message of stream) seen.push(message.room);
  })();
  assert.deepEqual(socket.takeOne(), { ns: "/chat", event: "history", id: 1, data: { room: "a" } });
  await socket.says({ id: 1, item: wireMessage });
  await socket.says({ id: 1, item: wireMessage });
  assert.equal(seen.length, 2);
  await socket.says({ id: 1, end: true });
  await loop;
});

test("each loop over a stream is a call of its own", async () => {
  const { client, socket } = await joinedStage();
  const stream = client.chat.history({ room: "a" });
  const first = stream[Symbol.asyncIterator]().next();
  const second = stream[Symbol.asyncIterator]().next();
  assert.deepEqual(
    socket.take().map((frame) => frame["id"]),
    [1, 2],
  );
  await socket.says({ id: 2, end: true });
  await socket.says({ id: 1, end: true });
  assert.equal((await first).done && (await second).done, true);
});

test("credit is renewed as items are consumed, not as they arrive", async () => {
  const { client, socket } = await joinedStage();
  const items = client.chat.history({ room: "a" })[Symbol.asyncIterator]();
  const first = items.next();
  socket.take();
  for (let at = 0; at < 16; at++) await socket.says({ id: 1, item: wireMessage });
  await first;
  assert.deepEqual(socket.take(), []);
  for (let at = 1; at < 8; at++) await items.next();
  assert.deepEqual(socket.takeOne(), { id: 1, more: 8 });
  for (let at = 8; at < 16; at++) await items.next();
  assert.deepEqual(socket.takeOne(), { id: 1, more: 8 });
});

test("leaving the loop cancels at the server, and late items are dropped", async () => {
  const { client, socket } = await joinedStage();
  const loop = (async () => {
    for await (const _ of client.chat.history({ room: "a" })) break;
  })();
  await socket.says({ id: 1, item: wireMessage });
  await loop;
  assert.deepEqual(socket.take().at(-1), { id: 1, cancel: true });
  await socket.says({ id: 1, item: wireMessage });
  await socket.says({ id: 1, error: { code: "cancelled", message: "" } });
});

test("return() before the first step sends nothing and ends it", async () => {
  const { client, socket } = await joinedStage();
  const items = client.chat.history({ room: "a" })[Symbol.asyncIterator]();
  assert.deepEqual(await items.return?.(), { done: true, value: undefined });
  assert.deepEqual(await items.next(), { done: true, value: undefined });
  assert.deepEqual(socket.take(), []);
});

test("an error ends it after the items before it, once", async () => {
  const { client, socket } = await joinedStage();
  const items = client.chat.history({ room: "a" })[Symbol.asyncIterator]();
  const first = items.next();
  await socket.says({ id: 1, item: wireMessage });
  await socket.says({ id: 1, item: wireMessage });
  await socket.says({ id: 1, error: { code: "NotMember", message: "", data: {} } });
  assert.equal((await first).value?.room, "lobby");
  assert.equal((await items.next()).value?.room, "lobby");
  assert.equal((await failure(items.next())).code, "NotMember");
  assert.deepEqual(await items.next(), { done: true, value: undefined });
});

test("an item that does not fit ends it with an error and cancels at the server", async () => {
  const { client, socket } = await joinedStage();
  const next = failure(client.chat.history({ room: "a" })[Symbol.asyncIterator]().next());
  socket.take();
  await socket.says({ id: 1, item: { ...wireMessage, room: 1 } });
  assert.equal((await next).message, "/room: expected a string, found 1");
  assert.deepEqual(socket.takeOne(), { id: 1, cancel: true });
});

test("a signal cancels it; a lost connection fails it", async () => {
  const all = await joinedStage();
  const abort = new AbortController();
  const cancelled = failure(
    all.client.chat.history({ room: "a" }, { signal: abort.signal })[Symbol.asyncIterator]().next(),
  );
  const lost = failure(all.client.chat.history({ room: "a" })[Symbol.asyncIterator]().next());
  abort.abort();
  assert.equal((await cancelled).code, "cancelled");
  assert.deepEqual(all.socket.take().at(-1), { id: 1, cancel: true });
  await all.socket.closes(1006);
  assert.equal((await lost).code, "unavailable");
});

test("the deadline is for the first item only", async () => {
  const { client, socket, clock } = await joinedStage();
  const items = client.chat.history({ room: "a" }, { timeout: 100 })[Symbol.asyncIterator]();
  const first = items.next();
  await clock.advance(99);
  await socket.says({ id: 1, item: wireMessage });
  await first;
  const second = items.next();
  await clock.advance(1000);
  await socket.says({ id: 1, end: true });
  assert.equal((await second).done, true);
  const late = failure(client.chat.history({ room: "a" }, { timeout: 100 })[Symbol.asyncIterator]().next());
  await clock.advance(100);
  assert.equal((await late).code, "deadline_exceeded");
});

test("steps taken ahead are served in order", async () => {
  const { client, socket } = await joinedStage();
  const items = client.chat.history({ room: "a" })[Symbol.asyncIterator]();
  const steps = Promise.all([items.next(), items.next(), items.next()]);
  await socket.says({ id: 1, item: wireMessage });
  await socket.says({ id: 1, item: { ...wireMessage, room: "second" } });
  await socket.says({ id: 1, end: true });
  assert.deepEqual(
    (await steps).map((step) => (step.done ? "end" : step.value.room)),
    ["lobby", "second", "end"],
  );
});

test("try gives items and the error as values", async () => {
  const { client, socket } = await joinedStage();
  const seen: unknown[] = [];
  const loop = (async () => {
    for await (const one of client.chat.try.history({ room: "a" })) seen.push(one.ok ? one.value.room : one.error.code);
  })();
  await settled();
  await socket.says({ id: 1, item: wireMessage });
  await socket.says({ id: 1, error: { code: "NotMember", message: "", data: {} } });
  await loop;
  assert.deepEqual(seen, ["lobby", "NotMember"]);
});
