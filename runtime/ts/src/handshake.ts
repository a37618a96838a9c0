import type { Encoder } from "./codec.js";
import type { GangwayError } from "./errors.js";

/**
 * A value, or a function that is asked for it each time it is needed: a token that may have been renewed. Where the server
 * refused the last one as `unauthenticated`, the function is asked once more, with the refusal: for one that is fresh.
 */
export type Provided<T> = T | ((refusal?: GangwayError) => T | Promise<T>);

/** Where the handshakes of joins come from. */
export interface Handshake {
  /** Gives the next one, as JSON. */
  ask(refusal?: GangwayError): Promise<unknown>;
  /** Whether another one may come when it is asked again. */
  readonly isAsked: boolean;
}

/** Asks the provider anew each time and checks what it gave. */
export function handshakeFrom<T>(encoder: Encoder<T>, provided: Provided<T>): Handshake {
  const isAsked = typeof provided === "function";
  return {
    isAsked,
    ask: async (refusal) =>
      encoder.encode(isAsked ? await (provided as (refusal?: GangwayError) => T | Promise<T>)(refusal) : (provided as T)),
  };
}
