import type { BackoffOptions } from "./backoff.js";
import type { Clock } from "./clock.js";
import type { WireFormat } from "./format.js";

/** How long something is waited for. */
export interface WaitOptions {
  /** Aborting it ends the wait with `cancelled`. */
  signal?: AbortSignal;
}

/** How events are iterated over. */
export interface EventsOptions extends WaitOptions {
  /** So many may wait to be taken; with more the loop ends as `overloaded`. Default 1000. */
  limit?: number;
}

/** For one call. */
export interface CallOptions {
  /** Milliseconds until the call fails with `deadline_exceeded`; `Infinity` for never. Default 30 s. */
  timeout?: number;
  /** Aborting it fails the call with `cancelled` and stops the handler on the server. */
  signal?: AbortSignal;
  /** What becomes of a call that finds the connection lost: as the client's option of that name. */
  whileOffline?: WhileOffline;
}

/**
 * "queue": it waits for the next connection, within its timeout. "fail": it fails at once with `unavailable`, as those do that
 * wait already. Before the first attempt to connect has failed, everything waits.
 */
export type WhileOffline = "queue" | "fail";

/** What the client needs of a WebSocket: the browser's own, Node's since 22, or that of the `ws` package. */
export interface WebSocketLike {
  /** The subprotocol that the server chose of those that were offered; "" before it is open. */
  readonly protocol: string;
  /** Bytes that were given to `send` and are not on their way yet. */
  readonly bufferedAmount?: number;
  /** In what form binary frames come: set to "arraybuffer". */
  binaryType?: string;
  /** Called when frames may be sent. */
  onopen: Listener<unknown> | null;
  /** Called with each frame: text, or an `ArrayBuffer`. */
  onmessage: Listener<{ data: unknown }> | null;
  /** Called once when it is over, also when it never was open. */
  onclose: Listener<{ code: number; reason: string }> | null;
  /** Called before `onclose` where something went wrong. */
  onerror: Listener<unknown> | null;
  /** Queues one frame. */
  send(message: string | ArrayBuffer): void;
  /** Closes with a close code of 1000 or 3000 to 4999. */
  close(code?: number, reason?: string): void;
}

// A method's parameter is compared both ways, so that sockets with richer event types fit.
type Listener<E> = { method(event: E): void }["method"];

/** A class like `WebSocket`: connects when it is made, and offers these subprotocols. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;

/** `Names` are the namespaces of the gateway. */
export interface ClientOptions<Names extends string = string> {
  /** Joined as soon as the connection stands. The others are joined when first used. */
  namespaces?: readonly Names[];
  /** For calls that give none of their own. Default 30 s. */
  timeout?: number;
  /** What becomes of calls while the connection is lost. Default "queue". */
  whileOffline?: WhileOffline;
  /** So many calls and events may wait in a namespace for its join; more are `overloaded`. Default 1000. */
  maxQueued?: number;
  /** The WebSocket class to use; needed where there is no global one, as in Node 20. */
  WebSocket?: WebSocketClass;
  /** How frames are written where the server knows it, too: `msgpack`, say. JSON otherwise. */
  format?: WireFormat;
  /** Aborting it closes the client. */
  signal?: AbortSignal;
  /** "eager": connects when it is made, and stays connected while no namespace is wanted. Default "lazy": at the first use. */
  connect?: "lazy" | "eager";
  /** Pauses between attempts to connect. */
  backoff?: BackoffOptions;
  /** After so many attempts in a row that brought no connection the client is closed. Default: it never gives up. */
  maxAttempts?: number;
  /**
   * Told when the server was built from another version of the schema, which is not an error by itself.
   * Default: a warning on the console.
   */
  onSchemaMismatch?: (ours: string, theirs: string) => void;
  /** For tests. */
  clock?: Clock;
}
