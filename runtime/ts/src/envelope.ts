import { asObject } from "./codec.js";
import { optional, struct, withDefault } from "./containers.js";
import type { Correlator } from "./correlator.js";
import type { WireError } from "./errors.js";
import type { Links } from "./links.js";
import { bool, safeint, string, u32 } from "./scalars.js";

/** What the server says first on every connection. Times are in milliseconds. */
export interface Hello {
  v: number;
  schema?: string;
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
  /** What is said about namespaces. */
  readonly links: Pick<Links, "joined" | "refused" | "left" | "refreshed" | "cancelled">;
  greeted(hello: Hello): void;
  pinged(): void;
  /** The server goes away, and wants to see us again after so many milliseconds. */
  drained(reconnectAfter: number): void;
  event(frame: EventFrame): void;
  /** An event that wants no reply was refused; where none is named, a frame. */
  failed(error: WireError, ns: string, event: string | undefined): void;
}

const hello = struct({
  v: u32,
  schema: optional(string),
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
    else if (has("cancel")) to.links.cancelled(id);
    else if (has("more")) to.calls.more(id, safeint.decode(more));
    else to.calls.done(id, data);
  } else if (has("ping")) {
    to.pinged();
  } else if (has("joined")) {
    to.links.joined(ns, joined.decode(frame["joined"]));
  } else if (has("left")) {
    const { reason } = asObject(frame["left"]);
    to.links.left(ns, typeof reason === "string" ? reason : "server_left");
  } else if (has("refreshed")) {
    const refusal = asObject(frame["refreshed"])["error"];
    to.links.refreshed(ns, refusal === undefined ? refusal : readError(refusal));
  } else if (has("error")) {
    if (given !== undefined && event === undefined) to.links.refused(ns, readError(error));
    else to.failed(readError(error), ns, event);
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
