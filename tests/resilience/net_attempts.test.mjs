// Servers that are not there, say nothing, say the wrong thing, or send the client away.
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { connect, failure, gw, Ledger, pause, Server, soon, statesOf, until, WebSocketServer } from "./support.mjs";

/** A server that greets, and does with the connection what it is told. */
async function greeter(t, then, hello = { v: 1, heartbeat: 60_000 }) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  t.after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  const seen = { connections: 0, closes: [], url: `http://127.0.0.1:${server.address().port}/` };
  server.on("connection", (socket) => {
    seen.connections++;
    socket.on("close", (code) => seen.closes.push(code));
    if (hello) socket.send(JSON.stringify({ hello }));
    then?.(socket, seen);
  });
  return seen;
}

/** Time that runs so many times faster: for what takes seconds. */
const fast = (times) => ({
  now: () => performance.now() * times,
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms / times, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
  random: Math.random,
});

describe("attempts", { concurrency: 4 }, () => {
  test("a server that is away for long is asked for again and again, never more often than the pauses allow", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url, { backoff: { initial: 20, max: 100 } });
    const states = statesOf(client);
    await client.root.whoAmI();
    line.isRefusing = true;
    line.cut();
    await until("the loss", () => client.state === "reconnecting");
    line.times.length = 0;
    const given = failure(client.root.whoAmI({ timeout: 300 }));
    const patient = client.root.echo({ text: "later" });
    await pause(1500);
    // A pause is between 0 and 100 ms: 30 attempts, give or take.
    const { length } = line.times;
    assert.ok(length >= 12 && length <= 80, `${length} attempts in 1.5 s`);
    const pauses = line.times.slice(1).map((at, i) => at - line.times[i]);
    assert.ok(Math.max(...pauses) < 400, `a pause of ${Math.max(...pauses)} ms`);
    assert.ok(new Set(pauses.map((ms) => Math.round(ms / 10))).size > 3, "they differ: full jitter");
    assert.equal((await given).code, "deadline_exceeded");
    const { state, attempt, retryAt, error } = client.status.value;
    assert.equal(state, "reconnecting");
    assert.ok(Math.abs(attempt - line.attempts) <= 1, `attempt ${attempt} of ${line.attempts}`);
    assert.ok(Math.abs(retryAt - performance.now()) <= 200);
    assert.equal(error.code, "unavailable");
    line.isRefusing = false;
    assert.equal(await soon("the call made meanwhile", patient, 1000), "later");
    assert.deepEqual(states, ["connecting", "open", "reconnecting", "open"]);
    assert.deepEqual(client.errors, []);
  });

  test("all calls that waited for the server are done once it is there, as many as there are", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    line.isRefusing = true;
    const client = connect(t, line.url);
    const ledger = new Ledger(client.bank);
    const calls = Array.from({ length: 1000 }, () => ledger.add());
    assert.equal((await failure(client.bank.entries())).code, "overloaded");
    line.isRefusing = false;
    await soon("all of them", Promise.all(calls));
    const sum = audit(ledger.calls, server.journal());
    assert.deepEqual(sum.faults, []);
    assert.equal(sum.answered, 1000);
  });

  test("who does not want to wait is told at once, and nothing was done", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url, { whileOffline: "fail" });
    const ledger = new Ledger(client.bank);
    await ledger.add(100);
    line.isRefusing = true;
    line.cut();
    await until("the loss", () => client.state === "reconnecting");
    const hasty = await soon("the refusals", Promise.all([ledger.spend(), ledger.spend()]), 100);
    assert.deepEqual(hasty.map(({ code }) => code), ["unavailable", "unavailable"]);
    const patient = ledger.spend(1, { whileOffline: "queue" });
    line.isRefusing = false;
    assert.equal((await patient).code, undefined);
    assert.equal((await ledger.spend()).code, undefined);
    const sum = audit(ledger.calls, server.journal());
    assert.deepEqual(sum.faults, []);
    assert.equal(sum.unsureDone, 0);
  });

  test("after so many attempts in vain it is closed, and who waited is told why", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url, { maxAttempts: 3 });
    const ledger = new Ledger(client.bank);
    await ledger.add(100);
    line.isRefusing = true;
    line.attempts = 0;
    line.cut();
    await until("the loss", () => client.state === "reconnecting");
    const waiting = await soon("the end of the call", ledger.spend());
    assert.equal(waiting.code, "unavailable");
    assert.equal(client.state, "closed");
    assert.equal(line.attempts, 3);
    line.isRefusing = false;
    assert.equal((await failure(client.connect())).code, "unavailable");
    assert.deepEqual(audit(ledger.calls, server.journal()).faults, []);
  });

  test("a server that takes connections and says nothing is given up, each time", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    line.isMute = true;
    const client = connect(t, line.url, { clock: fast(40), timeout: Infinity });
    const call = client.root.whoAmI();
    await until("the third attempt", () => line.attempts >= 3);
    assert.equal(client.state, "connecting");
    line.isMute = false;
    assert.equal(await soon("the call", call), "ann");
  });

  test("a server that takes the WebSocket and never says hello is given up, with 4000", async (t) => {
    const seen = await greeter(t, undefined, null);
    const client = connect(t, seen.url, { clock: fast(40), timeout: Infinity });
    void client.root.whoAmI().catch(() => {});
    await until("two closes", () => seen.closes.length >= 2);
    assert.deepEqual(seen.closes.slice(0, 2), [4000, 4000]);
  });

  test("a server of another version is left for good, with 4002, and the calls know why", async (t) => {
    const seen = await greeter(t, undefined, { v: 2 });
    const client = connect(t, seen.url);
    const error = await failure(client.root.whoAmI());
    assert.equal(error.code, "unavailable");
    assert.match(error.message, /version 2/);
    assert.equal(client.state, "closed");
    await until("the close", () => seen.closes.length === 1);
    assert.deepEqual(seen.closes, [4002]);
    await pause(150);
    assert.equal(seen.connections, 1);
  });

  for (const [code, isFinal] of [
    [1000, true], [1002, true], [1003, true], [1007, true], [4000, true], [4321, true],
    [1001, false], [1009, false], [1011, false], [1012, false], [1013, false],
  ]) {
    test(`a server that closes with ${code} is ${isFinal ? "not asked again" : "asked again"}`, async (t) => {
      const seen = await greeter(t, (socket, { connections }) => {
        if (connections < 3) setTimeout(() => socket.close(code), 10);
      });
      const client = connect(t, seen.url);
      const call = client.root.whoAmI({ timeout: 1000 }).catch((error) => error);
      if (isFinal) {
        const error = await call;
        assert.equal(error.code, "unavailable");
        assert.equal(error.data.code, code);
        assert.equal(client.state, "closed");
        await pause(150);
        assert.equal(seen.connections, 1);
        assert.equal((await failure(client.root.whoAmI())).code, "unavailable");
      } else {
        await until("the third connection", () => seen.connections === 3);
      }
      client.close();
    });
  }

  test("a WebSocket that is refused over HTTP is asked for again: the server may be about to come", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const client = connect(t, `${line.url}nowhere`);
    void client.root.whoAmI().catch(() => {});
    await until("the third attempt", () => line.attempts >= 3);
    assert.equal(client.state, "connecting");
  });

  test("what is no frame is told to onError, and the connection stays", async (t) => {
    const texts = ["{", "[]", "null", '{"id":"x","data":1}', '{"hello":{"v":1}}', '{"hello":{"v":1,"v":2}}', Buffer.from([1, 2, 3])];
    const seen = await greeter(t, (socket) => {
      for (const text of texts) socket.send(text);
      socket.on("message", (text) => {
        const { ns = "/", join, id } = JSON.parse(text);
        if (join) socket.send(JSON.stringify({ ns, joined: {} }));
        if (id) socket.send(JSON.stringify({ id, data: "ann" }));
      });
    });
    const client = connect(t, seen.url);
    assert.equal(await client.root.whoAmI(), "ann");
    assert.equal(client.errors.length, texts.length - 1);
    assert.ok(client.errors.every((error) => error instanceof gw.InvalidPayload));
    assert.equal(seen.connections, 1);
  });
});
