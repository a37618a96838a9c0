import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { InvalidPayload, uuid, type Decimal, type PlainDate, type TimestampNs } from "@gangway/client";
import * as gw from "client/everything.gw.js";
import { Corners, OutOfBounds } from "client/shapes.gw.js";
import { connect, failure, inText, server, Wire } from "./support.js";

const values = async (t: TestContext): Promise<gw.ValuesNamespace> => connect(t, await server()).values;

/** A map as decoders make it: without prototype, so that every key is only a key. */
function record<T>(entries: [string, T][]): Record<string, T> {
  const map = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) map[key] = value;
  return map;
}

/** The same values as `sample()` in sample.h. */
const sample: gw.Scalars = {
  flag: true,
  tiny: -128,
  small: -32_768,
  medium: -2_147_483_648,
  large: -(2n ** 63n),
  tinyCount: 255,
  smallCount: 65_535,
  count: 4_294_967_295,
  largeCount: gw.Largest,
  safe: Number.MIN_SAFE_INTEGER,
  single: 0.25,
  real: Number.MAX_VALUE,
  text: "\"\\/\b\f\n\r\t\x01\x7f ä € 👋 \u2028",
  blob: new Uint8Array([0, 1, 254, 255]),
  at: new Date("9999-12-31T23:59:59.999Z"),
  exactly: "2262-04-11T23:47:16.854775807Z" as TimestampNs,
  lasts: -5,
  day: "2024-02-29" as PlainDate,
  price: "-123456789012345678901234567890.10" as Decimal,
  id: uuid.decode("0190c0de-cafe-7000-8000-0123456789ab"),
  anything: { a: [1, null, true, "x", JSON.parse('{"__proto__":2.5}')] },
};

const zeros: gw.Scalars = {
  flag: false,
  tiny: 0,
  small: 0,
  medium: 0,
  large: 0n,
  tinyCount: 0,
  smallCount: 0,
  count: 0,
  largeCount: 0n,
  safe: 0,
  single: 0,
  real: 0,
  text: "",
  blob: new Uint8Array(),
  at: new Date(0),
  exactly: "1970-01-01T00:00:00.000000000Z" as TimestampNs,
  lasts: 0,
  day: "1970-01-01" as PlainDate,
  price: "0" as Decimal,
  id: uuid.decode("00000000-0000-0000-0000-000000000000"),
  anything: null,
};

test("what C++ wrote, TypeScript reads as the same values, and the other way round", async (t) => {
  const ns = await values(t);
  assert.deepEqual(await ns.sample(), sample);
  assert.equal(await ns.isSample(sample), true);
  assert.equal(await ns.isSample({ ...sample, largeCount: sample.largeCount - 1n }), false);
});

test("scalars come back as they went", async (t) => {
  const ns = await values(t);
  const edges: Partial<gw.Scalars>[] = [
    sample,
    { tiny: 127, small: 32_767, medium: 2_147_483_647, large: 2n ** 63n - 1n, safe: Number.MAX_SAFE_INTEGER },
    ...[2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n].flatMap((n) => [{ large: n, largeCount: n }, { large: -n }]),
    { real: Number.MIN_VALUE },
    { real: 2 ** 53 + 2, single: 16_777_216 },
    { real: 0.1, single: 0.1 },
    { real: -1e21, single: 1.5e-10 },
    { at: new Date("0000-01-01T00:00:00.000Z"), day: "0000-01-01" as PlainDate },
    { at: new Date("1969-12-31T23:59:59.999Z"), day: "9999-12-31" as PlainDate },
    { exactly: "1677-09-21T00:12:43.145224192Z" as TimestampNs, lasts: Number.MAX_SAFE_INTEGER },
    { price: "0.000" as Decimal },
    { price: `${"9".repeat(300)}.${"1".repeat(300)}` as Decimal },
    { text: "\u0000 \u{10ffff} \ud7ff \ufffd e\u0301" },
    { text: "ä".repeat(70_000), blob: new Uint8Array(100_000).fill(7) },
    { anything: [] },
    { anything: {} },
    { anything: [[], {}, "", 0, false, null, { a: { b: [1.5, -3] } }] },
    { anything: "text" },
    { anything: 2 ** 53 },
  ];
  for (const edge of edges) {
    const sent = { ...zeros, ...edge };
    const back = await ns.scalars(sent);
    // An f32 is the same in either format, but only JSON has its shortest digits.
    assert.deepEqual({ ...back, single: Math.fround(back.single) }, { ...sent, single: Math.fround(sent.single) });
  }
});

test("an f32 comes back with as many digits as it takes to be the same f32", async (t) => {
  const ns = await values(t);
  for (const single of [3.4028234663852886e38, 2 ** -149, Math.fround(1 / 3)]) {
    const back = await ns.scalars({ ...zeros, single });
    assert.equal(Math.fround(back.single), single);
  }
});

test("bytes of every length and value come back", async (t) => {
  const ns = await values(t);
  for (const length of [0, 1, 2, 3, 4, 255, 256, 257]) {
    const bytes = Uint8Array.from({ length }, (_, at) => at);
    assert.deepEqual(await ns.bytes(bytes), bytes);
  }
  const big = Uint8Array.from({ length: 3 * 1024 * 1024 }, (_, at) => (at * 31) >> 3);
  assert.ok(Buffer.from(await ns.bytes(big)).equals(big));
});

test("left out, null, given and default are four things", async (t) => {
  const ns = await values(t);
  const defaults = {
    withDefault: 7,
    greeting: gw.Greeting,
    colour: "green",
    since: new Date("2026-01-31T12:00:00Z"),
    words: [],
  };
  const required = { required: "", nullable: null };
  assert.deepEqual(await ns.fields(required), { ...required, ...defaults });
  assert.deepEqual(await ns.fields({ ...required, both: null }), { ...required, both: null, ...defaults });
  const all = {
    required: "r",
    optional: "",
    nullable: "",
    both: "",
    withDefault: 0,
    greeting: "",
    colour: "mauve",
    since: new Date(0),
    words: ["", "👋"],
  };
  assert.deepEqual(await ns.fields(all), all);
});

test("the parameters of an event have defaults, too", async (t) => {
  const ns = await values(t);
  assert.equal(await ns.withDefaults(), "large 3 absent");
  assert.equal(await ns.withDefaults({ note: null }), "large 3 null");
  assert.equal(await ns.withDefaults({ size: "small", times: 0, note: "" }), "small 0 ");
});

test("lists and maps come back, whatever the keys", async (t) => {
  const ns = await values(t);
  const empty: gw.Containers = {
    numbers: [],
    grid: [],
    holes: [],
    byName: record([]),
    nested: record([]),
    colours: [],
    corners: [],
  };
  assert.deepEqual(await ns.containers(empty), empty);
  const full: gw.Containers = {
    numbers: [0n, 2n ** 53n + 1n, -(2n ** 63n)],
    grid: [[], [1.5], [0, -1e-300]],
    holes: [null, "", null],
    byName: record([["", 0], ["__proto__", 1], ["constructor", 2], ["a/b~c \"\u0000", 3], ["ä👋", 4]]),
    nested: record([["__proto__", ["small", "large"]], ["toString", []]]),
    colours: ["red", "a colour of tomorrow"],
    corners: [{ x: 1, y: -1 }],
  };
  const back = await ns.containers(full);
  assert.deepEqual(back, { ...full, byName: record(Object.entries(full.byName).sort()) });
  assert.deepEqual(Object.keys(back.byName).sort(), Object.keys(full.byName).sort());
  assert.deepEqual(await ns.names(["__proto__", "a", "__proto__"]), record([["__proto__", 2], ["a", 1]]));
  assert.equal(({} as Record<string, unknown>)["small"], undefined);
});

test("the arms of unions come back, those of tomorrow as they came", async (t) => {
  const ns = await values(t);
  const contents: gw.Contents = {
    content: { kind: "image", url: "u", alt: "", thumbnail: new Uint8Array([1]) },
    more: [
      { kind: "text", body: "" },
      { kind: "nothing" },
      { kind: "$unknown", tag: "video", raw: { seconds: 1.5, kind: "video", frames: [{ "": null }] } },
    ],
    order: { do: "say", body: "hi" },
  };
  assert.deepEqual(await ns.contents(contents), contents);
});

test("types that contain themselves come back", async (t) => {
  const ns = await values(t);
  const recursive: gw.Recursive = {
    tree: { label: "root", children: [{ label: "leaf", children: [] }, { label: "", children: [] }] },
    expression: {
      op: "sum",
      left: { op: "number", value: 1 },
      right: { op: "sum", left: { op: "number", value: 2 }, right: { op: "$unknown", tag: "pi", raw: { op: "pi" } } },
    },
    chain: chainOf(5),
  };
  assert.deepEqual(await ns.recursive(recursive), recursive);
});

test("a payload may nest as deep as the server takes, and is not sent when it is deeper", async (t) => {
  const ns = await values(t);
  const rest: Omit<gw.Recursive, "chain"> = { tree: { label: "", children: [] }, expression: { op: "number", value: 0 } };
  let taken = 40;
  for (; taken < 80; taken++) {
    const result = await ns.try.recursive({ ...rest, chain: chainOf(taken) });
    if (result.ok) assert.deepEqual(result.value.chain, chainOf(taken));
    else if (result.error instanceof InvalidPayload) break;
    else throw result.error;
  }
  assert.equal(taken, 62, "levels with the payload's own");
});

test("types and errors of an imported file work like one's own", async (t) => {
  const ns = await values(t);
  assert.deepEqual(await ns.turn({ at: { x: 1, y: 2 }, to: "left" }), { x: -2, y: 1 });
  const error = await failure(ns.turn({ at: { x: Corners + 1, y: 0 }, to: "right" }));
  assert.ok(error instanceof OutOfBounds);
  assert.deepEqual(error.data, { at: { x: 5, y: 0 }, limit: 4 });
});

test("both ends refuse the same payloads, at the same spot, by the same rule", async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/values");
  const json = (value: object): object =>
    JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one))) as object;
  const scalars = json(gw.Scalars.encode(zeros) as object);
  const scalar = (key: string, ...bad: unknown[]): [string, { decode(json: unknown): unknown }, unknown][] =>
    bad.map((one) => ["scalars", gw.Scalars, { ...scalars, [key]: one }]);
  const fields = { required: "", nullable: null };
  const containers = { numbers: [], grid: [], holes: [], byName: {}, nested: {}, colours: [], corners: [] };
  const contents = { content: { kind: "nothing" }, more: [] };
  const cases: [string, { decode(json: unknown): unknown }, unknown][] = [
    ...scalar("flag", 1, null, "true"),
    ...scalar("tiny", 128, -129, 1.5, "1"),
    ...scalar("medium", 2 ** 31, -(2 ** 31) - 1),
    ...scalar("count", -1, 2 ** 32),
    ...scalar("large", "9223372036854775808", "-9223372036854775809", "1.0", "01", "", " 1", 2 ** 53, true),
    ...scalar("largeCount", "18446744073709551616", "-1", -1),
    ...scalar("safe", 2 ** 53, -(2 ** 53)),
    ...scalar("single", 1e39, "1"),
    ...scalar("real", null, "NaN"),
    ...scalar("text", null, 1, []),
    ...scalar("blob", "a", "!!!!", "AAA=A", 1),
    ...scalar("at", "2026-02-30T00:00:00Z", "2026-01-01", "2026-01-01T24:00:00Z", 0),
    ...scalar("exactly", "2026-01-01T00:00:00.1234567890Z", "now"),
    ...scalar("lasts", 0.5, "1s"),
    ...scalar("day", "2025-02-29", "2026-1-1", 20260101),
    ...scalar("price", "1.", ".5", "1e3", "+1", 1),
    ...scalar("id", "0190c0de-cafe-7000-8000-0123456789a", "x", 1),
    ["scalars", gw.Scalars, {}],
    ["scalars", gw.Scalars, []],
    ["scalars", gw.Scalars, null],
    ["fields", gw.Fields, { required: "" }],
    ["fields", gw.Fields, { ...fields, words: ["", 1] }],
    ["fields", gw.Fields, { ...fields, withDefault: null }],
    ["fields", gw.Fields, { ...fields, colour: 1 }],
    ["containers", gw.Containers, { ...containers, byName: { "a/b~": -1 } }],
    ["containers", gw.Containers, { ...containers, grid: [[], [0, "1"]] }],
    ["containers", gw.Containers, { ...containers, nested: { a: ["small", "medium"] } }],
    ["containers", gw.Containers, { ...containers, corners: [{ x: 1 }] }],
    ["contents", gw.Contents, { ...contents, content: { body: "no tag" } }],
    ["contents", gw.Contents, { ...contents, content: { kind: "text" } }],
    ["contents", gw.Contents, { ...contents, content: { kind: 1 } }],
    ["contents", gw.Contents, { ...contents, order: { do: "dance" } }],
    ["recursive", gw.Recursive, { tree: { label: "", children: [{}] } }],
  ];
  let id = 0;
  for (const [event, codec, data] of cases) {
    const { error } = await wire.call({ event, id: ++id, data });
    const ours = refusal(codec, data);
    const about = `${event} ${JSON.stringify(data).slice(0, 400)}`;
    assert.equal(error?.code, "invalid_payload", about);
    assert.deepEqual(error.data, ours, about);
  }
});

test("only the server can tell: duplicate keys, numbers too large", inText, async (t) => {
  const wire = await Wire.join(t, await server(), "/e2e/values");
  const refused = async (event: string, data: string): Promise<object> => {
    wire.send(`{"event":"${event}","id":1,"data":${data}}`);
    return (await wire.next())["error"]?.data as object;
  };
  const fields = `"nullable":null,"required":""`;
  assert.deepEqual(await refused("fields", `{${fields},"required":""}`), { path: "/required", rule: "duplicate" });
  assert.deepEqual(await refused("turn", `{"at":{"x":1e400,"y":0},"to":"left"}`), { path: "/at/x", rule: "range" });
  wire.send(`{"event":"turn","id":1,"data":{"at":{"x":1.0,"y":2e0},"to":"left"},"tomorrow":[1]}`);
  assert.deepEqual(await wire.next(), { id: 1, data: { x: -2, y: 1 } });
});

test("what the client refuses is never sent", async (t) => {
  const ns = await values(t);
  const error = await failure(ns.scalars({ ...zeros, tiny: 128 }));
  assert.ok(error instanceof InvalidPayload);
  assert.deepEqual(error.data, { path: "/tiny", rule: "range" });
});

function chainOf(links: number): gw.Chain {
  return links === 1 ? { value: 1 } : { value: links, next: chainOf(links - 1) };
}

/** Why our own decoder refuses it. */
function refusal(codec: { decode(json: unknown): unknown }, data: unknown): object | undefined {
  try {
    codec.decode(data);
  } catch (error) {
    if (error instanceof InvalidPayload) return error.data;
    throw error;
  }
  return undefined;
}
