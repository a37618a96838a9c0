import type { Namespace } from "./namespace.js";
import type { Readable } from "./readable.js";
import { writable } from "./store_signals.js";
import type { AsksOf } from "./store_types.js";

/** What the last event of that name brought; `initial` until one comes. Listens while anybody subscribes. */
export function latest<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string>(
  namespace: Namespace<Emits, A>,
  event: E,
): Readable<Emits[E] | undefined>;
export function latest<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string, I>(
  namespace: Namespace<Emits, A>,
  event: E,
  initial: Emits[E] | I,
): Readable<Emits[E] | I>;
export function latest<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string>(
  namespace: Namespace<Emits, A>,
  event: E,
  initial?: unknown,
): Readable<unknown> {
  return writable(initial, (set) => namespace.on(event, set));
}

/** What `reduce` made of all the events since somebody subscribed, `initial` to begin with. */
export function reduced<Emits extends object, A extends AsksOf<A>, E extends keyof Emits & string, T>(
  namespace: Namespace<Emits, A>,
  event: E,
  reduce: (value: T, data: Emits[E]) => T,
  initial: T,
): Readable<T> {
  return writable(initial, (set) => {
    let value = initial;
    return namespace.on(event, (data) => set((value = reduce(value, data))));
  });
}
