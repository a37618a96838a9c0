// WebSocket close codes. Browsers let a page close with 1000 and from 3000 on only.

/** Either side is done. */
export const done = 1000;
/** Ours: nothing was heard for too long. */
export const deadConnection = 4000;
/** Ours: the server speaks another version of the protocol. */
export const otherVersion = 4002;

/**
 * Whether there is no use in connecting again: the server is done with this client, or would end a new try the
 * same way. 4000 to 4999 are the application's own and end it too: what they mean, only the application knows.
 */
export function isFinal(code: number): boolean {
  return [done, 1002, 1003, 1007, 1008].includes(code) || (code >= 4000 && code <= 4999);
}
