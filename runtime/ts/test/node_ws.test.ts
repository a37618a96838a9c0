import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { ChatClient } from "./support/chat.gw.js";
import { failure } from "./support/fake_server.js";

test("the client works with the ws package over a real socket, and finds its way back", async () => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: (all) => [...all][0] ?? false });
  server.on("connection", (socket) => {
    socket.send(JSON.stringify({ hello: { v: 1, schema: ChatClient.schema, heartbeat: 25_000, timeout: 20_000 } }));
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as { ns?: string; join?: object; event?: string; id?: number };
      if (frame.join) socket.send(JSON.stringify({ ns: frame.ns, joined: { sid: "1" } }));
      if (frame.event === "whoAmI") socket.send(JSON.stringify({ id: frame.id, data: "ann" }));
      if (frame.event === "join") socket.terminate();
    });
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = new ChatClient(`ws://127.0.0.1:${port}`, {
    handshake: { token: "t" },
    WebSocket,
    backoff: { initial: 1 },
  });
  try {
    assert.equal(await client.root.whoAmI(), "ann");
    assert.equal((await failure(client.chat.join({ room: "a" }))).code, "unavailable");
    assert.equal(await client.root.whoAmI(), "ann");
  } finally {
    client.close();
    server.close();
    for (const socket of server.clients) socket.terminate();
  }
});

test("a server that is not there leaves the client trying", async () => {
  const client = new ChatClient("ws://127.0.0.1:1", { handshake: { token: "t" }, WebSocket });
  assert.equal((await failure(client.root.whoAmI({ timeout: 20 }))).code, "deadline_exceeded");
  assert.equal(client.state, "connecting");
  client.close();
});
