import { InvalidPayload, type Rule } from "./errors.js";

/** Anything JSON can say. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Checks what came from outside and gives it its type; throws `InvalidPayload` where it does not fit. */
export interface Decoder<T> {
  /** The value of what `JSON.parse` gave; throws `InvalidPayload` where it does not fit the type. */
  readonly decode: (json: unknown) => T;
}

/** Turns a value into its JSON; throws `InvalidPayload` where the server would refuse it. */
export interface Encoder<I> {
  /** What `JSON.stringify` takes; throws `InvalidPayload` where the value does not fit the type. */
  readonly encode: (value: I) => JsonValue;
}

/** Both ways. `I` is what may be given to build a `T`: fields with a default may be left out of it. */
export interface Codec<T, I = T> extends Decoder<T>, Encoder<I> {}

/** A codec's two directions. */
export type Way = "decode" | "encode";

/** A codec that does much the same in both directions. */
/* @__NO_SIDE_EFFECTS__ */
export function bothWays<T, I = T>(run: (value: unknown, way: Way) => unknown): Codec<T, I> {
  return { decode: (json) => run(json, "decode") as T, encode: (value) => run(value, "encode") as JsonValue };
}

/** The codec of any type, as a bound for type parameters. */
export type AnyCodec = Codec<unknown, never>;

/** What a codec decodes to. */
export type Decoded<C> = C extends Decoder<infer T> ? T : never;

/** What a codec encodes. */
export type Encodable<C> = C extends Encoder<infer I> ? I : never;

/**
 * As deep as a payload may nest; deeper ones would only serve to exhaust the stack. A server reads 64 levels, of which
 * up to two are the frame's own: a frame that is deeper cannot be answered, since it is refused before its id is known.
 */
const maxDepth = 62;
let depth = 0;

/** Refuses a value: `rule` for programs, `reason` for people. */
export function refuse(rule: Rule, reason: string): never {
  throw new InvalidPayload(rule, reason);
}

/** Refuses a value because it is no `wanted`, saying what it is instead. */
export function mismatch(wanted: string, found: unknown, rule: Rule = "type"): never {
  return refuse(rule, `expected ${wanted}, found ${describe(found)}`);
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value.length > 40 ? "a string" : JSON.stringify(value);
  if (typeof value === "object") return "an object";
  return /^[nb]/.test(typeof value) ? String(value) : `a ${typeof value}`;
}

/** What a binary format carries as it is, and JSON as text. */
export type Native = bigint | Uint8Array | Date;

/** Whether what is encoded now is for a binary format. */
export let isNative = false;

/** For formats: whether codecs leave native values as they are from now on. */
export function keepNative(on: boolean): void {
  isNative = on;
}

/** Whether `value` came as a binary format has it. */
export function isNativeValue(value: unknown): value is Native {
  return typeof value === "bigint" || value instanceof Uint8Array || value instanceof Date;
}

/** A native value as JSON has it: digits, base64, RFC 3339 with milliseconds. */
export function textOf(value: Native): string {
  if (value instanceof Date) return isoText(value);
  if (typeof value === "bigint") return String(value);
  let text = "";
  // In pieces: each byte is an argument, and their number is limited.
  for (let at = 0; at < value.length; at += 8192) text += String.fromCharCode.apply(null, value.subarray(at, at + 8192) as never);
  return btoa(text);
}

/** Years that RFC 3339 does not know, which have a sign and six digits, are refused. */
export function isoText(time: Date): string {
  // Null where it is no time at all.
  const text = time.toJSON() as string | null;
  return text?.length === 24 ? text : refuse("range", "expected a year from 0 to 9999");
}

/** What is wrong with a value, while all of it is asked for and not only the first. */
let found: InvalidPayload[] | undefined;

/** Calls `visit` for the parts of a container; an error inside learns which part it was in. `check` comes before. */
export function visitEach<K extends string | number>(
  keys: Iterable<K>,
  visit: (key: K) => void,
  check?: (key: K) => void,
): void {
  if (depth >= maxDepth) refuse("depth", "nested too deep");
  depth++;
  const all = found ?? [];
  try {
    for (const key of keys) {
      check?.(key);
      let at = all.length;
      try {
        visit(key);
      } catch (error) {
        if (!(error instanceof InvalidPayload)) throw error;
        all.push(error);
      }
      for (; at < all.length; at++) all[at]?.under(key);
      if (!found && at > 0) throw all[0];
    }
  } finally {
    depth--;
  }
}

/** `read()`, then `check` on what it gave, unless something inside was found wrong already. */
export function readThen<T>(read: () => T, check: (value: T) => T): T {
  const before = found?.length;
  const value = read();
  return found?.length === before ? check(value) : value;
}

/**
 * All that is wrong with `value`, the first 20 things, each with its `data.path`, its `data.rule` and a sentence in
 * `reason`: for forms, which show everything at once.
 */
export function violations<I>(type: Encoder<I>, value: I): InvalidPayload[] {
  const all: InvalidPayload[] = (found = []);
  try {
    type.encode(value);
  } catch (error) {
    if (!(error instanceof InvalidPayload)) throw error;
    all.push(error);
  } finally {
    found = undefined;
  }
  return all.slice(0, 20);
}

// With the u flag a pair is one code point, so only a lone surrogate matches.
const loneSurrogate = /[\uD800-\uDFFF]/u;

/** Refuses what no UTF-8 text can say. */
export function checkText(text: string): void {
  if (loneSurrogate.test(text)) refuse("syntax", "found a lone surrogate");
}

/** Stands before a key that its object has already. A key that came like this would be refused anyway. */
export const repeated = "\ud800\ud800";

/** Refuses a key that is no text, or stands twice: of a struct, only if it is one of its `fields`. */
export function checkKey(key: string, fields?: object): void {
  const name = key.startsWith(repeated) ? key.slice(2) : key;
  checkText(name);
  if (name === key || (fields && !Object.hasOwn(fields, name))) return;
  throw new InvalidPayload("duplicate", "the key stands twice").under(name);
}

/** Checks what nobody will read: it has to be JSON all the same. */
export function passOver(json: unknown): void {
  if (typeof json === "string") checkText(json);
  if (typeof json !== "object" || json === null || isNativeValue(json)) return;
  const visit = (key: string): void => passOver((json as Record<string, unknown>)[key]);
  visitEach(Object.keys(json), visit, (key) => checkKey(key, {}));
}

/** `json` as an object whose keys may be anything, also names that `Object.prototype` has. */
export function asObject(json: unknown): Record<string, unknown> {
  if ({}.toString.call(json) !== "[object Object]") mismatch("an object", json);
  return json as Record<string, unknown>;
}

/** `json` as a string; `wanted` says which kind. */
export function asText(json: unknown, wanted: string): string {
  if (typeof json !== "string") mismatch(wanted, json);
  checkText(json);
  return json;
}

/** Sets a key, also one called `__proto__`, which plain assignment would take for the prototype. */
export function setKey(target: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (target as Record<string, unknown>)[key] = value;
  }
}
