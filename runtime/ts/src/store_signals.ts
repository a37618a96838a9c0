import type { Unsubscribe } from "./emitter.js";
import { Cell, type Readable } from "./readable.js";

/** A value that anybody may set. */
export interface Writable<T> extends Readable<T> {
  /** Tells the subscribers, unless it is the same by `Object.is`. */
  readonly set: (value: T) => void;
}

/**
 * A value of your own, to set or to derive others from. With `start` somebody keeps it up to date while anybody subscribes:
 * it is called for the first subscriber, what it returns when the last one goes. Then the value is `initial` again, since
 * nobody knows what it would have become.
 */
export function writable<T>(initial: T, start?: (set: (value: T) => void) => Unsubscribe): Writable<T> {
  const cell = new Cell(initial, console.error);
  let stop: Unsubscribe | undefined;
  const store: Writable<T> = {
    get value() {
      return cell.value;
    },
    set: (value) => Object.is(cell.value, value) || cell.set(value),
    subscribe: (listener) => {
      const remove = cell.subscribe(listener);
      stop ??= start?.(store.set);
      return () => {
        remove();
        // Not at once: frameworks let go of everything and take it again before anything else happens.
        queueMicrotask(() => {
          if (cell.size > 0 || !stop) return;
          stop();
          stop = undefined;
          cell.value = initial;
        });
      };
    },
  };
  return store;
}

type ValuesOf<S extends readonly unknown[]> = { -readonly [K in keyof S]: S[K] extends Readable<infer T> ? T : never };

/**
 * A value made of others, computed anew only when one of them has changed:
 * `derived(client.status, latest, (status, event) => …)`.
 */
export function derived<S extends readonly Readable<unknown>[], T>(
  ...parts: [...sources: S, make: (...values: ValuesOf<S>) => T]
): Readable<T> {
  const sources = [...parts] as unknown as Readable<unknown>[];
  const make = sources.pop() as unknown as (...values: unknown[]) => T;
  let seen: unknown[] | undefined;
  let value: T;
  // Asks its sources each time, so that it never stands between the old values of some and the new ones of others.
  const current = (): T => {
    const values = sources.map((source) => source.value);
    if (!seen || values.some((one, at) => !Object.is(one, seen?.[at]))) value = make(...(seen = values));
    return value;
  };
  return {
    get value() {
      return current();
    },
    subscribe: (listener) => {
      let told = current();
      const look = (): void => {
        if (!Object.is(told, current())) listener((told = value));
      };
      const stops = sources.map((source) => source.subscribe(look));
      return () => stops.forEach((stop) => stop());
    },
  };
}
