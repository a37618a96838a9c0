// The real client behind a bad network. Whatever is lost, nothing comes twice, nothing out of order, and nobody stays behind.
// Only at ours: socket.io sends some events twice here, and keeps some clients until a heartbeat is missed.
import assert from "node:assert/strict";
import { ChaosProxy } from "./chaos_proxy.mjs";
import { collect, everywhere } from "./variants.mjs";
import { until } from "../support/waiting.mjs";

const seed = Number(process.env.CHAOS_SEED ?? 1);
/** Coming back takes several attempts. */
const patience = 20_000;

async function chaos(variant, number) {
  const proxy = await ChaosProxy.start(variant.place.port, seed * 1000 + number);
  variant.context.after(() => proxy.stop());
  return proxy;
}

/** Why connections of this client ended, but for what a bad network does. */
function complaints(socket) {
  const all = [];
  const watch = () =>
    socket.io.engine.on("close", (reason) => {
      if (reason === "parse error") all.push(reason);
    });
  socket.io.on("open", watch);
  return all;
}

everywhere({
  "every call is answered in the end, and by its own answer": async (variant) => {
    const proxy = await chaos(variant, 1);
    const socket = variant.client("/", { path: "/recovery", url: proxy.url, retries: 1000, ackTimeout: 400, timeout: 1000 });
    const bad = complaints(socket);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, value) => socket.emitWithAck("echo", { value })),
    );
    assert.deepEqual(answers, Array.from({ length: 60 }, (_, value) => value));
    assert.deepEqual(bad, []);
  },

  "what is said in a lane comes in order and once; only who was not recovered misses some": async (variant) => {
    const proxy = await chaos(variant, 2);
    const lane = variant.unique;
    const talker = await variant.connect("/", { path: "/recovery", way: "websocket" });
    const socket = variant.client("/", { path: "/recovery", url: proxy.url, timeout: 1000 });
    const bad = complaints(socket);
    const faults = [];
    let last = 0;
    let recoveries = 0;
    let mayMiss = true;
    socket.on("connect", () => {
      if (socket.recovered) return void recoveries++;
      mayMiss = true;
      enter();
    });
    const enter = () => socket.timeout(300).emit("enter", { lane }, (late) => late && socket.connected && enter());
    socket.on("said", ({ n }) => {
      if (n <= last) faults.push(`${n} after ${last}`);
      if (n > last + 1 && !mayMiss) faults.push(`${n} after ${last}, and it was recovered`);
      last = n;
      mayMiss = false;
    });
    let n = 0;
    const began = Date.now();
    while (Date.now() - began < 2000) {
      n++;
      await talker.emitWithAck("talk", { lane, from: n, to: n });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    proxy.calm();
    await until("the lane", async () => (await talker.emitWithAck("countIn", { lane })) === 1, patience);
    await until("the last word", async () => {
      n++;
      await talker.emitWithAck("talk", { lane, from: n, to: n });
      return until("this one", () => last === n, 300).catch(() => false);
    }, patience);
    assert.deepEqual(faults, []);
    assert.deepEqual(bad, []);
    variant.context.diagnostic(`${variant.place.name}, ${variant.way}: ${n} said, recovered ${recoveries} times, ${JSON.stringify(proxy.counts)}`);
    socket.disconnect();
    await until("an empty lane", async () => (await talker.emitWithAck("countIn", { lane })) === 0, patience);
  },

  "binary comes whole or not at all": async (variant) => {
    const proxy = await chaos(variant, 3);
    const socket = variant.client("/", { path: "/recovery", url: proxy.url, retries: 1000, ackTimeout: 400, timeout: 1000 });
    const bad = complaints(socket);
    for (let n = 1; n <= 12; n++) {
      const data = Buffer.alloc(n * 1000, n);
      const { name, data: back } = await socket.emitWithAck("picture", { name: String(n), data });
      assert.equal(name, String(n));
      assert.ok(data.equals(Buffer.from(back)), `picture ${n}`);
    }
    assert.deepEqual(bad, []);
  },

  "many clients come and go, and a good one notices nothing": async (variant) => {
    const proxy = await chaos(variant, 4);
    const good = await variant.connect("/", { path: "/recovery", way: "websocket" });
    const lane = variant.unique;
    const all = Array.from({ length: 12 }, () => variant.client("/", { path: "/recovery", url: proxy.url, timeout: 1000 }));
    for (const socket of all) socket.on("connect", () => socket.emit("enter", { lane }));
    const heard = collect(good, "said");
    await good.emitWithAck("enter", { lane });
    for (let n = 1; n <= 100; n++) await good.emitWithAck("talk", { lane, from: n, to: n });
    assert.deepEqual(heard.map(({ n }) => n), Array.from({ length: 100 }, (_, i) => i + 1));
    proxy.calm();
    await Promise.all(all.map((socket) => until("everybody", () => socket.connected, patience)));
    for (const socket of all) socket.disconnect();
    await until("all others gone", async () => (await good.emitWithAck("countIn", { lane })) === 1, patience);
  },
}, [1]);
