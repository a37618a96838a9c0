import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, failure, server, soon } from "./support.js";

test("too many calls are refused with the time to wait; other clients are not", async (t) => {
  const { flow } = connect(t, await server());
  for (let n = 0; n < 3; n++) await flow.rarely();
  const error = await failure(flow.rarely());
  assert.equal(error.code, "rate_limited");
  const { retryAfter } = error.data as { retryAfter: number };
  assert.ok(retryAfter > 15_000 && retryAfter <= 20_000, String(retryAfter));
  await connect(t, await server()).flow.rarely();
});

test("a call past its deadline ends, and so does its handler", async (t) => {
  const to = await server();
  const { flow } = connect(t, to);
  await flow.hasten({ for: 1 });
  await to.said("hastened");
  assert.equal((await failure(flow.hasten({ for: 60_000 }))).code, "deadline_exceeded");
  await to.said("hastened", 2);
});

test("what may run at once does; what may not comes one after the other", async (t) => {
  const { flow } = connect(t, await server());
  await flow.$join();
  const timed = async (call: () => Promise<void>): Promise<number> => {
    const begin = Date.now();
    await soon("three calls", Promise.all([call(), call(), call()]));
    return Date.now() - begin;
  };
  const together = await timed(() => flow.together({ for: 300 }));
  const apart = await timed(() => flow.apart({ for: 300 }));
  assert.ok(together < 700, `${together} ms together`);
  assert.ok(apart >= 890, `${apart} ms apart`);
});
