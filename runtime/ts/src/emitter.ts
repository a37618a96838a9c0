/** Stops listening; calling it again does nothing. */
export type Unsubscribe = () => void;

/** Listeners in the order they came. One that throws stops none of the others. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();
  readonly #onThrow: (thrown: unknown) => void;

  constructor(onThrow: (thrown: unknown) => void) {
    this.#onThrow = onThrow;
  }

  get size(): number {
    return this.#listeners.size;
  }

  readonly subscribe: (listener: (value: T) => void) => Unsubscribe = (listener) => {
    // Not the function itself: added twice, it listens twice.
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  };

  /** Those added while it runs are not called, those removed no longer are; nobody is once `goesOn` says no. */
  emit(value: T, goesOn: () => boolean = () => true): void {
    for (const listener of [...this.#listeners]) {
      if (!goesOn()) return;
      if (!this.#listeners.has(listener)) continue;
      try {
        listener(value);
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

/** Calls `run` with the reason once the signal is aborted, also where it is already. The result lets go of the signal. */
export function onAbort(signal: AbortSignal | undefined, run: (reason: unknown) => void): Unsubscribe {
  const abort = (): void => run(signal?.reason);
  if (signal?.aborted) abort();
  return listen(signal, "abort", abort);
}

/** Stops all of them. */
export function stopping(...stops: Unsubscribe[]): Unsubscribe {
  return () => {
    for (const stop of stops) stop();
  };
}
