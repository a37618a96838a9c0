// What the tests take from the client, in one file for Node and for pages.
import type * as client from "@gangway/client";
import { msgpack } from "@gangway/client/msgpack";

export * as gw from "@gangway/client";
export { shared } from "@gangway/client/shared";
export * from "client/resilience.gw.js";
export { Ledger, listen } from "./ledger.mjs";

/** Options that choose how frames are written. */
export const formats: Record<string, Partial<client.ClientOptions>> = { json: {}, msgpack: { format: msgpack } };
