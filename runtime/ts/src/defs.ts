import type { AskDef } from "./asks.js";
import type { Decoder, Encoder } from "./codec.js";
import type { Outgoing } from "./correlator.js";
import type { ErrorClass } from "./errors.js";

/** What a namespace's server sends and asks, by event: the generated module fills it in. */
export interface Incomings {
  /** The codecs of what the server sends. */
  readonly emits: Readonly<Record<string, Decoder<unknown>>>;
  /** The codecs of what the server wants answered. */
  readonly asks: Readonly<Record<string, AskDef>>;
}

/** An event that the client sends, tied to its types. */
export interface EventDef<I> extends Outgoing {
  /** What it carries; of a client's stream each value. */
  readonly data: Encoder<I>;
}

/** A call: `T` is its reply, or one item of it. */
export interface CallDef<I, T, E> extends EventDef<I> {
  /** What is answered, or an item of it. */
  readonly reply: Decoder<T>;
  /** The classes of the declared errors that it may fail with. */
  readonly errors: readonly (ErrorClass & { readonly prototype: E })[];
}

/** For generated code: an event of the client's without an answer. */
/* @__NO_SIDE_EFFECTS__ */
export function event<I>(name: string, data: Encoder<I>): EventDef<I> {
  return { name, data };
}

/** For generated code: an event that is sent at once or not at all. */
/* @__NO_SIDE_EFFECTS__ */
export function volatileEvent<I>(name: string, data: Encoder<I>): EventDef<I> {
  return { name, data, isVolatile: true };
}

/** For generated code: an event that is answered, with `reply` or one of `errors`. */
/* @__NO_SIDE_EFFECTS__ */
export function call<I, T, C extends readonly ErrorClass[]>(
  name: string,
  data: Encoder<I>,
  reply: Decoder<T>,
  ...errors: C
): CallDef<I, T, InstanceType<C[number]>> {
  return { name, data, reply, errors: errors as never };
}

/** A call that the server may be asked twice: it is sent again where the connection was lost before its answer. */
/* @__NO_SIDE_EFFECTS__ */
export function idempotent<D extends CallDef<never, unknown, unknown>>(def: D): D {
  return { ...def, isIdempotent: true };
}
