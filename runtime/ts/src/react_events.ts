import { useEffect } from "react";
import type { AskContext } from "./asks.js";
import type { Namespace } from "./namespace.js";
import { useNewest } from "./react_kept.js";
import { constant, useReadable } from "./react_values.js";
import type { Readable } from "./readable.js";
import { latest } from "./store_events.js";
import type { AsksOf } from "./store_types.js";

/** Nothing to listen to yet. */
export type Absent = undefined | null | false;

/**
 * Calls `handler` for every such event while the component is on the page. There is one subscription, however often it
 * renders: the handler may be another function each time, and the newest is called.
 */
export function useEvent<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string>(
  namespace: Namespace<Emits, A> | Absent,
  event: E,
  handler: (data: Emits[E]) => void,
): void {
  const newest = useNewest(handler);
  useEffect(() => {
    if (namespace) return namespace.on(event, (data) => newest.current(data));
    return;
  }, [namespace, event]);
}

/** Answers a call of the server while the component is on the page, with the newest `handler`. */
export function useHandler<Emits extends object, A extends AsksOf<A>, E extends keyof A & string>(
  namespace: Namespace<Emits, A> | Absent,
  event: E,
  handler: (data: A[E]["data"], context: AskContext) => A[E]["reply"] | Promise<A[E]["reply"]>,
): void {
  const newest = useNewest(handler);
  useEffect(() => {
    if (namespace) return namespace.handle(event, (data, context) => newest.current(data, context));
    return;
  }, [namespace, event]);
}

/** All components that want the latest of one event share one subscription, and see the same. */
const shared = /* @__PURE__ */ new WeakMap<object, Map<string, Readable<unknown>>>();
const none: Readable<undefined> = /* @__PURE__ */ constant(undefined);

function sharedLatest(namespace: Namespace<object, Record<never, never>>, event: string): Readable<unknown> {
  let events = shared.get(namespace);
  if (!events) shared.set(namespace, (events = new Map()));
  let store = events.get(event);
  if (!store) events.set(event, (store = latest(namespace, event as never)));
  return store;
}

/** What the last event of that name brought while any component asked; `initial` until one comes. */
export function useLatest<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string>(
  namespace: Namespace<Emits, A> | Absent,
  event: E,
): Emits[E] | undefined;
export function useLatest<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string, I>(
  namespace: Namespace<Emits, A> | Absent,
  event: E,
  initial: Emits[E] | I,
): Emits[E] | I;
export function useLatest<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string>(
  namespace: Namespace<Emits, A> | Absent,
  event: E,
  initial?: unknown,
): unknown {
  const value = useReadable<unknown>(namespace ? sharedLatest(namespace as never, event) : none);
  return value === undefined ? initial : value;
}
