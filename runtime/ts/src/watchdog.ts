import type { Clock } from "./clock.js";

/** Notices that nothing has been heard for too long. Looks now and then instead of setting a timer per frame. */
export class Watchdog {
  readonly #clock: Clock;
  #lastHeard = 0;
  #stop: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(): void {
    this.#lastHeard = this.#clock.now();
  }

  /** Calls `onSilence` once, when nothing was heard for `allowed` ms. */
  watch(allowed: number, onSilence: () => void): void {
    this.stop();
    const look = (): void => {
      const silence = this.#clock.now() - this.#lastHeard;
      if (silence >= allowed) onSilence();
      else this.#stop = this.#clock.after(allowed - silence, look);
    };
    this.#stop = this.#clock.after(allowed, look);
  }

  stop(): void {
    this.#stop();
  }
}
