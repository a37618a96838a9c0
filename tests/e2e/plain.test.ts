import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, server, soon, Wire, type Frame } from "./support.js";

// A WebSocket without a subprotocol: `{event,data}` both ways, as NestJS's WsAdapter has it.

test("the namespace is the path, the handshake the query, joining is implied", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e?user=ann%20b%C3%A4+x&colour=red&more=1");
  assert.deepEqual(await wire.next(), { event: "welcome", data: { user: "ann bä x", colour: "red" } });
  wire.send({ event: "whoAmI" });
  assert.deepEqual(await wire.next(), { event: "whoAmI", data: "ann bä x" });
});

test("replies carry the event's name, or the id where one was sent", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/replies?user=ann");
  wire.send({ event: "plain", data: 1 });
  assert.deepEqual(await wire.next(), { event: "plain", data: 1 });
  wire.send({ event: "coroutine", data: 2, id: 5 });
  assert.deepEqual(await wire.next(), { id: 5, data: 2 });
  wire.send({ event: "nothing" });
  wire.send({ event: "nothing", id: 6 });
  assert.deepEqual(await wire.next(), { id: 6 });
});

test("stream items come one frame each", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/replies?user=ann");
  wire.send({ event: "numbers", data: { count: 40 } });
  for (let n = 0; n < 40; n++) assert.deepEqual(await wire.next((one) => one["event"] === "numbers"), { event: "numbers", data: n });
  assert.deepEqual(await wire.next(), { event: "streamEnded", data: { given: 40 } });
});

test("a stream that fills the outbox at once goes on when the socket has taken it, however fast that is", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/replies?user=ann");
  const count = 30_000; // of about 30 bytes each: well past what a stream queues before it holds itself back
  wire.send({ event: "numbers", data: { count } });
  for (let n = 0; n < count; n++) assert.equal((await wire.next((one) => one["event"] === "numbers"))["data"], n);
  assert.deepEqual(await wire.next(), { event: "streamEnded", data: { given: count } });
});

test("errors are exception frames, and the connection stays", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/replies?user=ann");
  const exception = async (frame: Frame | string): Promise<Frame> => {
    wire.send(frame);
    const { event, data } = await wire.next();
    assert.equal(event, "exception");
    assert.equal(data.status, "error");
    return data as Frame;
  };
  const declared = await exception({ event: "check", data: { name: "bob" } });
  assert.equal(declared["code"], "NotHere");
  assert.deepEqual(declared["cause"], { pattern: "check" });
  assert.deepEqual(declared["data"], { name: "bob" });
  const bad = await exception({ event: "slow", data: { for: "long" } });
  assert.deepEqual([bad["code"], bad["data"]], ["invalid_payload", { path: "/for", rule: "type" }]);
  assert.equal((await exception({ event: "fly" }))["code"], "unknown_event");
  assert.equal((await exception({ data: 1 }))["code"], "invalid_payload");
  assert.equal((await exception("{"))["code"], "invalid_payload");
  assert.equal((await exception({ event: "fail", data: { how: "fault" } }))["message"].includes("secret"), false);
  wire.send({ event: "plain", data: 1 });
  assert.deepEqual(await wire.next(), { event: "plain", data: 1 });
});

test("a refused handshake is an exception and the end", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/values?user=");
  const { event, data } = await wire.next();
  assert.deepEqual([event, data.code, data.message], ["exception", "unauthenticated", "a name, please"]);
  assert.equal((await soon("the close", wire.closed)).code, 1008);
  const missing = await Wire.open(t, await server(), "/e2e/values");
  assert.deepEqual((await missing.next())["data"]["data"], { path: "/user", rule: "missing" });
  assert.equal((await soon("the close", missing.closed)).code, 1008);
});

test("frames that come before the handshake was accepted wait", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/replies?user=late");
  wire.send({ event: "plain", data: 1 });
  wire.send({ event: "plain", data: 2 });
  assert.deepEqual([(await wire.next())["data"], (await wire.next())["data"]], [1, 2]);
});

test("both dialects meet in a room, and the server may ask a plain client, too", async (t) => {
  const to = await server();
  const { talk } = connect(t, to);
  const wire = await Wire.open(t, to, "/e2e/talk?user=bob");
  const place = { name: "mixed", floor: 0 };
  await talk.enter(place);
  wire.send({ event: "enter", data: place, id: 1 });
  assert.deepEqual(await wire.next(), { id: 1 });
  await talk.say({ ...place, text: "hi" });
  assert.deepEqual(await wire.next(), { event: "said", data: { by: "ann", text: "hi" } });
  const said = talk.once("said");
  wire.send({ event: "say", data: { ...place, text: "hello" } });
  assert.deepEqual(await said, { by: "bob", text: "hello" });

  wire.send({ event: "askMe", data: { question: "?" } });
  const { event, id, data } = await wire.next();
  assert.deepEqual([event, data], ["confirm", { question: "?" }]);
  wire.send({ id, data: true });
  assert.deepEqual(await wire.next(), { event: "askMe", data: "yes" });
});

test("a plain client that is put out is closed", async (t) => {
  const to = await server();
  const wire = await Wire.open(t, to, "/e2e/talk?user=out");
  wire.send({ event: "putMeOut" });
  assert.equal((await soon("the close", wire.closed)).code, 1000);
  await to.said("left /talk out server_left");
  const done = await Wire.open(t, to, "/e2e/talk?user=done");
  done.socket.close(1000);
  await to.said("left /talk done client_left");
});
