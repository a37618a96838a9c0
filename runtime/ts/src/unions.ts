import {
  asObject,
  bothWays,
  checkKey,
  mismatch,
  refuse,
  repeated,
  visitEach,
  type AnyCodec,
  type Codec,
  type Decoded,
  type Encodable,
  type JsonValue,
} from "./codec.js";
import { checked, json, string } from "./scalars.js";

/** An enum's codec also lists the names that were declared. */
export interface EnumCodec<T extends string> extends Codec<T> {
  /** The declared names, in their order in the schema. */
  readonly values: readonly T[];
}

/** An enum that may grow: a name this client does not know is kept. */
/* @__NO_SIDE_EFFECTS__ */
export function openEnum<const T extends string>(...values: T[]): EnumCodec<T | (string & {})> {
  return { ...(string as Codec<T | (string & {})>), values };
}

/** An enum that may not: any other name is refused. */
/* @__NO_SIDE_EFFECTS__ */
export function closedEnum<const T extends string>(...values: T[]): EnumCodec<T> {
  const codec = checked<T>((value) => {
    if (!(values as string[]).includes(string.decode(value))) mismatch(`one of ${values.join(", ")}`, value, "enum");
  });
  return { ...codec, values };
}

/**
 * An arm of an open union that this client does not know. It is written back as it was read.
 * The tag's literal keeps narrowing alive; what stood there is in `tag`, the whole object in `raw`
 * (`$raw` in a union whose tag is called `raw`).
 */
export type Unknown<Tag extends string> = { [K in Tag]: "$unknown" } & {
  [K in Exclude<"tag", Tag>]: string;
} & { [K in RawKey<Tag>]: { [key: string]: JsonValue } };

type RawKey<Tag extends string> = Tag extends "raw" ? "$raw" : "raw";
type Arms = Readonly<Record<string, AnyCodec>>;
type UnionOf<Tag extends string, A> = { [K in keyof A & string]: { [T in Tag]: K } & Decoded<A[K]> }[keyof A & string];
type UnionInit<Tag extends string, A> = {
  [K in keyof A & string]: { [T in Tag]: K } & Encodable<A[K]>;
}[keyof A & string];

/** A union that may grow: an arm this client does not know becomes `Unknown`. */
/* @__NO_SIDE_EFFECTS__ */
export function openUnion<Tag extends string, A extends Arms>(
  tag: Tag,
  arms: A,
): Codec<UnionOf<Tag, A> | Unknown<Tag>, UnionInit<Tag, A> | Unknown<Tag>> {
  const rawKey = tag === "raw" ? "$raw" : "raw";
  return union(tag, arms, {
    decode: (object, name) => ({ tag: name, [rawKey]: json.decode(object), [tag]: "$unknown" }),
    encode: (object, name) => (name === "$unknown" ? json.encode(asObject(object[rawKey]) as never) : undefined),
  });
}

/** A union that may not: any other tag is refused. */
/* @__NO_SIDE_EFFECTS__ */
export function closedUnion<Tag extends string, A extends Arms>(
  tag: Tag,
  arms: A,
): Codec<UnionOf<Tag, A>, UnionInit<Tag, A>> {
  return union(tag, arms, {});
}

interface Otherwise {
  decode?(object: Record<string, unknown>, name: string): unknown;
  encode?(object: Record<string, unknown>, name: string): unknown;
}

function union<T, I>(tag: string, arms: Arms, otherwise: Otherwise): Codec<T, I> {
  return bothWays((value, way) => {
    const object = asObject(value);
    const name = way === "encode" || Object.hasOwn(object, tag) ? object[tag] : undefined;
    if (repeated + tag in object) checkKey(repeated + tag);
    let other: unknown;
    if (typeof name === "string") {
      const arm = Object.hasOwn(arms, name) && arms[name];
      if (arm) return { [tag]: name, ...(arm[way](object as never) as object) };
      other = otherwise[way]?.(object, name);
    }
    if (!other) {
      visitEach([tag], () => {
        if (name === undefined) refuse("missing", "the field is missing");
        mismatch(`one of ${Object.keys(arms).join(", ")}`, string.decode(name), "tag");
      });
    }
    return other;
  });
}
