/** Stops listening; calling it again does nothing. */
export type Unsubscribe = () => void;

/** Listeners in the order they came. One that throws stops none of the others. */
export class Emitter<T> {
  // Entries, not the functions themselves: the same function added twice listens twice.
  readonly #entries = new Set<{ listener: (value: T) => void }>();

  get size(): number {
    return this.#entries.size;
  }

  add(listener: (value: T) => void): Unsubscribe {
    const entry = { listener };
    this.#entries.add(entry);
    return () => this.#entries.delete(entry);
  }

  /** Those added while it runs are not called, those removed no longer are. */
  emit(value: T, onThrow: (error: unknown) => void): void {
    for (const entry of [...this.#entries]) {
      if (!this.#entries.has(entry)) continue;
      try {
        entry.listener(value);
      } catch (error) {
        onThrow(error);
      }
    }
  }
}
