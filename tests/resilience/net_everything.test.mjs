// All that can happen to a connection and to a server, one after the other and at random. `SECONDS_OF=60 SEED=7` is for hunting by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { attentive, connect, Ledger, listen, pause, random, Server, soon, until } from "./support.mjs";

const { SECONDS_OF = 3, SEED = 1 } = process.env;

test("whatever happens, four clients are told the truth", async (t) => {
  const next = random(Number(SEED));
  const server = await Server.start(t, attentive);
  const line = await Line.lay(t, server.port);
  const clients = Array.from({ length: 4 }, (_, n) => connect(t, n === 0 ? server.url : line.url, { backoff: { initial: 10, max: 80 }, timeout: 60_000 }));
  const heard = clients.map((client) => listen(client.bank));
  const ledgers = clients.map((client) => new Ledger(client.bank));
  await ledgers[0].add(10_000_000);
  const stops = ledgers.map((ledger, n) => ledger.keepCalling(5 + 3 * n));

  const restart = (signal) => async () => {
    await server.end(signal);
    await pause(next() * 150);
    await server.start();
  };
  const forAWhile = async (spoil, mend) => {
    spoil();
    await pause(next() * 300);
    mend();
  };
  const mishaps = [
    restart("SIGKILL"),
    restart("SIGTERM"),
    () => line.cut(),
    () => line.cutAfter(Math.floor(next() * 600), next() < 0.5 ? "up" : "down"),
    () => line.silence(),
    () => line.silence(next() < 0.5 ? "up" : "down"),
    () => forAWhile(() => (line.rate = 20_000), () => (line.rate = Infinity)),
    () => forAWhile(() => (line.delay = { up: next() * 200, down: next() * 200 }), () => (line.delay = { up: 0, down: 0 })),
    () => forAWhile(() => ((line.isRefusing = true), line.cut()), () => (line.isRefusing = false)),
  ];
  let happened = 0;
  for (const end = performance.now() + 1000 * Number(SECONDS_OF); performance.now() < end; happened++) {
    await mishaps[Math.floor(next() * mishaps.length)]();
    await pause(next() * 200);
  }
  await soon("every call to end", Promise.all(stops.map((stop) => stop())), 30_000);
  const entries = Number(await clients[0].bank.entries());
  await until("the last event everywhere", () => heard.every(({ last }) => last === entries));
  const sum = audit(ledgers.flatMap(({ calls }) => calls), server.journal());
  assert.deepEqual([...sum.faults, ...heard.flatMap(({ faults }) => faults)], []);
  assert.equal(sum.refused, 0);
  assert.deepEqual(clients.flatMap(({ errors }) => errors), []);
  t.diagnostic(`seed ${SEED}: ${happened} mishaps, ${line.attempts} connections: ${sum.made} calls, ${sum.answered} answered, ${sum.unsure} unsure, of which ${sum.unsureDone} done`);
});
