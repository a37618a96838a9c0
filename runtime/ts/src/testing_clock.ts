import type { Clock } from "./clock.js";

/** Time that moves only when told to, and chance that is always the same: `createFake(…, { clock: new ManualClock() })`. */
export class ManualClock implements Clock {
  /** What `random` gives. */
  chance = 0.5;
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  random(): number {
    return this.chance;
  }

  /** How many things wait for their time: none, once a client is closed. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Runs what falls due in these milliseconds, in order; in between what hangs on resolved promises happens. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await turns();
      let due: { readonly at: number; readonly run: () => void } | undefined;
      for (const timer of this.#timers) if (timer.at <= end && (!due || timer.at < due.at)) due = timer;
      if (!due) break;
      this.#timers.delete(due);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }
}

/** Lets promises settle that wait for nothing but each other. Needs no timer, so test runners may fake those. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await undefined;
}
