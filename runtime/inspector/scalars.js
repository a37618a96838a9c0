// The built-in types: which JSON is one of them, and what to show for one in a form.

/** @import { Json, Scalar } from "./schema.js" */

/** What a value is, for people. @param {unknown} value */
export function describe(value) {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" && value.length > 40 ? "a long string" : JSON.stringify(value);
}

/** @typedef {[rule: string, reason: string] | undefined} Wrong */

/** @type {Partial<Record<Scalar, [min: number, max: number]>>} */
const integers = {
  i8: [-128, 127],
  i16: [-32_768, 32_767],
  i32: [-2_147_483_648, 2_147_483_647],
  u8: [0, 255],
  u16: [0, 65_535],
  u32: [0, 4_294_967_295],
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  duration: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** What is wrong with a value of a scalar type. @param {Scalar} scalar @param {Json} value @returns {Wrong} */
export function checkScalar(scalar, value) {
  const bounds = integers[scalar];
  if (bounds) return checkInteger(value, ...bounds);
  switch (scalar) {
    case "bool":
      return typeof value === "boolean" ? undefined : expected("true or false", value);
    case "i64":
      return checkLong(value, -0x8000000000000000n, 0x7fffffffffffffffn);
    case "u64":
      return checkLong(value, 0n, 0xffffffffffffffffn);
    case "f32":
    case "f64":
      if (typeof value !== "number") return expected("a number", value);
      return Number.isFinite(scalar === "f32" ? Math.fround(value) : value) ? undefined : expected("a finite number", value, "range");
    case "json":
      return undefined;
    default:
      return checkText(scalar, value);
  }
}

/** @param {string} wanted @param {unknown} value @returns {Wrong} */
function expected(wanted, value, rule = "type") {
  return [rule, `expected ${wanted}, found ${describe(value)}`];
}

/** @param {Json} value @param {number} min @param {number} max @returns {Wrong} */
function checkInteger(value, min, max) {
  if (typeof value !== "number") return expected("an integer", value);
  if (!Number.isInteger(value)) return expected("an integer", value, Number.isFinite(value) ? "type" : "range");
  return value < min || value > max ? expected(`an integer from ${min} to ${max}`, value, "range") : undefined;
}

/** @param {Json} value @param {bigint} min @param {bigint} max @returns {Wrong} */
function checkLong(value, min, max) {
  if (typeof value === "number") return checkInteger(value, Number(min < 0n ? Number.MIN_SAFE_INTEGER : 0), Number.MAX_SAFE_INTEGER);
  if (typeof value !== "string") return expected("a decimal integer", value);
  if (!/^-?(0|[1-9]\d*)$/.test(value)) return expected("a decimal integer", value, "format");
  const exact = BigInt(value.slice(0, 21));
  return exact < min || exact > max ? expected(`an integer from ${min} to ${max}`, value, "range") : undefined;
}

/** @param {Scalar} scalar @param {Json} value @returns {Wrong} */
function checkText(scalar, value) {
  const wanted = hints[scalar];
  if (typeof value !== "string") return expected(wanted, value);
  if (/[\uD800-\uDFFF]/u.test(value)) return ["syntax", "found a lone surrogate"];
  switch (scalar) {
    case "bytes":
      return isBase64(value) ? undefined : expected(wanted, value, "format");
    case "uuid":
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? undefined : expected(wanted, value, "format");
    case "decimal":
      return /^-?\d+(\.\d+)?$/.test(value) ? undefined : expected(wanted, value, "format");
    case "date":
      return isDay(value) ? undefined : expected(wanted, value, "format");
    case "timestamp":
    case "timestamp_ns":
      return checkTime(scalar, value);
    default:
      return undefined;
  }
}

/** Standard or url-safe, padded or not; a last group has no bits beyond its bytes. @param {string} given */
function isBase64(given) {
  const text = given.replaceAll("-", "+").replaceAll("_", "/").replace(/={1,2}$/, "");
  const isPadded = !given.endsWith("=") || given.length % 4 === 0;
  const isWhole = !/^(.|.[^AQgw]|..[^AEIMQUYcgkosw048])$/.test(text.slice(text.length & ~3));
  return isPadded && isWhole && /^[A-Za-z0-9+/]*$/.test(text);
}

/** Whether the day exists: Date.parse alone would read February 30 as March 2. @param {string} text */
function isDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(Date.parse(text) || 0).toISOString().startsWith(text);
}

const timeForm =
  /^(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(?:\.(\d+))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** @param {Scalar} scalar @param {string} value @returns {Wrong} */
function checkTime(scalar, value) {
  const parts = timeForm.exec(value);
  if (!parts) return expected(hints[scalar], value, "format");
  const [, day = "", minute, seconds, fraction = "", offset = ""] = parts;
  const second = Date.parse(`${day}T${minute}${offset.toUpperCase()}`) + Number(seconds) * 1000;
  // A leap second is the last of a day.
  if (!isDay(day) || (seconds === "60" && second % 86_400_000 !== 0)) return expected(hints[scalar], value, "format");
  if (new Date(second).toISOString().length !== 24) return ["range", "expected a year from 0 to 9999"];
  if (scalar === "timestamp") return undefined;
  if (fraction.length > 9) return expected("nine digits", value, "format");
  const count = BigInt(second) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
  return BigInt.asIntN(64, count) === count ? undefined : ["range", "expected a year from 1677 to 2262"];
}

/** What one writes for each. @type {Record<Scalar, string>} */
export const hints = {
  bool: "true or false",
  i8: "an integer",
  i16: "an integer",
  i32: "an integer",
  i64: "a decimal integer",
  u8: "an integer",
  u16: "an integer",
  u32: "an integer",
  u64: "a decimal integer",
  safeint: "an integer",
  f32: "a number",
  f64: "a number",
  string: "text",
  bytes: "base64",
  timestamp: "an RFC 3339 time",
  timestamp_ns: "an RFC 3339 time",
  duration: "milliseconds",
  date: "a date",
  decimal: "a decimal number",
  uuid: "a uuid",
  json: "any JSON",
};

/** Those that are a number in JSON. @param {Scalar} scalar */
export function isNumber(scalar) {
  return scalar in integers || scalar === "f32" || scalar === "f64";
}

/** Some value of each, for a field of a form that is new. @type {Record<Scalar, Json>} */
export const samples = {
  bool: false,
  i8: 0,
  i16: 0,
  i32: 0,
  i64: "0",
  u8: 0,
  u16: 0,
  u32: 0,
  u64: "0",
  safeint: 0,
  f32: 0,
  f64: 0,
  string: "",
  bytes: "",
  timestamp: "2026-01-31T12:00:00.000Z",
  timestamp_ns: "2026-01-31T12:00:00.000000000Z",
  duration: 0,
  date: "2026-01-31",
  decimal: "0",
  uuid: "00000000-0000-4000-8000-000000000000",
  json: {},
};
