// The times that protocol suites count on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Ends, sleep } from "./ends.mjs";
import { pingInterval, pingTimeout, startOurs } from "./servers.mjs";

let ours;
let ends;
before(async () => {
  ours = await startOurs();
  ends = new Ends(ours.port);
});
after(() => {
  ends?.end();
  ours?.stop();
});

/** What a busy machine may add. */
const slack = 60;
const since = (begin) => performance.now() - begin;

test("a silent session that polls is unknown right after both times, counted from its opening", async () => {
  const sessions = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const session = await ends.session();
      await sleep(pingInterval + pingTimeout);
      return (await session.get()).status;
    }),
  );
  assert.deepEqual(new Set(sessions), new Set([400]));
});

test("a silent WebSocket is closed after both times", async (context) => {
  const socket = await ends.socket();
  const begin = performance.now();
  await new Promise((resolve) => socket.once("close", resolve));
  const took = since(begin);
  context.diagnostic(`closed after ${Math.round(took)} ms`);
  assert.ok(took > pingInterval + pingTimeout - 20 && took < pingInterval + pingTimeout + slack, `after ${took} ms`);
});

test("a ping comes an interval after the pong", async () => {
  const session = await ends.session();
  for (let i = 0; i < 3; i++) {
    const begin = performance.now();
    assert.equal((await session.get()).body, "2");
    const took = since(begin);
    assert.ok(took > pingInterval - 20 && took < pingInterval + slack, `after ${took} ms`);
    assert.equal((await session.post("3")).status, 200);
  }
});

test("during a probe a GET that waits ends within 100 ms", async () => {
  const session = await ends.session();
  const waiting = session.get();
  const socket = await session.probe();
  const begin = performance.now();
  socket.send("2probe");
  assert.equal((await waiting).body, "6");
  assert.ok(since(begin) < 100 + slack, `after ${since(begin)} ms`);
});
