import type { Codec } from "./codec.js";
import type { SystemCode, WireError } from "./errors.js";
import type { Incomings } from "./defs.js";
import { knownCalls, type FakeEncode, type KnownCall } from "./testing_calls.js";
import type { FakeConnection } from "./testing_connection.js";
import type { FakeAskOptions } from "./testing_namespace.js";
import type { AnyHandler, Served } from "./testing_serving.js";

type AnyCodec = Codec<unknown, never>;

/** What a room is made of. */
export interface RoomParts {
  readonly ns: string;
  /** The client's namespace, whose class knows its events. */
  readonly generated: object;
  readonly handlers: object;
  /** The parameters of its path. */
  readonly path: unknown;
  /** Events that the client missed are kept for it. */
  readonly replays: boolean;
}

/** A namespace as its server has it, whatever connection the client comes by: the loose side of `FakeNamespace`. */
export class FakeRoom {
  readonly ns: string;
  /** What the client may say, by event. */
  readonly known: ReadonlyMap<string, KnownCall>;
  readonly calls: Record<string, unknown[]> = {};
  readonly handshakes: unknown[] = [];
  readonly #parts: RoomParts;
  readonly #encode: FakeEncode;
  readonly #handlers: Record<string, AnyHandler | undefined>;
  readonly #emits: Readonly<Record<string, AnyCodec>>;
  readonly #asks: Readonly<Record<string, { readonly data: AnyCodec; readonly reply: AnyCodec }>>;
  readonly #refusals: WireError[] = [];
  #arrivals: (() => void)[] = [];
  /** By which the client is in it. */
  #connection: FakeConnection | undefined;
  /** So many events were sent, and these while the client was away. */
  #offset = 0;
  #missed: object[] | undefined;
  #hasGap = false;

  constructor(parts: RoomParts, encode: FakeEncode) {
    this.ns = parts.ns;
    this.#parts = parts;
    this.#encode = encode;
    this.#handlers = { ...parts.handlers };
    const { emits, asks } = (parts.generated as { $incomings: Incomings }).$incomings;
    this.#emits = emits as never;
    this.#asks = asks as never;
    const calls = knownCalls(Object.getPrototypeOf(parts.generated) as object);
    this.known = new Map(calls.map((call) => [call.event, call]));
    for (const { method } of calls) this.calls[method] = [];
  }

  get isJoined(): boolean {
    return this.#connection !== undefined;
  }

  joined(): Promise<void> {
    return new Promise((resolve) => (this.isJoined ? resolve() : this.#arrivals.push(resolve)));
  }

  emit(event: string, data: unknown): void {
    const codec = this.#emits[event];
    if (!codec) throw new TypeError(`the server sends no ${event} in ${this.ns}`);
    const offset = this.#parts.replays && { offset: String(++this.#offset) };
    const frame = { ns: this.ns, event, ...offset, data: this.#encode(codec, data) };
    if (this.#missed) this.#missed.push(frame);
    else this.#present(event).say(frame);
  }

  async ask(event: string, data: unknown, { signal }: FakeAskOptions = {}): Promise<unknown> {
    const def = this.#asks[event];
    if (!def) throw new TypeError(`the server asks no ${event} in ${this.ns}`);
    const answer = await this.#present(event).ask(this.ns, event, this.#encode(def.data, data), signal);
    return def.reply.decode(answer);
  }

  handle(call: string, handler: AnyHandler): () => void {
    const before = this.#handlers[call];
    this.#handlers[call] = handler;
    return () => {
      if (this.#handlers[call] === handler) this.#handlers[call] = before;
    };
  }

  refuseJoin(code: SystemCode, message: string = code, data?: unknown): void {
    this.#refusals.push({ code, message, data });
  }

  putOut(reason = "server_left"): void {
    if (this.#connection) this.leave(this.#connection, reason);
  }

  // What the client does.

  join(connection: FakeConnection, handshake: unknown, wasHere: boolean): void {
    const error = this.#presented(handshake);
    if (error) return connection.say({ ns: this.ns, error });
    const [missed = [], gap] = [this.#missed, this.#hasGap];
    this.#missed = undefined;
    this.#hasGap = false;
    this.#connection = connection;
    const resumed = wasHere && !gap;
    const place = this.#parts.replays && { offset: String(this.#offset - missed.length), resumed, gap };
    connection.say({ ns: this.ns, joined: { sid: "fake", ...place } });
    for (const frame of missed) connection.say(frame);
    for (const arrived of this.#arrivals.splice(0)) arrived();
  }

  refresh(connection: FakeConnection, handshake: unknown): void {
    const error = this.#presented(handshake);
    connection.say({ ns: this.ns, refreshed: error ? { error } : {} });
  }

  leave(connection: FakeConnection, reason: string): void {
    this.#connection = undefined;
    connection.forget(this.ns);
    connection.say({ ns: this.ns, left: { reason } });
  }

  /** The connection is gone. */
  lost(): void {
    if (this.#connection && this.#parts.replays) this.#missed = [];
    this.#connection = undefined;
  }

  /** What the client misses is lost. */
  forgetMissed(): void {
    if (!this.#missed) return;
    this.#missed = [];
    this.#hasGap = true;
  }

  /** An event that wants no answer. */
  told(call: KnownCall | undefined, raw: unknown): void {
    if (!call) return;
    const { recorded, handler, path } = this.serve(call);
    const data = call.data.decode(raw);
    recorded.push(data);
    const { signal } = new AbortController();
    const failed = (thrown: unknown): void => console.error(`the fake's ${call.method} failed:`, thrown);
    Promise.resolve(data).then((one) => handler?.(one, { signal, path })).catch(failed);
  }

  serve({ method }: KnownCall): Served {
    return { handler: this.#handlers[method], path: this.#parts.path, recorded: this.calls[method] ?? [] };
  }

  #presented(handshake: unknown): WireError | undefined {
    this.handshakes.push(handshake);
    return this.#refusals.shift();
  }

  #present(event: string): FakeConnection {
    if (this.#connection) return this.#connection;
    throw new Error(`${event}: the client is not in ${this.ns}; it joins when it first uses it: await joined()`);
  }
}
