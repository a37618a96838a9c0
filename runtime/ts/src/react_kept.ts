import { useInsertionEffect, useRef, useState } from "react";

/** What `make` gave, until one of `keys` is another. Unlike a memo it is never thrown away in between. */
export function useMade<T>(make: () => T, ...keys: unknown[]): T {
  const [made, remake] = useState(() => ({ keys, value: make() }));
  if (keys.every((key, at) => Object.is(key, made.keys[at]))) return made.value;
  const next = { keys, value: make() };
  remake(next);
  return next.value;
}

/** The same object for as long as what it holds is the same: callers write it down anew in every render. */
export function useSame<T>(value: T): T {
  const [kept, keep] = useState({ value });
  if (isSame(kept.value, value)) return kept.value;
  keep({ value });
  return value;
}

/** For effects that are to call the newest function of the last render that came to the page. */
export function useNewest<F>(value: F): { readonly current: F } {
  const newest = useRef(value);
  useInsertionEffect(() => {
    newest.current = value;
  });
  return newest;
}

/** Whether two values say the same, being lists, plain objects, dates, bytes and what these hold. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b) return false;
  if (a instanceof Date) return b instanceof Date && +a === +b;
  const [kind, other] = [Object.getPrototypeOf(a), Object.getPrototypeOf(b)];
  const isPlain = Array.isArray(a) || a instanceof Uint8Array || kind === null || !Object.getPrototypeOf(kind);
  if (kind !== other || !isPlain) return false;
  const keys = Object.keys(a) as (keyof typeof a)[];
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]));
}
