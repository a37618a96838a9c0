import assert from "node:assert/strict";
import { test } from "node:test";
import { failure, joinedStage, stage, wireMessage } from "./support/fake_server.js";

const rooms = (frames: Record<string, unknown>[]): unknown[] =>
  frames.map((frame) => (frame["data"] as { room: string }).room);

test("calls made between a drain hint and the close are not lost: they wait for the next connection", async () => {
  const all = await joinedStage();
  const before = failure(all.client.chat.join({ room: "before" }));
  await all.socket.says({ drain: { reconnectAfter: 500 } });
  const after = all.client.chat.join({ room: "after" });
  all.client.chat.leave({ room: "left" });
  all.client.chat.typing({ room: "typing", isTyping: true });
  assert.deepEqual(rooms(all.socket.take()), ["before"]);
  await all.socket.closes(1001);
  assert.equal((await before).code, "unavailable");
  await all.clock.advance(500);
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", joined: {} });
  const frames = all.socket.take();
  assert.deepEqual(rooms(frames), ["after", "left"]);
  await all.socket.says({ id: frames[0]?.["id"], data: [] });
  assert.deepEqual(await after, []);
});

test("what waited for the join is sent in portions, the next ones as answers come", async () => {
  const all = stage();
  const calls = Array.from({ length: 250 }, (_, at) => all.client.chat.join({ room: String(at) }));
  const refused = failure(calls[1] as PromiseLike<unknown>);
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", joined: {} });
  let frames = all.socket.take();
  assert.equal(frames.length, 100);
  await all.socket.says({ id: frames[0]?.["id"], data: [] });
  await all.socket.says({ id: frames[1]?.["id"], error: { code: "internal", message: "" } });
  await refused;
  assert.deepEqual(rooms(all.socket.take()), ["100", "101"]);

  // Called now, it does not overtake those that still wait.
  const late = all.client.chat.join({ room: "late" });
  all.client.chat.leave({ room: "event" });
  assert.deepEqual(all.socket.take(), []);
  frames = [...frames.slice(2), { id: 101 }, { id: 102 }];
  const seen: unknown[] = [];
  while (frames.length > 0) {
    for (const { id } of frames) await all.socket.says({ id, data: [] });
    frames = all.socket.take();
    seen.push(...rooms(frames));
    frames = frames.filter((frame) => "id" in frame);
  }
  assert.equal(seen.length, 150);
  assert.deepEqual(seen.slice(-2), ["late", "event"]);
  assert.deepEqual(await late, []);
});

test("a stream that has begun does not hold up what waits", async () => {
  const all = stage();
  const streams = Array.from({ length: 101 }, () => all.client.chat.history({ room: "a" })[Symbol.asyncIterator]());
  void streams.map((one) => one.next());
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", joined: {} });
  const [first] = all.socket.take();
  assert.deepEqual(all.socket.take(), []);
  await all.socket.says({ id: first?.["id"], item: wireMessage });
  assert.equal(all.socket.take().filter((frame) => "event" in frame).length, 1);
});

test("without a queue before them calls do not wait for each other", async () => {
  const all = await joinedStage();
  for (let at = 0; at < 150; at++) void all.client.chat.join({ room: String(at) });
  assert.equal(all.socket.take().length, 150);
});
