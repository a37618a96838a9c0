import type { SystemCode } from "./errors.js";
import type { Namespace } from "./namespace.js";
import type { AsksOf } from "./store_types.js";
import type { CallName, FakeHandler, Recorded } from "./testing_types.js";

/** What the server says in a namespace. */
export interface FakeSending<Emits, A extends AsksOf<A>> {
  /** Sends an event. Throws for a payload that does not fit, and while the client is not in the namespace. */
  emit<E extends keyof Emits & string>(event: E, ...data: [Emits[E]] extends [void] ? [] : [data: Emits[E]]): void;
  /** Calls the client. Rejects with what its handler threw, `unknown_event` where it has none. */
  ask<E extends keyof A & string>(
    event: E,
    ...data: [A[E]["data"]] extends [void] ? [data?: undefined, options?: FakeAskOptions] : [data: A[E]["data"], options?: FakeAskOptions]
  ): Promise<A[E]["reply"]>;
}

export interface FakeAskOptions {
  /** Aborting it takes the call back. */
  readonly signal?: AbortSignal;
}

/** What the server hears in a namespace. */
export interface FakeHearing<N, P> {
  /** Takes the place of the handler of one event, until the result is called. */
  handle<K extends CallName<N>>(call: K, handler: FakeHandler<N[K & keyof N], P>): () => void;
  /** What the client said, by method, in order: payloads, or the items that a call streamed so far. */
  readonly calls: { readonly [K in CallName<N>]: readonly Recorded<N[K & keyof N]>[] };
  /** The handshakes with which the client joined or refreshed, as JSON. */
  readonly handshakes: readonly unknown[];
  readonly isJoined: boolean;
  /** When the client is in it: at once, or when it comes. */
  joined(): Promise<void>;
  /** Refuses the next join or refresh. */
  refuseJoin(code: SystemCode, message?: string, data?: unknown): void;
  /** Puts the client out. */
  putOut(reason?: string): void;
}

/** The server's side of one namespace of a fake, typed by the client's. */
export type FakeNamespace<N, P = undefined> =
  N extends Namespace<infer Emits, infer A> ? FakeSending<Emits, A> & FakeHearing<N, P> : never;

