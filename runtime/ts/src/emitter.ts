/** Stops listening; calling it again does nothing. */
export type Unsubscribe = () => void;

/** Listeners in the order they came. One that throws stops none of the others. */
export class Emitter<T> {
  // Entries, not the functions themselves: the same function added twice listens twice.
  readonly #entries = new Set<{ listener: (value: T) => void }>();
  readonly #onThrow: (thrown: unknown) => void;

  constructor(onThrow: (thrown: unknown) => void) {
    this.#onThrow = onThrow;
  }

  get size(): number {
    return this.#entries.size;
  }

  readonly subscribe: (listener: (value: T) => void) => Unsubscribe = (listener) => {
    const entry = { listener };
    this.#entries.add(entry);
    return () => void this.#entries.delete(entry);
  };

  /** Those added while it runs are not called, those removed no longer are; nobody is once `goesOn` says no. */
  emit(value: T, goesOn: () => boolean = () => true): void {
    for (const entry of [...this.#entries]) {
      if (!goesOn()) return;
      if (!this.#entries.has(entry)) continue;
      try {
        entry.listener(value);
      } catch (thrown) {
        this.#onThrow(thrown);
      }
    }
  }
}

/** Listens to what the platform tells, where it does. */
export function listen(target: Partial<EventTarget> | undefined, event: string, run: () => void): Unsubscribe {
  target?.addEventListener?.(event, run);
  return () => target?.removeEventListener?.(event, run);
}

/** `stop`, which the signal calls, too; `onAbort` is told that it did. */
export function until(
  signal: AbortSignal | undefined,
  stop: Unsubscribe,
  told: (reason: unknown) => void = () => {},
): Unsubscribe {
  const letGo = onAbort(signal, (reason) => {
    stop();
    told(reason);
  });
  return () => {
    letGo();
    stop();
  };
}

/** Calls `run` with the reason once the signal is aborted, also where it is already. The result lets go of the signal. */
export function onAbort(signal: AbortSignal | undefined, run: (reason: unknown) => void): Unsubscribe {
  const abort = (): void => run(signal?.reason);
  if (signal?.aborted) abort();
  return listen(signal, "abort", abort);
}
