import type { Codec, Decoder, Encoder } from "./codec.js";
import type { EventFrame } from "./envelope.js";
import { errorToWire, GangwayError, type WireError } from "./errors.js";
import type { Unsubscribe } from "./emitter.js";
import type { Socket } from "./socket.js";

/** What a handler of a server call learns besides the payload. */
export interface AskContext {
  /** Aborted when the server no longer waits for the answer, or the connection is gone. */
  readonly signal: AbortSignal;
}

/** A server call as the schema declares it. */
export interface AskDef {
  readonly data: Decoder<unknown>;
  readonly reply: Encoder<never>;
}

type Handler = (data: unknown, context: AskContext) => unknown;
type Answer = { readonly data: unknown } | { readonly error: WireError };

/** Answers the server's calls to one namespace: one answer each, whatever the handler does. */
export class Asks {
  readonly #defs: Readonly<Record<string, AskDef>>;
  readonly #socket: Socket;
  readonly #handlers = new Map<string, Handler>();
  readonly #running = new Map<number, (error: GangwayError) => void>();

  constructor(defs: Readonly<Record<string, AskDef>>, socket: Socket) {
    this.#defs = defs;
    this.#socket = socket;
  }

  /** One handler per event: a second one takes the place of the first. */
  handle(event: string, handler: Handler): Unsubscribe {
    this.#handlers.set(event, handler);
    return () => {
      if (this.#handlers.get(event) === handler) this.#handlers.delete(event);
    };
  }

  /** Runs the handler; it is answered exactly once. */
  async run({ id, event, data }: EventFrame): Promise<void> {
    const answer = (outcome: Answer): void => this.#socket.send({ id, ...outcome });
    const abort = new AbortController();
    this.#running.set(id as number, (error) => {
      answer({ error: errorToWire(error) });
      abort.abort(error);
    });
    let outcome: Answer;
    let thrown: unknown;
    try {
      outcome = { data: await this.#call(event, data, abort.signal) };
    } catch (error) {
      outcome = { error: errorToWire((thrown = error)) };
    }
    // Stopped, and the next connection may have another one of this id already.
    if (abort.signal.aborted) return;
    this.#running.delete(id as number);
    // A declared error is an answer; anything else is a fault that should be seen here too.
    if ("error" in outcome && outcome.error.code === "internal") this.#socket.report(thrown);
    try {
      answer(outcome);
    } catch (error) {
      // Larger than the server takes: it has to hear something all the same.
      answer({ error: errorToWire(error) });
    }
  }

  /** The server took one back. */
  cancel(id: number): void {
    const stop = this.#running.get(id);
    this.#running.delete(id);
    stop?.(new GangwayError("cancelled", "the server cancelled the call"));
  }

  /** The connection is gone, and with it whoever waited for the answers. */
  stopAll(): void {
    for (const id of this.#running.keys()) this.cancel(id);
  }

  async #call(event: string, data: unknown, signal: AbortSignal): Promise<unknown> {
    const def = Object.hasOwn(this.#defs, event) ? this.#defs[event] : undefined;
    const handler = this.#handlers.get(event);
    if (!def || !handler) throw new GangwayError("unknown_event", `nothing handles ${event} here`);
    const value = await handler(def.data.decode(data), { signal });
    return this.#socket.format.encode(def.reply, value as never);
  }
}

/** Ties a server call's payload and reply to its types. */
/* @__NO_SIDE_EFFECTS__ */
export function ask<T, R, I>(data: Codec<T, never> | Decoder<T>, reply: Codec<R, I>): { data: Decoder<T>; reply: Encoder<I> } {
  return { data, reply };
}
