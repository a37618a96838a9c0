// What annotations behind a type ask of its values: `@length(1..64)` and the like.
import { isOfFormat } from "./formats.js";

/** @import { Bounds, Constraints, Json, Shape } from "./schema.js" */

/** @param {Bounds} bounds @param {(bound: string | number) => boolean} isAbove @param {(bound: string | number) => boolean} isBelow */
function isWithin({ min, max }, isAbove, isBelow) {
  return !(min !== undefined && isBelow(min)) && !(max !== undefined && isAbove(max));
}

/** @param {number} count @param {Bounds | undefined} bounds */
function counts(count, bounds) {
  return !bounds || isWithin(bounds, (max) => count > Number(max), (min) => count < Number(min));
}

/** @param {string} what @param {Bounds} bounds */
const boundsText = (what, { min, max }) => `${what} must be ${min || (what === "value" ? min ?? "" : "")}..${max ?? ""}`;

/**
 * The value as it goes on, or why it may not.
 * @param {Shape} shape @param {Constraints} wanted @param {Json} value @returns {{ value: Json } | { rule: string, reason: string }}
 */
export function constrain(shape, wanted, value) {
  if (shape.kind === "list" || shape.kind === "map") {
    if (wanted.items && !counts(Object.keys(/** @type {object} */ (value)).length, wanted.items)) {
      return { rule: "items", reason: boundsText("items", wanted.items) };
    }
    if (wanted.unique && Array.isArray(value) && new Set(value.map((one) => JSON.stringify(one))).size < value.length) {
      return { rule: "unique", reason: "items must be unique" };
    }
  } else if (typeof value === "string" && shape.kind === "scalar" && shape.scalar === "bytes") {
    const size = (value.replace(/=+$/, "").length * 3) >> 2;
    if (!counts(size, wanted.size)) return { rule: "size", reason: boundsText("size", wanted.size ?? {}) };
  } else if (typeof value === "string" && shape.kind === "scalar" && shape.scalar === "string") {
    return constrainText(wanted, value);
  }
  if (wanted.range && !isInRange(shape, wanted.range, value)) return { rule: "range", reason: boundsText("value", wanted.range) };
  return { value };
}

/** @param {Constraints} wanted @param {string} given @returns {{ value: string } | { rule: string, reason: string }} */
function constrainText(wanted, given) {
  let value = wanted.trim ? given.trim() : given;
  if (wanted.lowercase) value = value.replace(/[A-Z]+/g, (some) => some.toLowerCase());
  if (!counts([...value].length, wanted.length)) return { rule: "length", reason: boundsText("length", wanted.length ?? {}) };
  if (wanted.pattern && !new RegExp(`^(?:${wanted.pattern.javascript})$`, "u").test(value)) {
    return { rule: "pattern", reason: `must match ${wanted.pattern.written}` };
  }
  if (wanted.format && !isOfFormat(wanted.format, value)) {
    return { rule: "format", reason: `must be of format ${wanted.format}` };
  }
  return { value };
}

/** @param {Shape} shape @param {Bounds} bounds @param {Json} value */
function isInRange(shape, bounds, value) {
  const scalar = shape.kind === "scalar" ? shape.scalar : "f64";
  if (scalar === "i64" || scalar === "u64") {
    const exact = BigInt(/** @type {string | number} */ (value));
    return isWithin(bounds, (max) => exact > BigInt(max), (min) => exact < BigInt(min));
  }
  if (scalar === "decimal") {
    return isWithin(bounds, (max) => isLess(String(max), String(value)), (min) => isLess(String(value), String(min)));
  }
  const as = scalar === "f32" ? Math.fround : Number;
  return isWithin(bounds, (max) => as(Number(value)) > as(Number(max)), (min) => as(Number(value)) < as(Number(min)));
}

/** Of two decimals, exactly. @param {string} a @param {string} b */
function isLess(a, b) {
  const scaled = (/** @type {string} */ text) => {
    const [whole = "", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(a.length + b.length, "0"));
  };
  return scaled(a) < scaled(b);
}
