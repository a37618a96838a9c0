import assert from "node:assert/strict";
import { once } from "node:events";
import { WebSocket } from "ws";
import { server, soon } from "../support.js";
import type { Row } from "./row.js";
import { exception, nest, stillThere } from "./wire.js";

/** What NestJS's own end-to-end tests ask for, by their number in the inventory. */
export const specRows: Row[] = [
  {
    id: "specs 2, 14-16",
    nest: "a gateway without a port shares the HTTP server's, on its path, and answers `pop`",
    verdict: "same",
    check: async (t) => {
      const to = await server();
      assert.equal((await fetch(to.http("/healthz"))).status, 200);
      const wire = await nest(t);
      wire.send({ event: "pushPop", data: { test: "test" } });
      assert.deepEqual(await wire.next(), { event: "pop", data: { test: "test" } });
    },
  },
  {
    id: "specs 3, 17",
    nest: "two gateways, two paths or namespaces, one port: each answers its own",
    verdict: "same",
    check: async (t) => {
      const one = await nest(t);
      const two = await nest(t, "/nest-two");
      const test = await nest(t, "/nest-two/test");
      for (const wire of [one, two, test]) wire.send({ event: "push", data: { test: "a" } });
      assert.deepEqual((await one.next())["data"], { test: "a" });
      assert.deepEqual((await two.next())["data"], "two: a");
      assert.deepEqual((await test.next())["data"], "test: a");
    },
  },
  {
    id: "specs 8, 9",
    nest: "an ack gets the handler's value, with a payload and without",
    verdict: "same",
    check: async (t) => {
      const wire = await nest(t);
      assert.deepEqual(await wire.call({ event: "push", id: 1, data: { test: "a" } }), { id: 1, data: { test: "a" } });
      assert.deepEqual(await wire.call({ event: "getClient", id: 2 }), { id: 2, data: "getClient" });
    },
  },
  {
    id: "specs 10, 11",
    nest: "an injected ack answers later with success or failure; what the handler returns is ignored then",
    verdict: "better",
    ours: "`Ack` answers from any thread, exactly once; one that is dropped answers `internal`",
    check: async (t) => {
      const wire = await nest(t);
      assert.deepEqual(await wire.call({ event: "manualAck", id: 1, data: { shouldSucceed: true } }), { id: 1, data: "done" });
      const failed = await wire.call({ event: "manualAck", id: 2, data: { shouldSucceed: false } });
      assert.deepEqual([failed["error"].code, failed["error"].data], ["Boom", { reason: "Operation failed" }]);
      await stillThere(wire);
    },
  },
  {
    id: "specs 12, 13",
    nest: "an error out of an Observable is an exception frame",
    verdict: "same",
    check: async (t) => {
      const thrown = await exception(await nest(t), { event: "list", data: { count: 1, failAfter: 0 } });
      assert.deepEqual([thrown["code"], thrown["cause"]], ["Boom", { pattern: "list" }]);
    },
  },
  {
    id: "specs 20, 21",
    nest: "`messageParser` maps `[event, data]` to an event, also when it is set later",
    verdict: "better",
    ours: "a `MessageFormat` maps both ways, for one subprotocol or for all clients without one",
    check: async (t) => {
      const socket = new WebSocket(`ws://127.0.0.1:${(await server()).port}/nest`, "array");
      t.after(() => socket.terminate());
      await once(socket, "open");
      const answered = once(socket, "message");
      socket.send('["push",{"test":"a"}]');
      assert.equal(String((await soon("the answer", answered))[0]), '["push",{"test":"a"}]');
    },
  },
  {
    id: "specs 22-27",
    nest: "a connection hook that throws, at once or later, is an exception frame, and the process lives (since 12.2)",
    verdict: "better",
    ours: "the client is refused with a typed error and was never in; what the exception said stays in the log",
    check: async (t) => {
      const to = await server();
      for (const token of ["throw", "late throw"]) {
        const wire = await nest(t, `/nest-two?token=${encodeURIComponent(token)}`);
        const thrown = await exception(wire);
        assert.equal(thrown["code"], "internal");
        assert.ok(!JSON.stringify(thrown).includes("secret"));
        assert.equal((await soon("the close", wire.closed)).code, 1008);
      }
      const refused = await exception(await nest(t, "/nest-two?token=wrong"));
      assert.deepEqual([refused["code"], refused["message"]], ["unauthenticated", "Unauthorized"]);
      assert.equal((await fetch(to.http("/healthz"))).status, 200);
    },
  },
  {
    id: "specs 28-30",
    nest: "a request-scoped gateway has one instance a connection, made before the first message and gone behind the last hook",
    verdict: "better",
    ours: "handlers are made once; what belongs to a connection is its typed session",
    check: async (t) => {
      const ann = await nest(t);
      const bob = await nest(t);
      for (const n of [1, 2]) {
        ann.send({ event: "sequence" });
        assert.deepEqual((await ann.next())["data"], n);
      }
      bob.send({ event: "sequence" });
      assert.deepEqual((await bob.next())["data"], 1);
    },
  },
  {
    id: "specs 40, 41",
    nest: "with ValidationPipe a payload that does not fit is refused, without it the value passes",
    verdict: "better",
    ours: "payloads are checked always, by what the schema says",
    check: async (t) => {
      const wire = await nest(t);
      wire.send({ event: "validated", data: { stringProp: "abc" } });
      assert.deepEqual((await wire.next())["data"], "abc");
      const thrown = await exception(wire, { event: "validated", data: { stringProp: "abcd" } });
      assert.deepEqual([thrown["code"], thrown["data"]], ["invalid_payload", { path: "/stringProp", rule: "length" }]);
    },
  },
  {
    id: "specs 4, 19, 38",
    nest: "an interceptor sees which event is handled, and may change its answer",
    verdict: "better",
    ours: "what it puts in the place of a reply is checked against the reply's type",
    check: async (t) => {
      const wire = await nest(t, "/nest/enhanced");
      wire.send({ event: "intercepted" });
      assert.deepEqual(await wire.next(), { event: "intercepted", data: "[x] of intercepted" });
    },
  },
  {
    id: "spec 5",
    nest: "a filter sees which event failed, and says what the client is told",
    verdict: "same",
    check: async (t) => {
      const failed = await exception(await nest(t, "/nest/enhanced"), { event: "filtered" });
      assert.deepEqual([failed["message"], failed["cause"]], ["filtered: filtered", { pattern: "filtered" }]);
    },
  },
  {
    id: "specs 31-39",
    nest: "guards, pipes and interceptors that are scoped have an instance for each connection; global filters are not asked",
    verdict: "deviation",
    ours: "they are made once and see the client, whose session is typed; filters of the server are asked, the most specific first",
    check: async (t) => {
      const wire = await nest(t, "/nest/enhanced");
      assert.equal((await exception(wire, { event: "named", data: { test: "bob" } }))["code"], "forbidden");
      wire.send({ event: "named", data: { test: "ann" } });
      assert.deepEqual(await wire.next(), { event: "named", data: "ann" });
      wire.send({ event: "piped", data: { text: "abc" } });
      assert.deepEqual(await wire.next(), { event: "piped", data: "ABC" });
      assert.equal((await exception(wire, { event: "piped", data: { text: "bad" } }))["code"], "invalid_payload");
    },
  },
  {
    id: "specs 44-52",
    nest: "`@WsParam` gives parts of the path as strings, percent-decoded; a path that does not fit refuses the connection",
    verdict: "better",
    ours: "they are typed and checked, in every dialect; each value has a namespace of its own",
    check: async (t) => {
      const wire = await nest(t, "/documents/doc/room%20with%20spaces/7");
      wire.send({ event: "where" });
      assert.deepEqual(await wire.next(), { event: "where", data: "room with spaces:7" });
      for (const path of ["/documents/doc/room", "/documents/other/room/7", "/documents/doc/room/seven"]) {
        const socket = new WebSocket(`ws://127.0.0.1:${(await server()).port}${path}`);
        t.after(() => socket.terminate());
        const [error] = (await once(socket, "error")) as [Error];
        assert.match(error.message, /404/);
      }
    },
  },
];
