// The entry point @gangway/client/store: values to subscribe to, for any framework and for none.
export type { Readable } from "./readable.js";
export { callStore, type CallState, type CallStore, type CallStoreOptions } from "./store_calls.js";
export { latest, reduced } from "./store_events.js";
export { derived, writable, type Writable } from "./store_signals.js";
export { streamStore, type StreamState, type StreamStore, type StreamStoreOptions } from "./store_streams.js";
export type { ArgsOf, ErrorsOf, ItemOf, ReplyName, StreamName, ValueOf } from "./store_types.js";
