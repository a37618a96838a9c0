import {
  asObject,
  asText,
  bothWays,
  checkKey,
  isNative,
  isNativeValue,
  mismatch,
  setKey,
  textOf,
  visitEach,
  type Codec,
  type JsonValue,
} from "./codec.js";

/** A codec that only checks: the value is the same in TypeScript and in JSON. */
/* @__NO_SIDE_EFFECTS__ */
export function checked<T extends JsonValue>(check: (value: unknown) => void): Codec<T> {
  return bothWays((value) => {
    check(value);
    return value;
  });
}

function inRange<N extends number | bigint>(value: N, min: N, max: N): N {
  return value >= min && value <= max ? value : mismatch(`an integer from ${min} to ${max}`, value, "range");
}

/* @__NO_SIDE_EFFECTS__ */
function integer(min: number, max: number): Codec<number> {
  return bothWays((value) => {
    // What is no number of this kind for being too large: 1e999, and a bigint.
    const isLarge = typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value));
    if (!Number.isInteger(value)) mismatch("an integer", value, isLarge ? "range" : "type");
    return inRange(value as number, min, max);
  });
}

/* @__NO_SIDE_EFFECTS__ */
function bigInteger(min: bigint, max: bigint): Codec<bigint> {
  return bothWays((value, way) => {
    let integer = value;
    if (typeof value === "number") integer = BigInt(safeint.decode(value));
    else if (typeof value !== "bigint") {
      const wanted = "a decimal integer";
      const text = asText(value, wanted);
      if (!/^-?(0|[1-9]\d*)$/.test(text)) mismatch(wanted, value, "format");
      // Longer ones are out of range in any case, and BigInt would take its time.
      integer = BigInt(text.slice(0, 21));
    }
    inRange(integer as bigint, min, max);
    return way === "decode" || isNative ? integer : String(integer);
  });
}

/** A truth value; in JSON `true` or `false`. */
export const bool: Codec<boolean> = checked((value) => {
  if (typeof value !== "boolean") mismatch("true or false", value);
});

/** A whole number of 8 bits with a sign: -128 to 127. */
export const i8: Codec<number> = integer(-128, 127);
/** A whole number of 16 bits with a sign: -32 768 to 32 767. */
export const i16: Codec<number> = integer(-32_768, 32_767);
/** A whole number of 32 bits with a sign. */
export const i32: Codec<number> = integer(-2_147_483_648, 2_147_483_647);
/** A whole number of 8 bits without a sign: 0 to 255. */
export const u8: Codec<number> = integer(0, 255);
/** A whole number of 16 bits without a sign: 0 to 65 535. */
export const u16: Codec<number> = integer(0, 65_535);
/** A whole number of 32 bits without a sign. */
export const u32: Codec<number> = integer(0, 4_294_967_295);
/** A whole number that is exact as a `number`: within ±(2^53 − 1). */
export const safeint: Codec<number> = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
/** A whole number of 64 bits with a sign, as a `bigint`; in JSON its decimal digits in a string. */
export const i64: Codec<bigint> = bigInteger(-(2n ** 63n), 2n ** 63n - 1n);
/** A whole number of 64 bits without a sign, as a `bigint`; in JSON its decimal digits in a string. */
export const u64: Codec<bigint> = bigInteger(0n, 2n ** 64n - 1n);

/** Milliseconds. */
export const duration: Codec<number> = safeint;

/** A finite number of 64 bits. */
export const f64: Codec<number> = /* @__PURE__ */ real("a finite number", Number);
/** A number that is finite in 32 bits; here it keeps the 64 it came with. */
export const f32: Codec<number> = /* @__PURE__ */ real("a finite 32-bit number", Math.fround);

/** A number that `as` can hold. One that came as a bigint is a whole number that takes more than 53 bits. */
/* @__NO_SIDE_EFFECTS__ */
function real(wanted: string, as: (value: number) => number): Codec<number> {
  return bothWays((value) => {
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number") mismatch("a number", value);
    return Number.isFinite(as(number)) ? number : mismatch(wanted, value, "range");
  });
}

/** Text that UTF-8 can write: no lone surrogates. */
export const string: Codec<string> = checked((value) => {
  asText(value, "a string");
});

/** Base64 in JSON; url-safe and unpadded text is read as well. */
export const bytes: Codec<Uint8Array> = {
  decode: (json) => {
    if (json instanceof Uint8Array) return json;
    const text = asText(json, "base64").replaceAll("-", "+").replaceAll("_", "/");
    let plain = "";
    try {
      plain = atob(text);
    } catch {}
    // What does not come out again has white space, wrong padding, or bits beyond its bytes.
    const again = btoa(plain);
    if (text !== again && text !== again.replace(/=+$/, "")) mismatch("base64", json, "format");
    const out = new Uint8Array(plain.length);
    for (let at = 0; at < out.length; at++) out[at] = plain.charCodeAt(at);
    return out;
  },
  encode: (value) => {
    if (!(value instanceof Uint8Array)) mismatch("a Uint8Array", value);
    return isNative ? (value as never) : textOf(value);
  },
};

/** Any JSON. What only a binary format has becomes the text that JSON has for it. */
export const json: Codec<JsonValue> = /* @__PURE__ */ bothWays(copyJson);

/** A copy, so that what cannot be JSON (undefined, NaN, a Map) is refused instead of turned into something else. */
function copyJson(value: unknown): JsonValue {
  if (value === null) return null;
  if (isNativeValue(value)) return textOf(value);
  if (typeof value === "string") return string.decode(value);
  if (typeof value === "number") return f64.decode(value);
  if (typeof value !== "object") return bool.decode(value);
  if (Array.isArray(value)) {
    const list: JsonValue[] = [];
    visitEach(value.keys(), (at) => list.push(copyJson(value[at])));
    return list;
  }
  const given = asObject(value);
  const object: { [key: string]: JsonValue } = {};
  visitEach(Object.keys(given), (key) => setKey(object, key, copyJson(given[key])), checkKey);
  return object;
}

/** No value at all: an event without payload, an acknowledgement. Whatever a newer server adds is ignored. */
export const nothing: Codec<void> = {
  decode: () => undefined,
  // Left out of the frame by JSON.stringify; the one encoder whose result is never inside another value.
  encode: () => undefined as unknown as JsonValue,
};
