// What generated modules and applications use. Everything else is this package's own business.
export { ask, type AskContext } from "./asks.js";
export type { BackoffOptions } from "./backoff.js";
export { Client, type Gateway } from "./client.js";
export type { Clock } from "./clock.js";
export { violations, type Codec, type Decoder, type Encoder, type JsonValue } from "./codec.js";
export {
  constrained,
  decimalRange,
  email,
  hostname,
  ipv4,
  ipv6,
  items,
  length,
  lowercase,
  pattern,
  range,
  size,
  trim,
  unique,
  uri,
  type Constraint,
} from "./constraints.js";
export { lazy, list, map, nullable, optional, patch, struct, withDefault } from "./containers.js";
export { call, event, idempotent, volatileEvent, type CallDef, type EventDef, type Incomings } from "./defs.js";
export type { Unsubscribe } from "./emitter.js";
export {
  DeclaredError,
  GangwayError,
  InvalidPayload,
  type ErrorClass,
  type Rule,
  type SystemCode,
  type SystemError,
} from "./errors.js";
export type { WireFormat } from "./format.js";
export { handshakeFrom, type Provided } from "./handshake.js";
export type { Link } from "./link.js";
export { Namespace } from "./namespace.js";
export type {
  CallOptions,
  ClientOptions,
  EventsOptions,
  WaitOptions,
  WebSocketClass,
  WebSocketLike,
  WhileOffline,
} from "./options.js";
export type { Readable } from "./readable.js";
export type { Resumed } from "./resume.js";
export type { Reply, Result, Stream, Try } from "./result.js";
export type { Items } from "./upload.js";
export {
  bool,
  bytes,
  duration,
  f32,
  f64,
  i16,
  i32,
  i64,
  i8,
  json,
  nothing,
  safeint,
  string,
  u16,
  u32,
  u64,
  u8,
} from "./scalars.js";
export type { ClientState, ClientStatus, NamespaceStatus } from "./status.js";
export {
  date,
  decimal,
  timestamp,
  timestampNs,
  uuid,
  type Branded,
  type Decimal,
  type PlainDate,
  type TimestampNs,
  type Uuid,
} from "./text.js";
export { closedEnum, closedUnion, openEnum, openUnion, type EnumCodec, type Unknown } from "./unions.js";
