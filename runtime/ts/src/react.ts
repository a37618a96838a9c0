"use client";
// The entry point @gangway/client/react: hooks over a generated client and its namespaces.
export { createClientContext, useClient, type Closable } from "./react_client.js";
export { useCall, useReply, useStream, type UsedCall, type UsedReply, type UsedStream, type UseStreamOptions } from "./react_calls.js";
export { useEvent, useHandler, useLatest } from "./react_events.js";
export { useReadable, useStatus } from "./react_values.js";
export type { Readable } from "./readable.js";
export type { CallState, CallStoreOptions } from "./store_calls.js";
export type { StreamState } from "./store_streams.js";
