// Random values through this implementation and another one, both ways.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "@msgpack/msgpack";
import * as gw from "../src/index.js";
import { msgpack } from "../src/msgpack.js";
import { random } from "../../../tests/support/random.mjs";

const packed = "gangway.v1.msgpack";
const seed = Number(process.env["MSGPACK_SEED"] ?? 1);

class Values {
  readonly #random: () => number;

  constructor(start: number) {
    this.#random = random(start);
  }

  below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  /** Small sizes most of the time, and those at which a head gets longer. */
  size(): number {
    const edges = [15, 16, 17, 31, 32, 33, 255, 256, 257];
    return this.below(8) === 0 ? (edges[this.below(edges.length)] ?? 0) : this.below(6);
  }

  text(): string {
    const alphabets = ["ab9_", "äß\u00ff\u0100", "語\uffff\u0800", "😀\u{10ffff}", "\0\n\"\\", "a語😀"];
    const some = [...(alphabets[this.below(alphabets.length)] ?? "")];
    return Array.from({ length: this.size() }, () => some[this.below(some.length)]).join("");
  }

  integer(): number | bigint {
    const bits = this.below(65);
    const near = 2n ** BigInt(bits) + BigInt(this.below(5) - 2);
    const signed = this.below(2) === 0 ? near : -near / 2n;
    const held = signed < 0 ? BigInt.asIntN(64, signed) : BigInt.asUintN(64, signed);
    return Number.isSafeInteger(Number(held)) ? Number(held) : held;
  }

  real(): number {
    const value = (this.#random() - 0.5) * 10 ** (this.below(40) - 20);
    return this.below(2) === 0 ? value : Math.fround(value);
  }

  time(): Date {
    const spans = [2 ** 31, 2 ** 32, 2 ** 34, 2 ** 37];
    const seconds = this.below(spans[this.below(4)] ?? 1) - (this.below(3) === 0 ? 2 ** 33 : 0);
    return new Date(seconds * 1000 + (this.below(2) === 0 ? this.below(1000) : 0));
  }

  bytes(): Uint8Array {
    return Uint8Array.from({ length: this.size() }, () => this.below(256));
  }

  any(depth: number): unknown {
    switch (this.below(depth > 0 ? 9 : 7)) {
      case 0:
        return [null, true, false][this.below(3)];
      case 1:
        return this.text();
      case 2:
      case 3:
        return this.integer();
      case 4:
        return this.real();
      case 5:
        return this.time();
      case 6:
        return this.bytes();
      case 7:
        return Array.from({ length: this.size() }, () => this.any(depth - 1));
      default:
        return Object.fromEntries(Array.from({ length: this.size() }, () => [this.text(), this.any(depth - 1)]));
    }
  }
}

/** The other one has either all integers of 64 bits as bigint, or none. */
function likeOurs(value: unknown): unknown {
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  if (Array.isArray(value)) return value.map(likeOurs);
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, likeOurs(one)]));
}

const read = (message: ArrayBuffer): unknown => msgpack.read(message, packed);
const write = (value: unknown): ArrayBuffer => msgpack.write(value as object, packed) as ArrayBuffer;
const theirs = (value: unknown): ArrayBuffer => encode(value, { useBigInt64: true }).slice().buffer;
const theyRead = (message: ArrayBuffer): unknown => likeOurs(decode(message, { useBigInt64: true }));

test("what either implementation writes, both read", () => {
  const values = new Values(seed);
  for (let round = 0; round < 1200; round++) {
    const value = values.any(3);
    const ours = write(value);
    const other = theirs(value);
    assert.deepEqual(theyRead(ours), value, `seed ${seed}, round ${round}`);
    assert.deepEqual(read(ours), value, `seed ${seed}, round ${round}`);
    assert.deepEqual(read(other), value, `seed ${seed}, round ${round}`);
    assert.ok(ours.byteLength <= other.byteLength, `seed ${seed}, round ${round}: longer than need be`);
  }
});

test("of messages that were spoilt, nothing worse comes than a refusal, and what is read the other reads, too", () => {
  const values = new Values(seed + 1);
  let taken = 0;
  for (let round = 0; round < 6000; round++) {
    const message = new Uint8Array(write(values.any(2)));
    for (let changes = 1 + values.below(3); changes > 0; changes--) {
      message[values.below(message.length)] = values.below(256);
    }
    const cut = values.below(4) === 0 ? message.slice(0, values.below(message.length)) : message;
    let value: unknown;
    try {
      value = read(cut.slice().buffer);
    } catch (error) {
      assert.ok(error instanceof gw.InvalidPayload, `seed ${seed}, round ${round}: ${String(error)}`);
      assert.deepEqual(error.data, { path: "", rule: "syntax" });
      continue;
    }
    taken++;
    assert.doesNotThrow(() => decode(cut, { useBigInt64: true }), `seed ${seed}, round ${round}`);
    assert.doesNotThrow(() => read(write(value)), `seed ${seed}, round ${round}`);
  }
  assert.ok(taken > 500, "hardly any were still sound");
});

const leaf = gw.struct({
  i64: gw.i64,
  u64: gw.u64,
  safe: gw.safeint,
  real: gw.f64,
  text: gw.string,
  blob: gw.bytes,
  at: gw.timestamp,
  maybe: gw.optional(gw.nullable(gw.u64)),
  any: gw.json,
});
const message = gw.struct({
  list: gw.list(leaf),
  map: gw.map(gw.list(gw.bytes)),
  content: gw.openUnion("kind", { leaf }),
  filled: gw.withDefault(gw.u64, 2n ** 63n),
});

function randomLeaf(values: Values): object {
  return {
    i64: BigInt.asIntN(64, BigInt(values.integer())),
    u64: BigInt.asUintN(64, BigInt(values.integer())),
    safe: Number(BigInt.asIntN(53, BigInt(values.integer()))),
    real: values.real(),
    text: values.text(),
    blob: values.bytes(),
    at: new Date(Math.abs(values.time().getTime())),
    ...(values.below(2) === 0 ? {} : { maybe: BigInt.asUintN(64, BigInt(values.integer())) }),
    any: [values.real(), { [values.text()]: values.text() }, values.below(9), null, true],
  };
}

test("a value is the same through JSON and through MessagePack", () => {
  const values = new Values(seed + 2);
  for (let round = 0; round < 150; round++) {
    const arm = randomLeaf(values);
    const value = {
      list: Array.from({ length: values.below(4) }, () => randomLeaf(values)),
      map: Object.fromEntries(Array.from({ length: values.below(4) }, () => [values.text(), [values.bytes()]])),
      content: { kind: "leaf", ...arm },
    } as never;
    const throughJson = message.decode(JSON.parse(JSON.stringify(message.encode(value))));
    const throughPack = message.decode(read(write(msgpack.encode(message, value))));
    assert.deepEqual(throughPack, throughJson, `seed ${seed}, round ${round}`);
    assert.deepEqual((throughPack.content as { kind: string }).kind, "leaf");
    // What one format has is decoded from the other one's, too.
    assert.deepEqual(message.decode(read(write(message.encode(value)))), throughJson);
    assert.deepEqual(message.decode(JSON.parse(msgpack.write({ a: msgpack.encode(message, value) }, "gangway.v1") as string).a), throughJson);
  }
});
