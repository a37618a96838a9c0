export interface BackoffOptions {
  /** The first pause is at most this long. Default 500 ms. */
  initial?: number;
  /** No pause is longer. Default 30 s. */
  max?: number;
}

/**
 * Pauses between attempts: exponential, with full jitter, so that a thousand clients that lost one
 * server do not come back in the same instant.
 */
export class Backoff {
  readonly #initial: number;
  readonly #max: number;
  readonly #random: () => number;
  #attempts = 0;

  constructor(options: BackoffOptions, random: () => number) {
    this.#initial = options.initial ?? 500;
    this.#max = options.max ?? 30_000;
    this.#random = random;
  }

  /** The next pause, in milliseconds. `steps` above 1 backs off faster. */
  next(steps = 1): number {
    this.#attempts += steps;
    return this.#random() * Math.min(this.#max, this.#initial * 2 ** Math.min(this.#attempts - 1, 30));
  }

  reset(): void {
    this.#attempts = 0;
  }
}
