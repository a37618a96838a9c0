import { useSyncExternalStore } from "react";
import type { Readable } from "./readable.js";

/**
 * What a `Readable` says now: any store of `@gangway/client/store`, a client's `status`. While a page is rendered on a
 * server, and when it comes to life in the browser, `onServer`, by default what the store says by then.
 */
export function useReadable<T>(readable: Readable<T>, onServer?: T): T {
  const now = (): T => readable.value;
  return useSyncExternalStore(readable.subscribe, now, () => (onServer === undefined ? now() : onServer));
}

/** For hooks that are given nothing to subscribe to. */
export const constant = <T>(value: T): Readable<T> => ({ value, subscribe: () => () => {} });

type Status = { readonly state: string };

/** What nothing was done with is. */
const idle: Status = { state: "idle" };

/** Where the connection of a client is, or the membership of a namespace. On a server "idle". */
export function useStatus<S extends Status>(of: { readonly status: Readable<S> } | { readonly $status: Readable<S> }): S {
  return useReadable("$status" in of ? of.$status : of.status, idle as S);
}
