import type { Clock } from "./clock.js";
import { listen, stopping } from "./emitter.js";

/** Whether this is a page that nobody sees now. */
export function isHidden(): boolean {
  return (globalThis.document as Document | undefined)?.hidden === true;
}

/**
 * Runs `run` once after `ms`, but not before the network is there. Where it may hurry it does as soon as the page comes online
 * or into view. The result stops that.
 */
export function retry(clock: Clock, ms: number, mayHurry: boolean, run: () => void): () => void {
  let isDue = false;
  const go = (): void => {
    if ((globalThis.navigator as Navigator | undefined)?.onLine === false) return;
    stop();
    run();
  };
  const onSign = (): void => {
    if (isDue || (mayHurry && !isHidden())) go();
  };
  const stop = stopping(
    clock.after(ms, () => {
      isDue = true;
      go();
    }),
    listen(globalThis, "online", onSign),
    listen(globalThis.document, "visibilitychange", onSign),
  );
  return stop;
}
