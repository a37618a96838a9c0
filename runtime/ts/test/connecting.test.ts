import assert from "node:assert/strict";
import { test } from "node:test";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, stage } from "./support/fake_server.js";

test("an eager client connects when it is made, and stays connected though no namespace is wanted", async () => {
  const all = stage({ namespaces: [], connect: "eager" });
  assert.equal(all.sockets.length, 1);
  await all.socket.hello();
  assert.equal(all.client.state, "open");
  assert.deepEqual(all.socket.take(), []);
  await all.socket.closes(1006);
  assert.equal(all.client.state, "reconnecting");
  await all.clock.advance(250);
  assert.equal(all.sockets.length, 2);
});

test("connect() connects a lazy client and settles when the connection stands", async () => {
  const all = stage({ namespaces: [] });
  let isOpen = false;
  const connected = all.client.connect().then(() => (isOpen = true));
  await all.socket.closes(1006);
  await all.clock.advance(250);
  assert.equal(isOpen, false);
  await all.socket.hello();
  await connected;
  await all.client.connect();
  assert.equal(all.sockets.length, 2);
});

test("connect() rejects with the end of the client, or its signal", async () => {
  const all = stage({ namespaces: [] });
  const abort = new AbortController();
  const aborted = failure(all.client.connect({ signal: abort.signal }));
  abort.abort("impatient");
  assert.deepEqual([(await aborted).code, (await aborted).cause], ["cancelled", "impatient"]);
  assert.equal(all.client.state, "connecting", "which does not take it back");
  const closed = failure(all.client.connect());
  await all.socket.closes(4001, "no");
  assert.equal((await closed).code, "unavailable");
  assert.equal(await failure(all.client.connect()), await closed);
});

test("a server that tires of a client without namespaces makes it idle, not closed", async () => {
  const all = stage({ namespaces: [], connect: "eager" });
  await all.socket.hello();
  await all.socket.closes(1008, "no namespace was joined in time");
  assert.equal(all.client.state, "idle");
  await all.clock.advance(60_000);
  assert.equal(all.sockets.length, 1);
  all.client.chat.on("posted", () => {});
  assert.equal(all.sockets.length, 2);
});

test("closing while connecting lets go of the socket, its timer and its signal", async () => {
  const abort = new AbortController();
  const all = stage({ signal: abort.signal });
  all.client.close();
  assert.equal(all.socket.closedWith, 1000);
  assert.equal(all.socket.onmessage, null);
  assert.equal(all.clock.timers, 0);
  abort.abort();
  assert.deepEqual(all.client.status.value, { state: "closed" });
});

test("closing between two attempts leaves no timer behind", async () => {
  const all = await joinedStage();
  await all.socket.closes(1006);
  all.client.close();
  assert.equal(all.clock.timers, 0);
});

test("closing while the handshake is being asked for sends nothing", async () => {
  let give = (_: { token: string }): void => {};
  const all = stage({ handshake: () => new Promise((resolve) => (give = resolve)) });
  await all.socket.hello();
  all.client.close();
  give({ token: "late" });
  await settled();
  assert.deepEqual(all.socket.take(), []);
});

test("a listener of a lost namespace that closes the client: nothing is taken up again", async () => {
  const all = await joinedStage();
  all.client.chat.$status.subscribe(({ state }) => state === "joining" && all.client.close());
  await all.socket.closes(1006);
  assert.equal(all.client.state, "closed");
  assert.equal(all.clock.timers, 0);
});

test("a pause that nobody wants any more ends idle", async () => {
  const all = await joinedStage();
  await all.socket.closes(1006);
  all.client.chat.$leave();
  await all.clock.advance(250);
  assert.equal(all.client.state, "idle");
  assert.equal(all.sockets.length, 1);
});

test("maxAttempts: after so many in a row it is closed, and says why", async () => {
  const all = stage({ maxAttempts: 2 });
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  for (const most of [1000, 2000]) {
    await all.socket.closes(1006);
    assert.equal(all.client.state, "reconnecting");
    await all.clock.advance(most);
  }
  await all.socket.closes(1006, "still down");
  const status = all.client.status.value;
  assert.ok(status.state === "closed");
  assert.equal(status.error?.message, "the connection was lost (1006: still down)");
  assert.deepEqual(all.errors, [status.error]);
});

test("backoff: the first pause, the factor and the longest are the application's", async () => {
  const all = stage({ backoff: { initial: 100, factor: 3, max: 800 } });
  for (const most of [100, 300, 800, 800]) {
    await all.socket.closes(1006);
    const count = all.sockets.length;
    await all.clock.advance(most / 2 - 1);
    assert.equal(all.sockets.length, count);
    await all.clock.advance(1);
    assert.equal(all.sockets.length, count + 1);
  }
});
