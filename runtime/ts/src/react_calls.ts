import { useEffect, useReducer } from "react";
import type { SystemError } from "./errors.js";
import type { Absent } from "./react_events.js";
import { useMade, useSame } from "./react_kept.js";
import { constant, useReadable } from "./react_values.js";
import type { Readable } from "./readable.js";
import type { Result } from "./result.js";
import { callStore, idleCall, type CallState, type CallStore, type CallStoreOptions } from "./store_calls.js";
import { newStream, streamStore, type StreamState, type StreamStoreOptions } from "./store_streams.js";
import type {
  AnyNamespace,
  ArgsOf,
  DataAndOptions,
  ErrorsOf,
  ItemOf,
  ReplyName,
  StreamName,
  TimeOptions,
  ValueOf,
} from "./store_types.js";

export interface UseCallOptions extends CallStoreOptions {
  /** What is under way goes on when the component is gone. Otherwise it is aborted then. */
  readonly outlives?: boolean;
}

/** How the latest run of a call is going, and how to make one. */
export type UsedCall<A extends unknown[], T, E = never> = CallState<T, E> & Pick<CallStore<A, T, E>, "run" | "reset">;

/** A call for a handler to make, say of a button: `run(data)` makes it, and never rejects. */
export function useCall<N extends AnyNamespace, K extends ReplyName<N>>(
  namespace: N,
  call: K,
  options: UseCallOptions = {},
): UsedCall<ArgsOf<N[K]>, ValueOf<N[K]>, ErrorsOf<N[K]>> {
  const kept = useSame(options);
  const { outlives } = kept;
  const store = useMade(() => callStore(namespace, call, kept), namespace, call, kept);
  useEffect(() => (outlives ? undefined : store.reset), [store, outlives]);
  const { run, reset } = store;
  return { ...useReadable(store), run, reset };
}

/** What a call that a component makes for itself has come to. */
export interface UsedReply<T, E = never> {
  /** The reply; while it is asked for again, the one before. */
  readonly value: T | undefined;
  /** Why the latest call failed; `undefined` when it did not. */
  readonly error: E | SystemError | undefined;
  /** Whether an answer is waited for. */
  readonly isPending: boolean;
  /** Makes the call again. Never rejects. */
  readonly refresh: () => Promise<Result<T, E> | undefined>;
}

type RunWithData = CallStore<[data: unknown], unknown, unknown>;

const unasked: Readable<CallState<unknown, unknown>> = constant(idleCall);

/**
 * The reply to a call that is made when the component comes to the page, and anew when `data` says something else.
 * For calls that only ask: it is aborted when the component goes or asks something else.
 */
export function useReply<N extends AnyNamespace, K extends ReplyName<N>>(
  namespace: N | Absent,
  call: K,
  ...[data, options]: DataAndOptions<N[K], TimeOptions>
): UsedReply<ValueOf<N[K]>, ErrorsOf<N[K]>> {
  const asked = useSame({ data, options });
  const make = (): RunWithData | Absent => namespace && (callStore(namespace, call, { lastWins: true, ...asked.options }) as never);
  const store = useMade(make, namespace, call, asked);
  const refresh = useMade(() => async () => store && store.run(asked.data), store);
  useEffect(() => {
    let isGone = false;
    // Not at once: StrictMode takes it back and wants it again before anything else happens.
    queueMicrotask(() => isGone || void refresh());
    return () => {
      isGone = true;
      if (store) store.reset();
    };
  }, [store, refresh]);
  const { status, value, error } = useReadable<CallState<unknown, unknown>>(store || unasked);
  const isPending = !!store && (status === "idle" || status === "pending");
  return { value, error, isPending, refresh } as UsedReply<unknown, unknown> as never;
}

/** How a component's stream is called, and how much of it is kept. */
export type UseStreamOptions = StreamStoreOptions;

/** What has come of a stream, and how to end it or begin again. */
export interface UsedStream<T, E = never> extends StreamState<T, E> {
  /** Ends it at the server; the items stay. */
  readonly stop: () => void;
  /** Drops the items and makes the call again. */
  readonly restart: () => void;
}

const unopened: Readable<StreamState<unknown, unknown>> = constant(newStream);

/**
 * The items of a stream: the call is made when the component comes to the page, anew when `data` says something else,
 * and taken back when the component goes.
 */
export function useStream<N extends AnyNamespace, K extends StreamName<N>>(
  namespace: N | Absent,
  call: K,
  ...[data, options]: DataAndOptions<N[K], UseStreamOptions>
): UsedStream<ItemOf<N[K]>, ErrorsOf<N[K]>> {
  const args = useSame([data, options]);
  const [turn, restart] = useReducer((before: number) => before + 1, 0);
  const store = useMade(() => namespace && streamStore(namespace, call, ...(args as never)), namespace, call, args, turn);
  const stop = useMade(() => () => store && store.stop(), store);
  const state = useReadable<StreamState<unknown, unknown>>(store || unopened);
  return { ...state, stop, restart } as UsedStream<unknown, unknown> as never;
}
