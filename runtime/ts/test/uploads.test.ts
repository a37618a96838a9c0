import assert from "node:assert/strict";
import { test } from "node:test";
import type { Text } from "./support/chat.gw.js";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, stage } from "./support/fake_server.js";

/** So many texts, and what became of their source. */
function source(count: number): { items: AsyncGenerator<Text>; made: () => number; isClosed: () => boolean } {
  let made = 0;
  let closed = false;
  async function* items(): AsyncGenerator<Text> {
    try {
      while (made < count) yield { body: String(made++) };
    } finally {
      closed = true;
    }
  }
  return { items: items(), made: () => made, isClosed: () => closed };
}

test("a call streams an array, then its end, and gets one reply", async () => {
  const { client, socket } = await joinedStage();
  const reply = client.chat.upload([{ body: "a" }, { body: "b" }]);
  await settled();
  assert.deepEqual(socket.take(), [
    { ns: "/chat", event: "upload", id: 1 },
    { id: 1, item: { body: "a" } },
    { id: 1, item: { body: "b" } },
    { id: 1, end: true },
  ]);
  await socket.says({ id: 1, data: 2 });
  assert.equal(await reply, 2);
});

test("no more is taken from the source than the server is ready for", async () => {
  const { client, socket } = await joinedStage();
  const { items, made } = source(100);
  void client.chat.upload(items);
  await settled();
  assert.equal(socket.take().length, 17);
  assert.equal(made(), 16);
  await socket.says({ id: 1, more: 8 });
  assert.equal(socket.take().length, 8);
  assert.equal(made(), 24);
});

test("an answer before the end stops the source", async () => {
  const { client, socket } = await joinedStage();
  const { items, isClosed } = source(100);
  const reply = client.chat.upload(items);
  await settled();
  socket.take();
  await socket.says({ id: 1, data: 16 });
  assert.equal(await reply, 16);
  assert.ok(isClosed());
  await socket.says({ id: 1, more: 8 });
  assert.deepEqual(socket.take(), []);
});

test("an error of the server's stops it, too, and may be had as a value", async () => {
  const { client, socket } = await joinedStage();
  const { items, isClosed } = source(100);
  const result = client.chat.try.upload(items);
  await settled();
  await socket.says({ id: 1, error: { code: "RoomFull", message: "", data: { room: "a", limit: 1 } } });
  const outcome = await result;
  assert.ok(!outcome.ok && outcome.error.code === "RoomFull" && outcome.error.data.limit === 1);
  assert.ok(isClosed());
});

test("aborting takes the call back and stops a source that is at work", async () => {
  const { client, socket } = await joinedStage();
  const abort = new AbortController();
  let returned = 0;
  const never: AsyncIterable<Text> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: () => {
        returned++;
        return Promise.reject(new Error("nobody listens"));
      },
    }),
  };
  const error = failure(client.chat.upload(never, { signal: abort.signal }));
  await settled();
  socket.take();
  abort.abort();
  assert.equal((await error).code, "cancelled");
  assert.deepEqual(socket.take(), [{ id: 1, cancel: true }]);
  assert.equal(returned, 1);
});

test("a source that fails takes the call back; its error is the cause", async () => {
  const { client, socket } = await joinedStage();
  const broken = new Error("no disk");
  async function* items(): AsyncGenerator<Text> {
    yield { body: "a" };
    throw broken;
  }
  const error = await failure(client.chat.upload(items()));
  assert.equal(error.code, "cancelled");
  assert.equal(error.cause, broken);
  assert.deepEqual(socket.take().at(-1), { id: 1, cancel: true });
});

test("a value that does not fit its type fails the call before it is sent", async () => {
  const { client, socket } = await joinedStage();
  let closed = false;
  function* items(): Generator<Text> {
    try {
      yield { body: 7 as unknown as string };
    } finally {
      closed = true;
    }
  }
  assert.equal((await failure(client.chat.upload(items()))).code, "invalid_payload");
  assert.ok(closed);
  assert.deepEqual(socket.take().at(-1), { id: 1, cancel: true });
});

test("time runs while the server is waited for, not while the source is", async () => {
  const { client, socket, clock } = await joinedStage();
  let give: (text: Text | undefined) => void = () => {};
  async function* slowly(): AsyncGenerator<Text> {
    for (;;) {
      const text = await new Promise<Text | undefined>((resolve) => (give = resolve));
      if (!text) return;
      yield text;
    }
  }
  const error = failure(client.chat.upload(slowly(), { timeout: 1000 }));
  await settled();
  for (let n = 0; n < 3; n++) {
    await clock.advance(5000);
    give({ body: "a" });
    await settled();
  }
  assert.equal(socket.take().length, 4);
  await clock.advance(5000);
  give(undefined);
  await settled();
  assert.deepEqual(socket.take(), [{ id: 1, end: true }]);
  await clock.advance(1000);
  assert.equal((await error).code, "deadline_exceeded");
});

test("a server that asks for no more is given up after the timeout", async () => {
  const { client, socket, clock } = await joinedStage();
  const { items, isClosed } = source(100);
  const error = failure(client.chat.upload(items, { timeout: 1000 }));
  await settled();
  await clock.advance(900);
  await socket.says({ id: 1, more: 1 });
  await clock.advance(900);
  socket.take();
  await clock.advance(100);
  assert.equal((await error).code, "deadline_exceeded");
  assert.deepEqual(socket.take(), [{ id: 1, cancel: true }]);
  assert.ok(isClosed());
});

test("what is called before the join waits for it with all its values", async () => {
  const { client, socket } = stage();
  const { items, made } = source(2);
  const reply = client.chat.upload(items);
  await settled();
  assert.equal(made(), 0);
  await socket.hello();
  await socket.says({ ns: "/chat", joined: { sid: "c1" } });
  assert.deepEqual(
    socket.take().slice(1).map((frame) => frame["item"] ?? frame["end"] ?? frame["event"]),
    ["upload", { body: "0" }, { body: "1" }, true],
  );
  await socket.says({ id: 1, data: 2 });
  assert.equal(await reply, 2);
});

test("a lost connection ends it", async () => {
  const { client, socket } = await joinedStage();
  const { items, isClosed } = source(100);
  const error = failure(client.chat.upload(items));
  await settled();
  await socket.closes(1006);
  assert.equal((await error).code, "unavailable");
  assert.ok(isClosed());
});

test("both sides may stream", async () => {
  const { client, socket } = await joinedStage();
  const { items, isClosed } = source(100);
  const seen: string[] = [];
  const loop = (async () => {
    for await (const { body } of client.chat.translate(items)) {
      seen.push(body);
      if (seen.length === 9) break;
    }
  })();
  await settled();
  assert.equal(socket.take().length, 17);
  for (let n = 0; n < 9; n++) await socket.says({ id: 1, item: { body: `t${n}` } });
  await loop;
  assert.deepEqual(socket.take(), [{ id: 1, more: 8 }, { id: 1, cancel: true }]);
  assert.ok(isClosed());
});
