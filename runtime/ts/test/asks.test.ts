import assert from "node:assert/strict";
import { test } from "node:test";
import { GangwayError } from "../src/errors.js";
import { RoomFull } from "./support/chat.gw.js";
import { settled } from "./support/fake_clock.js";
import { joinedStage } from "./support/fake_server.js";

const confirm = { ns: "/chat", event: "confirm", id: 7, data: { question: "sure?" } };

test("a handler answers, sync or async", async () => {
  const { client, socket } = await joinedStage();
  client.chat.handle("confirm", ({ question }) => question === "sure?");
  await socket.says(confirm);
  assert.deepEqual(socket.takeOne(), { id: 7, data: true });
  client.chat.handle("confirm", async () => false);
  await socket.says(confirm);
  assert.deepEqual(socket.takeOne(), { id: 7, data: false });
});

test("without a handler the answer is unknown_event", async () => {
  const { client, socket } = await joinedStage();
  await socket.says(confirm);
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "unknown_event");
  const stop = client.chat.handle("confirm", () => true);
  stop();
  await socket.says(confirm);
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "unknown_event");
  await socket.says({ ns: "/none", event: "confirm", id: 8 });
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "unknown_namespace");
});

test("a payload that does not fit is refused with its spot, without calling the handler", async () => {
  const { client, socket } = await joinedStage();
  client.chat.handle("confirm", () => assert.fail("must not be called"));
  await socket.says({ ...confirm, data: { question: 1 } });
  assert.deepEqual(socket.takeOne()["error"], {
    code: "invalid_payload",
    message: "/question: expected a string, found 1",
    data: { path: "/question", rule: "type" },
  });
});

test("what a handler throws: a declared error keeps its code, anything else is internal and seen here", async () => {
  const { client, socket, errors } = await joinedStage();
  client.chat.handle("confirm", () => {
    throw new RoomFull({ room: "a", limit: 1 }, "full");
  });
  await socket.says(confirm);
  assert.deepEqual(socket.takeOne()["error"], { code: "RoomFull", message: "full", data: { room: "a", limit: 1 } });
  assert.equal(errors.length, 0);
  client.chat.handle("confirm", () => {
    throw new Error("secret detail");
  });
  await socket.says(confirm);
  assert.deepEqual(socket.takeOne()["error"], { code: "internal", message: "the handler failed" });
  assert.equal(errors[0]?.message, "secret detail");
  client.chat.handle("confirm", () => {
    throw new GangwayError("forbidden", "no");
  });
  await socket.says(confirm);
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "forbidden");
});

test("an answer that does not fit its type is not sent", async () => {
  const { client, socket } = await joinedStage();
  client.chat.handle("confirm", () => "yes" as never);
  await socket.says(confirm);
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "invalid_payload");
});

test("a declared error whose fields do not fit is internal, and seen here", async () => {
  const { client, socket, errors } = await joinedStage();
  client.chat.handle("confirm", () => {
    throw new RoomFull({ room: "a" } as never, "full");
  });
  await socket.says(confirm);
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "internal");
  assert.equal(errors[0]?.message, "full");
});

test("an answer larger than the server takes is told as an error", async () => {
  const { client, socket } = await joinedStage({}, { maxPayload: 250 });
  client.chat.handle("confirm", () => {
    throw new RoomFull({ room: "a".repeat(300), limit: 1 });
  });
  await socket.says(confirm);
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "invalid_payload");
});

test("a cancelled call is answered once, and its handler is told", async () => {
  const { client, socket } = await joinedStage();
  let signal: AbortSignal | undefined;
  let finish: (value: boolean) => void = () => {};
  client.chat.handle("confirm", (_, context) => {
    signal = context.signal;
    return new Promise((resolve) => (finish = resolve));
  });
  await socket.says(confirm);
  await socket.says({ id: 7, cancel: true });
  assert.equal((socket.takeOne()["error"] as { code: string }).code, "cancelled");
  assert.equal(signal?.aborted, true);
  finish(true);
  await settled();
  assert.deepEqual(socket.take(), []);
});

test("the answer to a connection that is gone is not sent on the next", async () => {
  const all = await joinedStage();
  let finish: (value: boolean) => void = () => {};
  let signal: AbortSignal | undefined;
  all.client.chat.handle("confirm", (_, context) => {
    signal = context.signal;
    return new Promise((resolve) => (finish = resolve));
  });
  await all.socket.says(confirm);
  await all.socket.closes(1006);
  assert.equal(signal?.aborted, true);
  await all.clock.advance(250);
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  all.socket.take();
  finish(true);
  await settled();
  assert.deepEqual(all.socket.take(), []);
});

test("a handler that outlives its connection does not answer the next connection's call of the same id", async () => {
  const all = await joinedStage();
  const answers: ((answer: boolean) => void)[] = [];
  all.client.chat.handle("confirm", () => new Promise((resolve) => answers.push(resolve)));
  await all.socket.says(confirm);
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  all.socket.take();
  await all.socket.says(confirm);
  answers[0]?.(false);
  await settled();
  assert.deepEqual(all.socket.take(), []);
  answers[1]?.(true);
  await settled();
  assert.deepEqual(all.socket.takeOne(), { id: 7, data: true });
});

test("a call of the server is given up when the namespace is left", async () => {
  const { client, socket } = await joinedStage();
  let isAborted = false;
  client.chat.handle("confirm", (_, { signal }) => {
    signal.addEventListener("abort", () => (isAborted = true));
    return new Promise(() => {});
  });
  await socket.says(confirm);
  client.chat.$leave();
  assert.equal(isAborted, true);
});
