// What a client does differently with MessagePack. All the rest is the same: `test/run` runs the other tests in it, too.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "@msgpack/msgpack";
import { InvalidPayload } from "../src/index.js";
import { msgpack } from "../src/msgpack.js";
import { FakeSocket, failure, joinedStage, stage, wireMessage } from "./support/fake_server.js";
import type { Message } from "./support/chat.gw.js";

const nativeMessage = {
  ...wireMessage,
  seq: 18446744073709551615n,
  content: { kind: "image", url: "u", thumbnail: new Uint8Array([1, 2, 3]) },
  sentAt: new Date("2026-01-31T12:00:00.250Z"),
};
const image = { kind: "image", url: "u", thumbnail: new Uint8Array([1, 2, 3]) } as const;

/** A server that knows JSON alone. */
class OldSocket extends FakeSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    this.protocol = "gangway.v1";
  }
}

test("MessagePack is offered before JSON, and bytes are asked for as a browser can give them", async () => {
  const all = stage({ format: msgpack });
  assert.deepEqual(all.socket.protocols, ["gangway.v1.msgpack", "gangway.v1"]);
  assert.equal((all.socket as { binaryType?: string }).binaryType, "arraybuffer");
});

test("bytes, times and large integers travel as they are, in both directions", async () => {
  const all = await joinedStage({ format: msgpack });
  const messages: unknown[] = [];
  all.socket.send = (message) => messages.push(decode(message as ArrayBuffer, { useBigInt64: true }));
  const reply = all.client.chat.send({ room: "lobby", content: image });
  assert.deepEqual(messages, [{ ns: "/chat", event: "send", id: 1, data: { room: "lobby", content: image } }]);
  await all.socket.says({ id: 1, data: nativeMessage });
  const message = await reply;
  assert.equal(message.seq, 18446744073709551615n);
  assert.deepEqual(message.content, image);
  assert.deepEqual(message.sentAt, new Date("2026-01-31T12:00:00.250Z"));
  const from = new Date("2026-01-31T12:00:00Z");
  const loop = all.client.chat.history({ room: "lobby", before: from })[Symbol.asyncIterator]();
  void loop.next();
  assert.deepEqual((messages.at(-1) as { data: unknown }).data, { room: "lobby", before: from });
});

test("what was called before there was a connection is written for the server that is found", async () => {
  for (const WebSocket of [FakeSocket, OldSocket]) {
    const sockets: FakeSocket[] = [];
    class Recorded extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    }
    const { client } = stage({ format: msgpack, WebSocket: Recorded, namespaces: [] });
    const reply = client.chat.send({ room: "lobby", content: image });
    const socket = sockets[0] as FakeSocket;
    await socket.hello();
    await socket.says({ ns: "/chat", joined: { sid: "c1" } });
    const data = { room: "lobby", content: { kind: "image", url: "u", thumbnail: "AQID" } };
    assert.deepEqual(socket.take().at(-1), { ns: "/chat", event: "send", id: 1, data });
    await socket.says({ id: 1, data: wireMessage });
    assert.equal((await reply).seq, 18446744073709551615n);
    client.close();
  }
});

test("a client that comes back to another server speaks what that one does", async () => {
  const all = await joinedStage({ format: msgpack });
  await all.socket.closes(1006);
  await all.clock.advance(500);
  all.socket.protocol = "gangway.v1";
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: { sid: "c1" } });
  let sent: unknown;
  all.socket.send = (message) => (sent = message);
  void failure(all.client.chat.send({ room: "lobby", content: image }));
  assert.match(String(sent), /"thumbnail":"AQID"/);
  all.client.close();
});

test("a frame is measured by its bytes", async () => {
  const all = await joinedStage({ format: msgpack }, { maxPayload: 60 });
  const error = await failure(all.client.chat.send({ room: "ä".repeat(20), content: { kind: "text", body: "" } }));
  assert.ok(error instanceof InvalidPayload);
  assert.match(error.message, /larger than the 60 bytes/);
  const sizes: number[] = [];
  all.socket.send = (message) => sizes.push((message as ArrayBuffer).byteLength);
  all.client.chat.leave({ room: "x".repeat(20) });
  assert.deepEqual(sizes, [1 + 3 + 6 + 6 + 6 + 5 + 1 + 5 + 21]);
});

test("what the client answers a server's call is written as it is, and refusals are told as ever", async () => {
  const all = await joinedStage({ format: msgpack });
  all.client.chat.handle("confirm", () => true);
  await all.socket.says({ ns: "/chat", event: "confirm", id: 4, data: { question: "?" } });
  assert.deepEqual(all.socket.takeOne(), { id: 4, data: true });
  await all.socket.says({ ns: "/chat", event: "confirm", id: 5, data: { question: 7 } });
  const { error } = all.socket.takeOne() as { error: { code: string; data: object } };
  assert.equal(error.code, "invalid_payload");
  assert.deepEqual(error.data, { path: "/question", rule: "type" });
});

test("a message that is none is reported, and the connection goes on", async () => {
  const all = await joinedStage({ format: msgpack });
  const got: Message[] = [];
  all.client.chat.on("posted", (message) => got.push(message));
  await all.socket.says("{}");
  all.socket.onmessage?.({ data: new Uint8Array([0xc1]).buffer });
  assert.deepEqual(all.errors.map((error) => error.code), ["invalid_payload", "invalid_payload"]);
  await all.socket.says({ ns: "/chat", event: "posted", data: { ...nativeMessage, seq: -1 } });
  assert.match(String(all.errors[2]?.message), /posted of \/chat: \/seq: /);
  await all.socket.says({ ns: "/chat", event: "posted", data: nativeMessage });
  assert.equal(got.length, 1);
});

test("a key that stands twice fails the call it answers", async () => {
  const all = await joinedStage({ format: msgpack });
  const reply = failure(all.client.chat.join({ room: "lobby" }));
  // {"id": 1, "data": [{"seq": 1, "seq": 2}]}
  const message = Buffer.from("82a2696401a4646174619182a373657101a373657102", "hex");
  all.socket.onmessage?.({ data: Uint8Array.from(message).buffer });
  assert.deepEqual((await reply).data, { path: "/0/seq", rule: "duplicate" });
});
