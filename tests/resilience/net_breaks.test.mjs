// Connections that break, wherever: between frames and within, in the handshake of HTTP, while a join is answered.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { connect, Ledger, listen, pause, random, Server, soon, until } from "./support.mjs";

const seed = Number(process.env.SEED ?? 1);

describe("breaks", { concurrency: 2 }, () => {
  for (const way of ["down", "up"]) {
    test(`wherever the first connection breaks (${way}), the client comes to the next, and knows what it does not know`, async (t) => {
      const server = await Server.start(t);
      const calls = [];
      const firstBreaksAt = async (bytes) => {
        const line = await Line.lay(t, server.port);
        line.cutAfter(bytes, way);
        const client = connect(t, line.url);
        const ledger = new Ledger(client.bank);
        for (let n = 0; n < 2; n++) calls.push(await ledger.add(), await ledger.spend());
        client.close();
      };
      // Within the upgrade, hello, joined, the answer, and between them: some at a time.
      for (let from = 1; from < 780; from += 156) {
        await Promise.all(Array.from({ length: 12 }, (_, i) => firstBreaksAt(from + i * 13)));
      }
      const sum = audit(calls, server.journal());
      assert.deepEqual(sum.faults, []);
      assert.equal(sum.answered + sum.unsure, calls.length, "nothing else became of them");
      assert.ok(sum.answered > calls.length / 2);
    });
  }

  test("under a stream of calls, however often the line breaks: nothing done twice, no answer wrong", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url, { backoff: { initial: 5, max: 20 } });
    const ledger = new Ledger(client.bank);
    const next = random(seed);
    const heard = listen(client.bank);
    await ledger.add(1_000_000);
    const stop = ledger.keepCalling(3);
    let breaks = 0;
    for (const end = performance.now() + 3000; performance.now() < end; breaks++) {
      await pause(20 + next() * 60);
      if (next() < 0.5) line.cut();
      else line.cutAfter(Math.floor(next() * 400), next() < 0.5 ? "up" : "down");
    }
    await soon("every call to end", stop());
    const sum = audit(ledger.calls, server.journal());
    const entries = Number(await client.bank.entries());
    await until("the last event", () => heard.last === entries);
    assert.deepEqual([...sum.faults, ...heard.faults], []);
    assert.equal(sum.refused, 0);
    assert.deepEqual([heard.events, heard.gaps], [entries, 0]);
    t.diagnostic(`${breaks} breaks, ${line.attempts} connections: ${sum.made} calls, ${sum.answered} answered, ${sum.unsure} unsure, of which ${sum.unsureDone} done`);
  });

  test("a loop over events goes on from one connection to the next, and misses none", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const reader = connect(t, line.url, { backoff: { initial: 5, max: 20 } });
    const writer = new Ledger(connect(t, server.url).bank);
    await reader.bank.$join();
    const heard = [];
    const loop = (async () => {
      for await (const { entry } of reader.bank.events("booked")) {
        heard.push(Number(entry));
        if (heard.length === 200) break;
      }
    })();
    for (let n = 1; n <= 200; n++) {
      void writer.add();
      if (n % 20 === 0) line.cut();
      await pause(3);
    }
    await soon("the end of the loop", loop);
    assert.deepEqual(heard, Array.from({ length: 200 }, (_, i) => i + 1));
    assert.ok(line.attempts > 5, `${line.attempts} connections`);
  });

  test("a hundred connections later there is one, and every listener hears once", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url, { backoff: { initial: 1, max: 2 } });
    let heard = 0;
    client.bank.on("booked", () => heard++);
    for (let n = 1; n <= 100; n++) {
      await client.bank.entries();
      line.cut();
    }
    await client.bank.entries();
    await client.bank.add({ id: crypto.randomUUID(), amount: 1 });
    await until("the event", () => heard > 0);
    await pause(20);
    assert.equal(heard, 1);
    assert.equal(line.standing, 1);
    assert.ok(line.attempts >= 100 && line.attempts < 140, `${line.attempts} attempts`);
  });
});
