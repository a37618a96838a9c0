// For applications that keep socket.io-client: the types that generated modules are made of, and calls with typed
// errors. Nothing is decoded or checked here.
import type { Socket } from "socket.io-client";
import type { JsonValue } from "./codec.js";
import { asGangwayError, GangwayError, type SystemCode, type SystemError, type WireError } from "./errors.js";
import type { CallOptions } from "./options.js";
import type { Result } from "./result.js";
import { aborted, ask, errorFrom, longestWait, patience, read, tooLate } from "./socketio_ask.js";
import type { Bytes, CallOf, Calls, DataOf, ErrorsOf, Events, ItemOf, Streams, ValueOf } from "./socketio_types.js";

export type * from "./socketio_types.js";
export type { CallOptions, JsonValue, Result, Socket, SystemCode, SystemError };
export { errorFrom, isRefused } from "./socketio_ask.js";
export { GangwayError };

type Given = [data?: unknown, options?: CallOptions];

/** `data` as it is in browsers and in Node alike. */
export function toBytes(data: Bytes): Uint8Array {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

/**
 * Calls an event of the server and gives its answer; rejects with a `GangwayError`, of which `code` says which. What
 * is called while the socket is not connected waits until it is, within its timeout.
 */
export function call<L extends Events, S extends Events, K extends Calls<S>>(
  socket: Socket<L, S>,
  event: K,
  ...given: CallOf<S[K]>
): Promise<ValueOf<S[K]>> {
  return ask(socket as never, event, ...(given as unknown as Given)) as Promise<ValueOf<S[K]>>;
}

/** The same, with the outcome as a value: `{ ok: true, value }` or `{ ok: false, error }`, whose `code` narrows it. */
export async function tryCall<L extends Events, S extends Events, K extends Calls<S>>(
  socket: Socket<L, S>,
  event: K,
  ...given: CallOf<S[K]>
): Promise<Result<ValueOf<S[K]>, ErrorsOf<S[K]>>> {
  try {
    return { ok: true, value: (await ask(socket as never, event, ...(given as unknown as Given))) as ValueOf<S[K]> };
  } catch (error) {
    return { ok: false, error: asGangwayError(error) as ErrorsOf<S[K]> };
  }
}

/**
 * A streamed answer: each loop over it is a call of its own, made at its first step. The items of a stream are events
 * of its name, so that one begins when the one before it, of the same event and socket, has ended. Leaving the loop
 * stops the listening alone: Socket.IO has no word for the server. The timeout is for the first item.
 */
export function stream<L extends Events, S extends Events, K extends Streams<S>>(
  socket: Socket<L, S>,
  event: K,
  ...given: CallOf<S[K]>
): AsyncGenerator<ItemOf<S[K]>, void, undefined> {
  const [data, options] = given as unknown as Given;
  return read(socket as never, event, data, options);
}

/**
 * Answers a call of the server. A `GangwayError` that the handler throws goes to the server with its code and data;
 * anything else is `internal` there, without its text, and goes to the console here. The result stops it.
 */
export function handle<L extends Events, S extends Events, K extends Calls<L>>(
  socket: Socket<L, S>,
  event: K,
  handler: (...data: DataOf<L[K]>) => ValueOf<L[K]> | Promise<ValueOf<L[K]>>,
): () => void {
  const plain = socket as unknown as Socket;
  const name: string = event;
  const onCall = async (...given: unknown[]): Promise<void> => {
    const answer = given.pop();
    if (typeof answer !== "function") return;
    try {
      const value = await handler(...(given as DataOf<L[K]>));
      answer(...(value === undefined ? [] : [value]));
    } catch (error) {
      answer({ error: toRefusal(error) });
    }
  };
  plain.on(name, onCall);
  return () => void plain.off(name, onCall);
}

/**
 * Settles when the socket is in its namespace, or rejects with why the server refused it. Connects where the socket
 * does not by itself, as after a refusal. While the server cannot be reached, it waits within the timeout.
 */
export function joined<L extends Events, S extends Events>(
  socket: Socket<L, S>,
  { timeout = patience, signal }: CallOptions = {},
): Promise<void> {
  const plain = socket as unknown as Socket;
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      plain.off("connect", onConnect);
      plain.off("connect_error", onRefused);
      signal?.removeEventListener("abort", onAbort);
      finish();
    };
    const onConnect = (): void => settle(resolve);
    // A socket whose transport failed tries again by itself, one that was refused does not.
    const onRefused = (error: Error): void => {
      if (!plain.active) settle(() => reject(errorFrom(error)));
    };
    const onAbort = (): void => settle(() => reject(aborted("the join")));
    const onTime = (): void => settle(() => reject(tooLate("the join")));
    const timer = setTimeout(onTime, Math.min(timeout, longestWait));
    plain.on("connect", onConnect);
    plain.on("connect_error", onRefused);
    signal?.addEventListener("abort", onAbort);
    if (signal?.aborted) onAbort();
    else if (plain.connected) onConnect();
    else if (!plain.active) plain.connect();
  });
}

function toRefusal(error: unknown): WireError {
  if (error instanceof GangwayError) return { code: error.code, message: error.message, data: error.data };
  console.error(error);
  return { code: "internal", message: "the handler failed" };
}
