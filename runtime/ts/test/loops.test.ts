import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, type Stage } from "./support/fake_server.js";

const typing = (user: string): object => ({ ns: "/chat", event: "typing", data: { user, isTyping: true } });

/** Follows `typing` and keeps what comes; `over` settles with the loop. */
function follow(all: Stage, signal?: AbortSignal): { seen: string[]; over: Promise<void> } {
  const seen: string[] = [];
  const over = (async () => {
    for await (const { user } of all.client.chat.events("typing", signal ? { signal } : {})) seen.push(user);
  })();
  return { seen, over };
}

test("events are iterated over in order, those that wait too", async () => {
  const all = await joinedStage();
  const events = all.client.chat.events("typing");
  const first = events.next();
  for (const user of ["a", "b", "c"]) await all.socket.says(typing(user));
  assert.equal((await first).value?.user, "a");
  assert.equal((await events.next()).value?.user, "b");
  assert.deepEqual(await events.return?.(), { done: true, value: undefined });
  assert.deepEqual(await events.next(), { done: true, value: undefined });
});

test("return() ends a step that waits", async () => {
  const all = await joinedStage();
  const events = all.client.chat.events("typing");
  const step = events.next();
  await events.return?.();
  assert.deepEqual(await step, { done: true, value: undefined });
});

test("a loop goes on over a lost connection, and ends with break", async () => {
  const all = await joinedStage();
  const { seen } = follow(all);
  await all.socket.says(typing("a"));
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  await all.socket.says(typing("b"));
  assert.deepEqual(seen, ["a", "b"]);
});

test("a loop ends with its signal, with $leave and with the client", async () => {
  const all = await joinedStage();
  const abort = new AbortController();
  const aborted = follow(all, abort.signal);
  const never = follow(all, AbortSignal.abort());
  await all.socket.says(typing("a"));
  abort.abort();
  await all.socket.says(typing("b"));
  await Promise.all([aborted.over, never.over]);
  assert.deepEqual([aborted.seen, never.seen], [["a"], []]);

  const left = follow(all);
  all.client.chat.$leave();
  await left.over;
  const other = await joinedStage();
  const closed = follow(other);
  other.client.close();
  await closed.over;
});

test("a loop throws why the namespace is gone", async () => {
  const all = await joinedStage();
  const over = failure(follow(all).over);
  await all.socket.says({ ns: "/chat", left: { reason: "server_left" } });
  assert.equal((await over).code, "unavailable");
});

test("a loop that does not keep up is told, after what waited", async () => {
  const all = await joinedStage();
  const events = all.client.chat.events("typing", { limit: 2 });
  const first = events.next();
  await settled();
  for (const user of ["a", "b", "c", "d", "e"]) await all.socket.says(typing(user));
  assert.equal((await first).value?.user, "a");
  const rest: unknown[] = [];
  const error = await failure(
    (async () => {
      for await (const { user } of events) rest.push(user);
    })(),
  );
  assert.deepEqual(rest, ["b", "c", "d"]);
  assert.deepEqual([error.code, error.message], ["overloaded", "more than 2 typing wait"]);
});

test("a loop that is over listens no more", async () => {
  const all = await joinedStage();
  const abort = new AbortController();
  let listeners = 0;
  const signal = abort.signal;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: [never, never]) => (listeners++, addEventListener.apply(signal, args));
  signal.removeEventListener = (...args: [never, never]) => (listeners--, removeEventListener.apply(signal, args));
  const loop = (async () => {
    for await (const _ of all.client.chat.events("typing", { signal })) break;
  })();
  assert.ok(listeners > 0);
  await all.socket.says(typing("a"));
  await loop;
  const once = all.client.chat.once("typing", { signal });
  const joined = all.client.chat.$join({ signal });
  const call = all.client.chat.join({ room: "a" }, { signal });
  const stop = all.client.chat.on("typing", () => {}, { signal });
  const unhandle = all.client.chat.handle("confirm", () => true, { signal });
  await all.socket.says(typing("a"));
  await all.socket.says({ id: 1, data: [] });
  await Promise.all([once, joined, call]);
  stop();
  unhandle();
  assert.equal(listeners, 0);
});

test("a handler ends with its signal", async () => {
  const all = await joinedStage();
  const abort = new AbortController();
  all.client.chat.handle("confirm", () => true, { signal: abort.signal });
  abort.abort();
  await all.socket.says({ ns: "/chat", event: "confirm", id: 7, data: { question: "?" } });
  assert.equal((all.socket.takeOne()["error"] as { code: string }).code, "unknown_event");
});

test("once rejects when the namespace is put out; called after that, it waits for the next $join", async () => {
  const all = await joinedStage();
  const waiting = failure(all.client.chat.once("typing"));
  await all.socket.says({ ns: "/chat", left: { reason: "server_left" } });
  assert.equal((await waiting).code, "unavailable");
  const next = all.client.chat.once("typing");
  void all.client.chat.$join();
  await settled();
  await all.socket.says({ ns: "/chat", joined: {} });
  await all.socket.says(typing("a"));
  assert.equal((await next).user, "a");
});
