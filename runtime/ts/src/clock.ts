/** Time and chance, so that tests can hold both still. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Calls `run` once after `ms`, which may be `Infinity`; the result stops that. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to, but not including, 1. */
  random(): number;
}

/** As long as setTimeout can wait; more would fire at once. */
const longest = 2_147_483_647;

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = ms < Infinity ? setTimeout(run, Math.min(ms, longest)) : undefined;
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
