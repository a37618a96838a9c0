import { GangwayError } from "./errors.js";
import type { Call, Sink } from "./correlator.js";
import { feed, type Feed } from "./feed.js";
import { creditStep } from "./stream.js";
import { refusal, type FakeEncode, type KnownCall } from "./testing_calls.js";
import { Upload, type Items } from "./upload.js";

/** A handler, whatever its event. */
export type AnyHandler = (data: unknown, context: object) => unknown;

/** What a call is to be answered by, and where it is written down. */
export interface Served {
  readonly handler: AnyHandler | undefined;
  readonly path: unknown;
  readonly recorded: unknown[];
}

/** One call of the client, at the server: one terminal frame, unless the client does not wait for it any more. */
export class FakeCall {
  readonly ns: string;
  readonly #id: number;
  readonly #call: KnownCall;
  readonly #encode: FakeEncode;
  readonly #say: (frame: object) => void;
  readonly #onOver: () => void;
  readonly #abort = new AbortController();
  /** What the client streams. */
  #incoming: Feed<unknown> | undefined;
  /** What is streamed to the client: for `Upload` that is the same either way. */
  #outgoing: Sink | undefined;

  constructor(ns: string, id: number, call: KnownCall, encode: FakeEncode, say: (frame: object) => void, onOver: () => void) {
    this.ns = ns;
    this.#id = id;
    this.#call = call;
    this.#encode = encode;
    this.#say = say;
    this.#onOver = onOver;
  }

  async answer({ handler, path, recorded }: Served, raw: unknown): Promise<void> {
    const { kind, method, data, reply } = this.#call;
    try {
      const given = kind === "$upload" || kind === "$exchange" ? this.#receive(recorded) : data.decode(raw);
      if (!this.#incoming) recorded.push(given);
      if (!handler) throw new GangwayError("unknown_event", `the fake has no handler of ${method}`);
      const value = await handler(given, { signal: this.#abort.signal, path });
      if (kind === "$stream" || kind === "$exchange") this.#stream(value as Items<unknown>);
      else this.#finish({ data: this.#encode(reply, value) });
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  more(count: number): void {
    this.#outgoing?.more?.(count);
  }

  item(data: unknown): void {
    try {
      this.#incoming?.push(this.#call.data.decode(data));
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  end(): void {
    this.#incoming?.end();
  }

  /** Nobody waits for it any more. */
  cancel(): void {
    if (this.#abort.signal.aborted) return;
    const error = new GangwayError("cancelled", `${this.#call.method} was cancelled`);
    this.#abort.abort(error);
    this.#outgoing?.fail(error);
    this.#incoming?.end(error);
    this.#onOver();
  }

  #receive(recorded: unknown[]): AsyncIterable<unknown> {
    let taken = 0;
    const renewCredit = (): void => {
      if (++taken % creditStep === 0) this.#send({ more: creditStep });
    };
    // Left early, nothing has to be told: the answer ends the call.
    const incoming = (this.#incoming = feed(() => () => {}, renewCredit));
    const items: unknown[] = [];
    recorded.push(items);
    async function* read(): AsyncGenerator {
      for await (const item of incoming) {
        items.push(item);
        yield item;
      }
    }
    return read();
  }

  #stream(items: Items<unknown>): void {
    const nobody: Sink = { done: () => {}, fail: () => {} };
    const send = (frame: object): void => ("end" in frame ? this.#finish(frame) : this.#send(frame));
    const outgoing = new Upload(items, (item) => this.#encode(this.#call.reply, item), nobody, send);
    this.#outgoing = outgoing;
    const cancel = (error: GangwayError): void => this.#fail(error.cause ?? error);
    outgoing.sent({ id: this.#id, waits: () => {}, cancel } as Partial<Call> as Call);
  }

  readonly #send = (frame: object): void => {
    if (!this.#abort.signal.aborted) this.#say({ id: this.#id, ...frame });
  };

  #finish(frame: object): void {
    if (this.#abort.signal.aborted) return;
    this.#send(frame);
    this.cancel();
  }

  #fail(thrown: unknown): void {
    if (!this.#abort.signal.aborted) this.#finish({ error: refusal(thrown, this.#call) });
  }
}
