// The official client, each way that it may take.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Socket } from "engine.io-client";
import { sleep } from "./ends.mjs";
import { startOurs } from "./servers.mjs";

let ours;
before(async () => (ours = await startOurs()));
after(() => ours?.stop());

async function open(options) {
  const socket = new Socket(`ws://127.0.0.1:${ours.port}`, options);
  socket.binaryType = "arraybuffer";
  const got = [];
  socket.on("message", (message) => got.push(typeof message === "string" ? message : [...new Uint8Array(message)].join()));
  const ended = new Promise((resolve) => socket.once("close", resolve));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  return { socket, got, ended };
}

for (const transports of [["polling"], ["websocket"], ["polling", "websocket"], ["websocket", "polling"]]) {
  test(`${transports.join(", ")}: texts and bytes come back in order, and the session lives on`, async (context) => {
    const { socket, got, ended } = await open({ transports });
    let upgraded = false;
    socket.on("upgrade", () => (upgraded = true));
    const sent = [];
    for (let i = 0; i < 1000; i++) {
      socket.send(`message ${i} €😀`);
      socket.send(new Uint8Array([i & 255, i >> 8]));
      sent.push(`message ${i} €😀`, [i & 255, i >> 8].join());
      if (i % 100 === 0) await sleep(5);
    }
    while (got.length < sent.length) await Promise.race([sleep(5), ended.then((why) => assert.fail(why))]);
    assert.deepEqual(got, sent);
    await sleep(700); // two pings
    assert.equal(socket.readyState, "open");
    assert.equal(upgraded, transports[0] === "polling" && transports.length > 1);
    socket.close();
    assert.equal(await ended, "forced close");
    context.diagnostic(`${transports.join(", ")}: ${sent.length} messages there and back`);
  });
}

test("upgrades in the middle of a conversation lose nothing", async () => {
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      const { socket, got, ended } = await open({ transports: ["polling", "websocket"] });
      const unless = (promise) => Promise.race([promise, ended.then((why) => assert.fail(why))]);
      try {
        const upgraded = new Promise((resolve) => socket.once("upgrade", resolve));
        const sent = [];
        let over = false;
        const talking = (async () => {
          while (!over) {
            sent.push(String(sent.length));
            socket.send(sent.at(-1));
            await sleep(3);
          }
        })();
        await unless(upgraded);
        await sleep(50);
        over = true;
        await talking;
        while (got.length < sent.length) await unless(sleep(5));
        assert.deepEqual(got, sent);
      } finally {
        socket.close();
      }
    }),
  );
});
