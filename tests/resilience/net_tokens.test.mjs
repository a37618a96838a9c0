// Tokens that run out: while the connection stands, while it is away, and those that cannot be had.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Line } from "./proxy.mjs";
import { attentive, connect, failure, pause, Server, soon, statesOf, until } from "./support.mjs";

const life = 300;
const token = (ms = life) => ({ user: "ann", until: new Date(Date.now() + ms) });

describe("tokens", { concurrency: 4 }, () => {
  test("a token that runs out stops calls, not the connection; refreshed, they go on", async (t) => {
    const server = await Server.start(t);
    let asked = 0;
    const client = connect(t, server.url, { handshake: () => (asked++, token()) });
    const states = statesOf(client);
    assert.equal(await client.root.whoAmI(), "ann");
    await pause(life + 50);
    assert.equal((await failure(client.root.whoAmI())).code, "unauthenticated");
    await client.root.$refresh();
    assert.equal(await client.root.whoAmI(), "ann");
    assert.equal(asked, 2);
    assert.deepEqual(states, ["connecting", "open"]);
  });

  test("refreshed in time, no call notices, and connections come and go meanwhile", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    let asked = 0;
    const client = connect(t, line.url, { handshake: async () => (await pause(10), asked++, token(500)) });
    await client.root.$join();
    const refreshes = [];
    const timer = setInterval(() => refreshes.push(client.root.$refresh().then(() => "done", ({ code }) => code)), 150);
    t.after(() => clearInterval(timer));
    const codes = new Map();
    const end = performance.now() + 2000;
    for (let n = 1; performance.now() < end; n++) {
      const { code = "answered" } = await client.root.whoAmI().then(() => ({}), (error) => error);
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (n % 60 === 0) line.cut();
      await pause(2);
    }
    clearInterval(timer);
    const ends = await soon("the refreshes", Promise.all(refreshes));
    assert.ok(ends.every((one) => one === "done" || one === "unavailable"), ends.join());
    codes.delete("unavailable");
    assert.deepEqual([...codes.keys()], ["answered"]);
    assert.ok(asked > 8 && line.attempts > 3, `${asked} tokens, ${line.attempts} connections`);
  });

  test("a token that ran out while the connection was away is none for the next one: the next is asked for", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const given = [];
    const client = connect(t, line.url, { handshake: () => (given.push(token()), given.at(-1)) });
    await client.root.whoAmI();
    line.isRefusing = true;
    line.cut();
    await pause(life + 100);
    line.isRefusing = false;
    assert.equal(await client.root.whoAmI(), "ann");
    assert.ok(given.at(-1).until > given[0].until);
  });

  test("a join that is refused for its token is final, until the application joins with a better one", async (t) => {
    const server = await Server.start(t);
    let now = token(-1000);
    const client = connect(t, server.url, { handshake: () => now });
    const call = failure(client.root.whoAmI());
    assert.equal((await failure(client.root.$join())).code, "unauthenticated");
    assert.equal((await call).code, "unauthenticated");
    assert.equal((await failure(client.root.whoAmI())).code, "unauthenticated");
    now = token();
    await client.root.$join();
    assert.equal(await client.root.whoAmI(), "ann");
  });

  test("a refresh that is refused rejects, and the namespace stays joined", async (t) => {
    const server = await Server.start(t);
    let now = token(60_000);
    const client = connect(t, server.url, { handshake: () => now });
    await client.root.whoAmI();
    now = token(-1000);
    assert.equal((await failure(client.root.$refresh())).code, "unauthenticated");
    assert.equal(await client.root.whoAmI(), "ann");
  });

  test("a token that cannot be fetched is asked for again; what is called waits", async (t) => {
    const server = await Server.start(t);
    let asked = 0;
    const client = connect(t, server.url, {
      handshake: async () => {
        if (++asked < 4) throw new Error("the token service is away");
        return token();
      },
    });
    assert.equal(await client.root.whoAmI(), "ann");
    assert.equal(asked, 4);
    assert.equal(client.errors.length, 3);
  });

  test("a token that comes after its connection went is not used for the next", async (t) => {
    const server = await Server.start(t);
    const line = await Line.lay(t, server.port);
    const answers = [];
    const client = connect(t, line.url, { handshake: () => new Promise((resolve) => answers.push(resolve)) });
    const call = client.root.whoAmI();
    await until("the first question", () => answers.length === 1);
    line.cut();
    await until("the second question", () => answers.length === 2);
    answers[0]({ user: "too late" });
    await pause(50);
    answers[1]({ user: "in time" });
    assert.equal(await soon("the call", call), "in time");
  });

  test("a refresh on a line that falls silent rejects, and the next join has a new token anyway", async (t) => {
    const server = await Server.start(t, attentive);
    const line = await Line.lay(t, server.port);
    let asked = 0;
    const client = connect(t, line.url, { handshake: () => (asked++, token(60_000)) });
    await client.root.whoAmI();
    line.silence();
    const refresh = failure(client.root.$refresh());
    assert.equal((await soon("the refresh", refresh)).code, "unavailable");
    assert.equal(await client.root.whoAmI(), "ann");
    assert.equal(asked, 3);
  });
});
