import { Asks, type AskContext } from "./asks.js";
import type { Call, Sink } from "./correlator.js";
import type { CallDef, EventDef, Incomings } from "./defs.js";
import { Emitter, onAbort, stopping, type Unsubscribe } from "./emitter.js";
import type { EventFrame } from "./envelope.js";
import { cancelledBy, GangwayError, InvalidPayload } from "./errors.js";
import { feed } from "./feed.js";
import type { Link } from "./link.js";
import type { CallOptions, EventsOptions, WaitOptions } from "./options.js";
import type { Readable } from "./readable.js";
import type { Resumed } from "./resume.js";
import { tryTwin, type Reply, type Stream, type Try } from "./result.js";
import type { NamespaceStatus } from "./status.js";
import { readStream } from "./stream.js";
import { Upload, type Items } from "./upload.js";

type Ask = { data: unknown; reply: unknown };

/**
 * What every generated namespace can do besides its own events. `Emits` maps the events that the server
 * sends to their payloads, `AskMap` those that it wants answered to payload and reply.
 */
export abstract class Namespace<Emits extends object, AskMap extends Record<keyof AskMap, Ask>> {
  /** Only there for types: hooks and fakes infer the events from it. */
  declare protected readonly $carried?: { readonly emits: Emits; readonly asks: AskMap };

  /** For `@gangway/client/testing`, which sends these. */
  protected readonly $incomings: Incomings;
  readonly #link: Link;
  readonly #listeners = new Map<string, Emitter<unknown>>();
  readonly #asks: Asks;
  readonly #sendFrame: (frame: object) => void;

  constructor(link: Link, incomings: Incomings) {
    this.#link = link;
    this.$incomings = incomings;
    this.#sendFrame = (frame) => link.socket.send(frame);
    this.#asks = new Asks(incomings.asks, link.socket);
    link.onEvent = (frame) => this.#received(frame);
    link.onCancel = (id) => this.#asks.cancel(id);
    link.onStop = () => this.#asks.stopAll();
  }

  /** Listens; the result stops it. A listener that throws stops no other: see `onError` of the client. */
  on<E extends keyof Emits & string>(
    event: E,
    listener: (data: Emits[E]) => void,
    options: WaitOptions = {},
  ): Unsubscribe {
    this.#link.use();
    let listeners = this.#listeners.get(event);
    if (!listeners) this.#listeners.set(event, (listeners = new Emitter(this.#link.socket.report)));
    const stop = listeners.subscribe(listener as (data: unknown) => void);
    return stopping(stop, onAbort(options.signal, stop));
  }

  /** The next such event; or why none came: the namespace was refused or left meanwhile, the client closed, the wait too long. */
  once<E extends keyof Emits & string>(event: E, options: CallOptions = {}): Promise<Emits[E]> {
    let stop = (): void => {};
    return new Promise<Emits[E]>((resolve, reject) => {
      stop = this.#follow(event, options, resolve, reject);
    }).finally(() => stop());
  }

  /**
   * These events as they come, from the loop's first step on. The loop ends with its signal, with `$leave()` and with the client;
   * it throws why the namespace was refused or put out, and `overloaded` where more than `limit` wait: none is left out silently.
   */
  events<E extends keyof Emits & string>(event: E, options: EventsOptions = {}): AsyncIterableIterator<Emits[E]> {
    const { limit = 1000 } = options;
    const came = (data: Emits[E]): void => {
      if (events.push(data) > limit) events.end(new GangwayError("overloaded", `more than ${limit} ${event} wait`));
    };
    const ended = (error: GangwayError): void => (error.code === "cancelled" ? events.leave() : events.end(error));
    const events = feed<Emits[E]>(() => this.#follow(event, options, came, ended));
    return events;
  }

  /** Answers a call of the server. One handler per event; the result takes it away again. */
  handle<E extends keyof AskMap & string>(
    event: E,
    handler: (data: AskMap[E]["data"], context: AskContext) => AskMap[E]["reply"] | Promise<AskMap[E]["reply"]>,
    options: WaitOptions = {},
  ): Unsubscribe {
    this.#link.use();
    const stop = this.#asks.handle(event, handler);
    return stopping(stop, onAbort(options.signal, stop));
  }

  /** The same calls, with the outcome as a value: `{ ok: true, value }` or `{ ok: false, error }`. */
  get try(): Try<this> {
    return tryTwin(this);
  }

  /** Whether it is joined, and why not. */
  get $status(): Readable<NamespaceStatus> {
    return this.#link.status;
  }

  /**
   * Joins now instead of at first use, and again after the namespace was left or refused. Settles with the server's answer, or
   * with the signal, which does not take the join back.
   */
  $join(options?: WaitOptions): Promise<void> {
    this.#link.join();
    return this.#link.joined(options);
  }

  /** Settles when the namespace is joined, or rejects with why it was refused. Does not join by itself. */
  get $joined(): Promise<void> {
    return this.#link.joined();
  }

  /**
   * Asks for the handshake anew and sends it on the connection that stands, as when a token is about to expire.
   * Rejects where the server refuses it; the namespace stays joined all the same. Joins where it is not joined.
   */
  $refresh(): Promise<void> {
    return this.#link.refresh();
  }

  /** Leaves; what is in flight fails with `cancelled`. */
  $leave(): void {
    this.#link.leave();
  }

  /** Told when the server puts this client out of the namespace. */
  $onLeft(listener: (reason: string) => void): Unsubscribe {
    return this.#link.left.subscribe(listener);
  }

  /**
   * Told when the namespace is joined again after its connection was lost, where its server replays events;
   * then come the events that were missed. With a `gap` some are lost: ask for the present state.
   */
  $onResume(listener: (how: Resumed) => void): Unsubscribe {
    return this.#link.resumed.subscribe(listener);
  }

  /** For generated code: an event without a reply. Throws what is wrong with the payload. */
  protected $send<I>(def: EventDef<I>, data: I): void {
    this.#link.send(def, this.#encode(def, data));
  }

  /** For generated code: a call with one reply. */
  protected $call<I, T, E>(def: CallDef<I, T, E>, data: I, options: CallOptions = {}): Reply<T, E> {
    return this.#reply(def, this.#opener(def, options, data));
  }

  /** For generated code: a call with a stream of replies. */
  protected $stream<I, T, E>(def: CallDef<I, T, E>, data: I, options: CallOptions = {}): Stream<T, E> {
    return this.#replies(def, this.#opener(def, options, data));
  }

  /** For generated code: a call that streams values and gets one reply. */
  protected $upload<I, T, E>(def: CallDef<I, T, E>, items: Items<I>, options: CallOptions = {}): Reply<T, E> {
    return this.#reply(def, this.#uploader(def, options, items));
  }

  /** For generated code: a call that streams values and gets a stream of replies. */
  protected $exchange<I, T, E>(def: CallDef<I, T, E>, items: Items<I>, options: CallOptions = {}): Stream<T, E> {
    return this.#replies(def, this.#uploader(def, options, items));
  }

  #opener<I>(def: EventDef<I>, options: CallOptions, data: I) {
    return (sink: Sink): Call => this.#link.call(def, this.#encode(def, data), sink, options);
  }

  #uploader<I>(def: EventDef<I>, options: CallOptions, items: Items<I>) {
    const encode = (item: I): unknown => this.#encode(def, item);
    return (sink: Sink): Call =>
      this.#link.call(def, undefined, new Upload(items, encode, sink, this.#sendFrame), options);
  }

  #encode<I>({ data }: EventDef<I>, value: I): unknown {
    return this.#link.socket.format.encode(data, value);
  }

  #reply<T, E>({ reply }: CallDef<never, T, E>, open: (sink: Sink) => Call): Reply<T, E> {
    return new Promise<T>((resolve, reject) => {
      const done = (data: unknown): void => {
        try {
          resolve(reply.decode(data));
        } catch (error) {
          reject(error);
        }
      };
      open({ done, fail: reject });
    });
  }

  #replies<T, E>({ reply }: CallDef<never, T, E>, open: (sink: Sink) => Call): Stream<T, E> {
    return { [Symbol.asyncIterator]: () => readStream(reply, open, this.#sendFrame) };
  }

  /** Listens until the namespace comes to an end, or the result is called. */
  #follow(
    event: string,
    { timeout = Infinity, signal }: CallOptions,
    listener: (data: never) => void,
    onEnd: (error: GangwayError) => void,
  ): Unsubscribe {
    const link = this.#link;
    const { socket } = link;
    const look = (end: GangwayError | undefined): void => {
      if (end) onEnd(end);
    };
    const stop = stopping(
      this.on(event as never, listener),
      link.status.subscribe(() => look(link.end)),
      socket.clock.after(timeout, () =>
        onEnd(new GangwayError("deadline_exceeded", `no ${event} came within ${timeout} ms`)),
      ),
      onAbort(signal, (reason) => onEnd(cancelledBy(event, reason))),
    );
    // One that was left may be joined again: only a closed client is an end from the start.
    look(socket.end);
    return stop;
  }

  #received(frame: EventFrame): void {
    const { report } = this.#link.socket;
    if (frame.id !== undefined) return void this.#asks.run(frame).catch(report);
    const { event, data } = frame;
    const listeners = this.#listeners.get(event);
    const decoder = Object.hasOwn(this.$incomings.emits, event) ? this.$incomings.emits[event] : undefined;
    if (!decoder || !listeners?.size) return;
    let value: unknown;
    try {
      value = decoder.decode(data);
    } catch (error) {
      if (error instanceof InvalidPayload) error.message = `${event} of ${this.#link.ns}: ${error.message}`;
      return report(error);
    }
    listeners.emit(value);
  }
}
