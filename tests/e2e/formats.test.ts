// Clients in JSON and in MessagePack beside each other. What a client can do in either is in all the other files, which run once in each.
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { msgpack } from "@gangway/client/msgpack";
import type { TalkNamespace } from "client/everything.gw.js";
import { connect, server, soon, until, Wire, type Frame } from "./support.js";

const packed = "gangway.v1.msgpack";

interface Talker {
  readonly talk: TalkNamespace;
  readonly heard: string[];
}

async function talker(t: TestContext, user: string, options: { format?: typeof msgpack } = {}): Promise<Talker> {
  const { talk } = connect(t, await server(), { user, ...options });
  const heard: string[] = [];
  talk.on("said", ({ by, text }) => heard.push(`${by}: ${text}`));
  talk.on("announced", ({ text }) => heard.push(text));
  await talk.$join();
  return { talk, heard };
}

/** A connection in one format, with the namespace of its path joined. */
async function wireIn(t: TestContext, subprotocol: string, path: string, user: string): Promise<Wire> {
  const wire = await Wire.open(t, await server(), path, subprotocol);
  assert.equal(wire.socket.protocol, subprotocol);
  wire.send({ join: { user } });
  await wire.next((frame) => "joined" in frame);
  return wire;
}

test("of what a client offers the server takes the first that it knows", async (t) => {
  const to = await server();
  const chosen = async (...offered: string[]): Promise<string> => (await Wire.open(t, to, "/e2e", ...offered)).socket.protocol;
  assert.equal(await chosen(packed, "gangway.v1"), packed);
  assert.equal(await chosen("gangway.v1", packed), "gangway.v1");
  assert.equal(await chosen("gangway.v9", packed), packed);
});

test("clients of both formats are in one room, and each hears what the other says", async (t) => {
  const [json, pack, both] = await Promise.all([
    talker(t, "json"),
    talker(t, "pack", { format: msgpack }),
    talker(t, "both", { format: msgpack }),
  ]);
  const place = { name: "formats 👋", floor: 3 };
  await Promise.all([json, pack, both].map(({ talk }) => talk.enter(place)));
  for (let round = 0; round < 20; round++) {
    await json.talk.say({ ...place, text: `ä${round}` });
    await pack.talk.say({ ...place, text: `語${round}` });
  }
  await Promise.all([json, pack, both].map(({ talk }) => talk.numbers({ count: 0 })));
  const said = (by: string, text: string): string[] => Array.from({ length: 20 }, (_, round) => `${by}: ${text}${round}`);
  assert.deepEqual(json.heard, said("pack", "語"));
  assert.deepEqual(pack.heard, said("json", "ä"));
  assert.deepEqual(both.heard, Array.from({ length: 20 }, (_, round) => [`json: ä${round}`, `pack: 語${round}`]).flat());

  await pack.talk.announce({ text: "to all", elsewhere: true });
  await until("the announcement", () => [json, pack, both].every(({ heard }) => heard.includes("to all")));
});

test("one event is one message of its own kind for each", async (t) => {
  const kinds = new Map<string, boolean>();
  const wires = await Promise.all(
    ["gangway.v1", packed].map(async (subprotocol) => {
      const wire = await wireIn(t, subprotocol, "/e2e/talk", "wire");
      wire.socket.on("message", (_, isBinary) => kinds.set(subprotocol, isBinary));
      await wire.call({ event: "enter", id: 1, data: { name: "wires", floor: 0 } });
      return wire;
    }),
  );
  const { talk } = await talker(t, "ann", { format: msgpack });
  await talk.say({ name: "wires", floor: 0, text: "hi" });
  for (const wire of wires) {
    const { ns, event, data } = await wire.next((frame) => frame["event"] === "said");
    assert.deepEqual({ ns, event, data }, { ns: "/talk", event: "said", data: { by: "ann", text: "hi" } });
  }
  assert.deepEqual([...kinds].sort(), [["gangway.v1", false], [packed, true]]);
});

test("who was there in one format can come back in the other, and misses nothing", async (t) => {
  const to = await server();
  const { root } = connectDelivery(await Wire.open(t, to, "/delivery", "gangway.v1"));
  const first = await root.join();
  await root.count(2);
  const offset = (await root.wire.next((frame) => frame["data"]?.n === 2))["offset"] as string;
  root.wire.socket.terminate();
  const other = await Wire.open(t, to, "/delivery", "gangway.v1");
  const driver = connectDelivery(other).root;
  await driver.join();
  await driver.count(3);
  const back = await Wire.open(t, to, "/delivery", packed);
  back.send({ join: { user: "wire" }, resume: { sid: first["sid"], offset } });
  assert.equal((await back.next((frame) => "joined" in frame))["joined"].resumed, true);
  for (const n of [1, 2, 3]) {
    const frame = await back.next((one) => one["event"] === "counted");
    assert.equal(frame["data"].n, n);
    assert.equal(typeof frame["offset"], "string");
  }
});

interface Counting {
  readonly wire: Wire;
  join(): Promise<Frame>;
  count(to: number): Promise<void>;
}

function connectDelivery(wire: Wire): { root: Counting } {
  let id = 0;
  return {
    root: {
      wire,
      join: async () => {
        wire.send({ join: { user: "wire" } });
        return (await wire.next((frame) => "joined" in frame))["joined"] as Frame;
      },
      count: async (to) => void (await wire.call({ event: "count", id: ++id, data: { to } })),
    },
  };
}

test("a text message is of the wrong kind where MessagePack is spoken", async (t) => {
  const wire = await wireIn(t, packed, "/e2e/replies", "texter");
  wire.send("{}");
  assert.equal((await soon("the close", wire.closed)).code, 1003);
});

test("what is no MessagePack is told, and the connection stays", async (t) => {
  const wire = await wireIn(t, packed, "/e2e/replies", "odd");
  const messages = ["c1", "81", "81a2696401ff", "dfffffffff", "c6ffffffff00", "8101c0", "91".repeat(2000), "80", "c0", "a161"];
  for (const message of messages) {
    wire.socket.send(Buffer.from(message, "hex"));
    const { error } = await wire.next((frame) => "error" in frame);
    assert.equal(error.code, "invalid_payload", message);
  }
  assert.deepEqual(await wire.call({ event: "plain", id: 1, data: 7 }), { id: 1, data: 7 });
});

test("a payload that does not fit is refused as in JSON", async (t) => {
  for (const subprotocol of ["gangway.v1", packed]) {
    const wire = await wireIn(t, subprotocol, "/e2e/values", "strict");
    const refused = async (event: string, data: unknown): Promise<unknown> =>
      (await wire.call({ event, id: 1, data }))["error"]?.data;
    assert.deepEqual(await refused("names", ["a", 5]), { path: "/1", rule: "type" });
    assert.deepEqual(await refused("withDefaults", { times: -1 }), { path: "/times", rule: "range" });
    assert.deepEqual(await refused("withDefaults", { size: "huge" }), { path: "/size", rule: "enum" });
    assert.deepEqual(await refused("checked", { name: "too long a name" }), { path: "/name", rule: "length" });
  }
  const wire = await wireIn(t, packed, "/e2e/values", "strict");
  // {"event": "bytes", "id": 2, "data": 5}, then the data [[1]], and what only MessagePack can say.
  const call = (data: string): Buffer => Buffer.from(`83a56576656e74a56279746573a2696402a464617461${data}`, "hex");
  for (const [data, rule] of [
    ["05", "type"],
    ["9101", "type"],
    ["d6ff00000000", "type"],
    ["cb7ff8000000000000", "type"],
  ]) {
    wire.socket.send(call(data as string));
    assert.deepEqual((await wire.next((frame) => frame["id"] === 2))["error"].data, { path: "", rule }, data);
  }
  wire.socket.send(call("c403010203"));
  assert.deepEqual(await wire.next((frame) => frame["id"] === 2), { id: 2, data: "AQID" });
});

test("a key that stands twice is refused in MessagePack, too", async (t) => {
  const wire = await wireIn(t, packed, "/e2e/values", "twice");
  // {"event": "withDefaults", "id": 3, "data": {"times": 1, "times": 2}}
  const message = "83a56576656e74ac7769746844656661756c7473a2696403a46461746182a574696d657301a574696d657302";
  wire.socket.send(Buffer.from(message, "hex"));
  assert.deepEqual((await wire.next((frame) => frame["id"] === 3))["error"].data, { path: "/times", rule: "duplicate" });
});

test("bytes take their own length and no third more", async (t) => {
  const to = await server();
  const wire = await Wire.open(t, to, "/e2e", packed);
  const { maxPayload } = (await wire.next())["hello"] as { maxPayload: number };
  const { values } = connect(t, to, { format: msgpack });
  const large = Uint8Array.from({ length: maxPayload - 100 }, (_, at) => at * 7);
  assert.ok(Buffer.from(large).equals(await values.bytes(large)));
  // As base64 it is more than the server takes of one message.
  const json = connect(t, to, { format: { ...msgpack, subprotocols: ["gangway.v1"] } });
  const refused = await json.values.try.bytes(large);
  assert.equal(!refused.ok && refused.error.code, "invalid_payload");
  const small = large.subarray(0, maxPayload / 2);
  assert.ok(Buffer.from(small).equals(await json.values.bytes(small)));
});
