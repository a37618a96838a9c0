import assert from "node:assert/strict";
import { once } from "node:events";
import { WebSocket } from "ws";
import { server, soon, Wire, type Frame } from "../support.js";
import type { Row } from "./row.js";

/** A plain connection to the first gateway. */
export const nest = async (test: Parameters<Row["check"]>[0], path = "/nest"): Promise<Wire> => Wire.open(test, await server(), path);

/** What an exception frame says. */
export async function exception(wire: Wire, frame?: Frame | string): Promise<Frame> {
  if (frame !== undefined) wire.send(frame);
  const { event, data } = await wire.next();
  assert.equal(event, "exception");
  assert.equal(data.status, "error");
  return data as Frame;
}

/** That the connection still works. */
export async function stillThere(wire: Wire): Promise<void> {
  wire.send({ event: "echo", data: { value: "still there" } });
  assert.deepEqual(await wire.next(), { event: "echo", data: "still there" });
}

/** The shapes on the wire. */
export const wireRows: Row[] = [
  {
    id: "wire 1",
    nest: 'a message is a text frame `{"event":E,"data":D}`',
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t);
      wire.send('{"event":"push","data":{"test":"hi"}}');
      assert.deepEqual(await wire.next(), { event: "push", data: { test: "hi" } });
    },
  },
  {
    id: "wire 2",
    nest: "a binary frame that holds the same JSON is taken, too",
    verdict: "deviation",
    ours: "closed with 1003: binary is for binary encodings. A `MessageFormat` may take it",
    check: async (t) => {
      const wire = await nest(t);
      wire.socket.send(Buffer.from('{"event":"quiet"}'));
      assert.equal((await soon("the close", wire.closed)).code, 1003);
    },
  },
  {
    id: "wire 3",
    nest: "a handler that returns `{event, data}` sends that object, with whatever else it has",
    verdict: "better",
    ours: "events of the schema are sent by typed methods, an answer has its own event's name; nothing leaks",
    check: async (t) => {
      const wire = await nest(t);
      wire.send({ event: "pushPop", data: { test: "hi" } });
      assert.deepEqual(await wire.next(), { event: "pop", data: { test: "hi" } });
      await stillThere(wire);
    },
  },
  {
    id: "wire 4",
    nest: "any other value is sent bare, without an envelope",
    verdict: "better",
    ours: "it is sent as `{event, data}`, or with the caller's id",
    check: async (t) => {
      const wire = await nest(t);
      for (const value of ["x", { a: 1 }, 0, "", false, [1]]) {
        wire.send({ event: "echo", data: { value } });
        assert.deepEqual(await wire.next(), { event: "echo", data: value });
        wire.send({ event: "echo", id: 7, data: { value } });
        assert.deepEqual(await wire.next(), { id: 7, data: value });
      }
    },
  },
  {
    id: "wire 5",
    nest: "undefined and null are not sent, and an ack that was asked for never comes",
    verdict: "better",
    ours: "null is a value; an event without an answer acknowledges where an id was sent",
    check: async (t) => {
      const wire = await nest(t);
      wire.send({ event: "echo", data: { value: null } });
      assert.deepEqual(await wire.next(), { event: "echo", data: null });
      wire.send({ event: "quiet" });
      wire.send({ event: "quiet", id: 2 });
      assert.deepEqual(await wire.next(), { id: 2 });
    },
  },
  {
    id: "wire 6",
    nest: "`data` is left out where there is none",
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t);
      wire.send('{"event":"quiet","id":1}');
      assert.deepEqual(await wire.next(), { id: 1 });
    },
  },
  {
    id: "wire 7",
    nest: "an Observable sends one frame an item, in order; an error behind some sends those first",
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t);
      wire.send({ event: "list", data: { count: 3 } });
      for (const n of [0, 1, 2]) assert.deepEqual(await wire.next(), { event: "list", data: n });
      wire.send({ event: "list", data: { count: 3, failAfter: 1 } });
      assert.deepEqual(await wire.next(), { event: "list", data: 0 });
      assert.equal((await exception(wire))["code"], "Boom");
    },
  },
  {
    id: "wire 8",
    nest: "on socket.io only an Observable's first value becomes the ack, the others vanish",
    verdict: "better",
    ours: "a stream that was asked for with an id has all its items and an end",
    check: async (t) => {
      const wire = await nest(t);
      wire.send({ event: "list", id: 1, data: { count: 2 } });
      assert.deepEqual(await wire.next(), { id: 1, item: 0 });
      assert.deepEqual(await wire.next(), { id: 1, item: 1 });
      assert.deepEqual(await wire.next(), { id: 1, end: true });
    },
  },
  {
    id: "wire 9",
    nest: "a Promise of an Observable is flattened",
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t);
      wire.send({ event: "laterList", data: { count: 2 } });
      for (const n of [0, 1]) assert.deepEqual(await wire.next(), { event: "laterList", data: n });
    },
  },
  {
    id: "wire 10",
    nest: '`WsException("boom")` is `{"event":"exception","data":{"status":"error","message":…,"cause":{"pattern":…,"data":…}}}`',
    verdict: "deviation",
    ours: "the same frame, with a `code`; `cause` does not repeat what was sent, which may be a secret",
    check: async (t) => {
      const thrown = await exception(await nest(t), { event: "boom" });
      assert.deepEqual(thrown, {
        status: "error",
        code: "Boom",
        message: "What `new WsException('boom')` says",
        data: { reason: "boom" },
        cause: { pattern: "boom" },
      });
    },
  },
  {
    id: "wire 11",
    nest: "`WsException({code: 7})` sends that object in place of the frame's data",
    verdict: "better",
    ours: "declared errors have their fields in `data`, typed, and the frame keeps its shape",
    check: async (t) => {
      const thrown = await exception(await nest(t), { event: "coded" });
      assert.deepEqual([thrown["code"], thrown["data"]], ["Coded", { code: 7 }]);
    },
  },
  {
    id: "wire 12",
    nest: 'any other error is "Internal server error", its text in the log alone',
    verdict: "same",
    check: async (t) => {
      const thrown = await exception(await nest(t), { event: "fault" });
      assert.equal(thrown["code"], "internal");
      assert.ok(!JSON.stringify(thrown).includes("secret"));
      assert.ok((await server()).log.includes("a secret of the server"));
    },
  },
  {
    id: "wire 13",
    nest: "a refused payload (ValidationPipe) is an internal error on the wire",
    verdict: "better",
    ours: "`invalid_payload`, with the spot and the rule",
    check: async (t) => {
      const thrown = await exception(await nest(t), { event: "validated", data: { stringProp: 123 } });
      assert.deepEqual([thrown["code"], thrown["data"]], ["invalid_payload", { path: "/stringProp", rule: "type" }]);
    },
  },
  {
    id: "wire 14",
    nest: "an ack that was asked for never comes when the handler fails",
    verdict: "better",
    ours: "every call ends exactly once: with its value or its error",
    check: async (t) => {
      const wire = await nest(t);
      for (const [event, code] of [["boom", "Boom"], ["fault", "internal"], ["nothing", "unknown_event"]]) {
        assert.equal((await wire.call({ event: event!, id: 3 }))["error"].code, code);
      }
    },
  },
  {
    id: "wire 15",
    nest: "an unknown event, malformed JSON, null, 5, [], {} and an empty frame are dropped without a word",
    verdict: "better",
    ours: "each is told why, the connection stays; more than `Limits::offences` end it",
    check: async (t) => {
      const wire = await nest(t);
      assert.equal((await exception(wire, { event: "nothing" }))["code"], "unknown_event");
      for (const frame of ["{", "null", "5", "[]", "{}", ""]) {
        assert.equal((await exception(wire, frame))["code"], "invalid_payload");
      }
      await stillThere(wire);
    },
  },
  {
    id: "wire 16",
    nest: "`__proto__`, `constructor` and `toString` are events like others, and nothing is polluted",
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t);
      for (const event of ["__proto__", "constructor", "toString"]) {
        assert.equal((await exception(wire, `{"event":"${event}"}`))["code"], "unknown_event");
      }
      wire.send('{"event":"echo","data":{"value":{"__proto__":{"polluted":1}}}}');
      const { data } = await wire.next();
      assert.deepEqual(Object.keys(data), ["__proto__"]);
    },
  },
  {
    id: "wire 17",
    nest: "`{\"event\":42}` reaches the handler of the number 42",
    verdict: "deviation",
    ours: "event names are names: a number is `invalid_payload`",
    check: async (t) => {
      assert.equal((await exception(await nest(t), '{"event":42}'))["code"], "invalid_payload");
    },
  },
  {
    id: "wire 18",
    nest: "on an unknown path the TCP connection is cut",
    verdict: "better",
    ours: "404",
    check: async (t) => {
      const socket = new WebSocket(`ws://127.0.0.1:${(await server()).port}/nowhere`);
      t.after(() => socket.terminate());
      const [error] = (await once(socket, "error")) as [Error];
      assert.match(error.message, /404/);
    },
  },
  {
    id: "wire 19",
    nest: "`/p1/` is not `/p1`; the query string is ignored",
    verdict: "deviation",
    ours: "a slash at the end means nothing; the query is the handshake",
    check: async (t) => {
      await stillThere(await nest(t, "/nest/"));
      const thrown = await exception(await nest(t, "/nest-two?token=wrong"));
      assert.equal(thrown["message"], "Unauthorized");
    },
  },
  {
    id: "wire 20",
    nest: "the namespace option throws on ws; on socket.io it is a channel of the connection",
    verdict: "better",
    ours: "namespaces are part of the gateway in every dialect: a path of the URL, or `ns`",
    check: async (t) => {
      const wire = await nest(t, "/nest-two/test");
      wire.send({ event: "push", data: { test: "a" } });
      assert.deepEqual(await wire.next(), { event: "push", data: "test: a" });
      const both = await Wire.open(t, await server(), "/nest-two", "gangway.v1");
      both.send({ join: {} });
      both.send({ ns: "/test", join: {} });
      await both.next((frame) => frame["joined"] && frame["ns"] === "/");
      await both.next((frame) => frame["joined"] && frame["ns"] === "/test");
      assert.deepEqual(await both.call({ event: "push", id: 1, data: { test: "a" } }), { id: 1, data: "two: a" });
      assert.deepEqual(await both.call({ ns: "/test", event: "push", id: 2, data: { test: "a" } }), { id: 2, data: "test: a" });
    },
  },
  {
    id: "wire 21",
    nest: "an unknown namespace is a connect error",
    verdict: "same",
    check: async (t) => {
      const wire = await Wire.open(t, await server(), "/nest", "gangway.v1");
      wire.send({ ns: "/nope", join: {} });
      assert.equal((await wire.next((frame) => "error" in frame))["error"].code, "unknown_namespace");
    },
  },
  {
    id: "wire 22",
    nest: "the disconnect hook is told a code (ws), a text (socket.io), or before 12.x nothing",
    verdict: "better",
    ours: "one enum for every dialect",
    check: async (t) => {
      const to = await server();
      const before = to.lines.filter((line) => line === "left nest client_left").length;
      const wire = await nest(t);
      await stillThere(wire);
      wire.socket.close(4001);
      await to.said("left nest client_left", before + 1);
      const lost = await nest(t);
      await stillThere(lost);
      lost.socket.terminate();
      await to.said("left nest transport_lost");
    },
  },
  {
    id: "wire 23",
    nest: "two slow messages and a fast one that were sent in order are answered in the order they end: 3, 2, 1",
    verdict: "deviation",
    ours: "one client's events are handled one at a time, in order; `@concurrent(n)` is for those that may overtake",
    check: async (t) => {
      const wire = await nest(t);
      const names = ["1", "2", "3"];
      [80, 5, 0].forEach((wait, at) => wire.send({ event: "slow", data: { name: names[at], wait } }));
      for (const name of names) assert.deepEqual(await wire.next(), { event: "slow", data: name });
    },
  },
  {
    id: "wire 24",
    nest: "`@MessageBody('p')` reads inherited members, too: `constructor` gives a function; what is missing is undefined",
    verdict: "better",
    ours: "payloads are structs: only their fields, and what is missing is refused",
    check: async (t) => {
      const thrown = await exception(await nest(t), { event: "push", data: {} });
      assert.deepEqual(thrown["data"], { path: "/test", rule: "missing" });
    },
  },
  {
    id: "wire 25",
    nest: "a response that cannot be encoded (a cycle, a BigInt) is an uncaught exception",
    verdict: "better",
    ours: "typed values can be, but for NaN and infinities, which are `internal`; the next message is handled",
    check: async (t) => {
      const wire = await nest(t);
      assert.equal((await exception(wire, { event: "unencodable" }))["code"], "internal");
      await stillThere(wire);
    },
  },
  {
    id: "wire 26",
    nest: "100,000 levels of JSON end the process",
    verdict: "better",
    ours: "64 levels are read, more is refused",
    check: async (t) => {
      const wire = await nest(t);
      const deep = "[".repeat(100_000) + "]".repeat(100_000);
      assert.equal((await exception(wire, `{"event":"echo","data":{"value":${deep}}}`))["code"], "invalid_payload");
      await stillThere(wire);
    },
  },
  {
    id: "wire 27",
    nest: 'a guard that says no is "Forbidden resource"',
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t, "/nest/enhanced");
      const refused = await exception(wire, { event: "guarded", data: { test: "a" } });
      assert.deepEqual([refused["code"], refused["cause"]], ["forbidden", { pattern: "guarded" }]);
      assert.equal((await wire.call({ event: "guarded", id: 1, data: { test: "a" } }))["error"].code, "forbidden");
    },
  },
  {
    id: "wire 28",
    nest: "guards, interceptors (before), pipes, handler, interceptors (after); filters on what was thrown",
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t, "/nest/enhanced");
      wire.send({ event: "layers", data: { test: "ann" } });
      assert.deepEqual(await wire.next(), { event: "layers", data: ["guard", "before", "pipe", "handler ANN", "after"] });
      const failed = await exception(wire, { event: "layers", data: { test: "ann", fail: true } });
      assert.equal(failed["message"], '["guard","before","pipe","handler ANN","after","filter"]');
      assert.ok(!JSON.stringify(failed).includes("secret"));
    },
  },
  {
    id: "wire 29",
    nest: "a page of any origin may connect, whatever `cors.origin` says",
    verdict: "better",
    ours: "403 before the upgrade, unless the page is the server's own or `@origins` names it",
    check: async (t) => {
      const to = await server();
      const socket = new WebSocket(`ws://127.0.0.1:${to.port}/nest`, { origin: "https://evil.example" });
      t.after(() => socket.terminate());
      const [error] = (await once(socket, "error")) as [Error];
      assert.match(error.message, /403/);
    },
  },
];
