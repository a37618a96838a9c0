// Several clients over one connection, which breaks, falls silent, and loses its server.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { attentive, connect, Ledger, listen, onTheirWay, pause, Server, shared, soon, until, WebSocket } from "./support.mjs";

const disasters = {
  "breaks": { spoil: ({ line }) => line.cut(), isRestart: false },
  "falls silent": { spoil: ({ line }) => line.silence(), isRestart: false },
  "loses its server": { spoil: async ({ server }) => (await server.end("SIGKILL"), server.start()), isRestart: true },
  "is asked to come back": { spoil: async ({ server }) => (await server.end("SIGTERM"), server.start()), isRestart: true },
};

describe("shared", { concurrency: 1 }, () => {
  for (const [what, { spoil, isRestart }] of Object.entries(disasters)) {
    test(`three clients over one connection that ${what}: each is told the truth, and hears everything once`, async (t) => {
      const server = await Server.start(t, attentive);
      const line = await Line.lay(t, server.port);
      const one = shared({ WebSocket });
      const clients = [1, 2, 3].map(() => connect(t, line.url, { WebSocket: one }));
      const heard = clients.map(({ bank }) => listen(bank));
      const ledgers = clients.map(({ bank }) => new Ledger(bank));
      await ledgers[0].add(1_000_000);
      assert.equal(line.attempts, 1);
      const stops = ledgers.map((ledger) => ledger.keepCalling(20));
      for (let n = 0; n < 2; n++) {
        await pause(150);
        const { attempts } = line;
        await spoil({ line, server });
        await until("all to be back", () => line.attempts > attempts && clients.every(({ state }) => state === "open"));
      }
      await pause(100);
      await soon("every call to end", Promise.all(stops.map((stop) => stop())));
      const entries = Number(await clients[2].bank.entries());
      await until("the last event everywhere", () => heard.every(({ last }) => last === entries));
      const sum = audit(ledgers.flatMap(({ calls }) => calls), server.journal());
      assert.deepEqual([...sum.faults, ...heard.flatMap(({ faults }) => faults)], []);
      assert.equal(sum.refused, 0);
      if (what === "is asked to come back") assert.ok(sum.unsure <= onTheirWay, `${sum.unsure} unsure`);
      assert.deepEqual(heard.map(({ gaps }) => gaps), isRestart ? [2, 2, 2] : [0, 0, 0]);
      assert.equal(line.standing - (what === "falls silent" ? 2 : 0), 1, "one connection");
      clients[0].close();
      assert.equal(typeof (await clients[1].bank.entries()), "bigint");
    });
  }
});
