// What the modules are made of that `gangway generate --ts-socketio` writes. Values are as they travel.
import type { JsonValue } from "./codec.js";
import type { GangwayError, SystemCode, WireError } from "./errors.js";
import type { CallOptions } from "./options.js";

/** Sent as either; what arrives is an `ArrayBuffer` in browsers and a `Buffer` in Node: see `toBytes`. */
export type Bytes = Uint8Array | ArrayBuffer;
/** Bytes where there are no attachments: in errors, and in what is presented to join. */
export type Base64 = string;
/** 64 bits as decimal digits, since JSON's numbers have 53: `BigInt(text)` reads them, `${n}` writes a bigint `n`. */
export type Int64 = `${bigint}`;
/** A UUID: 36 characters. */
export type Uuid = string;
/** RFC 3339: `date.toISOString()` writes it, `new Date(text)` reads it. */
export type Timestamp = string;
/** RFC 3339 in UTC with up to nine digits of a second. */
export type TimestampNs = string;
/** `2026-01-31`. */
export type PlainDate = string;
/** An exact decimal number: `-12.50`. */
export type Decimal = string;

/** Where in the replayed events one is: socket.io-client shows it by itself when it comes back. */
export type Offset = string;

/**
 * A name that this schema does not have: a newer server's. It is any text; the parentheses are there for the compiler
 * alone, which tells it by them from the names that it knows.
 */
export type Other = `(${string})`;
/** An arm of an open union that this schema does not have. */
export type Unknown<Tag extends string> = { readonly [K in Tag]: Other };

/** `T` with base64 in the place of bytes. */
export type InText<T> = T extends JsonValue | undefined
  ? T
  : T extends Bytes
    ? Base64
    : { [K in keyof T]: InText<T[K]> };

/** What a gateway needs to be told apart on its server, and how it may be reached: options of `io`. */
export interface GatewayOptions {
  /** The path of its endpoint. */
  path: string;
  /** The transports that the gateway has, where it does not have both. */
  transports?: ("polling" | "websocket")[];
}

/** An error that the schema declares, as it travels. */
export interface Refusal<Code extends string = string, Data = unknown> extends WireError {
  /** The name of the error in the schema. */
  readonly code: Code;
  /** The fields of the error. */
  readonly data: Data;
}

/** An error of the server's own, or one that this schema does not have. */
export interface SystemRefusal extends WireError {
  /** One of `SystemCode`, or the name of an error that a newer schema has. */
  readonly code: Exclude<SystemCode, "undeclared"> | Other;
}

/** An acknowledgement that says why there is no answer; `E` are the declared errors. */
export interface Refused<E = never> {
  /** Which error it was, and what it carries. */
  readonly error: E | SystemRefusal;
}

/** What an event is acknowledged with: its answer, or why there is none. `isRefused` tells them apart. */
export type Ack<T, E = never> = T | Refused<E>;

declare const streamed: unique symbol;
/** The acknowledgement that ends a stream badly; there is nothing in one that ends it well. */
export interface StreamEnd<T, E = never> extends Refused<E> {
  readonly [streamed]?: T;
}

/** What the server sends when an event fails for which nobody asked an acknowledgement. */
export interface Exception<Event extends string = string> extends WireError {
  /** Always "error": what tells it from data. */
  readonly status: "error";
  /** Which event it was, unless what came was none. */
  readonly cause?: { readonly pattern: Event };
}

/** A map of events as socket.io-client takes it. */
export type Events = { [event: string]: any };
type Arguments<F> = F extends (...given: infer A) => unknown ? A : never;
type AnswerTo<F> =
  Arguments<F> extends [...unknown[], infer Ack]
    ? Ack extends (...answer: infer A) => unknown
      ? A[0]
      : never
    : never;
/** An acknowledgement that is a failure. */
export type Failed = { readonly error: WireError };
type ErrorOf<E> = E extends { readonly code: infer Code extends string }
  ? GangwayError<Code, E extends { readonly data: infer Data } ? Data : unknown>
  : never;

/** The events of a map that are acknowledged. */
export type Calls<S> = { [K in keyof S & string]: [AnswerTo<S[K]>] extends [never] ? never : K }[keyof S & string];
/** Those that are answered by a stream. */
export type Streams<S> = {
  [K in Calls<S>]: typeof streamed extends keyof NonNullable<AnswerTo<S[K]>> ? K : never;
}[Calls<S>];
/** What an event carries, as arguments; and with what a call may be given behind it. */
export type DataOf<F> = Arguments<F> extends [infer Data, unknown] ? [data: Data] : [data?: undefined];
/** What a call is given: its data, where it has any, and options. */
export type CallOf<F> = [...DataOf<F>, options?: CallOptions];
/** What an event is answered with. */
export type ValueOf<F> = [Exclude<AnswerTo<F>, Failed>] extends [undefined] ? void : Exclude<AnswerTo<F>, Failed>;
/** What a call may fail with, besides what may happen to every call. */
export type ErrorsOf<F> = ErrorOf<Extract<AnswerTo<F>, Failed>["error"]>;
/** What a stream is made of. */
export type ItemOf<F> = NonNullable<AnswerTo<F>> extends { readonly [streamed]?: infer T } ? T : never;

