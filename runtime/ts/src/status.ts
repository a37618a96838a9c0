import type { GangwayError } from "./errors.js";

/**
 * Where a client is with its connection. `attempt` counts from 1 since the last connection stood; `retryAt` is when it
 * begins or began, in milliseconds on the clock of `performance.now()`, and `error` why the one before came to nothing.
 */
export type ClientStatus =
  /** Nothing is wanted, and so nothing connected. */
  | { readonly state: "idle" }
  /** No connection has stood yet. */
  | { readonly state: "connecting"; readonly attempt: number; readonly retryAt?: number; readonly error?: GangwayError }
  | { readonly state: "open" }
  /** Between two connections. */
  | { readonly state: "reconnecting"; readonly attempt: number; readonly retryAt: number; readonly error: GangwayError }
  /** For good. Without `error` where the application itself closed it. */
  | { readonly state: "closed"; readonly error?: GangwayError };

/** `ClientStatus` by its name alone. */
export type ClientState = ClientStatus["state"];

/** Where a client is with one namespace. */
export type NamespaceStatus =
  /** Not used so far. */
  | { readonly state: "idle" }
  /** Wanted: what is called waits. `error` says why the last join was refused, or lost. */
  | { readonly state: "joining"; readonly error?: GangwayError }
  | { readonly state: "joined" }
  /** The server does not want this client, or the handshake could not be made; `$join()` tries again. */
  | { readonly state: "refused"; readonly error: GangwayError }
  /** By this client (`cancelled`), or put out by the server (`unavailable`); `$join()` begins anew. */
  | { readonly state: "left"; readonly error: GangwayError };
