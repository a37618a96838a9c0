import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../src/emitter.js";
import { failure, joinedStage, wireMessage } from "./support/fake_server.js";

const typing = { ns: "/chat", event: "typing", data: { user: "ann", isTyping: true } };

test("an event reaches its listeners, decoded, until they stop listening", async () => {
  const { client, socket } = await joinedStage();
  const seen: string[] = [];
  const stop = client.chat.on("typing", ({ user }) => seen.push(user));
  client.chat.on("posted", ({ room }) => seen.push(room));
  await socket.says(typing);
  await socket.says({ ns: "/chat", event: "posted", data: wireMessage });
  stop();
  stop();
  await socket.says(typing);
  assert.deepEqual(seen, ["ann", "lobby"]);
});

test("a listener that throws stops no other, and is reported", async () => {
  const { client, socket, errors } = await joinedStage();
  const seen: string[] = [];
  client.chat.on("typing", () => {
    throw new Error("listener broke");
  });
  client.chat.on("typing", () => seen.push("second"));
  await socket.says(typing);
  assert.deepEqual(seen, ["second"]);
  assert.equal(errors[0]?.message, "listener broke");
});

test("a payload that does not fit is reported, never passed on", async () => {
  const { client, socket, errors } = await joinedStage();
  client.chat.on("typing", () => assert.fail("must not be called"));
  await socket.says({ ns: "/chat", event: "typing", data: { user: "ann", isTyping: 1 } });
  assert.equal(errors[0]?.code, "invalid_payload");
  assert.equal(errors[0]?.message, "typing of /chat: /isTyping: expected true or false, found 1");
});

test("events this client does not know, or nobody listens to, are ignored", async () => {
  const { socket, errors } = await joinedStage();
  await socket.says({ ns: "/chat", event: "newer", data: 1 });
  await socket.says({ ns: "/chat", event: "toString", data: 1 });
  await socket.says({ ns: "/other", event: "typing" });
  await socket.says(typing);
  assert.deepEqual(errors, []);
});

test("listeners end with their signal", async () => {
  const { client, socket } = await joinedStage();
  const abort = new AbortController();
  const seen: string[] = [];
  client.chat.on("typing", ({ user }) => seen.push(user), { signal: abort.signal });
  client.chat.on("typing", () => seen.push("never"), { signal: AbortSignal.abort() });
  await socket.says(typing);
  abort.abort();
  await socket.says(typing);
  assert.deepEqual(seen, ["ann"]);
});

test("once settles with the next one, or with its signal or timeout", async () => {
  const { client, socket, clock } = await joinedStage();
  const once = client.chat.once("typing");
  await socket.says(typing);
  await socket.says(typing);
  assert.equal((await once).user, "ann");
  const abort = new AbortController();
  const cancelled = failure(client.chat.once("typing", { signal: abort.signal }));
  abort.abort();
  assert.equal((await cancelled).code, "cancelled");
  const late = failure(client.chat.once("typing", { timeout: 10 }));
  await clock.advance(10);
  assert.equal((await late).code, "deadline_exceeded");
  assert.equal((await failure(client.chat.once("typing", { signal: AbortSignal.abort() }))).code, "cancelled");
});

test("once ends with the client", async () => {
  const { client, clock } = await joinedStage();
  const waiting = failure(client.chat.once("typing", { timeout: 1000 }));
  client.close();
  assert.equal((await waiting).code, "cancelled");
  assert.equal((await failure(client.chat.once("typing"))).code, "cancelled");
  assert.equal(clock.timers, 0);
});

test("an event without a reply that the server could not handle is reported", async () => {
  const { client, socket, errors } = await joinedStage();
  client.chat.leave({ room: "a" });
  await socket.says({ ns: "/chat", event: "leave", error: { code: "internal", message: "oops" } });
  await socket.says({ error: { code: "invalid_payload", message: "not JSON" } });
  assert.deepEqual(
    errors.map(({ code, message }) => [code, message]),
    [
      ["internal", "leave of /chat: oops"],
      ["invalid_payload", "not JSON"],
    ],
  );
});

test("while nobody listens for errors they go to the console", async () => {
  const { client, socket, errors } = await joinedStage();
  const saved = console.error;
  const printed: unknown[] = [];
  console.error = (error: unknown) => printed.push(error);
  try {
    const stop = client.onError(() => {
      throw new Error("listener of errors broke");
    });
    await socket.says("{");
    stop();
  } finally {
    console.error = saved;
  }
  assert.equal(errors.length, 1);
  assert.match(String(printed[0]), /listener of errors broke/);
});

test("an emitter calls neither those added nor those removed meanwhile", () => {
  const emitter = new Emitter<number>(() => assert.fail());
  const seen: string[] = [];
  emitter.subscribe(() => {
    seen.push("first");
    removeSecond();
    emitter.subscribe(() => seen.push("late"));
  });
  const removeSecond = emitter.subscribe(() => seen.push("second"));
  emitter.emit(1);
  assert.deepEqual(seen, ["first"]);
  assert.equal(emitter.size, 2);
});
