import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { Server, server, soon, type Frame } from "../support.js";
import type { Row } from "./row.js";

type Options = Partial<ManagerOptions & SocketOptions>;

/** What the next such event carries. */
const once = (socket: Socket, event: string): Promise<any[]> =>
  new Promise((resolve) => socket.once(event, (...data: unknown[]) => resolve(data)));

/** A client of socket.io-client that waits for its first word of the server; "connect" or an error. */
async function open(t: TestContext, ns = "/", path = "/nest/socket.io/", options: Options = {}): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${(await server()).port}${ns}`, { path, forceNew: true, reconnection: false, ...options });
  t.after(() => socket.disconnect());
  await soon("a word of the server", Promise.race([once(socket, "connect"), once(socket, "connect_error")]));
  return socket;
}

const two = (t: TestContext, auth: Frame = {}, ns = "/"): Promise<Socket> => open(t, ns, "/nest-two/socket.io/", { auth });

/** Why the socket was refused. */
async function refusal(t: TestContext, ns: string, path: string, auth: Frame = {}): Promise<Error & { data?: Frame }> {
  const socket = io(`http://127.0.0.1:${(await server()).port}${ns}`, { path, auth, forceNew: true, reconnection: false });
  t.after(() => socket.disconnect());
  const [error] = (await soon("a refusal", once(socket, "connect_error"))) as [Error & { data?: Frame }];
  return error;
}

const ask = (socket: Socket, event: string, ...data: unknown[]): Promise<any> => soon(`an ack of ${event}`, socket.emitWithAck(event, ...data));
const heard = async (socket: Socket, event: string): Promise<any> => (await soon(event, once(socket, event)))[0];

async function stillThere(socket: Socket): Promise<void> {
  assert.equal(await ask(socket, "echo", { value: "still there" }), "still there");
}

/** What NestJS's gateways do on socket.io (`IoAdapter`), by a real socket.io-client. */
export const socketioRows: Row[] = [
  {
    id: "io 1",
    nest: 'a message is `42["E",D]`, and its ack is what the handler returned',
    verdict: "same",
    check: async (t) => {
      const socket = await open(t);
      assert.deepEqual(await ask(socket, "push", { test: "hi" }), { test: "hi" });
      for (const value of ["x", { a: 1 }, 0, "", false, [1]]) assert.deepEqual(await ask(socket, "echo", { value }), value);
    },
  },
  {
    id: "io 2",
    nest: "several arguments become one payload, the array of them",
    verdict: "deviation",
    ours: "a payload is one typed object; more arguments are `invalid_payload`, so that nothing is dropped or guessed",
    check: async (t) => {
      const socket = await open(t);
      assert.equal((await ask(socket, "push", { test: "a" }, { test: "b" })).error.code, "invalid_payload");
      await stillThere(socket);
    },
  },
  {
    id: "io 3",
    nest: "a handler that returns `{event, data}` emits that event, and the ack that was asked for never comes",
    verdict: "better",
    ours: "events are sent by typed methods; an event with an answer has its ack, always",
    check: async (t) => {
      const socket = await open(t);
      const pop = heard(socket, "pop");
      assert.equal(await ask(socket, "pushPop", { test: "hi" }), undefined);
      assert.deepEqual(await pop, { test: "hi" });
    },
  },
  {
    id: "io 4",
    nest: "without an ack an answer goes nowhere",
    verdict: "same",
    check: async (t) => {
      const socket = await open(t);
      const events: string[] = [];
      socket.onAny((event) => events.push(event));
      socket.emit("push", { test: "a" });
      await stillThere(socket);
      assert.deepEqual(events, []);
    },
  },
  {
    id: "io 5",
    nest: "undefined and null are no answers: the ack never comes",
    verdict: "better",
    ours: "null is a value, and nothing is an empty ack",
    check: async (t) => {
      const socket = await open(t);
      assert.equal(await ask(socket, "echo", { value: null }), null);
      assert.equal(await ask(socket, "quiet"), undefined);
    },
  },
  {
    id: "io 6",
    nest: "an Observable's first value becomes the ack, the others vanish",
    verdict: "better",
    ours: "each item is an event of the stream's name, in order, and the ack is its end, or its error",
    check: async (t) => {
      const socket = await open(t);
      const items: number[] = [];
      socket.on("list", (item: number) => items.push(item));
      assert.equal(await ask(socket, "list", { count: 3 }), undefined);
      assert.deepEqual(items.splice(0), [0, 1, 2]);
      assert.equal((await ask(socket, "list", { count: 3, failAfter: 1 })).error.code, "Boom");
      assert.deepEqual(items.splice(0), [0]);
      assert.equal(await ask(socket, "laterList", { count: 2 }), undefined);
    },
  },
  {
    id: "io 7",
    nest: "`WsException` emits `exception` with `{status, message, cause: {pattern, data}}`",
    verdict: "deviation",
    ours: "the same, with a `code`; `cause` does not repeat what was sent, which may be a secret",
    check: async (t) => {
      const socket = await open(t);
      const thrown = heard(socket, "exception");
      socket.emit("boom");
      assert.deepEqual(await thrown, {
        status: "error",
        code: "Boom",
        message: "What `new WsException('boom')` says",
        data: { reason: "boom" },
        cause: { pattern: "boom" },
      });
    },
  },
  {
    id: "io 8",
    nest: "when a handler fails, the ack that was asked for never comes; `exception` is emitted beside",
    verdict: "better",
    ours: "the ack says it, `{error: {code, message, data}}`, and `exception` is for those who asked for none",
    check: async (t) => {
      const socket = await open(t);
      const exceptions: unknown[] = [];
      socket.on("exception", (thrown) => exceptions.push(thrown));
      const { error } = await ask(socket, "coded");
      assert.deepEqual([error.code, error.data], ["Coded", { code: 7 }]);
      await stillThere(socket);
      assert.deepEqual(exceptions, []);
    },
  },
  {
    id: "io 9",
    nest: 'any other error is "Internal server error", its text in the log alone',
    verdict: "same",
    check: async (t) => {
      const { error } = await ask(await open(t), "fault");
      assert.equal(error.code, "internal");
      assert.ok(!JSON.stringify(error).includes("secret"));
    },
  },
  {
    id: "io 10",
    nest: "a refused payload (ValidationPipe) is an internal error",
    verdict: "better",
    ours: "`invalid_payload`, with the spot and the rule",
    check: async (t) => {
      const { error } = await ask(await open(t), "validated", { stringProp: 123 });
      assert.deepEqual([error.code, error.data], ["invalid_payload", { path: "/stringProp", rule: "type" }]);
    },
  },
  {
    id: "io 11",
    nest: 'a guard that says no is `exception` with "Forbidden resource"',
    verdict: "same",
    check: async (t) => {
      const socket = await open(t, "/enhanced");
      const refused = heard(socket, "exception");
      socket.emit("guarded", { test: "a" });
      assert.deepEqual([(await refused).code, (await refused).cause], ["forbidden", { pattern: "guarded" }]);
      assert.equal((await ask(socket, "guarded", { test: "a" })).error.code, "forbidden");
    },
  },
  {
    id: "io 12",
    nest: "guards, interceptors, pipes, handler, interceptors, filters, in this order",
    verdict: "same",
    check: async (t) => {
      const socket = await open(t, "/enhanced");
      await ask(socket, "layers", { test: "ann" }); // takes what others have left
      assert.deepEqual(await ask(socket, "layers", { test: "ann" }), ["guard", "before", "pipe", "handler ANN", "after"]);
      const { error } = await ask(socket, "layers", { test: "ann", fail: true });
      assert.equal(error.message, '["guard","before","pipe","handler ANN","after","filter"]');
    },
  },
  {
    id: "io 13",
    nest: "an unknown event is dropped, its ack never comes",
    verdict: "better",
    ours: "`unknown_event`, as an ack or as `exception`",
    check: async (t) => {
      const socket = await open(t);
      assert.equal((await ask(socket, "nothing", {})).error.code, "unknown_event");
      const thrown = heard(socket, "exception");
      socket.emit("nothing");
      assert.equal((await thrown).code, "unknown_event");
      await stillThere(socket);
    },
  },
  {
    id: "io 14",
    nest: "`__proto__`, `constructor` and `toString` are events like others, and nothing is polluted",
    verdict: "same",
    check: async (t) => {
      const socket = await open(t);
      for (const event of ["__proto__", "constructor", "toString"])
        assert.equal((await ask(socket, event)).error.code, "unknown_event");
      const value = JSON.parse('{"__proto__":{"polluted":1}}');
      assert.deepEqual(Object.keys(await ask(socket, "echo", { value })), ["__proto__"]);
    },
  },
  {
    id: "io 15",
    nest: "two slow messages and a fast one are answered in the order they end: 3, 2, 1",
    verdict: "deviation",
    ours: "one client's events are handled one at a time, in order; `@concurrent(n)` is for those that may overtake",
    check: async (t) => {
      const socket = await open(t);
      const order: string[] = [];
      const slow = (name: string, wait: number): Promise<unknown> => ask(socket, "slow", { name, wait }).then((one) => order.push(one));
      await Promise.all([slow("1", 80), slow("2", 5), slow("3", 0)]);
      assert.deepEqual(order, ["1", "2", "3"]);
    },
  },
  {
    id: "io 16",
    nest: "gateways share the server's port and the path `/socket.io/`, and are told apart by their namespaces",
    verdict: "deviation",
    ours: "each gateway has its own `@path`: `/nest/socket.io/`, with its namespaces in it; one at `/` has `/socket.io/`",
    check: async (t) => {
      const one = await open(t);
      const both = await two(t);
      const test = await two(t, {}, "/test");
      assert.deepEqual(await ask(one, "push", { test: "a" }), { test: "a" });
      assert.equal(await ask(both, "push", { test: "a" }), "two: a");
      assert.equal(await ask(test, "push", { test: "a" }), "test: a");
    },
  },
  {
    id: "io 17",
    nest: 'an unknown namespace is a connect error, "Invalid namespace"',
    verdict: "same",
    check: async (t) => {
      const error = await refusal(t, "/nope", "/nest/socket.io/");
      assert.deepEqual([error.message, error.data], ["Invalid namespace", undefined]);
    },
  },
  {
    id: "io 18",
    nest: "a namespace that is a RegExp is made for each name that fits; what is in the name is for the handler to find",
    verdict: "better",
    ours: "`/doc/{title}/{page}` is typed and checked; another name is `Invalid namespace`",
    check: async (t) => {
      const socket = await open(t, "/doc/room%20with%20spaces/7", "/documents/socket.io/");
      assert.equal(await ask(socket, "where"), "room with spaces:7");
      for (const ns of ["/doc/room", "/other/room/7", "/doc/room/seven"])
        assert.equal((await refusal(t, ns, "/documents/socket.io/")).message, "Invalid namespace");
    },
  },
  {
    id: "io 19",
    nest: "`handleConnection` runs when the client is in; what it throws is `exception`, or ends the process before 12.2",
    verdict: "better",
    ours: "`on_join_namespace` decides before the client is in: a refusal is its `connect_error`, with code and data",
    check: async (t) => {
      const refused = await refusal(t, "/", "/nest-two/socket.io/", { token: "wrong" });
      assert.deepEqual([refused.message, refused.data], ["Unauthorized", { code: "unauthenticated" }]);
      for (const token of ["throw", "late throw"]) {
        const error = await refusal(t, "/", "/nest-two/socket.io/", { token });
        assert.equal(error.data?.["code"], "internal");
        assert.ok(!JSON.stringify([error.message, error.data]).includes("secret"));
      }
    },
  },
  {
    id: "io 20",
    nest: "messages that come while an asynchronous `handleConnection` runs are handled before it has decided",
    verdict: "better",
    ours: "the namespace answers CONNECT when the join is accepted; nothing is handled before",
    check: async (t) => {
      const socket = await two(t, { wait: 50 });
      assert.equal(await ask(socket, "push", { test: "a" }), "two: a");
    },
  },
  {
    id: "io 21",
    nest: "`handshake.auth` is whatever the client sends",
    verdict: "better",
    ours: "the schema's `handshake`, typed and checked before anything is asked",
    check: async (t) => {
      const error = await refusal(t, "/", "/nest-two/socket.io/", { token: 5 });
      assert.deepEqual(error.data, { code: "invalid_payload", data: { path: "/token", rule: "type" } });
    },
  },
  {
    id: "io 22",
    nest: "a page of any origin may connect by WebSocket, whatever `cors.origin` says",
    verdict: "better",
    ours: "403 for polling and upgrade alike, unless the page is the server's own or `@origins` names it",
    check: async () => {
      const url = (await server()).http("/nest/socket.io/?EIO=4&transport=polling");
      assert.equal((await fetch(url, { headers: { Origin: "https://elsewhere.example" } })).status, 403);
      assert.equal((await fetch(url)).status, 200);
    },
  },
  {
    id: "io 23",
    nest: "an injected ack answers later with success or failure",
    verdict: "better",
    ours: "`Ack` answers from any thread, exactly once; one that is dropped answers `internal`",
    check: async (t) => {
      const socket = await open(t);
      assert.equal(await ask(socket, "manualAck", { shouldSucceed: true }), "done");
      const { error } = await ask(socket, "manualAck", { shouldSucceed: false });
      assert.deepEqual([error.code, error.data], ["Boom", { reason: "Operation failed" }]);
    },
  },
  {
    id: "io 24",
    nest: "the disconnect hook is told a text, as `client namespace disconnect`; before 12.x nothing",
    verdict: "better",
    ours: "one enum for every dialect",
    check: async (t) => {
      const to = await server();
      const before = to.lines.filter((line) => line === "left nest client_left").length;
      const socket = await open(t);
      socket.disconnect();
      await to.said("left nest client_left", before + 1);
    },
  },
  {
    id: "io 25",
    nest: "at `app.close()` the client sees `transport close`, and the hook `server shutting down`",
    verdict: "same",
    check: async (t) => {
      const own = await Server.start();
      const socket = io(own.http("/"), { path: "/nest/socket.io/", forceNew: true, reconnection: false });
      t.after(() => socket.disconnect());
      await soon("the connection", once(socket, "connect"));
      const reason = heard(socket, "disconnect");
      const end = own.end("SIGTERM");
      assert.ok(["transport close", "io server disconnect"].includes(await reason), await reason);
      assert.equal(await end, 0);
      assert.ok(own.lines.includes("left nest shutting_down"), own.lines.join());
    },
  },
  {
    id: "io 26",
    nest: "a message that is none (`42{}`, a reserved event) ends the connection",
    verdict: "same",
    check: async (t) => {
      const socket = await open(t, "/", "/nest/socket.io/", { transports: ["websocket"] });
      const reason = heard(socket, "disconnect");
      (socket.io.engine as unknown as { write(text: string): void }).write('2["disconnect"]');
      assert.equal(await reason, "transport close");
    },
  },
];
