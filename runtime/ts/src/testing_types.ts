import type { Client } from "./client.js";
import type { Reply, Stream, Try } from "./result.js";
import type { AnyNamespace, ArgsOf, DataOf } from "./store_types.js";
import type { Items } from "./upload.js";

/** What a handler of a fake learns besides the payload. */
export interface FakeContext<P = undefined> {
  /** Aborted when the client no longer waits for the answer, or the connection is gone. */
  readonly signal: AbortSignal;
  /** The parameters of the namespace's path, where it has some. */
  readonly path: P;
}

/** The methods of a namespace that say something to the server. */
export type CallName<N> = {
  [K in keyof N]: K extends keyof Try<N> | keyof Sends<N> ? K : never;
}[keyof N] &
  string;

type BuiltIns = "on" | "once" | "handle" | "events" | "try" | `$${string}`;
type Sends<N> = { [K in keyof N as K extends BuiltIns ? never : N[K] extends (...args: never[]) => void ? K : never]: N[K] };

type Payload<F> = F extends (...args: never[]) => Promise<unknown> | AsyncIterable<unknown> ? Sent<DataOf<F>> : ArgsOf<F>[0];

// What may be left out is filled in before it is sent.
type Sent<D> = [D] extends [undefined] ? undefined : Exclude<D, undefined>;

// Only items take any AsyncIterable; a text or a list is iterable, too, and an object may take anything.
type ItemsIn<D> = [AsyncIterable<never>] extends [D] ? (D extends Items<infer T> ? { of: T } : never) : never;

/** What the server gets: the payload, or the items that the client streams. */
type Received<D> = [ItemsIn<D>] extends [never] ? D : AsyncIterable<ItemsIn<D>["of"]>;

/** What is remembered of it. */
export type Recorded<F> = [ItemsIn<Payload<F>>] extends [never] ? Payload<F> : readonly ItemsIn<Payload<F>>["of"][];

/** What stands in for the server's handler of one event. It may throw the errors that the call declares. */
export type FakeHandler<F, P = undefined> = F extends (...args: never[]) => infer R
  ? (
      data: Received<Payload<F>>,
      context: FakeContext<P>,
    ) => R extends Stream<infer T, unknown>
      ? Items<T> | Promise<Items<T>>
      : R extends Reply<infer T, unknown>
        ? T | Promise<T>
        : void | Promise<void>
  : never;

/** Handlers of a namespace, by method. */
export type HandlersOf<N, P = undefined> = { readonly [K in CallName<N>]?: FakeHandler<N[K & keyof N], P> };

type Parametrized = (path: never) => AnyNamespace;

/** The properties of a client that are namespaces. */
export type NamespaceName<C> = {
  [K in keyof C]: K extends keyof Client ? never : C[K] extends AnyNamespace | Parametrized ? K : never;
}[keyof C];

/** Handlers of a client's namespaces. Calls that have none are answered with `unknown_event`. */
export type FakeHandlers<C> = {
  readonly [K in NamespaceName<C>]?: C[K] extends (path: infer P) => infer N ? HandlersOf<N, P> : HandlersOf<C[K]>;
};
