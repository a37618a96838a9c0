import assert from "node:assert/strict";
import { failure, Wire, connect, server } from "../support.js";
import type { Row } from "./row.js";
import { exception, nest, stillThere } from "./wire.js";

/** What NestJS's users complain about, by its number in the inventory. */
export const painRows: Row[] = [
  {
    id: "pain 1",
    nest: "messages that come while the asynchronous connection hook runs are handled before it has decided",
    verdict: "better",
    ours: "nothing is handled before the join is accepted; what comes earlier waits, bounded",
    check: async (t) => {
      const wire = await nest(t, "/nest-two?wait=50");
      wire.send({ event: "push", data: { test: "early" } });
      assert.deepEqual(await wire.next(), { event: "push", data: "two: early" });
      const refused = await nest(t, "/nest-two?wait=50&token=wrong");
      refused.send({ event: "push", data: { test: "early" } });
      assert.equal((await exception(refused))["code"], "unauthenticated");
      assert.deepEqual(refused.frames, []);
    },
  },
  {
    id: "pains 3, 5",
    nest: "errors do not reach ws clients, acks are lost on errors",
    verdict: "better",
    ours: "each call ends once, in every dialect; an event without an id that fails is told by name",
    check: async (t) => {
      const wire = await Wire.open(t, await server(), "/nest", "gangway.v1");
      wire.send({ join: {} });
      await wire.next((frame) => "joined" in frame);
      wire.send({ event: "boom" });
      assert.equal((await wire.next((frame) => frame["event"] === "boom"))["error"].code, "Boom");
      assert.equal((await wire.call({ event: "boom", id: 1 }))["error"].code, "Boom");
    },
  },
  {
    id: "pain 7",
    nest: "no typed events end to end",
    verdict: "better",
    ours: "the schema's; a client's errors are classes, its values types",
    check: async (t) => {
      const { replies } = connect(t, await server());
      assert.equal((await failure(replies.check({ name: "bob" }))).code, "NotHere");
    },
  },
  {
    id: "pain 26",
    nest: "one hostile frame ends the process",
    verdict: "better",
    ours: "depth, size and offences are bounded",
    check: async (t) => {
      const wire = await nest(t);
      for (const frame of ['{"event":"echo","data":{"value":1e999}}', '{"event":"echo","data":{"value":"\\ud800"}}', '{"event":"echo","event":"quiet"}']) {
        assert.equal((await exception(wire, frame))["code"], "invalid_payload");
      }
      await stillThere(wire);
    },
  },
];
