import { bothWays, readThen, refuse, type Codec } from "./codec.js";
import type { Rule } from "./errors.js";

/**
 * What a value has to be beyond its type: gives it back, changed by a normaliser or as it was, or refuses it. It gets
 * the value when one is read and its JSON when one is written, which are the same but for bytes, times and large integers.
 */
export type Constraint<T> = (value: T) => unknown;

/** `T @trim @length(1..64)`: normalises and checks in both directions, in the order of `steps`. Null passes. */
/* @__NO_SIDE_EFFECTS__ */
export function constrained<T, I>(inner: Codec<T, I>, ...steps: Constraint<NonNullable<T>>[]): Codec<T, I> {
  const apply = <A>(value: A): A =>
    value === null ? value : (steps.reduce<unknown>((now, step) => step(now as never), value) as A);
  return { ...inner, ...bothWays((value, way) => readThen(() => inner[way](value as never), apply)) };
}

/* @__NO_SIDE_EFFECTS__ */
function check<T>(rule: Rule, sentence: string, fits: (value: T) => boolean): Constraint<T> {
  return (value) => (fits(value) ? value : refuse(rule, sentence));
}

/* @__NO_SIDE_EFFECTS__ */
function within<T, N>(
  rule: Rule,
  what: string,
  measure: (value: T) => N,
  min: N | undefined,
  max: N | undefined,
  isBelow: (a: N, b: N) => boolean = (a, b) => a < b,
): Constraint<T> {
  return check(rule, `${what} must be ${min ?? ""}..${max ?? ""}`, (value) => {
    const measured = measure(value);
    return (min == null || !isBelow(measured, min)) && (max == null || !isBelow(max, measured));
  });
}

/** White space at both ends goes. */
export const trim: Constraint<string> = (value) => value.trim();

/** A to Z become a to z; all else stays. */
export const lowercase: Constraint<string> = (value) => value.replace(/[A-Z]+/g, (some) => some.toLowerCase());

/** Code points: a surrogate pair counts as one. */
/* @__NO_SIDE_EFFECTS__ */
export function length(min: number, max?: number): Constraint<string> {
  return counted("length", (text) => [...text].length, min, max);
}

/** Bytes. */
/* @__NO_SIDE_EFFECTS__ */
export function size(min: number, max?: number): Constraint<Uint8Array> {
  const bytesIn = (value: Uint8Array | string): number =>
    typeof value === "string" ? (value.replace(/=+$/, "").length * 3) >> 2 : value.length;
  return counted("size", bytesIn, min, max);
}

/** Elements of a list, entries of a map. */
/* @__NO_SIDE_EFFECTS__ */
export function items(min: number, max?: number): Constraint<object> {
  return counted("items", (value) => Object.keys(value).length, min, max);
}

/** At least 0 is no bound, and is not spoken of. */
/* @__NO_SIDE_EFFECTS__ */
function counted<T>(what: Rule, count: (value: T) => number, min: number, max?: number): Constraint<T> {
  return within(what, what, count, min || undefined, max);
}

/** No element of a list equals another. */
export const unique: Constraint<readonly unknown[]> = /* @__PURE__ */ check(
  "unique",
  "items must be unique",
  (list) => new Set(list.map((one) => one && String(one.valueOf()))).size === list.length,
);

/** Numbers; `as` is what they are compared as: `BigInt` for 64 bits, `Math.fround` for f32. */
/* @__NO_SIDE_EFFECTS__ */
export function range<N extends number | bigint>(
  min?: N,
  max?: N,
  as: (value: never) => N = (value) => value,
): Constraint<N extends bigint ? bigint : number> {
  const isBelow = (a: N, b: N): boolean => as(a as never) < as(b as never);
  return within<never, N>("range", "value", as, min, max, isBelow) as Constraint<unknown>;
}

/** Decimals, compared exactly. */
/* @__NO_SIDE_EFFECTS__ */
export function decimalRange(min?: string, max?: string): Constraint<string> {
  return within("range", "value", String, min, max, (a, b) => {
    const scaled = (text: string): bigint => {
      const [whole, fraction = ""] = text.split(".");
      return BigInt(whole + fraction.padEnd(a.length + b.length, "0"));
    };
    return scaled(a) < scaled(b);
  });
}

/** The whole string matches `written`, which JavaScript spells `script`. */
/* @__NO_SIDE_EFFECTS__ */
export function pattern(written: string, script: string = written): Constraint<string> {
  const whole = new RegExp(`^(?:${script})$`, "u");
  return check("pattern", `must match ${written}`, (text) => whole.test(text));
}

/* @__NO_SIDE_EFFECTS__ */
function format(name: string, fits: (text: string) => boolean): Constraint<string> {
  return check("format", `must be of format ${name}`, fits);
}

/* @__NO_SIDE_EFFECTS__ */
function formed(name: string, form: string): Constraint<string> {
  const whole = new RegExp(`^${form}$`);
  return format(name, (text) => whole.test(text));
}

const octet = "(25[0-5]|(2[0-4]|1\\d|[1-9])?\\d)";
const ipv4Form = `${octet}(\\.${octet}){3}`;
const label = "[A-Za-z\\d]([A-Za-z\\d-]{0,61}[A-Za-z\\d])?";
const hostForm = `${label}(\\.${label})*`;
const uriPart = "([\\w.~:/?@!$&'()*+,;=[\\]-]|%[\\dA-Fa-f]{2})*";

/** `@format(ipv4)`: four numbers of 0 to 255. */
export const ipv4: Constraint<string> = /* @__PURE__ */ formed("ipv4", ipv4Form);
/** `@format(hostname)`: labels of letters, digits and hyphens; 253 characters at most. */
export const hostname: Constraint<string> = /* @__PURE__ */ formed("hostname", `(?!.{254})${hostForm}`);
/** `@format(email)`: the address alone, without a name or quotes; 254 characters at most. */
export const email: Constraint<string> = /* @__PURE__ */ formed(
  "email",
  `(?!.{255})[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${hostForm}`,
);
/** `@format(uri)`: absolute, with its scheme. */
export const uri: Constraint<string> = /* @__PURE__ */ formed("uri", `[A-Za-z][A-Za-z\\d+.-]*:${uriPart}(#${uriPart})?`);
/** Eight groups, of which `::` stands for at least one; the last two may be an IPv4 address. */
export const ipv6: Constraint<string> = /* @__PURE__ */ format("ipv6", (text) => {
  const halves = text.replace(new RegExp(`:${ipv4Form}$`), ":0:0").split("::");
  const groups = halves.flatMap((half) => (half ? half.split(":") : []));
  const isFull = halves.length < 3 && (halves.length > 1 ? groups.length < 8 : groups.length === 8);
  return isFull && groups.every((group) => /^[\dA-Fa-f]{1,4}$/.test(group));
});
