import { isHidden } from "./retry.js";

/** Pauses between attempts to connect: a random part of the first, of twice, four times, … of it. */
export interface BackoffOptions {
  /** The first pause is at most this long. Default 500 ms. */
  initial?: number;
  /** No pause is longer. Default 30 s. */
  max?: number;
  /** How many times longer each may be than the one before. Default 2. */
  factor?: number;
}

/**
 * Pauses between attempts: exponential, with full jitter, so that a thousand clients that lost one
 * server do not come back in the same instant.
 */
export class Backoff {
  readonly #options: BackoffOptions;
  readonly #random: () => number;
  #attempts = 0;

  constructor(options: BackoffOptions, random: () => number) {
    this.#options = options;
    this.#random = random;
  }

  /** The next pause, in milliseconds. `steps` above 1 backs off faster; a page that nobody sees takes its time. */
  next(steps = 1): number {
    const { initial = 500, max = 30_000, factor = 2 } = this.#options;
    this.#attempts += steps;
    return this.#random() * (isHidden() ? max : Math.min(max, initial * factor ** (this.#attempts - 1)));
  }

  reset(): void {
    this.#attempts = 0;
  }
}
