import assert from "node:assert/strict";
import { test } from "node:test";
import { gatewayUrl } from "../src/client.js";
import type { ClientState } from "../src/index.js";
import { ChatClient } from "./support/chat.gw.js";
import { FakeSocket, failure, joinedStage, stage } from "./support/fake_server.js";
import { settled } from "./support/fake_clock.js";

test("a client connects when it is first used, and is open from the server's hello on", async () => {
  const all = stage({ namespaces: [] }, "ws://host");
  assert.equal(all.client.state, "idle");
  assert.equal(all.sockets.length, 0);
  all.client.chat.on("posted", () => {});
  assert.equal(all.socket.url, "ws://host/realtime");
  assert.equal(all.socket.protocols.at(-1), "gangway.v1");
  assert.equal(all.client.state, "connecting");
  await all.socket.hello();
  assert.equal(all.client.state, "open");
});

test("1008 before anything was joined is the server's impatience, not an end", async () => {
  const all = stage({ handshake: () => new Promise(() => {}) });
  await all.socket.hello();
  await all.socket.closes(1008, "no namespace was joined in time");
  assert.equal(all.client.state, "reconnecting");
  await all.clock.advance(250);
  assert.equal(all.sockets.length, 2);
});

test("a lost connection that nobody needs is not taken up before somebody does", async () => {
  const all = stage();
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", error: { code: "forbidden", message: "" } });
  await all.socket.closes(1008, "no namespace was joined in time");
  assert.equal(all.client.state, "idle");
  await all.clock.advance(60_000);
  assert.equal(all.sockets.length, 1);
  void all.client.chat.$join();
  assert.equal(all.sockets.length, 2);
});

test("a URL without a path gets the gateway's own, http becomes ws", () => {
  assert.equal(gatewayUrl("https://host:8443", "/realtime"), "wss://host:8443/realtime");
  assert.equal(gatewayUrl("http://host/other#x", "/realtime"), "ws://host/other");
  assert.equal(gatewayUrl(new URL("ws://host/?a=1"), "/"), "ws://host/?a=1");
});

test("where there is no WebSocket a client can be made, and says what to do when it is used", async () => {
  const saved = globalThis.WebSocket;
  Object.defineProperty(globalThis, "WebSocket", { value: undefined, configurable: true, writable: true });
  try {
    const all = stage({ WebSocket: undefined as never, namespaces: [] }, "/relative");
    assert.equal(all.client.state, "idle");
    const error = await failure(all.client.chat.join({ room: "a" }));
    assert.match(error.message, /options.WebSocket/);
    assert.equal(all.client.state, "closed");
  } finally {
    Object.defineProperty(globalThis, "WebSocket", { value: saved, configurable: true, writable: true });
  }
});

test("a URL that the WebSocket refuses closes the client", async () => {
  class Refusing extends FakeSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      throw new SyntaxError("mixed content");
    }
  }
  const all = stage({ WebSocket: Refusing, namespaces: [] });
  const error = await failure(all.client.chat.join({ room: "a" }));
  assert.equal(error.code, "unavailable");
  assert.equal((error.cause as Error).message, "mixed content");
  assert.equal(all.client.state, "closed");
  assert.deepEqual(all.errors, [error]);
});

test("a ping is answered", async () => {
  const { socket } = await joinedStage();
  await socket.says({ ping: 1 });
  assert.deepEqual(socket.takeOne(), { pong: 1 });
});

test("a lost connection is taken up again, with growing pauses", async () => {
  const all = stage();
  const states: ClientState[] = [];
  all.client.onState((state) => states.push(state));
  await all.socket.hello();
  await all.socket.closes(1006);
  assert.equal(all.client.state, "reconnecting");
  await all.clock.advance(249);
  assert.equal(all.sockets.length, 1);
  await all.clock.advance(1);
  assert.equal(all.sockets.length, 2);
  await all.socket.closes(1006);
  await all.clock.advance(499);
  assert.equal(all.sockets.length, 2);
  await all.clock.advance(1);
  assert.equal(all.sockets.length, 3);
  await all.socket.hello();
  assert.deepEqual(states, ["open", "reconnecting", "open"]);
});

test("the pause is capped, and short again after a connection that stood", async () => {
  const all = stage();
  for (let at = 0; at < 12; at++) {
    await all.socket.closes(1006);
    const pause = Math.min(250 * 2 ** at, 15_000); // the jitter of the fake clock is one half
    await all.clock.advance(pause - 1);
    assert.equal(all.sockets.length, at + 1);
    await all.clock.advance(1);
    assert.equal(all.sockets.length, at + 2);
  }
  assert.equal(all.client.state, "connecting", "it was never open");
  await all.socket.hello();
  await all.clock.advance(10_000);
  await all.socket.closes(1006);
  await all.clock.advance(250);
  assert.equal(all.sockets.length, 14);
});

test("an overloaded server gets more time", async () => {
  const all = stage();
  await all.socket.closes(1013);
  await all.clock.advance(999);
  assert.equal(all.sockets.length, 1);
  await all.clock.advance(1);
  assert.equal(all.sockets.length, 2);
});

test("a server that says no hello is left", async () => {
  const all = stage();
  await all.clock.advance(10_000);
  assert.equal(all.socket.closedWith, 4000);
  await all.clock.advance(250);
  assert.equal(all.sockets.length, 2);
});

test("a silent server is left after heartbeat and timeout, counted from the last frame", async () => {
  const all = await joinedStage();
  await all.clock.advance(44_000);
  await all.socket.says({ ping: 1 });
  await all.clock.advance(44_000);
  assert.equal(all.client.state, "open");
  await all.clock.advance(1_000);
  assert.equal(all.client.state, "reconnecting");
  const first = all.sockets[0];
  assert.equal(first?.closedWith, 4000);
  assert.equal(first?.onmessage, null, "what the dead connection still says is not heard");
  await all.clock.advance(500);
  assert.equal(all.sockets.length, 2);
});

for (const code of [1000, 1002, 1003, 1007, 1008, 4000, 4999]) {
  test(`close code ${code} is final`, async () => {
    const all = await joinedStage();
    const call = failure(all.client.chat.join({ room: "a" }));
    await all.socket.closes(code, "enough");
    assert.equal(all.client.state, "closed");
    const error = await call;
    assert.equal(error.code, "unavailable");
    assert.deepEqual(error.data, { code, reason: "enough" });
    await all.clock.advance(120_000);
    assert.equal(all.sockets.length, 1);
    assert.equal(await failure(all.client.chat.join({ room: "a" })), error);
    assert.equal(await failure(all.client.chat.$joined), error);
    assert.deepEqual(all.errors, code === 1000 ? [] : [error]);
  });
}

for (const code of [1001, 1006, 1009, 1011, 1012, 1013]) {
  test(`after close code ${code} it comes back`, async () => {
    const all = await joinedStage();
    await all.socket.closes(code);
    assert.equal(all.client.state, "reconnecting");
    await all.clock.advance(30_000);
    assert.equal(all.sockets.length > 1, true);
  });
}

test("close() ends everything in flight as cancelled and stays closed", async () => {
  const all = await joinedStage();
  const call = failure(all.client.chat.join({ room: "a" }));
  const waiting = failure(all.client.root.whoAmI());
  all.client.close();
  all.client.close();
  assert.equal(all.client.state, "closed");
  assert.equal(all.socket.closedWith, 1000);
  assert.equal((await call).code, "cancelled");
  assert.equal((await waiting).code, "cancelled");
  assert.equal(all.clock.timers, 0, "no timer is left behind");
  assert.throws(() => all.client.chat.leave({ room: "a" }), { code: "cancelled" });
});

test("aborting the client's signal closes it", async () => {
  const abort = new AbortController();
  const all = await joinedStage({ signal: abort.signal });
  abort.abort();
  assert.equal(all.client.state, "closed");
  const late = stage({ signal: AbortSignal.abort() });
  assert.equal(late.client.state, "closed");
  assert.equal(late.sockets.length, 0);
});

test("another version of the protocol is final", async () => {
  const all = stage();
  await all.socket.hello({ v: 2 });
  assert.equal(all.client.state, "closed");
  assert.equal(all.socket.closedWith, 4002);
});

test("another schema is told, and is no error", async () => {
  const told: string[][] = [];
  const all = stage({ onSchemaMismatch: (...hashes) => told.push(hashes) });
  await all.socket.hello({ schema: "feedfeedfeedfeed" });
  assert.deepEqual(told, [[ChatClient.schema, "feedfeedfeedfeed"]]);
  assert.equal(all.client.state, "open");
});

test("frames that make no sense are reported, unknown ones ignored, and the connection stays", async () => {
  const all = await joinedStage();
  await all.socket.says("{");
  await all.socket.says("[]");
  await all.socket.says({ event: 5 });
  await all.socket.says({ id: "x", data: 1 });
  assert.deepEqual(
    all.errors.map((error) => error.code),
    Array(4).fill("invalid_payload"),
  );
  await all.socket.says({ whatever: 1 });
  await all.socket.says({ id: 99, data: 1 });
  assert.equal(all.errors.length, 4);
  assert.equal(all.client.state, "open");
});

test("a frame the server would close the connection for is not sent", async () => {
  const all = await joinedStage({}, { maxPayload: 200 });
  const error = await failure(all.client.chat.join({ room: "ü".repeat(100) }));
  assert.equal(error.code, "invalid_payload");
  assert.deepEqual(all.socket.take(), []);
  void all.client.chat.join({ room: "a" });
  await settled();
  assert.equal(all.socket.take().length, 1);
});
