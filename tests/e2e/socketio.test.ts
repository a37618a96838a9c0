import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { call, GangwayError, handle, isRefused, joined, stream, toBytes, tryCall, type Socket } from "@gangway/client/socketio";
import * as gw from "client/everything.gw.socketio.js";
import { io } from "socket.io-client";
import { server, soon, until } from "./support.js";

// socket.io-client with the types of --ts-socketio: by polling alone, by WebSocket alone, and as it comes.

const ways = [["polling"], ["websocket"], ["polling", "websocket"]];

/** A socket in `ns`, before the server has answered. */
async function open<S extends Socket<any, any>>(t: TestContext, ns: string, transports: string[], auth: object = { user: "ann" }): Promise<S> {
  const options = { ...gw.everythingOptions, transports, auth, forceNew: true, reconnection: false };
  const socket = io((await server()).http(ns), options);
  t.after(() => socket.disconnect());
  return socket as unknown as S;
}

async function enter<S extends Socket<any, any>>(t: TestContext, ns: string, transports: string[]): Promise<S> {
  const socket = await open<S>(t, ns, transports);
  await joined(socket);
  return socket;
}

async function failure(promise: Promise<unknown>): Promise<GangwayError> {
  const error: unknown = await promise.then(
    (value) => assert.fail(`fulfilled with ${String(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GangwayError, String(error));
  return error;
}

/** The same values as `sample()` in sample.h, as they travel. */
const sample: gw.Scalars = {
  flag: true,
  tiny: -128,
  small: -32_768,
  medium: -2_147_483_648,
  large: "-9223372036854775808",
  tinyCount: 255,
  smallCount: 65_535,
  count: 4_294_967_295,
  largeCount: "18446744073709551615",
  safe: Number.MIN_SAFE_INTEGER,
  single: 0.25,
  real: Number.MAX_VALUE,
  text: "\"\\/\b\f\n\r\t\x01\x7f ä € 👋 \u2028",
  blob: new Uint8Array([0, 1, 254, 255]),
  at: "9999-12-31T23:59:59.999Z",
  exactly: "2262-04-11T23:47:16.854775807Z",
  lasts: -5,
  day: "2024-02-29",
  price: "-123456789012345678901234567890.10",
  id: "0190c0de-cafe-7000-8000-0123456789ab",
  anything: { a: [1, null, true, "x", JSON.parse('{"__proto__":2.5}')] },
};

for (const way of ways) {
  const by = way.join(" and ");

  test(`socket.io-client by ${by}: values are what the types say, both ways`, async (t) => {
    const values = await enter<gw.ValuesSocket>(t, gw.valuesNamespace, way);
    const got = await call(values, "sample");
    assert.deepEqual({ ...got, blob: toBytes(got.blob) }, { ...sample, blob: Buffer.from(sample.blob as Uint8Array) });
    // Its parser drops a key called `__proto__` from packets with attachments, so this one has none.
    const blob = Buffer.from(sample.blob as Uint8Array).toString("base64") as unknown as gw.Scalars["blob"];
    assert.equal(await call(values, "isSample", { ...sample, blob }), true);
    const plain: gw.Scalars = { ...sample, blob: Uint8Array.of(9).buffer, anything: { a: [1, null, true, "x"] } };
    const echo = await call(values, "scalars", plain);
    assert.deepEqual({ ...echo, blob: [...toBytes(echo.blob)] }, { ...plain, blob: [9] });
    assert.deepEqual(await call(values, "fields", { required: "a", nullable: null }), {
      required: "a",
      nullable: null,
      withDefault: 7,
      greeting: 'say "hi" 👋',
      colour: "green",
      since: "2026-01-31T12:00:00.000Z",
      words: [],
    });
    assert.equal(await call(values, "withDefaults", {}), "large 3 absent");
    assert.deepEqual(await call(values, "names", ["a", "b", "a"]), { a: 2, b: 1 });
  });

  test(`socket.io-client by ${by}: bytes are attachments wherever they stand`, async (t) => {
    const values = await enter<gw.ValuesSocket>(t, gw.valuesNamespace, way);
    const large = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
    assert.deepEqual([...toBytes(await call(values, "bytes", large))], [...large]);
    const image = (byte: number): gw.Content => ({ kind: "image", url: `${byte}`, thumbnail: Uint8Array.of(byte) });
    const { content, more, order } = await call(values, "contents", {
      content: image(1),
      more: [{ kind: "nothing" }, image(2), { kind: "text", body: '{"_placeholder":true,"num":0}' }],
      order: { do: "show", url: "3", thumbnail: Uint8Array.of(3).buffer },
    });
    const shown = [content, ...more].map((one) => (one.kind === "image" ? [...toBytes(one.thumbnail!)] : one));
    assert.deepEqual(shown, [[1], { kind: "nothing" }, [2], { kind: "text", body: '{"_placeholder":true,"num":0}' }]);
    assert.ok(order?.do === "show" && order.thumbnail && toBytes(order.thumbnail)[0] === 3);
  });

  test(`socket.io-client by ${by}: errors are typed, as values and thrown`, async (t) => {
    const values = await enter<gw.ValuesSocket>(t, gw.valuesNamespace, way);
    const far = await tryCall(values, "turn", { at: { x: 9, y: 0 }, to: "left" });
    assert.ok(!far.ok && far.error.code === "OutOfBounds");
    assert.deepEqual(far.error.data, { at: { x: 9, y: 0 }, limit: 4 });
    const refused = await failure(call(values, "checked", { name: "much too long" }));
    assert.deepEqual([refused.code, refused.data], ["invalid_payload", { path: "/name", rule: "length" }]);
    const replies = await enter<gw.RepliesSocket>(t, gw.repliesNamespace, way);
    for (const [how, code] of [["busy", "Busy"], ["return", "NotHere"], ["forbidden", "forbidden"], ["fault", "internal"]])
      assert.equal((await failure(call(replies, "fail", { how: how! }))).code, code);
    assert.equal(await call(replies, "nothing"), undefined);
    assert.equal((await failure(call(replies, "slow", { for: 400 }, { timeout: 50 }))).code, "deadline_exceeded");
    const said = new Promise((resolve) => replies.on("exception", resolve));
    replies.emit("forget", { text: "fault" });
    assert.deepEqual(await soon("the exception", said), {
      status: "error",
      code: "internal",
      message: "the server failed",
      cause: { pattern: "forget" },
    });
  });

  test(`socket.io-client by ${by}: streams come whole and in turn`, async (t) => {
    const replies = await enter<gw.RepliesSocket>(t, gw.repliesNamespace, way);
    const read = async (count: number): Promise<number[]> => {
      const items: number[] = [];
      for await (const item of stream(replies, "numbers", { count })) items.push(item);
      return items;
    };
    const hundred = Array.from({ length: 100 }, (_, at) => at);
    assert.deepEqual(await Promise.all([read(100), read(3), read(0)]), [hundred, [0, 1, 2], []]);
    const items: number[] = [];
    const failing = (async () => {
      for await (const item of stream(replies, "numbers", { count: 2, failure: "bob" })) items.push(item);
    })();
    assert.deepEqual((await failure(failing)).data, { name: "bob" });
    assert.deepEqual(items, [0, 1]);
  });

  test(`socket.io-client by ${by}: it answers the server, rooms and broadcasts reach it`, async (t) => {
    const [ann, bob] = [await enter<gw.TalkSocket>(t, gw.talkNamespace, way), await enter<gw.TalkSocket>(t, gw.talkNamespace, way)];
    handle(ann, "confirm", ({ question }) => {
      if (question === "who?") throw new GangwayError("NotHere", "nobody is", { name: "eve" });
      return question === "sure?";
    });
    handle(ann, "prepare", () => {});
    assert.equal(await call(ann, "askMe", { question: "sure?" }), "yes");
    assert.equal(await call(ann, "askMe", { question: "no?" }), "no");
    assert.equal(await call(ann, "askMe", { question: "who?" }), 'NotHere {"name":"eve"}');
    assert.equal(await call(ann, "prepareMe"), "prepared");

    const name = `${by} ${t.name}`;
    const heard: string[] = [];
    bob.on("said", ({ by, text }) => heard.push(`${by}: ${text}`));
    for (const socket of [ann, bob]) await call(socket, "enter", { name, floor: 1 });
    for (const text of ["one", "two"]) await call(ann, "say", { name, floor: 1, text });
    await until("what was said", () => heard.length === 2);
    assert.deepEqual(heard, ["ann: one", "ann: two"]);
    const numbers: number[] = [];
    ann.on("numbered", (number) => numbers.push(number));
    await call(ann, "numbers", { count: 50 });
    assert.deepEqual(numbers, Array.from({ length: 50 }, (_, at) => at));
  });

  test(`socket.io-client by ${by}: a handshake has base64, and a refusal says why`, async (t) => {
    const key: gw.AdminHandshake = { key: Buffer.from([1, 2, 3]).toString("base64") };
    const admin = await open<gw.AdminSocket>(t, gw.adminNamespace, way, key);
    await joined(admin);
    assert.equal(await call(admin, "level"), 3);
    const nobody = await open<gw.AdminSocket>(t, gw.adminNamespace, way, { key: "" });
    const refused = await failure(joined(nobody));
    assert.deepEqual([refused.code, refused.message], ["forbidden", "no key, no way"]);
    const wrong = await failure(joined(await open<gw.AdminSocket>(t, gw.adminNamespace, way, { key: "?" })));
    assert.deepEqual([wrong.code, wrong.data], ["invalid_payload", { path: "/key", rule: "format" }]);
  });
}

test("socket.io-client without helpers: acknowledgements are what the types say", async (t) => {
  const replies = await enter<gw.RepliesSocket>(t, gw.repliesNamespace, ["websocket"]);
  const answer = await replies.emitWithAck("fail", { how: "busy" });
  assert.ok(isRefused(answer) && answer.error.code === "Busy");
  assert.deepEqual(answer, { error: { code: "Busy", message: "Busy", data: {} } });
  const checked = await new Promise((resolve) => replies.emit("check", { name: "ann" }, resolve));
  assert.equal(checked, undefined);
});
