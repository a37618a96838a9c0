import { asObject } from "./codec.js";
import { optional, struct, withDefault } from "./containers.js";
import type { Correlator } from "./correlator.js";
import type { WireError } from "./errors.js";
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

/** An event of the server: a call where it has an `id`. */
export interface EventFrame {
  readonly ns: string;
  readonly event: string;
  readonly id: number | undefined;
  /** Its place, where the server replays it. */
  readonly offset: string | undefined;
  readonly data: unknown;
}

/** Who is told what the server says, by what it means. `ns` is "/" for the gateway's root. */
export interface Receiver {
  /** Answers to our calls, and credit for what they stream. */
  readonly calls: Pick<Correlator, "done" | "item" | "more" | "fail">;
  greeted(hello: Hello): void;
  pinged(): void;
  /** The server goes away, and wants to see us again after so many milliseconds. */
  drained(reconnectAfter: number): void;
  joined(ns: string, joined: Joined): void;
  left(ns: string, reason: string): void;
  refreshed(ns: string, error: WireError | undefined): void;
  event(frame: EventFrame): void;
  /** A join was, or an event that wants no reply; where neither is named, a frame. */
  refused(error: WireError, ns: string | undefined, event: string | undefined): void;
  /** A call of the server is taken back. */
  cancelled(id: number): void;
}

const hello = struct({
  v: u32,
  schema: optional(string),
  sid: optional(string),
  heartbeat: optional(safeint),
  timeout: optional(safeint),
  maxPayload: optional(safeint),
});

const joined = struct({
  sid: optional(string),
  ns: optional(string),
  offset: optional(string),
  resumed: withDefault(bool, false),
  gap: withDefault(bool, false),
});

/** Tells `to` what a frame means; throws `InvalidPayload` for what is none. */
export function deliver(message: unknown, to: Receiver): void {
  const frame = asObject(message);
  const { data, error, item, more } = frame;
  const has = (key: string): boolean => frame[key] !== undefined;
  const text = (key: string): string | undefined => (has(key) ? string.decode(frame[key]) : undefined);
  const id = has("id") ? safeint.decode(frame["id"]) : undefined;
  const [given, event] = [text("ns"), text("event")];
  const ns = given ?? "/";

  if (event !== undefined && !has("error")) {
    to.event({ ns, event, id, offset: text("offset"), data });
  } else if (id !== undefined) {
    if (has("error")) to.calls.fail(id, readError(error));
    else if (has("item")) to.calls.item(id, item);
    else if (has("cancel")) to.cancelled(id);
    else if (has("more")) to.calls.more(id, safeint.decode(more));
    else to.calls.done(id, data);
  } else if (has("ping")) {
    to.pinged();
  } else if (has("joined")) {
    to.joined(ns, joined.decode(frame["joined"]));
  } else if (has("left")) {
    const { reason } = asObject(frame["left"]);
    to.left(ns, typeof reason === "string" ? reason : "server_left");
  } else if (has("refreshed")) {
    const refusal = asObject(frame["refreshed"])["error"];
    to.refreshed(ns, refusal === undefined ? refusal : readError(refusal));
  } else if (has("error")) {
    to.refused(readError(error), given, event);
  } else if (has("hello")) {
    to.greeted(hello.decode(frame["hello"]));
  } else if (has("drain")) {
    to.drained(safeint.decode(asObject(frame["drain"])["reconnectAfter"]));
  }
  // A newer server may say more than this client knows.
}

function readError(value: unknown): WireError {
  const { code, message, data } = asObject(value);
  return {
    code: typeof code === "string" ? code : "internal",
    message: typeof message === "string" ? message : "",
    data,
  };
}
