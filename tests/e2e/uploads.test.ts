import assert from "node:assert/strict";
import { test } from "node:test";
import { Busy } from "client/everything.gw.js";
import { connect, failure, server, soon, until, Wire } from "./support.js";

/** A source that counts what was taken from it, and knows when it was closed. */
function numbers(count: number, pick: (at: number) => number = (at) => at): AsyncGenerator<number> & { made: number; closed: boolean } {
  async function* source(): AsyncGenerator<number> {
    try {
      for (; state.made < count; ) yield pick(state.made++);
    } finally {
      state.closed = true;
    }
  }
  const state = Object.assign(source(), { made: 0, closed: false });
  return state;
}

test("a client streams from an array, from a generator, and nothing at all", async (t) => {
  const { replies } = connect(t, await server());
  assert.equal(await replies.add([1, 2, 3]), 6);
  assert.equal(await replies.add(numbers(1000, (at) => at % 5)), 2000);
  assert.equal(await replies.add([]), 0);
});

test("four megabytes in parts arrive whole", async (t) => {
  const { replies } = connect(t, await server());
  const part = new Uint8Array(64 * 1024).fill(7);
  assert.equal(await soon("the upload", replies.store(Array.from({ length: 64 }, () => part))), BigInt(64 * part.length));
});

test("the server takes no more than it has asked for, and asks as its handler reads", async (t) => {
  const { replies } = connect(t, await server());
  const source = numbers(1000, (at) => (at === 0 ? 7 : 1));
  const sum = replies.add(source);
  await until("the first values", () => source.made >= 16);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(source.made, 16);
  assert.equal(await replies.taken(), 1);
  assert.equal(await soon("the sum", sum), 1006);
});

test("an answer before the end stops the source, and so do an error and an abort", async (t) => {
  const { replies } = connect(t, await server());
  const answered = numbers(100_000, (at) => (at === 40 ? 500 : 1));
  assert.equal(await replies.add(answered), 540);
  await until("the source to be closed", () => answered.closed);

  const refused = numbers(100_000, (at) => (at === 40 ? 2000 : 1));
  assert.ok((await failure(replies.add(refused))) instanceof Busy);
  await until("the source to be closed", () => refused.closed);

  const abort = new AbortController();
  const aborted = numbers(100_000, (at) => (at === 40 ? 7 : 1));
  const error = failure(replies.add(aborted, { signal: abort.signal }));
  await until("the values before the pause", () => aborted.made > 40);
  abort.abort();
  assert.equal((await error).code, "cancelled");
  await until("the source to be closed", () => aborted.closed);
});

test("with try, how it went is a value", async (t) => {
  const { replies } = connect(t, await server());
  assert.deepEqual(await replies.try.add([1, 2]), { ok: true, value: 3 });
  const result = await replies.try.add([1001]);
  assert.ok(!result.ok && result.error instanceof Busy);
});

test("both sides stream at once", async (t) => {
  const { replies } = connect(t, await server());
  const words = Array.from({ length: 200 }, (_, at) => `word ${at}`);
  const echoed: string[] = [];
  for await (const word of replies.echoes(words)) echoed.push(word);
  assert.deepEqual(echoed, words);
});

test("a value that breaks its rule is refused on this side, and on the other for who does not look", async (t) => {
  const to = await server();
  const { replies } = connect(t, to);
  const mine = await failure(replies.add([1, 2_000_000]));
  assert.equal(mine.code, "invalid_payload");
  const wire = await Wire.join(t, to, "/e2e/replies");
  wire.send({ event: "add", id: 1 });
  wire.send({ id: 1, item: 2_000_000 });
  const { error } = await wire.next((frame) => frame["id"] === 1);
  assert.equal(error.code, mine.code);
  assert.deepEqual(error.data, mine.data);
});

test("on the wire: values, credit, the end, one answer; in both dialects", async (t) => {
  const to = await server();
  const versioned = await Wire.join(t, to, "/e2e/replies");
  const plain = await Wire.open(t, to, "/e2e/replies?user=ann");
  for (const wire of [versioned, plain]) {
    wire.send({ event: "add", id: 1 });
    for (let at = 0; at < 16; at++) wire.send({ id: 1, item: 1 });
    assert.deepEqual(await wire.next((frame) => "more" in frame), { id: 1, more: 8 });
    assert.deepEqual(await wire.next((frame) => "more" in frame), { id: 1, more: 8 });
    wire.send({ id: 1, end: true });
    assert.deepEqual(await wire.next((frame) => frame["id"] === 1), { id: 1, data: 16 });
    wire.send({ id: 1, item: 1 });
    assert.deepEqual(await wire.call({ event: "plain", id: 2, data: 1 }), { id: 2, data: 1 });
    assert.deepEqual(wire.frames, []);
  }
});
