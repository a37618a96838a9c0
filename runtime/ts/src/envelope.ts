import { asObject } from "./codec.js";
import type { WireError } from "./errors.js";
import { optional, struct, withDefault } from "./containers.js";
import type { Joined } from "./resume.js";
import { bool, safeint, string, u32 } from "./scalars.js";

/** What the server says first on every connection. Times are in milliseconds. */
export interface Hello {
  v: number;
  schema?: string;
  sid?: string;
  heartbeat?: number;
  timeout?: number;
  maxPayload?: number;
}

/** One frame from the server, by what it means. */
export type Incoming =
  | { readonly kind: "hello"; readonly hello: Hello }
  | { readonly kind: "ping" }
  | { readonly kind: "joined"; readonly ns: string; readonly joined: Joined }
  | { readonly kind: "left"; readonly ns: string; readonly reason: string }
  | { readonly kind: "refreshed"; readonly ns: string; readonly error: WireError | undefined }
  | { readonly kind: "event"; readonly ns: string; readonly event: string; readonly id?: number; readonly offset?: string; readonly data: unknown }
  | { readonly kind: "drain"; readonly reconnectAfter: number }
  | { readonly kind: "refused"; readonly ns?: string; readonly event?: string; readonly error: WireError }
  | { readonly kind: "data"; readonly id: number; readonly data: unknown }
  | { readonly kind: "error"; readonly id: number; readonly error: WireError }
  | { readonly kind: "item"; readonly id: number; readonly item: unknown }
  | { readonly kind: "end"; readonly id: number }
  | { readonly kind: "more"; readonly id: number; readonly count: number }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "ignored" };

const hello = struct({
  v: u32,
  schema: optional(string),
  sid: optional(string),
  heartbeat: optional(safeint),
  timeout: optional(safeint),
  maxPayload: optional(safeint),
});

const ids = safeint;
const joined = struct({
  sid: optional(string),
  ns: optional(string),
  offset: optional(string),
  resumed: withDefault(bool, false),
  gap: withDefault(bool, false),
});
const drain = struct({ reconnectAfter: safeint });

/** What a frame means; throws `InvalidPayload` for what is none. `ns` left out is the gateway's root. */
export function readFrame(message: unknown): Incoming {
  const frame = asObject(message);
  const ns = frame["ns"] === undefined ? "/" : string.decode(frame["ns"]);

  if (frame["event"] !== undefined && frame["error"] === undefined) {
    const event = string.decode(frame["event"]);
    const id = frame["id"] === undefined ? {} : { id: ids.decode(frame["id"]) };
    const offset = frame["offset"] === undefined ? {} : { offset: string.decode(frame["offset"]) };
    return { kind: "event", ns, event, ...id, ...offset, data: frame["data"] };
  }
  if (frame["id"] !== undefined) return readReply(ids.decode(frame["id"]), frame);
  if (frame["ping"] !== undefined) return { kind: "ping" };
  if (frame["joined"] !== undefined) return { kind: "joined", ns, joined: joined.decode(frame["joined"]) };
  if (frame["left"] !== undefined) {
    const reason = asObject(frame["left"])["reason"];
    return { kind: "left", ns, reason: typeof reason === "string" ? reason : "server_left" };
  }
  if (frame["refreshed"] !== undefined) {
    const { error } = asObject(frame["refreshed"]);
    return { kind: "refreshed", ns, error: error === undefined ? undefined : readError(error) };
  }
  if (frame["error"] !== undefined) {
    const about = {
      ...(frame["ns"] === undefined ? {} : { ns }),
      ...(frame["event"] === undefined ? {} : { event: string.decode(frame["event"]) }),
    };
    return { kind: "refused", ...about, error: readError(frame["error"]) };
  }
  if (frame["hello"] !== undefined) return { kind: "hello", hello: hello.decode(frame["hello"]) };
  if (frame["drain"] !== undefined) return { kind: "drain", ...drain.decode(frame["drain"]) };
  // A newer server may say more than this client knows.
  return { kind: "ignored" };
}

function readReply(id: number, frame: Record<string, unknown>): Incoming {
  if (frame["error"] !== undefined) return { kind: "error", id, error: readError(frame["error"]) };
  if (frame["item"] !== undefined) return { kind: "item", id, item: frame["item"] };
  if (frame["end"] !== undefined) return { kind: "end", id };
  if (frame["cancel"] !== undefined) return { kind: "cancel", id };
  if (frame["more"] !== undefined) return { kind: "more", id, count: ids.decode(frame["more"]) };
  return { kind: "data", id, data: frame["data"] };
}

function readError(value: unknown): WireError {
  const { code, message, data } = asObject(value);
  return {
    code: typeof code === "string" ? code : "internal",
    message: typeof message === "string" ? message : "",
    data,
  };
}
