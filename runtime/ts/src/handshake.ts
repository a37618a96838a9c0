import type { Encoder } from "./codec.js";

/** A value, or a function that is asked for it each time it is needed: a token that may have been renewed. */
export type Provided<T> = T | (() => T | Promise<T>);

/** Gives the handshake of the next join, as JSON. */
export type Handshake = () => Promise<unknown>;

/** Asks the provider anew each time and checks what it gave. */
export function handshakeFrom<T>(encoder: Encoder<T>, provided: Provided<T>): Handshake {
  const ask = (): T | Promise<T> =>
    typeof provided === "function" ? (provided as () => T | Promise<T>)() : provided;
  return async () => encoder.encode(await ask());
}
