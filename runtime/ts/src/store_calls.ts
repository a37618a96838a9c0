import { onAbort } from "./emitter.js";
import type { SystemError } from "./errors.js";
import type { CallOptions } from "./options.js";
import type { Readable } from "./readable.js";
import type { Result } from "./result.js";
import { writable } from "./store_signals.js";
import type { AnyNamespace, ArgsOf, ErrorsOf, ReplyName, TimeOptions, ValueOf } from "./store_types.js";

/** How the latest run of a call is going; `status` tells the four cases apart. */
export type CallState<T, E = never> =
  | { readonly status: "idle"; readonly isPending: false; readonly value: undefined; readonly error: undefined }
  /** `value` is that of the run before, so that a page need not go blank. */
  | { readonly status: "pending"; readonly isPending: true; readonly value: T | undefined; readonly error: undefined }
  | { readonly status: "done"; readonly isPending: false; readonly value: T; readonly error: undefined }
  | { readonly status: "failed"; readonly isPending: false; readonly value: undefined; readonly error: E | SystemError };

/** A call to be made by hand, and what became of it. */
export interface CallStore<A extends unknown[], T, E = never> extends Readable<CallState<T, E>> {
  /** Makes the call. Never rejects: what the call rejects with is in the result, and in the store. */
  readonly run: (...args: A) => Promise<Result<T, E>>;
  /** Aborts what is under way and forgets what was. */
  readonly reset: () => void;
}

/** How the calls of a store are made. */
export interface CallStoreOptions extends TimeOptions {
  /** A run aborts those before it. Otherwise they go on unseen: the store tells of the latest run alone. */
  readonly lastWins?: boolean;
}

const stateOf = (status: CallState<unknown>["status"], value?: unknown, error?: unknown): CallState<unknown, unknown> =>
  ({ status, isPending: status === "pending", value, error }) as CallState<unknown, unknown>;

/** As long as nothing was asked. */
export const idleCall: CallState<unknown, unknown> = /* @__PURE__ */ stateOf("idle");

/** A store of one call of a namespace, say of a button or a search box. */
export function callStore<N extends AnyNamespace, K extends ReplyName<N>>(
  namespace: N,
  call: K,
  { lastWins = false, ...options }: CallStoreOptions = {},
): CallStore<ArgsOf<N[K]>, ValueOf<N[K]>, ErrorsOf<N[K]>> {
  const state = writable(idleCall);
  const underWay = new Set<AbortController>();
  let newest: AbortController | undefined;
  const abortAll = (): void => underWay.forEach((one) => one.abort());
  const run = async (...args: unknown[]): Promise<Result<unknown> | undefined> => {
    if (lastWins) abortAll();
    const abort = (newest = new AbortController());
    underWay.add(abort);
    state.set(stateOf("pending", state.value.value));
    const result = await under(abort, options, namespace).try[call]?.(...args);
    underWay.delete(abort);
    abort.abort();
    if (abort === newest) state.set(result?.ok ? stateOf("done", result.value) : stateOf("failed", undefined, result?.error));
    return result;
  };
  const reset = (): void => {
    newest = undefined;
    abortAll();
    state.set(idleCall);
  };
  return Object.assign(state, { run, reset }) as CallStore<never[], unknown, unknown> as never;
}

type Methods<R> = Record<string, ((...args: unknown[]) => R) | undefined>;
type Under = Methods<unknown> & { readonly try: Methods<Promise<Result<unknown>>> };

/**
 * A view of a namespace whose calls have `options` and end with `abort`, whatever place options have among a method's
 * parameters: it is added in the part of the namespace that generated methods end in. To be aborted when they are over.
 */
export function under(abort: AbortController, options: CallOptions, namespace: object): Under {
  const view = Object.create(namespace) as Under;
  for (const name of ["$call", "$stream", "$upload", "$exchange"]) {
    view[name] = (def, data, own?) => {
      const given = own as CallOptions | undefined;
      onAbort(abort.signal, onAbort(given?.signal, (reason) => abort.abort(reason)));
      return (namespace as Under)[name]?.(def, data, { ...options, ...given, signal: abort.signal });
    };
  }
  return view;
}
