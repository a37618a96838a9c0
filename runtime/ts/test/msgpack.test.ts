import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidPayload } from "../src/errors.js";
import * as gw from "../src/index.js";
import { msgpack } from "../src/msgpack.js";

const packed = "gangway.v1.msgpack";
const hex = (message: string | ArrayBuffer): string => Buffer.from(message as ArrayBuffer).toString("hex");
/** What a frame `{a: value}` has behind the key. */
const write = (value: unknown): string => hex(msgpack.write({ a: value }, packed)).replace(/^81a161/, "");
const read = (text: string): unknown => msgpack.read(Uint8Array.from(Buffer.from(text, "hex")).buffer, packed);

/** What a codec makes of a message, or why it does not want it. */
function verdict(codec: gw.Decoder<unknown>, text: string): unknown {
  try {
    return codec.decode(read(text));
  } catch (error) {
    assert.ok(error instanceof InvalidPayload, String(error));
    return `${error.data.rule} ${error.data.path}`;
  }
}

const native = <I>(codec: gw.Encoder<I>, value: I): unknown => msgpack.encode(codec, value);

test("each value is written in its shortest form", () => {
  const forms: [unknown, string][] = [
    [null, "c0"],
    [true, "c3"],
    [false, "c2"],
    [0, "00"],
    [127, "7f"],
    [128, "cc80"],
    [255, "ccff"],
    [256, "cd0100"],
    [65_535, "cdffff"],
    [65_536, "ce00010000"],
    [2 ** 32 - 1, "ceffffffff"],
    [2 ** 32, "cf0000000100000000"],
    [2 ** 53 - 1, "cf001fffffffffffff"],
    [-1, "ff"],
    [-32, "e0"],
    [-33, "d0df"],
    [-128, "d080"],
    [-129, "d1ff7f"],
    [-32_768, "d18000"],
    [-32_769, "d2ffff7fff"],
    [-(2 ** 31), "d280000000"],
    [-(2 ** 31) - 1, "d3ffffffff7fffffff"],
    [5n, "05"],
    [-5n, "fb"],
    [2n ** 53n, "cf0020000000000000"],
    [2n ** 64n - 1n, "cfffffffffffffffff"],
    [-(2n ** 63n), "d38000000000000000"],
    [0.5, "ca3f000000"],
    [0.1, "cb3fb999999999999a"],
    [1e300, "cb7e37e43c8800759c"],
    ["", "a0"],
    ["a", "a161"],
    ["ä", "a2c3a4"],
    ["😀", "a4f09f9880"],
    ["a".repeat(31), "bf" + "61".repeat(31)],
    ["a".repeat(32), "d920" + "61".repeat(32)],
    ["é".repeat(20), "d928" + "c3a9".repeat(20)],
    ["a".repeat(255), "d9ff" + "61".repeat(255)],
    ["a".repeat(256), "da0100" + "61".repeat(256)],
    ["a".repeat(65_536), "db00010000" + "61".repeat(65_536)],
    [new Uint8Array([1, 2]), "c4020102"],
    [new Uint8Array(256), "c50100" + "00".repeat(256)],
    [new Uint8Array(65_536), "c600010000" + "00".repeat(65_536)],
    [[], "90"],
    [Array(15).fill(0), "9f" + "00".repeat(15)],
    [Array(16).fill(0), "dc0010" + "00".repeat(16)],
    [Array(65_536).fill(0), "dd00010000" + "00".repeat(65_536)],
    [{}, "80"],
    [{ b: 1, c: undefined }, "81a16201"],
    [new Date(0), "d6ff00000000"],
    [new Date((2 ** 32 - 1) * 1000), "d6ffffffffff"],
    [new Date(2 ** 32 * 1000), "d7ff0000000100000000"],
    [new Date(1), "d7ff003d090000000000"],
    [new Date(-1), "c70cff3b8b87c0ffffffffffffffff"],
    [new Date(2 ** 34 * 1000), "c70cff000000000000000400000000"],
  ];
  for (const [value, form] of forms) {
    assert.equal(write(value), form);
    const back = read(form);
    const usual = typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    assert.deepEqual(back, typeof value === "object" && value ? withoutUndefined(value) : usual);
  }
  const large = Object.fromEntries(Array.from({ length: 65_536 }, (_, at) => [`k${at}`, at]));
  assert.match(write(large), /^df00010000a26b3000/);
  assert.deepEqual(read(write(large)), large);
});

function withoutUndefined(value: object): object {
  if (value.constructor !== Object) return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

test("every form of a value is read, also longer ones than needed", () => {
  const forms: [string, unknown][] = [
    ["cc05", 5],
    ["cd0005", 5],
    ["ce00000005", 5],
    ["cf0000000000000005", 5],
    ["d005", 5],
    ["d10005", 5],
    ["d200000005", 5],
    ["d30000000000000005", 5],
    ["d3fffffffffffffffb", -5],
    ["cf0020000000000000", 9007199254740992n],
    ["d3ffe0000000000000", -9007199254740992n],
    ["cb4014000000000000", 5],
    ["d90161", "a"],
    ["da000161", "a"],
    ["db0000000161", "a"],
    ["a3efbbbf", "\ufeff"],
    ["dc000105", [5]],
    ["dd0000000105", [5]],
    ["de0001a16105", { a: 5 }],
    ["df00000001a16105", { a: 5 }],
    ["c5000101", new Uint8Array([1])],
    ["c600000001ff", new Uint8Array([255])],
    ["c704ff00000001", new Date(1000)],
    ["c80008ff0000000000000001", new Date(1000)],
    ["c90000000cff3b9ac9ff0000000000000001", new Date(1999)],
    ["c70cff3b9ac9ffffffffffffffffff", new Date(-1)],
  ];
  for (const [form, value] of forms) assert.deepEqual(read(form), value, form);
});

test("what is read shares no memory with the message", () => {
  const message = Uint8Array.from([0xc4, 2, 7, 8]).buffer;
  const bytes = msgpack.read(message, packed) as Uint8Array;
  assert.equal(bytes.buffer.byteLength, 2);
});

const point = gw.struct({ x: gw.u8, y: gw.optional(gw.u8) });

test("what is no MessagePack is refused as a whole, whatever lengths it claims", () => {
  const bad = [
    "", // nothing
    "c1", // no value
    "0505", // something behind it
    "81", // a map without its entry
    "81a161", // a key without its value
    "92c0", // a list that is cut off
    "a2", // text that is cut off
    "d9ff61",
    "dbffffffff61",
    "c6ffffffff00",
    "ddffffffff",
    "ddffffffffc0c0",
    "dfffffffff",
    "dfffffffffa16105",
    "cb00", // a number that is cut off
    "cf00000000000000",
    "8105c0", // a key that is no text
    "81c4016105",
    "81c0c0",
    "8190c0",
    "d4ff00", // a time of one byte
    "d400ff", // other extensions
    "d60100000000",
    "c70dff" + "00".repeat(13),
    "c9ffffffff00",
    "d7ffee6b280000000000", // a second of 1,000,000,000 ns
    "c70cff3b9aca000000000000000000",
  ];
  for (const text of bad) assert.equal(verdict(gw.json, text), "syntax ", text);
  assert.equal(verdict({ decode: () => msgpack.read("{}", packed) }, ""), "syntax ");
});

test("a key that stands twice is refused where it means something", () => {
  assert.equal(verdict(point, "82a17801a17801"), "duplicate /x");
  assert.deepEqual(verdict(point, "83a17801a16f01a16f02"), { x: 1 });
  assert.deepEqual(verdict(point, "82a17801a16f82a16101a16102"), { x: 1 });
  const maps = gw.list(gw.map(gw.u8));
  assert.equal(verdict(maps, "9281a1610184a16101a16201a16102a16103"), "duplicate /1/a");
  assert.equal(verdict(gw.json, "82a16101a16102"), "duplicate /a");
  const content = gw.openUnion("kind", { point });
  assert.equal(verdict(content, "83a46b696e64a5706f696e74a17801a46b696e64a5706f696e74"), "duplicate /kind");
});

test("keys called as what all objects have are data", () => {
  const proto = "a95f5f70726f746f5f5f";
  assert.equal(verdict(gw.map(gw.u8), `82${proto}01${proto}02`), "duplicate /__proto__");
  const map = verdict(gw.map(gw.u8), `81${proto}01`) as object;
  assert.deepEqual(Object.keys(map), ["__proto__"]);
  const frame = read(`82${proto}81a5` + Buffer.from("event").toString("hex") + "01a17801") as object;
  assert.equal("event" in frame, false);
  assert.equal(Object.getPrototypeOf(frame), Object.prototype);
  const constructor = "ab" + Buffer.from("constructor").toString("hex");
  assert.equal(verdict(gw.map(gw.u8), `82${constructor}01${constructor}02`), "duplicate /constructor");
  assert.deepEqual({ ...(verdict(gw.map(gw.u8), `81${constructor}01`) as object) }, { constructor: 1 });
  assert.equal(write(JSON.parse('{"__proto__":1}')), `81${proto}01`);
});

test("text that is not UTF-8 is refused where it stands", () => {
  const name = gw.struct({ name: gw.string });
  const key = "81a46e616d65";
  for (const text of ["a1ff", "a2c328", "a3eda080", "a2c0af", "a4f4908080", "a1c3", `d92061${"ff".repeat(31)}`]) {
    assert.equal(verdict(name, key + text), "syntax /name", text);
  }
  assert.equal(verdict(point, "82a17801a16fa1ff"), "syntax /o");
  assert.equal(verdict(point, "82a17801a16f81a1ff00"), "syntax /o");
  assert.equal(verdict(gw.map(gw.u8), "81a1ff01"), "syntax ");
});

test("what is nested too deep is refused where it is, however deep it goes", () => {
  const path = "/0".repeat(61);
  assert.deepEqual(verdict(point, `82a17801a16f${"91".repeat(60)}90`), { x: 1 });
  assert.equal(verdict(point, `82a17801a16f${"91".repeat(61)}90`), `depth /o${path}`);
  assert.equal(verdict(gw.json, "91".repeat(1_000_000) + "c0"), `depth ${"/0".repeat(62)}`);
  // Wide and deep: all of it is read all the same.
  assert.equal(verdict(gw.json, "92".repeat(200) + "c0".repeat(201)), `depth ${"/0".repeat(62)}`);
  const deep = `82a162${"91".repeat(200)}81a16190a163`;
  assert.equal(verdict(gw.struct({ c: gw.u8 }), `${deep}01`), `depth /b${"/0".repeat(61)}`);
  assert.equal(verdict(gw.json, `${deep}`), "syntax ");
  assert.equal(verdict(gw.json, "91".repeat(1_000_000)), "syntax ");
});

test("numbers out of range, and what is none, are refused where they stand", () => {
  const cases: [gw.Decoder<unknown>, string, unknown][] = [
    [gw.u8, "cd0100", "range "],
    [gw.i32, "cf0020000000000000", "range "],
    [gw.safeint, "cf0020000000000000", "range "],
    [gw.safeint, "cf001fffffffffffff", Number.MAX_SAFE_INTEGER],
    [gw.u32, "cb3ff0000000000000", 1],
    [gw.u32, "ca3f000000", "type "],
    [gw.u32, "cb7ff8000000000000", "range "],
    [gw.f64, "cb7ff0000000000000", "range "],
    [gw.f64, "ca7fc00000", "range "],
    [gw.f32, "cb47f0000000000000", "range "],
    [gw.f64, "cf8000000000000000", 2 ** 63],
    [gw.f32, "05", 5],
    [gw.f32, "cf8000000000000000", 2 ** 63],
    [gw.json, "cb7ff0000000000000", "range "],
    [gw.i64, "05", 5n],
    [gw.i64, "cb4014000000000000", 5n],
    [gw.i64, "d38000000000000000", -(2n ** 63n)],
    [gw.i64, "cf8000000000000000", "range "],
    [gw.u64, "cfffffffffffffffff", 2n ** 64n - 1n],
    [gw.u64, "ff", "range "],
    [gw.u64, "cb43f0000000000000", "range "],
    [gw.string, "cf8000000000000000", "type "],
    [gw.bool, "00", "type "],
  ];
  for (const [codec, text, expected] of cases) assert.deepEqual(verdict(codec, text), expected, text);
});

test("bytes, times and large integers are read in either form, and taken for nothing else", () => {
  assert.deepEqual(verdict(gw.bytes, "c4020102"), new Uint8Array([1, 2]));
  assert.deepEqual(verdict(gw.bytes, "a4" + Buffer.from("AQI=").toString("hex")), new Uint8Array([1, 2]));
  assert.equal(verdict(gw.u64, "a135"), 5n);
  const text = Buffer.from("2026-01-31T12:00:00.250Z").toString("hex");
  assert.deepEqual(verdict(gw.timestamp, "b8" + text), new Date("2026-01-31T12:00:00.250Z"));
  assert.deepEqual(verdict(gw.timestamp, "c70cff000000000000003afff4417f"), new Date("9999-12-31T23:59:59Z"));
  assert.equal(verdict(gw.timestamp, "c70cff000000000000003afff44180"), "range ");
  assert.deepEqual(verdict(gw.timestamp, "c70cff00000000fffffff1868b8400"), new Date("0000-01-01T00:00:00Z"));
  assert.equal(verdict(gw.timestamp, "c70cff00000000fffffff1868b83ff"), "range ");
  assert.equal(verdict(gw.timestamp, "c70cff000000007fffffffffffffff"), "range ");
  for (const codec of [point, gw.struct({}), gw.map(gw.u8), gw.list(gw.u8), gw.string, gw.u8, gw.date, gw.openUnion("kind", {})]) {
    for (const form of ["c40101", "d6ff00000000"]) assert.equal(verdict(codec, form), "type ", form);
  }
  assert.equal(verdict(gw.bytes, "d6ff00000000"), "type ");
  assert.equal(verdict(gw.timestamp, "c40101"), "type ");
  assert.equal(verdict(gw.timestampNs, "d6ff00000000"), "type ");
  // Nobody goes through the bytes of what nobody reads.
  assert.deepEqual(verdict(point, "83a17801a16fc40101a170d6ff00000000"), { x: 1 });
});

test("any JSON is JSON whatever it came in", () => {
  const any = "84a16e05a162c4020102a174d7ff003d090000000000a169cf0020000000000000";
  const value = { n: 5, b: "AQI=", t: "1970-01-01T00:00:00.001Z", i: "9007199254740992" };
  assert.deepEqual(verdict(gw.json, any), value);
  assert.equal(verdict(gw.json, "81a174c70cff000000007fffffffffffffff"), "range /t");
});

test("an arm that is not known is kept as JSON and written back in either format", () => {
  const content = gw.openUnion("kind", { point });
  const image = gw.struct({ kind: gw.string, data: gw.bytes, at: gw.timestamp, size: gw.u64, ratio: gw.f64 });
  const value = { kind: "image", data: new Uint8Array([1, 2]), at: new Date(1), size: 2n ** 60n, ratio: 0.5 };
  const sent = write(native(image, value));
  const kept = content.decode(read(sent));
  assert.deepEqual(kept, {
    kind: "$unknown",
    tag: "image",
    raw: { kind: "image", data: "AQI=", at: "1970-01-01T00:00:00.001Z", size: "1152921504606846976", ratio: 0.5 },
  });
  assert.deepEqual(image.decode(JSON.parse(JSON.stringify(content.encode(kept)))), value);
  assert.deepEqual(image.decode(read(write(native(content, kept)))), value);
});

test("values are encoded as they are for this format alone, and checked all the same", () => {
  const all = gw.struct({
    blob: gw.constrained(gw.bytes, gw.size(1, 4)),
    large: gw.constrained(gw.i64, gw.range(-5n, 2n ** 60n, BigInt)),
    at: gw.timestamp,
    days: gw.constrained(gw.list(gw.timestamp), gw.unique),
    blobs: gw.constrained(gw.list(gw.bytes), gw.unique),
    numbers: gw.withDefault(gw.list(gw.u64), [1n]),
  });
  const value = { blob: new Uint8Array([1]), large: 2n ** 60n, at: new Date(5), days: [new Date(1)], blobs: [] };
  assert.deepEqual(native(all, value), { ...value, numbers: [1n] });
  const json = all.encode(value) as Record<string, unknown>;
  assert.deepEqual([json["blob"], json["large"], json["at"], json["numbers"]], [
    "AQ==",
    "1152921504606846976",
    "1970-01-01T00:00:00.005Z",
    ["1"],
  ]);
  const spot = (change: object): string => {
    try {
      native(all, { ...value, ...change });
      return "";
    } catch (error) {
      assert.ok(error instanceof InvalidPayload, String(error));
      return `${error.data.rule} ${error.data.path}`;
    }
  };
  assert.equal(spot({ blob: new Uint8Array(5) }), "size /blob");
  assert.equal(spot({ large: -6n }), "range /large");
  assert.equal(spot({ large: 2n ** 64n }), "range /large");
  assert.equal(spot({ at: new Date(NaN) }), "range /at");
  assert.equal(spot({ at: new Date("+010000-01-01T00:00:00Z") }), "range /at");
  assert.equal(spot({ days: [new Date(1), new Date(1)] }), "unique /days");
  assert.equal(spot({ blobs: [new Uint8Array([1]), new Uint8Array([1])] }), "unique /blobs");
  // After a refusal, too.
  assert.equal(gw.u64.encode(5n), "5");
});

test("with a server that speaks JSON alone the same values are JSON", () => {
  const value = { b: new Uint8Array([1, 2]), t: new Date(1), i: 2n ** 60n, n: [5n], s: "ä", u: undefined };
  const text = '{"b":"AQI=","t":"1970-01-01T00:00:00.001Z","i":"1152921504606846976","n":["5"],"s":"ä"}';
  assert.equal(msgpack.write(value, "gangway.v1"), text);
  assert.equal(msgpack.write({ b: Buffer.from([1, 2]) }, "gangway.v1"), '{"b":"AQI="}');
  assert.deepEqual(msgpack.read('{"a":1}', "gangway.v1"), { a: 1 });
  assert.equal(verdict({ decode: () => msgpack.read(new ArrayBuffer(1), "gangway.v1") }, "c0"), "type ");
});

test("a getter that sends something does not spoil what is being written", () => {
  let inner = "";
  const outer = write({
    a: "x".repeat(100),
    get b() {
      inner = write([1, 2, 3]);
      return 7;
    },
  });
  assert.equal(inner, "93010203");
  assert.deepEqual(read(outer), { a: "x".repeat(100), b: 7 });
  const cyclic: Record<string, unknown> = {};
  cyclic["me"] = cyclic;
  assert.throws(() => write(cyclic), RangeError);
  assert.equal(write(5), "05");
});

test("messages of any size are written", () => {
  for (const size of [1, 500, 1017, 1018, 5000, 70_000, 3_000_000]) {
    const value = { a: "é".repeat(size >> 1), b: new Uint8Array(size).fill(7), c: "z" };
    assert.deepEqual(read(write(value)), value);
  }
});
