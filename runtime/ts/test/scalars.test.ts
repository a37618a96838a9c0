import assert from "node:assert/strict";
import { test } from "node:test";
import type { Codec } from "../src/codec.js";
import { InvalidPayload, type Rule } from "../src/errors.js";
import * as gw from "../src/index.js";

function refuses(codec: { decode: (json: unknown) => unknown }, json: unknown, rule: Rule): void {
  assert.throws(
    () => codec.decode(json),
    (error) => error instanceof InvalidPayload && error.data.rule === rule,
    `${JSON.stringify(json)} should be refused by ${rule}`,
  );
}

function bothWays<T>(codec: Codec<T>, value: T, json: unknown): void {
  assert.deepEqual(codec.decode(json), value);
  assert.deepEqual(codec.encode(value), json);
}

test("bool takes true and false and nothing like them", () => {
  bothWays(gw.bool, true, true);
  bothWays(gw.bool, false, false);
  for (const json of [0, 1, "true", null, undefined]) refuses(gw.bool, json, "type");
});

test("integers keep to their ranges, both ways", () => {
  const ranges: [Codec<number>, number, number][] = [
    [gw.i8, -128, 127],
    [gw.i16, -32768, 32767],
    [gw.i32, -2147483648, 2147483647],
    [gw.u8, 0, 255],
    [gw.u16, 0, 65535],
    [gw.u32, 0, 4294967295],
    [gw.safeint, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ];
  for (const [codec, min, max] of ranges) {
    bothWays(codec, min, min);
    bothWays(codec, max, max);
    refuses(codec, min - 1, "range");
    refuses(codec, max + 1, "range");
    refuses(codec, 0.5, "type");
    refuses(codec, "1", "type");
    assert.throws(() => codec.encode(NaN), InvalidPayload);
  }
  assert.equal(gw.u8.decode(JSON.parse("1.0")), 1);
  refuses(gw.safeint, JSON.parse("1e400"), "range");
});

test("64-bit integers are decimal strings, and numbers while those are exact", () => {
  bothWays(gw.u64, 18446744073709551615n, "18446744073709551615");
  bothWays(gw.i64, -9223372036854775808n, "-9223372036854775808");
  assert.equal(gw.u64.decode(9007199254740991), 9007199254740991n);
  assert.equal(gw.u64.decode("-0"), 0n);
  assert.equal(gw.i64.encode(5 as unknown as bigint), "5");
  refuses(gw.u64, 9007199254740992, "range");
  refuses(gw.u64, "18446744073709551616", "range");
  refuses(gw.u64, "-1", "range");
  refuses(gw.i64, "9223372036854775808", "range");
  for (const text of ["", "1.0", "+1", "01", "--1", " 1", "0x1", "1e3"]) refuses(gw.i64, text, "format");
  refuses(gw.i64, true, "type");
});

test("floats are finite", () => {
  bothWays(gw.f64, 1.5, 1.5);
  refuses(gw.f64, JSON.parse("1e400"), "range");
  refuses(gw.f32, 1e39, "range");
  refuses(gw.f64, "1", "type");
  assert.throws(() => gw.f64.encode(NaN), InvalidPayload);
  assert.throws(() => gw.f32.encode(-Infinity), InvalidPayload);
});

test("strings have no lone surrogates", () => {
  bothWays(gw.string, "grüß 😀", "grüß 😀");
  refuses(gw.string, "\ud800", "syntax");
  assert.throws(() => gw.string.encode("a\udc00"), InvalidPayload);
  refuses(gw.string, 1, "type");
});

test("bytes are base64, read url-safe and unpadded too", () => {
  bothWays(gw.bytes, new Uint8Array([0, 255, 254]), "AP/+");
  assert.deepEqual(gw.bytes.decode("AP_-"), new Uint8Array([0, 255, 254]));
  assert.deepEqual(gw.bytes.decode("AA"), new Uint8Array([0]));
  assert.deepEqual(gw.bytes.decode("AA=="), new Uint8Array([0]));
  assert.deepEqual(gw.bytes.decode(""), new Uint8Array());
  for (const text of ["A", "AA=", "A A=", "A===", "====", "é"]) refuses(gw.bytes, text, "format");
  const large = new Uint8Array(100_000).map((_, at) => at);
  assert.deepEqual(gw.bytes.decode(gw.bytes.encode(large)), large);
  assert.throws(() => gw.bytes.encode([1] as unknown as Uint8Array), InvalidPayload);
});

test("timestamps are read with any offset and written in UTC with milliseconds", () => {
  const noon = Date.UTC(2026, 0, 31, 12);
  bothWays(gw.timestamp, new Date(noon + 250), "2026-01-31T12:00:00.250Z");
  for (const text of [
    "2026-01-31T12:00:00Z",
    "2026-01-31t12:00:00z",
    "2026-01-31T12:00:00.0009999Z",
    "2026-01-31T13:30:00+01:30",
    "2026-01-30T23:00:00-13:00",
  ]) {
    assert.equal(gw.timestamp.decode(text).getTime(), noon, text);
  }
  assert.equal(gw.timestamp.decode("2026-01-31T12:00:00.5Z").getTime(), noon + 500);
  assert.equal(gw.timestamp.decode("2016-12-31T23:59:60Z").getTime(), Date.UTC(2017, 0));
  assert.equal(gw.timestamp.decode("2017-01-01T00:59:60+01:00").getTime(), Date.UTC(2017, 0));
  assert.equal(gw.timestamp.decode("1960-12-31T23:59:60Z").getTime(), Date.UTC(1961, 0));
});

test("times that do not exist are refused", () => {
  for (const text of [
    "",
    "x",
    "2026-01-31",
    "2026-01-31T12:00:00",
    "2026-01-31 12:00:00Z",
    "2026-02-29T12:00:00Z",
    "2026-13-01T12:00:00Z",
    "2026-01-32T12:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T12:60:00Z",
    "2026-01-31T12:00:61Z",
    "2016-12-31T12:00:60Z",
    "2026-01-31T12:00:00.Z",
    "2026-01-31T12:00:00+24:00",
    "2026-01-31T12:00:00+01:60",
    "2026-01-31T12:00:00+0100",
    "+2026-01-31T12:00:00Z",
  ]) {
    refuses(gw.timestamp, text, "format");
    refuses(gw.timestampNs, text, "format");
  }
  refuses(gw.timestamp, 0, "type");
  assert.throws(() => gw.timestamp.encode(new Date(NaN)), InvalidPayload);
  assert.throws(() => gw.timestamp.encode(new Date(Date.UTC(10000, 0))), InvalidPayload);
});

test("branded text is checked: uuid, date, timestamp_ns, decimal", () => {
  assert.equal(gw.uuid.decode("0B8F1D7E-5C0A-4F3E-9D57-2F4C8C1F9A10"), "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10");
  refuses(gw.uuid, "0b8f1d7e", "format");
  assert.equal(gw.date.decode("2024-02-29"), "2024-02-29");
  refuses(gw.date, "2026-02-29", "format");
  assert.equal(gw.timestampNs.decode("2026-01-31T13:00:00.12345678+01:00"), "2026-01-31T12:00:00.123456780Z");
  refuses(gw.timestampNs, "2026-01-31T12:00:00.1234567890Z", "format");
  assert.equal(gw.decimal.decode("-12.50"), "-12.50");
  for (const text of ["1.", ".5", "1e3", "", "+1"]) refuses(gw.decimal, text, "format");
});

test("json takes what JSON can say and refuses what it cannot", () => {
  const value = { a: [1, "x", null, { b: true }] };
  bothWays(gw.json, value, value);
  const hostile = JSON.parse('{"__proto__":{"polluted":true}}') as gw.JsonValue;
  assert.equal(JSON.stringify(gw.json.encode(hostile)), '{"__proto__":{"polluted":true}}');
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  for (const bad of [undefined, NaN, new Date(NaN), { a: undefined }, () => 1, new Map(), /a/, [new Error()]]) {
    assert.throws(() => gw.json.encode(bad as never), InvalidPayload);
  }
  // What only a binary format has, read or written.
  const native = [new Date(0), 2n ** 60n, new Uint8Array([1])];
  assert.deepEqual(gw.json.encode(native as never), ["1970-01-01T00:00:00.000Z", "1152921504606846976", "AQ=="]);
  assert.deepEqual(gw.json.decode(native), ["1970-01-01T00:00:00.000Z", "1152921504606846976", "AQ=="]);
});
