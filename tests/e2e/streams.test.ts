import assert from "node:assert/strict";
import { test } from "node:test";
import { Busy, NotHere } from "client/everything.gw.js";
import { connect, failure, server, soon, Wire } from "./support.js";

async function collect<T>(stream: AsyncIterable<T>, into: T[] = []): Promise<T[]> {
  for await (const item of stream) into.push(item);
  return into;
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

test("a stream gives all its items, in order", async (t) => {
  const { replies } = connect(t, await server());
  for (const count of [0, 1, 16, 17, 1000]) assert.deepEqual(await collect(replies.numbers({ count })), upTo(count));
});

test("each loop over a stream is a call of its own, and several may run at once", async (t) => {
  const { replies } = connect(t, await server());
  const stream = replies.numbers({ count: 100 });
  const all = await Promise.all([collect(stream), collect(stream), collect(replies.ticks({ count: 5, every: 1 }))]);
  assert.deepEqual(all, [upTo(100), upTo(100), upTo(5)]);
});

test("other calls are answered while a stream goes on", async (t) => {
  const { replies } = connect(t, await server());
  for await (const number of replies.ticks({ count: 3, every: 5 })) assert.equal(await replies.plain(number), number);
});

test("leaving the loop stops the handler", async (t) => {
  const { replies } = connect(t, await server());
  const ended = replies.once("streamEnded", { timeout: 5000 });
  for await (const number of replies.numbers({ count: 1_000_000 })) if (number === 20) break;
  // 21 were taken; the server may be 16 ahead of the last credit, which came after 16.
  const { given } = await ended;
  assert.ok(given >= 21 && given <= 32, `${given} given`);
});

test("a handler that waits is stopped, too", async (t) => {
  const { replies } = connect(t, await server());
  const abort = new AbortController();
  const ended = replies.once("streamEnded", { timeout: 5000 });
  const items: number[] = [];
  const error = failure(collect(replies.ticks({ count: 3, every: 60_000 }, { signal: abort.signal }), items));
  await replies.nothing();
  abort.abort();
  assert.equal((await error).code, "cancelled");
  assert.deepEqual(await ended, { given: 0 });
});

test("the server is never more than the credit ahead of a slow reader", async (t) => {
  const { replies } = connect(t, await server());
  const numbers = replies.numbers({ count: 100 })[Symbol.asyncIterator]();
  let read = 0;
  for (const upTo of [1, 7, 8, 30, 31]) {
    for (; read < upTo; read++) assert.deepEqual(await numbers.next(), { done: false, value: read });
    const given = await replies.given();
    assert.ok(given >= read && given <= read + 16, `${given} given, ${read} read`);
  }
  for (; read < 100; read++) assert.equal((await numbers.next()).value, read);
  assert.equal((await numbers.next()).done, true);
});

test("an error may end a stream, after its items or before", async (t) => {
  const { replies } = connect(t, await server());
  const items: number[] = [];
  const error = await failure(collect(replies.numbers({ count: 20, failure: "bob" }), items));
  assert.ok(error instanceof NotHere && error.data.name === "bob");
  assert.deepEqual(items, upTo(20));
  assert.ok((await failure(collect(replies.refusedStream()))) instanceof Busy);
});

test("with try, a stream's error is its last item", async (t) => {
  const { replies } = connect(t, await server());
  const results = await collect(replies.try.numbers({ count: 2, failure: "bob" }));
  assert.deepEqual(results.slice(0, 2), [{ ok: true, value: 0 }, { ok: true, value: 1 }]);
  const last = results[2];
  assert.ok(last && !last.ok && last.error instanceof NotHere);
  assert.equal(results.length, 3);
});

test("the first item has a deadline", async (t) => {
  const { replies } = connect(t, await server());
  const error = await failure(collect(replies.ticks({ count: 1, every: 60_000 }, { timeout: 50 })));
  assert.equal(error.code, "deadline_exceeded");
  const slowly = collect(replies.ticks({ count: 6, every: 100 }, { timeout: 400 }));
  assert.deepEqual(await soon("the stream", slowly), upTo(6));
});

test("on the wire: sixteen items, then as many as are asked for, one end", async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/replies");
  const items = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) assert.ok("item" in (await wire.next()));
    assert.deepEqual(await wire.call({ event: "plain", id: 9, data: 1 }), { id: 9, data: 1 });
    assert.deepEqual(wire.frames, []);
  };
  wire.send({ event: "numbers", id: 1, data: { count: 20 } });
  await items(16);
  wire.send({ id: 1, more: 2 });
  await items(2);
  wire.send({ id: 1, more: 100 });
  for (const item of [18, 19]) assert.deepEqual(await wire.next(), { id: 1, item });
  // The tally is told before the end is written: the coroutine's frame goes with it.
  assert.deepEqual(await wire.next((frame) => "end" in frame), { id: 1, end: true });
  assert.deepEqual(await wire.next((frame) => frame["event"] === "streamEnded"), {
    ns: "/replies",
    event: "streamEnded",
    data: { given: 20 },
  });
  wire.send({ id: 1, more: 1 });
  wire.send({ id: 1, cancel: true });
  await items(0);
});

test("on the wire: a cancelled stream ends in one error", async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/replies");
  wire.send({ event: "numbers", id: 1, data: { count: 1000 } });
  wire.send({ id: 1, cancel: true });
  assert.equal((await wire.next((frame) => "error" in frame))["error"].code, "cancelled");
  assert.deepEqual((await wire.next((frame) => "event" in frame))["data"], { given: 16 });
  wire.frames.length = 0;
  assert.deepEqual(await wire.call({ event: "plain", id: 1, data: 1 }), { id: 1, data: 1 });
});
