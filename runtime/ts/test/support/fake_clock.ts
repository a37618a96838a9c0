export { ManualClock as FakeClock } from "../../src/testing_clock.js";

/** Lets everything that hangs on resolved promises happen. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
