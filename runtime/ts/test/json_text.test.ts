import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson } from "../src/json_text.js";
import * as gw from "../src/index.js";
import { InvalidPayload } from "../src/errors.js";

function verdict(codec: gw.Decoder<unknown>, text: string): string {
  try {
    codec.decode(parseJson(text));
    return "";
  } catch (error) {
    assert.ok(error instanceof InvalidPayload, String(error));
    return `${error.data.rule} ${error.data.path}`;
  }
}

const point = gw.struct({ x: gw.u8, y: gw.optional(gw.u8) });

test("text without a key that stands twice is what JSON.parse makes of it", () => {
  for (const text of ['{"a":":","b":[{"a":1},{"a":"\\":"}],"":{"a":null}}', "[]", '":"', " 1 ", '{"__proto__":1}']) {
    assert.deepEqual(parseJson(text), JSON.parse(text));
  }
});

test("a key that stands twice is refused where it means something", () => {
  assert.equal(verdict(point, '{"x":1,"x":1}'), "duplicate /x");
  assert.equal(verdict(point, '{"x":1,"\\u0078" : 2}'), "duplicate /x");
  assert.equal(verdict(point, '{"x":1,"other":{"a":1,"a":2},"other":3}'), "");
  assert.equal(verdict(gw.list(gw.map(gw.u8)), '[{"a":1},{"a":1,"b":2,"a":1,"a":3}]'), "duplicate /1/a");
  assert.equal(verdict(gw.map(gw.u8), '{"__proto__":1,"__proto__":2}'), "duplicate /__proto__");
  assert.equal(verdict(gw.json, '{"a":{"b":[],"b":1}}'), "duplicate /a/b");
  const content = gw.openUnion("kind", { point });
  assert.equal(verdict(content, '{"kind":"point","x":1,"kind":"point"}'), "duplicate /kind");
  assert.equal(verdict(content, '{"kind":"new","a":1,"a":1}'), "duplicate /a");
});

test("what nobody reads has to be sound, too", () => {
  assert.equal(verdict(point, '{"x":1,"other":"\\ud800"}'), "syntax /other");
  assert.equal(verdict(point, '{"x":1,"other":{"\\udc00":1}}'), "syntax /other");
  assert.equal(verdict(point, '{"x":1,"\\ud800x":1}'), "syntax ");
  assert.equal(verdict(gw.map(gw.u8), '{"\\udc00":1}'), "syntax ");
  assert.equal(verdict(point, `{"x":1,"o":${"[".repeat(61)}${"]".repeat(61)}}`), "");
  const path = "/0".repeat(61);
  assert.equal(verdict(point, `{"x":1,"o":${"[".repeat(62)}${"]".repeat(62)}}`), `depth /o${path}`);
  assert.equal(verdict(point, `{"x":1,"o":1e400}`), "");
});

test("the first mistake of the text is told, as a server does", () => {
  const codec = gw.struct({ a: gw.u8, b: gw.u8, c: gw.u8 });
  assert.equal(verdict(codec, '{"b":-1,"a":""}'), "range /b");
  assert.equal(verdict(codec, '{"b":1}'), "missing /a");
});

test("what is no JSON is said to be none", () => {
  for (const text of ["", "{", "[1,]", "01", "+1", "'a'", '"\t"', "nul", "\ufeff1", '{"a":1,"a":}']) {
    assert.equal(verdict(gw.json, text), "syntax ", text);
  }
});
