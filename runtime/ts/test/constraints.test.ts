import assert from "node:assert/strict";
import { test } from "node:test";
import { InvalidPayload } from "../src/errors.js";
import * as gw from "../src/index.js";

/** What is said of `json`: nothing, or "rule sentence". */
function verdict(codec: gw.Decoder<unknown>, json: unknown): string {
  try {
    codec.decode(json);
    return "";
  } catch (error) {
    assert.ok(error instanceof InvalidPayload);
    return `${error.data.rule} ${error.reason}`;
  }
}

test("a length counts code points, and its bounds are inclusive", () => {
  const codec = gw.constrained(gw.string, gw.length(2, 3));
  assert.equal(verdict(codec, "é"), "length length must be 2..3");
  assert.equal(verdict(codec, "éé"), "");
  assert.equal(verdict(codec, "😀😀😀"), "");
  assert.equal(verdict(codec, "😀😀😀😀"), "length length must be 2..3");
  assert.equal(verdict(gw.constrained(gw.string, gw.length(0, 1)), "ab"), "length length must be ..1");
  assert.equal(verdict(gw.constrained(gw.string, gw.length(1)), ""), "length length must be 1..");
});

test("normalisers work in both directions, before the checks behind them", () => {
  const codec = gw.constrained(gw.string, gw.trim, gw.lowercase, gw.length(1, 3));
  assert.equal(codec.decode(" \u00a0ÄBc\ufeff"), "Äbc");
  assert.equal(codec.encode("\tABC \n"), "abc");
  assert.equal(verdict(codec, "   "), "length length must be 1..3");
  assert.throws(() => codec.encode("abcd"), /^Error|length must be 1\.\.3/);
  assert.equal(gw.trim("\u0085\u200b"), "\u0085\u200b");
});

test("numbers are compared as what they are", () => {
  assert.equal(verdict(gw.constrained(gw.u8, gw.range(1, 5)), 0), "range value must be 1..5");
  assert.equal(verdict(gw.constrained(gw.u8, gw.range(1, 5)), 5), "");
  assert.equal(verdict(gw.constrained(gw.u8, gw.range(undefined, 5)), 6), "range value must be ..5");
  const large = gw.constrained(gw.u64, gw.range(0n, 18446744073709551614n, BigInt));
  assert.equal(verdict(large, "18446744073709551615"), "range value must be 0..18446744073709551614");
  assert.equal(large.encode(18446744073709551614n), "18446744073709551614");
  assert.throws(() => large.encode(18446744073709551615n), InvalidPayload);
  const single = gw.constrained(gw.f32, gw.range(0.1, 1, Math.fround));
  assert.equal(verdict(single, 0.0999999999999), "");
  assert.equal(verdict(single, 0.09), "range value must be 0.1..1");
});

test("decimals are compared exactly", () => {
  const codec = gw.constrained(gw.decimal, gw.decimalRange("-0.5", "10"));
  for (const fits of ["-0.5", "-0.50", "-0", "0.000", "10", "010.0", "9.999999999999999999999999999"]) {
    assert.equal(verdict(codec, fits), "", fits);
  }
  for (const off of ["-0.51", "-0.500000000000000000000000001", "10.000000000000000000001", "11"]) {
    assert.equal(verdict(codec, off), "range value must be -0.5..10", off);
  }
});

test("sizes are of the bytes, also when only their base64 is there", () => {
  const codec = gw.constrained(gw.bytes, gw.size(1, 2));
  for (const length of [0, 1, 2, 3]) {
    const value = new Uint8Array(length);
    const expected = length === 1 || length === 2 ? "" : "size size must be 1..2";
    assert.equal(verdict(codec, gw.bytes.encode(value)), expected);
    assert.equal(gw.violations(codec, value).length, expected ? 1 : 0);
  }
});

test("items of lists and maps, after the elements", () => {
  const list = gw.constrained(gw.list(gw.constrained(gw.string, gw.length(0, 1))), gw.items(1, 2));
  assert.equal(verdict(list, []), "items items must be 1..2");
  assert.equal(verdict(list, ["a", "b", "c"]), "items items must be 1..2");
  assert.equal(verdict(list, ["a", "b", "cc"]), "length length must be ..1");
  const map = gw.constrained(gw.map(gw.u8), gw.items(0, 1));
  assert.equal(verdict(map, { a: 1 }), "");
  assert.equal(verdict(map, { a: 1, __proto___: 2 }), "items items must be ..1");
});

test("unique compares values, not objects, and null is one", () => {
  const cases: [gw.Codec<unknown[], never>, unknown[], unknown[]][] = [
    [gw.list(gw.timestamp), ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.001Z"], ["2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00"]],
    [gw.list(gw.bytes), ["AA==", "AAA="], ["AA==", "AA"]],
    [gw.list(gw.u64), ["1", "2"], ["1", 1]],
    [gw.list(gw.nullable(gw.string)), ["null", null], [null, null]],
    [gw.list(gw.uuid), [], ["0B8F1D7E-5C0A-4F3E-9D57-2F4C8C1F9A10", "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10"]],
    [gw.list(gw.bool), [true, false], [true, true]],
  ];
  for (const [inner, apart, same] of cases) {
    const codec = gw.constrained(inner, gw.unique);
    assert.equal(verdict(codec, apart), "");
    assert.equal(verdict(codec, same), "unique items must be unique");
    assert.equal(gw.violations(codec, inner.decode(apart) as never).length, 0);
    assert.equal(gw.violations(codec, inner.decode(same) as never)[0]?.data.rule, "unique");
  }
  const trimmed = gw.constrained(gw.list(gw.constrained(gw.string, gw.trim)), gw.unique);
  assert.equal(gw.violations(trimmed, ["a", " a"]).length, 1);
});

test("a pattern is about the whole string and about code points", () => {
  const codec = gw.constrained(gw.string, gw.pattern("[a-z]|."));
  assert.equal(verdict(codec, "😀"), "");
  assert.equal(verdict(codec, "ab"), "pattern must match [a-z]|.");
  assert.equal(verdict(gw.constrained(gw.string, gw.pattern("\\d+", "[0-9]+")), "٣"), "pattern must match \\d+");
  assert.equal(verdict(gw.constrained(gw.string, gw.pattern("a")), "a\n"), "pattern must match a");
});

test("formats", () => {
  const label = "a".repeat(63);
  const cases: [gw.Constraint<string>, string, string[], string[]][] = [
    [gw.ipv4, "ipv4", ["0.0.0.0", "255.249.199.99"], ["1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4\n", ""]],
    [
      gw.hostname,
      "hostname",
      ["a", "A-1.example", `${label}.b`, [label, label, label, "a".repeat(61)].join(".")],
      ["", "-a", "a-", "a..b", "a.", "a_b", `${label}a`, [label, label, label, "a".repeat(62)].join("."), "ä"],
    ],
    [gw.email, "email", ["a@b", "a.b+c@x.example"], ["a", "@b", "a@", "a b@c", `${"a".repeat(65)}@b`, "a@b@c", "ä@b"]],
    [gw.uri, "uri", ["a:", "https://x.example/a?b=c#d", "urn:a:%C3%A4"], ["", "a", "1a:", "a:b c", "a:%C3%", "a:#b#c", "http://ä"]],
    [
      gw.ipv6,
      "ipv6",
      ["::", "::1", "1::", "1:2:3:4:5:6:7:8", "1::3:4:5:6:7:8", "::ffff:1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "ABCD::"],
      ["", ":", ":::", "1", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::", "::1%eth0", "[::1]", "1.2.3.4", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "::\n"],
    ],
  ];
  for (const [format, name, good, bad] of cases) {
    const codec = gw.constrained(gw.string, format);
    for (const text of good) assert.equal(verdict(codec, text), "", text);
    for (const text of bad) assert.equal(verdict(codec, text), `format must be of format ${name}`, text);
  }
});

test("null passes, wherever it may stand", () => {
  const length = gw.length(1);
  assert.equal(verdict(gw.constrained(gw.nullable(gw.string), length), null), "");
  assert.equal(verdict(gw.nullable(gw.constrained(gw.string, length)), null), "");
  const fields = gw.struct({ a: gw.optional(gw.constrained(gw.string, length)) });
  assert.deepEqual(fields.decode({ a: null }), {});
  assert.equal(verdict(fields, { a: "" }), "length length must be 1..");
});

test("violations are all that is wrong, each where it is", () => {
  const profile = gw.struct({
    name: gw.constrained(gw.string, gw.trim, gw.length(1, 8)),
    tags: gw.constrained(gw.list(gw.constrained(gw.string, gw.length(0, 2))), gw.items(0, 2)),
    age: gw.u8,
    site: gw.optional(gw.constrained(gw.string, gw.uri)),
  });
  assert.deepEqual(gw.violations(profile, { name: "Ann", tags: [], age: 1 }), []);
  const draft = { name: "  ", tags: ["a", "bcd", "c", "def"], site: "x" } as never;
  const all = gw.violations(profile, draft).map(({ data, reason }) => `${data.path} ${data.rule}: ${reason}`);
  assert.deepEqual(all, [
    "/name length: length must be 1..8",
    "/tags/1 length: length must be ..2",
    "/tags/3 length: length must be ..2",
    "/age missing: the field is missing",
    "/site format: must be of format uri",
  ]);
  assert.equal(gw.violations(profile, 5 as never)[0]?.data.path, "");
  assert.equal(gw.violations(gw.list(gw.u8), new Array<number>(50).fill(-1)).length, 20);
  // The next decode is again stopped by the first.
  assert.throws(() => profile.encode(draft), InvalidPayload);
});
