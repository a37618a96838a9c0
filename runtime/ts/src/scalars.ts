import {
  asText,
  checkKey,
  encodeNative,
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
  const same = (value: unknown): T => {
    check(value);
    return value as T;
  };
  return { decode: same, encode: same };
}

/* @__NO_SIDE_EFFECTS__ */
function integer(min: number, max: number): Codec<number> {
  return checked((value) => {
    // One that came as a bigint is beyond them all.
    if (typeof value !== "number") mismatch("an integer", value, typeof value === "bigint" ? "range" : "type");
    if (!Number.isInteger(value)) mismatch("an integer", value, Number.isFinite(value) ? "type" : "range");
    if (value < min || value > max) mismatch(`an integer from ${min} to ${max}`, value, "range");
  });
}

/* @__NO_SIDE_EFFECTS__ */
function bigInteger(min: bigint, max: bigint): Codec<bigint> {
  const inRange = (value: bigint): bigint => {
    if (value < min || value > max) mismatch(`an integer from ${min} to ${max}`, value, "range");
    return value;
  };
  const decode = (json: unknown): bigint => {
    if (typeof json === "bigint") return inRange(json);
    if (typeof json === "number") return inRange(BigInt(safeint.decode(json)));
    const wanted = "a decimal integer";
    const text = asText(json, wanted);
    if (!/^-?(0|[1-9]\d*)$/.test(text)) mismatch(wanted, json, "format");
    // Longer ones are out of range in any case, and BigInt would take its time.
    return inRange(BigInt(text.slice(0, 21)));
  };
  return { decode, encode: (value: bigint | number) => encodeNative(decode(value)) };
}

export const bool: Codec<boolean> = checked((value) => {
  if (typeof value !== "boolean") mismatch("true or false", value);
});

export const i8: Codec<number> = integer(-128, 127);
export const i16: Codec<number> = integer(-32_768, 32_767);
export const i32: Codec<number> = integer(-2_147_483_648, 2_147_483_647);
export const u8: Codec<number> = integer(0, 255);
export const u16: Codec<number> = integer(0, 65_535);
export const u32: Codec<number> = integer(0, 4_294_967_295);
export const safeint: Codec<number> = integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
export const i64: Codec<bigint> = bigInteger(-0x8000000000000000n, 0x7fffffffffffffffn);
export const u64: Codec<bigint> = bigInteger(0n, 0xffffffffffffffffn);

/** Milliseconds. */
export const duration: Codec<number> = safeint;

const real = (value: unknown): number => {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "number") mismatch("a number", value);
  return Number.isFinite(value) ? value : mismatch("a finite number", value, "range");
};
const single = (value: unknown): number => {
  const number = real(value);
  return Number.isFinite(Math.fround(number)) ? number : mismatch("a finite 32-bit number", value, "range");
};

export const f64: Codec<number> = { decode: real, encode: real };
export const f32: Codec<number> = { decode: single, encode: single };

export const string: Codec<string> = checked((value) => {
  asText(value, "a string");
});

/** Base64 in JSON; url-safe and unpadded text is read as well. */
export const bytes: Codec<Uint8Array> = {
  decode: (json) => {
    if (json instanceof Uint8Array) return json;
    const given = asText(json, "base64");
    const text = given.replaceAll("-", "+").replaceAll("_", "/").replace(/={1,2}$/, "");
    const isPadded = !given.endsWith("=") || given.length % 4 === 0;
    // A last group of two or three has no bits beyond its bytes.
    const isWhole = !/^(.|.[^AQgw]|..[^AEIMQUYcgkosw048])$/.test(text.slice(text.length & ~3));
    if (!isPadded || !isWhole || !/^[A-Za-z0-9+/]*$/.test(text)) mismatch("base64", json, "format");
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  },
  encode: (value) => {
    if (!(value instanceof Uint8Array)) mismatch("a Uint8Array", value);
    return encodeNative(value);
  },
};

/** Any JSON. What only a binary format has is read as the text that JSON has for it. */
export const json: Codec<JsonValue> = {
  decode: (value) => copyJson(value, true),
  encode: (value) => copyJson(value, false),
};

/** A copy, so that what cannot be JSON (undefined, NaN, a Date) is refused instead of turned into null. */
function copyJson(value: unknown, isRead: boolean): JsonValue {
  if (value === null) return null;
  if (isRead && isNativeValue(value)) return textOf(value);
  if (typeof value === "string") return string.decode(value);
  if (typeof value === "number") return f64.decode(value);
  if (typeof value !== "object") return bool.decode(value);
  if (Array.isArray(value)) {
    const list: JsonValue[] = [];
    visitEach(value.keys(), (at) => list.push(copyJson(value[at], isRead)));
    return list;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) mismatch("plain JSON", value);
  const object: { [key: string]: JsonValue } = {};
  const copy = (key: string): void => setKey(object, key, copyJson((value as Record<string, unknown>)[key], isRead));
  visitEach(Object.keys(value), copy, checkKey);
  return object;
}

/** No value at all: an event without payload, an acknowledgement. Whatever a newer server adds is ignored. */
export const nothing: Codec<void> = {
  decode: () => undefined,
  // Left out of the frame by JSON.stringify; the one encoder whose result is never inside another value.
  encode: () => undefined as unknown as JsonValue,
};
