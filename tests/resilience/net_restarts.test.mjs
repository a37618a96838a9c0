// Servers that are killed, or asked to stop, and started again at the same port.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { connect, failure, Ledger, listen, onTheirWay, pause, random, Server, soon, statesOf, until, WebSocket } from "./support.mjs";

const next = random(Number(process.env.SEED ?? 1));

/**
 * Ends the server `times` times under a stream of calls. Gives what the client was told of them, beside the journal, and how it heard
 * of the entries.
 */
async function endUnderCalls(t, times, signal) {
  const server = await Server.start(t);
  const client = connect(t, server.url, { backoff: { initial: 20, max: 60 } });
  const heard = listen(client.bank);
  const ledger = new Ledger(client.bank);
  await ledger.add(1_000_000);
  const stop = ledger.keepCalling(3);
  for (let n = 0; n < times; n++) {
    await pause(150 + next() * 150);
    await server.end(signal);
    await pause(next() * 150);
    await server.start();
    await until("the client to come back", () => client.state === "open");
  }
  await pause(100);
  await soon("every call to end", stop());
  const sum = audit(ledger.calls, server.journal());
  t.diagnostic(`${signal}: ${sum.made} calls, ${sum.answered} answered, ${sum.unsure} unsure, of which ${sum.unsureDone} done`);
  assert.deepEqual([...sum.faults, ...heard.faults], []);
  assert.equal(heard.gaps, times);
  return sum;
}

describe("restarts", { concurrency: 4 }, () => {
  test("a server that is killed under a stream of calls: nothing lost, nothing twice, gaps are told", async (t) => {
    const sum = await endUnderCalls(t, 5, "SIGKILL");
    assert.ok(sum.unsure > 0 && sum.answered > sum.unsure);
    assert.equal(sum.refused, 0);
  });

  test("a server that is asked to stop answers what it has, and clients send it no more: no call is unsure, of whatever kind", async (t) => {
    const sum = await endUnderCalls(t, 4, "SIGTERM");
    assert.ok(sum.unsure <= onTheirWay, `${sum.unsure} unsure`);
    assert.equal(sum.refused, 0);
  });

  test("a client keeps to the time that the server said when it went, not to its own", async (t) => {
    const server = await Server.start(t, { GANGWAY_LIMITS_RECONNECT_SPREAD: "1500ms" });
    const other = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const hints = [];
    class Watched extends WebSocket {
      constructor(...given) {
        super(...given);
        this.on("message", (text) => {
          const { drain } = JSON.parse(text);
          if (drain) hints.push(drain.reconnectAfter);
        });
      }
    }
    // With its own pauses it would be back at once.
    const clients = Array.from({ length: 6 }, () => connect(t, line.url, { backoff: { initial: 1, max: 2 }, WebSocket: Watched }));
    await Promise.all(clients.map((client) => client.root.whoAmI()));
    line.times.length = 0;
    line.to = other.port;
    const ended = performance.now();
    await server.end("SIGTERM");
    await until("all of them at the other server", () => line.times.length >= 6 && clients.every(({ state }) => state === "open"));
    const told = hints.sort((a, b) => a - b);
    const came = line.times.map((at) => Math.round(at - ended));
    assert.equal(came.length, 6, "one attempt each");
    assert.ok(told.every((ms, i) => came[i] >= ms - 5 && came[i] < ms + 400), `told ${told}, came after ${came}`);
    assert.ok(told.at(-1) - told[0] > 100, `told ${told}: each another time`);
  });

  test("what was asked of a server that never came back ends within its time; then the client may be closed", async (t) => {
    const server = await Server.start(t);
    const client = connect(t, server.url);
    await client.root.whoAmI();
    await server.end("SIGKILL");
    const began = performance.now();
    const errors = await Promise.all([100, 200, 300].map((timeout) => failure(client.root.whoAmI({ timeout }))));
    assert.ok(performance.now() - began < 800);
    assert.ok(errors.every(({ code }) => ["deadline_exceeded", "unavailable"].includes(code)), errors.join());
    client.close();
    assert.equal(client.state, "closed");
  });

  test("streams, uploads and questions end as unavailable with the server, and begin anew with the next", async (t) => {
    const server = await Server.start(t);
    const client = connect(t, server.url);
    const states = statesOf(client);
    const signals = [];
    client.root.handle("confirm", (_, { signal }) => (signals.push(signal), pause(1000)));
    let closed = false;
    async function* endless() {
      try {
        for (let n = 1; ; n++) {
          yield n;
          await pause(1);
        }
      } finally {
        closed = true;
      }
    }
    const items = [];
    const streaming = (async () => {
      for await (const n of client.root.count({ to: 100_000, every: 1 })) items.push(n);
    })();
    const ends = Promise.all([streaming, client.root.collect(endless()), client.root.askMe({ question: "?" })].map(failure));
    await until("some items and the question", () => items.length > 20 && signals.length === 1);
    await server.end("SIGKILL");
    assert.deepEqual((await soon("the ends", ends)).map(({ code }) => code), ["unavailable", "unavailable", "unavailable"]);
    assert.deepEqual(items, Array.from({ length: items.length }, (_, i) => i + 1));
    assert.ok(signals[0].aborted);
    await until("the source to be closed", () => closed);
    await server.start();
    let sum = 0;
    for await (const n of client.root.count({ to: 40, every: 0 })) sum += n;
    assert.equal(sum, 820);
    assert.equal(await client.root.collect([1, 2, 3]), 3);
    assert.deepEqual(states, ["connecting", "open", "reconnecting", "open"]);
  });
});
