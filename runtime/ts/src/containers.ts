import {
  asObject,
  bothWays,
  checkKey,
  mismatch,
  passOver,
  refuse,
  setKey,
  visitEach,
  type AnyCodec,
  type Codec,
  type Decoded,
  type Encodable,
  type JsonValue,
} from "./codec.js";

/** A field that may be left out: `absent` says what a missing key means. */
interface OptionalField<T, I> extends Codec<T, I> {
  readonly absent: "optional" | "patch";
}

interface DefaultField<T, I> extends Codec<T, I> {
  readonly absent: "default";
  readonly fallback: () => I;
}

type AnyField = AnyCodec & { readonly absent?: string; readonly fallback?: () => never };
type Fields = Readonly<Record<string, AnyCodec>>;
type Flat<T> = { [K in keyof T]: T[K] };

/** What a struct with these fields decodes to. */
export type StructOf<F> = Flat<
  { [K in keyof F as F[K] extends { absent: "optional" | "patch" } ? never : K]: Decoded<F[K]> } & {
    [K in keyof F as F[K] extends { absent: "optional" | "patch" } ? K : never]?: Decoded<F[K]>;
  }
>;

/** What may be given to build it. */
export type InitOf<F> = Flat<
  { [K in keyof F as F[K] extends { absent: string } ? never : K]: Encodable<F[K]> } & {
    [K in keyof F as F[K] extends { absent: string } ? K : never]?: Encodable<F[K]>;
  }
>;

/** `T?`: the value may be null. */
/* @__NO_SIDE_EFFECTS__ */
export function nullable<T, I>(inner: Codec<T, I>): Codec<T | null, I | null> {
  return bothWays((value, way) => (value === null ? null : inner[way](value as never)));
}

/** `name?: T`: the key may be left out; null is read as left out and never written. */
/* @__NO_SIDE_EFFECTS__ */
export function optional<T, I>(inner: Codec<T, I>): OptionalField<T, I> {
  return { ...inner, absent: "optional" };
}

/** `name?: T?`: left out, null, or a value: three different things. */
/* @__NO_SIDE_EFFECTS__ */
export function patch<T, I>(inner: Codec<T, I>): OptionalField<T | null, I | null> {
  return { ...nullable(inner), absent: "patch" };
}

/** `name: T = v`: filled in when left out, always written. A function makes a fresh value each time. */
/* @__NO_SIDE_EFFECTS__ */
export function withDefault<T, I>(inner: Codec<T, I>, value: NoInfer<I> | (() => NoInfer<I>)): DefaultField<T, I> {
  // That it has a fallback says what `absent` would.
  return { ...inner, fallback: typeof value === "function" ? value : () => value } as DefaultField<T, I>;
}

/** A type that is declared further down, or inside itself. */
/* @__NO_SIDE_EFFECTS__ */
export function lazy<T, I>(find: () => Codec<T, I>): Codec<T, I> {
  return bothWays((value, way) => find()[way](value as never));
}

/** `list<T>`. */
/* @__NO_SIDE_EFFECTS__ */
export function list<T, I>(element: Codec<T, I>): Codec<T[], readonly I[]> {
  return bothWays((value, way) => {
    if (!Array.isArray(value)) mismatch("a list", value);
    const out: unknown[] = [];
    visitEach(value.keys(), (at) => out.push(element[way](value[at] as never)));
    return out;
  });
}

/** `map<string, T>`: an object without prototype, so that no key has a meaning of its own. */
/* @__NO_SIDE_EFFECTS__ */
export function map<T, I>(element: Codec<T, I>): Codec<Record<string, T>, Readonly<Record<string, I>>> {
  return bothWays((value, way) => {
    const object = asObject(value);
    const out = Object.create(null) as Record<string, unknown>;
    visitEach(Object.keys(object), (key) => (out[key] = element[way](object[key] as never)), checkKey);
    return out;
  });
}

/** A struct, an error's fields, or an event's parameters. Keys it does not know are ignored. */
/* @__NO_SIDE_EFFECTS__ */
export function struct<F extends Fields>(fields: F): Codec<StructOf<F>, InitOf<F>> {
  const keys = Object.keys(fields);
  const isField = (key: string): boolean => Object.hasOwn(fields, key);
  return {
    decode: (json) => {
      const object = asObject(json);
      const out = {};
      // In the order of the text, as a server reads, so that both ends find the same thing wrong first.
      const read = (key: string): void => {
        const value = object[key];
        if (!isField(key)) return passOver(value);
        const field = fields[key] as AnyField;
        if (value !== null || field.absent !== "optional") setKey(out, key, field.decode(value));
      };
      visitEach(Object.keys(object), read, (key) => isField(key) || checkKey(key, fields));
      visitEach(keys, (key) => {
        const field = fields[key] as AnyField;
        const json = Object.hasOwn(object, key) ? undefined : fallbackOf(field);
        // A default goes through the codec, so that defaults inside it are filled in too.
        if (json !== undefined) setKey(out, key, field.decode(json));
      });
      return out as StructOf<F>;
    },
    encode: (value) => {
      const object = asObject(value);
      const out: { [key: string]: JsonValue } = {};
      visitEach(keys, (key) => {
        const field = fields[key] as AnyField;
        const own = Object.hasOwn(object, key) || !(key in Object.prototype);
        const given = own ? object[key] : undefined;
        const isThere = given !== undefined && !(given === null && field.absent === "optional");
        const json = isThere ? field.encode(given as never) : fallbackOf(field);
        if (json !== undefined) setKey(out, key, json);
      });
      return out;
    },
  };
}

/** The default's JSON; refuses where the field has to be there. */
function fallbackOf(field: AnyField): JsonValue | undefined {
  if (field.fallback) return field.encode(field.fallback());
  return field.absent ? undefined : refuse("missing", "the field is missing");
}
