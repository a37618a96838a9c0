import type { Codec } from "./codec.js";

/**
 * Every code that is not a declared error's name. All but the last are the server's or this client's own;
 * `undeclared` stands for an error the schema of this client does not know, whose code is in `data.code`.
 */
export type SystemCode =
  | "unknown_event"
  | "unknown_namespace"
  | "invalid_payload"
  | "unauthenticated"
  | "forbidden"
  | "rate_limited"
  | "deadline_exceeded"
  | "overloaded"
  | "cancelled"
  | "unavailable"
  | "internal"
  | "undeclared";

/** Any failure of a call, a join or the connection. `code` says which, `data` what came with it. */
export class GangwayError<Code extends string = string, Data = unknown> extends Error {
  /** Which error it is: the name of a declared error, or one of `SystemCode`. */
  readonly code: Code;
  /** What the error carries: the fields of a declared error, or what the code goes with (`retryAfter`, `path`). */
  readonly data: Data;

  constructor(code: Code, message: string, data?: Data) {
    super(message);
    this.name = "GangwayError";
    this.code = code;
    this.data = data as Data;
  }
}

/** What a signal that was aborted ends `what` with. */
export function cancelledBy(what: string, reason: unknown): GangwayError {
  const error = new GangwayError("cancelled", `${what} was cancelled`);
  error.cause = reason;
  return error;
}

/** A failure that no schema declares: what every call may end in besides its own errors. */
export type SystemError = GangwayError<SystemCode>;

/** Why a payload was refused, in the words of the wire. */
export type Rule =
  | "syntax"
  | "type"
  | "range"
  | "missing"
  | "duplicate"
  | "depth"
  | "enum"
  | "tag"
  | "format"
  | "length"
  | "size"
  | "items"
  | "unique"
  | "pattern";

/** A value that does not fit its type; `data.path` is the JSON Pointer to the spot, "" for the whole value. */
export class InvalidPayload extends GangwayError<"invalid_payload", { path: string; rule: Rule }> {
  /** The message without the path. */
  readonly reason: string;

  constructor(rule: Rule, reason: string) {
    super("invalid_payload", reason, { path: "", rule });
    this.name = "InvalidPayload";
    this.reason = reason;
  }

  /** Says that the value stood under `key`; called on the way out of each container. */
  under(key: string | number): this {
    const step = String(key).replaceAll("~", "~0").replaceAll("/", "~1");
    this.data.path = `/${step}${this.data.path}`;
    this.message = `${this.data.path}: ${this.reason}`;
    return this;
  }
}

/** What the `error` declarations of a schema become: a class each, with their fields in `data`. */
export abstract class DeclaredError<Code extends string = string, Data = unknown> extends GangwayError<
  Code,
  Data
> {
  constructor(code: Code, data: Data, message?: string) {
    super(code, message ?? code, data);
    this.name = code;
  }
}

/** A generated subclass of `DeclaredError`, as a value. */
export interface ErrorClass {
  new (data: never, message?: string): DeclaredError;
  /** Its name in the schema, which `code` of its instances is. */
  readonly code: string;
  /** The codec of `data` of its instances. */
  readonly fields: Codec<unknown, never>;
}

/** An error as it is on the wire. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly data?: unknown;
}

const systemCodes: ReadonlySet<string> = /* @__PURE__ */ new Set<SystemCode>([
  "unknown_event",
  "unknown_namespace",
  "invalid_payload",
  "unauthenticated",
  "forbidden",
  "rate_limited",
  "deadline_exceeded",
  "overloaded",
  "cancelled",
  "unavailable",
  "internal",
]);

/** The error object for what the server sent; `declared` are the classes the event may answer with. */
export function errorFromWire(wire: WireError, declared: readonly ErrorClass[] = []): GangwayError {
  const known = declared.find((one) => one.code === wire.code);
  if (known) {
    try {
      return new known(known.fields.decode(wire.data ?? {}) as never, wire.message || undefined);
    } catch (error) {
      return asGangwayError(error);
    }
  }
  if (systemCodes.has(wire.code)) return new GangwayError(wire.code, wire.message || wire.code, wire.data);
  return new GangwayError("undeclared", `${wire.code}: ${wire.message}`, { code: wire.code, data: wire.data });
}

const failed: WireError = { code: "internal", message: "the handler failed" };

/** What is sent for an error that a handler threw; only declared ones and ours may show their text. */
export function errorToWire(error: unknown): WireError {
  if (error instanceof DeclaredError) {
    const { code, fields } = error.constructor as unknown as ErrorClass;
    try {
      return { code, message: error.message, data: fields.encode(error.data as never) };
    } catch {
      return failed;
    }
  }
  if (error instanceof GangwayError && systemCodes.has(error.code)) {
    return { code: error.code, message: error.message, data: error.data };
  }
  return failed;
}

/** `error` itself, or an `internal` error around anything else that was thrown. */
export function asGangwayError(error: unknown): GangwayError {
  if (error instanceof GangwayError) return error;
  const wrapped = new GangwayError("internal", error instanceof Error ? error.message : String(error));
  wrapped.cause = error;
  return wrapped;
}
