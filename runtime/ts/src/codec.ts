import { InvalidPayload, type Rule } from "./errors.js";

/** Anything JSON can say. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Checks what came from outside and gives it its type; throws `InvalidPayload` where it does not fit. */
export interface Decoder<T> {
  readonly decode: (json: unknown) => T;
}

/** Turns a value into its JSON; throws `InvalidPayload` where the server would refuse it. */
export interface Encoder<I> {
  readonly encode: (value: I) => JsonValue;
}

/** Both ways. `I` is what may be given to build a `T`: fields with a default may be left out of it. */
export interface Codec<T, I = T> extends Decoder<T>, Encoder<I> {}

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
  return typeof value === "number" || typeof value === "boolean" ? String(value) : `a ${typeof value}`;
}

/** Calls `visit` for the parts of a container; an error inside learns which part it was in. */
export function visitEach<K extends string | number>(keys: Iterable<K>, visit: (key: K) => void): void {
  if (depth >= maxDepth) refuse("depth", `nested deeper than ${maxDepth}`);
  let current: K | undefined;
  depth++;
  try {
    for (const key of keys) {
      current = key;
      visit(key);
    }
  } catch (error) {
    throw error instanceof InvalidPayload && current !== undefined ? error.under(current) : error;
  } finally {
    depth--;
  }
}

/** `json` as an object whose keys may be anything, also names that `Object.prototype` has. */
export function asObject(json: unknown): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) mismatch("an object", json);
  return json as Record<string, unknown>;
}

/** Sets a key, also one called `__proto__`, which plain assignment would take for the prototype. */
export function setKey(target: object, key: string, value: unknown): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    (target as Record<string, unknown>)[key] = value;
  }
}
