import type { SystemError } from "./errors.js";
import type { Readable } from "./readable.js";
import { under } from "./store_calls.js";
import { writable } from "./store_signals.js";
import type { AnyNamespace, DataAndOptions, ErrorsOf, ItemOf, StreamName, TimeOptions } from "./store_types.js";

/** What has come of a stream; the array is a new one whenever there is more. */
export interface StreamState<T, E = never> {
  /** What has come so far, in order. */
  readonly items: readonly T[];
  /** "stopped" by us. */
  readonly status: "open" | "done" | "failed" | "stopped";
  /** No more items will come, however it ended. */
  readonly isDone: boolean;
  /** Why it failed; `undefined` when it did not. */
  readonly error: E | SystemError | undefined;
}

/** A stream that runs while anybody subscribes. */
export interface StreamStore<T, E = never> extends Readable<StreamState<T, E>> {
  /** Ends it at the server; the items stay. */
  readonly stop: () => void;
}

/** How a stream is called, and how much of it is kept. */
export interface StreamStoreOptions extends TimeOptions {
  /** So many items are kept, the newest ones. Default: all. */
  readonly limit?: number;
}

type State = StreamState<unknown, unknown>;

const stateWith = (status: State["status"], items: State["items"] = [], error?: unknown): State =>
  ({ items, status, isDone: status !== "open", error }) as State;

/** As long as nothing has come. */
export const newStream: StreamState<unknown, unknown> = /* @__PURE__ */ stateWith("open");

/**
 * The items of a stream. The call is made for the first subscriber, and taken back when the last one goes. Items that
 * come at once are told of at once.
 */
export function streamStore<N extends AnyNamespace, K extends StreamName<N>>(
  namespace: N,
  call: K,
  ...[data, options = {}]: DataAndOptions<N[K], StreamStoreOptions>
): StreamStore<ItemOf<N[K]>, ErrorsOf<N[K]>> {
  const { limit = Infinity, ...rest } = options;
  let stop = (): void => {};
  const state = writable(newStream, (set) => {
    const abort = new AbortController();
    const fresh: unknown[] = [];
    let items: State["items"] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (status: State["status"], error?: unknown): void => {
      timer = undefined;
      items = [...items, ...fresh.splice(0)].slice(-limit);
      set(stateWith(status, items, error));
    };
    const end = (status?: State["status"], error?: unknown): void => {
      if (abort.signal.aborted) return;
      abort.abort();
      clearTimeout(timer);
      if (status) tell(status, error);
    };
    const read = async (): Promise<void> => {
      for await (const item of under(abort, rest, namespace)[call]?.(data) as AsyncIterable<unknown>) {
        if (abort.signal.aborted) return;
        fresh.push(item);
        timer ??= setTimeout(tell, 0, "open");
      }
    };
    read().then(() => end("done"), (error) => end("failed", error));
    stop = () => end("stopped");
    return end;
  });
  return Object.assign(state, { stop: () => stop() }) as StreamStore<unknown, unknown> as never;
}
