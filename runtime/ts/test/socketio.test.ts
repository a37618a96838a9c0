// The helpers for socket.io-client, over its real sockets and a manager that connects nowhere.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import * as gw from "../src/socketio.js";
import type { ChatSocket, Message } from "./support/chat.gw.socketio.js";
import { FakeManager } from "./support/fake_manager.js";

const chat = (): { server: FakeManager; socket: ChatSocket } => {
  const server = new FakeManager("/chat");
  return { server, socket: server.socket as unknown as ChatSocket };
};
const joined = (): { server: FakeManager; socket: ChatSocket } => {
  const both = chat();
  both.server.join();
  return both;
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const message = (seq: gw.Int64): Message => ({ seq }) as Message;
const error = { code: "RoomFull", message: "RoomFull", data: { room: "a", limit: 2 } };

test("a call is one packet with its payload, and gives what it is acknowledged with", async () => {
  const { server, socket } = joined();
  const reply = gw.call(socket, "join", { room: "a" });
  assert.deepEqual(server.sent, [{ type: 2, nsp: "/chat", data: ["join", { room: "a" }], id: 0, options: { compress: true } }]);
  server.answer(0, [message("1")]);
  assert.deepEqual(await reply, [{ seq: "1" }]);
});

test("a call without payload sends no argument; an empty acknowledgement gives nothing", async () => {
  const server = new FakeManager("/");
  server.join();
  const reply = gw.call(server.socket, "whoAmI" as never, undefined as never);
  assert.deepEqual(server.sent[0]?.data, ["whoAmI"]);
  server.answer(0);
  assert.equal(await reply, undefined);
});

test("a failure is a GangwayError with code, message and data, or a value", async () => {
  const { server, socket } = joined();
  const reply = gw.call(socket, "join", { room: "a" });
  server.answer(0, { error });
  await assert.rejects(reply, (thrown) => thrown instanceof gw.GangwayError && thrown.code === "RoomFull");
  const result = gw.tryCall(socket, "join", { room: "a" });
  server.answer(1, { error });
  const { ok, error: failure } = (await result) as { ok: false; error: gw.GangwayError<"RoomFull", { limit: number }> };
  assert.deepEqual([ok, failure.code, failure.message, failure.data.limit], [false, "RoomFull", "RoomFull", 2]);
});

test("only an object of an error with code and message, and nothing else, is a failure", () => {
  assert.ok(gw.isRefused({ error }));
  for (const answer of [undefined, null, 5, "error", [], [{ error }], {}, { error: null }, { error: "no" }])
    assert.ok(!gw.isRefused(answer), JSON.stringify(answer));
  assert.ok(!gw.isRefused({ error, more: 1 }));
  assert.ok(!gw.isRefused({ error: { code: 5, message: "" } }));
  assert.ok(!gw.isRefused({ error: { code: "a" } }));
});

test("a call that is not answered in time fails, also one that waits for the connection, and is not sent then", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { server, socket } = chat();
    const reply = gw.call(socket, "join", { room: "a" }, { timeout: 500 });
    const patient = gw.call(socket, "join", { room: "b" }, { timeout: Infinity });
    const failing = assert.rejects(reply, { code: "deadline_exceeded" });
    mock.timers.tick(500);
    await failing;
    server.open();
    server.join();
    assert.equal(socket.sendBuffer.length, 0);
    mock.timers.tick(10_000_000);
    server.lose();
    await assert.rejects(patient, { code: "unavailable" });
  } finally {
    mock.timers.reset();
  }
});

test("what waits for the connection is sent once it is there; what was aborted is not", async () => {
  const { server, socket } = chat();
  const stop = new AbortController();
  const aborted = gw.call(socket, "join", { room: "a" }, { signal: stop.signal });
  const kept = gw.call(socket, "join", { room: "b" });
  stop.abort();
  await assert.rejects(aborted, { code: "cancelled" });
  await assert.rejects(gw.call(socket, "join", { room: "c" }, { signal: stop.signal }), { code: "cancelled" });
  const packets: unknown[] = [];
  socket.onAnyOutgoing((...data) => packets.push(data));
  server.join();
  assert.deepEqual(packets, [["join", { room: "b" }]]);
  server.lose();
  await assert.rejects(kept, { code: "unavailable" });
});

test("a call that is aborted after it was sent fails at once; its answer means nothing any more", async () => {
  const { server, socket } = joined();
  const stop = new AbortController();
  const reply = gw.call(socket, "join", { room: "a" }, { signal: stop.signal });
  stop.abort();
  await assert.rejects(reply, { code: "cancelled" });
  server.answer(0, []);
  await turn();
});

test("a stream's items are the events of its name until the acknowledgement", async () => {
  const { server, socket } = joined();
  const got: string[] = [];
  const loop = (async () => {
    for await (const { seq } of gw.stream(socket, "history", { room: "a" })) got.push(seq);
  })();
  await turn();
  assert.deepEqual(server.sent[0]?.data, ["history", { room: "a" }]);
  server.event("history", message("1"));
  server.event("history", message("2"));
  await turn();
  assert.deepEqual(got, ["1", "2"]);
  server.event("history", message("3"));
  server.answer(0);
  await loop;
  assert.deepEqual(got, ["1", "2", "3"]);
  assert.equal(socket.listeners("history").length, 0);
});

test("a stream that fails gives its items first, then the error", async () => {
  const { server, socket } = joined();
  const items = gw.stream(socket, "history", { room: "a" });
  const first = items.next();
  await turn();
  server.event("history", message("1"));
  server.answer(0, { error: { code: "NotMember", message: "NotMember", data: {} } });
  assert.deepEqual((await first).value, { seq: "1" });
  await assert.rejects(items.next(), { code: "NotMember" });
  assert.deepEqual(await items.next(), { done: true, value: undefined });
});

test("two streams of one event come one after the other, also when the first is left early", async () => {
  const { server, socket } = joined();
  const first = gw.stream(socket, "history", { room: "a" });
  const second = gw.stream(socket, "history", { room: "b" });
  const one = first.next();
  const two = second.next();
  await turn();
  assert.equal(server.sent.length, 1);
  server.event("history", message("1"));
  await one;
  await first.return();
  server.event("history", message("2"));
  await turn();
  assert.equal(server.sent.length, 1);
  server.answer(0);
  await turn();
  assert.deepEqual(server.sent[1]?.data, ["history", { room: "b" }]);
  server.event("history", message("3"));
  assert.deepEqual((await two).value, { seq: "3" });
  await second.return();
  server.answer(1);
});

test("a stream's timeout is for its first item, and its signal for all of it; a loss ends it", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { server, socket } = joined();
    const late = gw.stream(socket, "history", { room: "a" }, { timeout: 100 }).next();
    const failing = assert.rejects(late, { code: "deadline_exceeded" });
    await turn();
    mock.timers.tick(100);
    await failing;
    server.answer(0);
    await turn();
    const stop = new AbortController();
    const items = gw.stream(socket, "history", { room: "b" }, { timeout: 100, signal: stop.signal });
    const first = items.next();
    await turn();
    server.event("history", message("1"));
    await first;
    mock.timers.tick(1000);
    const next = items.next();
    stop.abort();
    await assert.rejects(next, { code: "cancelled" });
    server.answer(1);
    await turn();
    const lost = assert.rejects(gw.stream(socket, "history", { room: "c" }).next(), { code: "unavailable" });
    await turn();
    server.lose();
    await lost;
  } finally {
    mock.timers.reset();
  }
});

test("a handler's value is the acknowledgement; so is what it throws", async () => {
  const { server, socket } = joined();
  const stop = gw.handle(socket, "confirm", async ({ question }) => {
    if (question === "refuse") throw new gw.GangwayError("Busy", "later", { seconds: 5 });
    if (question === "fail") throw new Error("secret");
    return question.length > 3;
  });
  const shown = mock.method(console, "error", () => {});
  for (const [at, question] of ["sure?", "refuse", "fail"].entries()) server.ask(at, "confirm", { question });
  await turn();
  shown.mock.restore();
  assert.equal(shown.mock.callCount(), 1);
  assert.deepEqual(
    server.sent.map(({ type, id, data }) => ({ type, id, data })),
    [
      { type: 3, id: 0, data: [true] },
      { type: 3, id: 1, data: [{ error: { code: "Busy", message: "later", data: { seconds: 5 } } }] },
      { type: 3, id: 2, data: [{ error: { code: "internal", message: "the handler failed" } }] },
    ],
  );
  stop();
  server.ask(3, "confirm", { question: "?" });
  await turn();
  assert.equal(server.sent.length, 3);
});

test("joining settles when the server takes the socket, and tells why it does not", async () => {
  const { server, socket } = chat();
  const refused = gw.joined(socket);
  server.open();
  server.refuse({ message: "who are you?", data: { code: "unauthenticated", data: { realm: "chat" } } });
  await assert.rejects(refused, { code: "unauthenticated", message: "who are you?", data: { realm: "chat" } });
  assert.equal(socket.active, false);
  const unknown = gw.joined(socket);
  server.refuse({ message: "Invalid namespace" });
  await assert.rejects(unknown, { code: "unknown_namespace" });
  const fine = gw.joined(socket);
  server.join();
  await fine;
  await gw.joined(socket);
  assert.equal(socket.listeners("connect_error").length, 0);
});

test("joining outlasts a server that is not reached, within its timeout and signal", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const { server, socket } = chat();
    const waiting = gw.joined(socket, { timeout: 1000 });
    socket.listeners("connect_error").forEach((listener) => listener(new Error("xhr poll error")));
    server.open();
    const late = assert.rejects(waiting, { code: "deadline_exceeded" });
    mock.timers.tick(1000);
    await late;
    await assert.rejects(gw.joined(socket, { signal: AbortSignal.abort() }), { code: "cancelled" });
  } finally {
    mock.timers.reset();
  }
});

test("errors are made of acknowledgements, exceptions and what a socket could not connect for", () => {
  const of = (failure: Parameters<typeof gw.errorFrom>[0]): unknown[] => {
    const { code, message, data } = gw.errorFrom(failure);
    return [code, message, data];
  };
  assert.deepEqual(of(error), ["RoomFull", "RoomFull", { room: "a", limit: 2 }]);
  const exception = { status: "error", code: "rate_limited", message: "", data: { retryAfter: 5 } } as const;
  assert.deepEqual(of(exception), ["rate_limited", "rate_limited", { retryAfter: 5 }]);
  assert.deepEqual(of(new Error("xhr poll error")), ["unavailable", "xhr poll error", undefined]);
  const known = new gw.GangwayError("internal", "x");
  assert.equal(gw.errorFrom(known), known);
});

test("bytes are the same in browsers and in Node", () => {
  const bytes = Uint8Array.of(1, 2);
  assert.equal(gw.toBytes(bytes), bytes);
  assert.deepEqual(gw.toBytes(bytes.buffer), bytes);
  assert.deepEqual([...gw.toBytes(Buffer.from("ab"))], [97, 98]);
});
