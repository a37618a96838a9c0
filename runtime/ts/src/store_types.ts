import type { Namespace } from "./namespace.js";
import type { CallOptions } from "./options.js";
import type { Reply, Stream, Try } from "./result.js";

/** The events that the server asks, as `Namespace` wants them. */
export type AsksOf<A> = Record<keyof A, { data: unknown; reply: unknown }>;

/** Any namespace; what it carries is found by inference. */
export type AnyNamespace = Namespace<object, Record<never, never>>;

/** The names of a namespace's calls that end in one reply. */
export type ReplyName<N> = {
  [K in keyof Try<N>]: N[K & keyof N] extends (...args: never[]) => Promise<unknown> ? K : never;
}[keyof Try<N>] &
  keyof N &
  string;

/** The names of a namespace's calls that end in a stream. */
export type StreamName<N> = {
  [K in keyof Try<N>]: N[K & keyof N] extends (...args: never[]) => AsyncIterable<unknown> ? K : never;
}[keyof Try<N>] &
  keyof N &
  string;

/** What a call resolves with. */
export type ValueOf<F> = F extends (...args: never[]) => Reply<infer T, unknown> ? T : never;

/** One item of what a call streams. */
export type ItemOf<F> = F extends (...args: never[]) => Stream<infer T, unknown> ? T : never;

/** The errors that a call declares. */
export type ErrorsOf<F> = F extends (...args: never[]) => infer R
  ? R extends Stream<unknown, infer E>
    ? E
    : R extends Reply<unknown, infer E>
      ? E
      : never
  : never;

/** The parameters of a call, options last. */
export type ArgsOf<F> = F extends (...args: infer A) => unknown ? A : [];

/** What a call is given, without its options; `undefined` where it takes nothing. */
export type DataOf<F> = 2 extends ArgsOf<F>["length"] ? ArgsOf<F>[0] : undefined;

/** The parameters of what makes a call by itself: its data, left out where it may be, and `O`. */
export type DataAndOptions<F, O> = undefined extends DataOf<F>
  ? [data?: DataOf<F>, options?: O]
  : [data: DataOf<F>, options?: O];

/** What a call may be told, but for a signal: stores and hooks have their own. */
export type TimeOptions = Omit<CallOptions, "signal">;
