// Links that are slow and late.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { attentive, connect, failure, heartbeat, Ledger, pause, Server, soon, statesOf, until } from "./support.mjs";

describe("slow", { concurrency: 4 }, () => {
  test("a link that is late by less than the heartbeat's patience costs time, nothing else", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    line.delay = { up: 90, down: 90 };
    const client = connect(t, line.url);
    const states = statesOf(client);
    const ledger = new Ledger(client.bank);
    const began = performance.now();
    await Promise.all(Array.from({ length: 50 }, () => ledger.add()));
    const took = performance.now() - began;
    assert.ok(took > 500 && took < 2500, `${took} ms: TCP, upgrade, join and call, 180 ms each`);
    // Long enough for several heartbeats.
    await pause(4 * heartbeat);
    assert.equal((await ledger.add()).code, undefined);
    assert.deepEqual(states, ["connecting", "open"]);
    assert.equal(line.attempts, 1);
    assert.deepEqual(audit(ledger.calls, server.journal()).faults, []);
  });

  test("a slow link that always moves is no dead one: messages arrive, heartbeats are answered", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url);
    await client.root.whoAmI();
    line.rate = 30_000;
    const states = statesOf(client);
    const text = "x".repeat(4_500); // 150 ms each way
    for (let n = 0; n < 6; n++) assert.equal(await client.root.echo({ text }), text);
    assert.deepEqual(states, []);
    assert.equal(line.attempts, 1);
  });

  test("a stream over a slow link waits for its reader; other calls pass it by", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    line.delay = { up: 20, down: 20 };
    const client = connect(t, line.url);
    const items = [];
    for await (const n of client.root.count({ to: 100, every: 0 })) {
      items.push(n);
      if (n === 20) assert.equal(await soon("a call beside it", client.root.echo({ text: "hi" }), 1000), "hi");
    }
    assert.deepEqual(items, Array.from({ length: 100 }, (_, i) => i + 1));
  });

  test("an answer that comes after its deadline is nobody's", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url);
    await client.root.whoAmI();
    line.delay = { up: 60, down: 60 };
    const errors = await Promise.all(Array.from({ length: 20 }, (_, n) => failure(client.root.echo({ text: `${n}` }, { timeout: 30 + n }))));
    assert.ok(errors.every(({ code }) => code === "deadline_exceeded"));
    assert.equal(await client.root.echo({ text: "in time" }), "in time");
    assert.deepEqual(client.errors, []);
  });

  test("a line that gets slower and slower until nothing moves is a dead one", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url);
    await client.root.whoAmI();
    const states = statesOf(client);
    line.delay = { up: 0, down: 1500 };
    await until("the loss", () => states.includes("reconnecting"));
    line.delay.down = 0;
    assert.equal(await client.root.whoAmI(), "ann");
  });
});
