// Connections that nobody ends and nothing passes any more: a train in a tunnel, a router that forgot.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { audit } from "./ledger.mjs";
import { Line } from "./proxy.mjs";
import { attentive, connect, failure, gw, heartbeat, Ledger, pause, Server, soon, statesOf, until } from "./support.mjs";

/** The server promises to say something, and is given as long again. */
const noticed = 2 * heartbeat;

describe("half open", { concurrency: 4 }, () => {
  for (const ways of [["up", "down"], ["up"], ["down"]]) {
    test(`a connection that passes nothing (${ways.join(" and ")}) is left in time, what is in flight is unavailable, and on it goes`, async (t) => {
      const server = await Server.start(t, attentive);
      const line = await Line.lay(t, server.port);
      const client = connect(t, line.url);
      const ledger = new Ledger(client.bank);
      assert.equal(typeof (await ledger.add()).value, "bigint");
      const states = statesOf(client);
      const began = performance.now();
      line.silence(...ways);
      const lost = await soon("the loss", ledger.spend());
      assert.equal(lost.code, "unavailable");
      const took = performance.now() - began;
      assert.ok(took > heartbeat / 2 && took < 2 * noticed, `noticed after ${took} ms`);
      assert.equal(typeof (await ledger.spend()).value, "bigint");
      assert.deepEqual(states, ["reconnecting", "open"]);
      assert.deepEqual(audit(ledger.calls, server.journal()).faults, []);
      await until("the old connection to be gone at the server, too", () => line.standing <= 2);
    });
  }

  test("what the server books while the line is silent comes afterwards, once and in order", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const reader = connect(t, line.url);
    const writer = connect(t, server.url, { handshake: { user: "bob" } });
    const heard = [];
    const resumed = [];
    reader.bank.on("booked", ({ entry }) => heard.push(Number(entry)));
    reader.bank.$onResume((how) => resumed.push(how));
    await reader.bank.$join();
    const ledger = new Ledger(writer.bank);
    for (let round = 1; round <= 3; round++) {
      line.silence();
      const end = performance.now() + 1000;
      while (performance.now() < end) {
        await ledger.add();
        await pause(10);
      }
    }
    const all = ledger.calls.length;
    await until("the last of them", () => heard.at(-1) === all);
    assert.deepEqual(heard, Array.from({ length: all }, (_, i) => i + 1));
    assert.ok(resumed.length >= 3);
    for (const how of resumed) assert.deepEqual(how, { resumed: true, gap: false });
  });

  test("a call that is given up on a silent line ends then, and its late end is nobody's", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url);
    await client.root.whoAmI();
    line.silence("down");
    const abort = new AbortController();
    const aborted = failure(client.root.whoAmI({ signal: abort.signal }));
    const late = failure(client.root.whoAmI({ timeout: 50 }));
    abort.abort();
    assert.equal((await aborted).code, "cancelled");
    assert.equal((await late).code, "deadline_exceeded");
    assert.equal(await client.root.echo({ text: "mine" }, { timeout: 4000 }).catch(() => client.root.echo({ text: "mine" })), "mine");
  });

  test("a client that is closed on a silent line is closed at once, and leaves nothing", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url);
    await client.root.whoAmI();
    line.silence();
    const call = failure(client.root.whoAmI());
    client.close();
    assert.equal(client.state, "closed");
    assert.equal((await soon("the end", call, 100)).code, "cancelled");
    const { attempts } = line;
    await pause(2 * noticed);
    assert.equal(line.attempts, attempts);
  });

  test("the server's questions on a line that fell silent are taken back there, and asked anew they are answered", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    const client = connect(t, line.url);
    let asked = 0;
    const aborted = [];
    client.root.handle("confirm", async (_, { signal }) => {
      if (++asked > 1) return true;
      line.silence();
      signal.addEventListener("abort", () => aborted.push(signal.reason.code));
      await pause(2 * noticed);
      return false;
    });
    assert.equal((await failure(client.root.askMe({ question: "still there?" }))).code, "unavailable");
    assert.deepEqual(aborted, ["cancelled"]);
    assert.equal(await client.root.askMe({ question: "and now?" }), true);
    assert.ok(client.errors.every((error) => error instanceof gw.GangwayError));
  });
});
