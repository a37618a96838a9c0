import type { Call, Sink } from "./correlator.js";
import { GangwayError } from "./errors.js";
import { granted } from "./stream.js";

/** What a call may stream to the server: an array, a generator, sync or async, a `ReadableStream`. */
export type Items<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Sends a call's values as the server asks for them. Stands before the sink of its answers, so as to stop
 * with the call, however that ends: the source is then told by `return()`.
 */
export class Upload<I> implements Sink {
  readonly #items: Items<I>;
  readonly #encode: (item: I) => unknown;
  readonly #sink: Sink;
  readonly #send: (frame: object) => void;
  #source: Iterator<I> | AsyncIterator<I> | undefined;
  #credit = granted;
  #over = false;
  #wake: () => void = () => {};

  constructor(items: Items<I>, encode: (item: I) => unknown, sink: Sink, send: (frame: object) => void) {
    this.#items = items;
    this.#encode = encode;
    this.#sink = sink;
    this.#send = send;
  }

  sent(call: Call): void {
    void this.#pump(call).catch((thrown: unknown) => {
      if (thrown instanceof GangwayError) return call.cancel(thrown);
      const error = new GangwayError("cancelled", "what the call was to send failed");
      error.cause = thrown;
      call.cancel(error);
    });
  }

  more(count: number): void {
    this.#credit += count;
    this.#wake();
  }

  item(data: unknown): void {
    this.#sink.item?.(data);
  }

  done(data: unknown): void {
    this.#stop();
    this.#sink.done?.(data);
  }

  fail(error: GangwayError): void {
    this.#stop();
    this.#sink.fail(error);
  }

  async #pump(call: Call): Promise<void> {
    const { id } = call;
    const items = this.#items;
    const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    this.#source = source;
    for (;;) {
      if (this.#credit === 0) {
        call.waits(true);
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
      if (this.#over) return;
      call.waits(false);
      let step: IteratorResult<I>;
      try {
        step = await source.next();
      } catch (error) {
        this.#source = undefined;
        throw error;
      }
      if (step.done) this.#source = undefined;
      if (this.#over) return;
      if (step.done) break;
      this.#credit--;
      this.#send({ id, item: this.#encode(step.value) });
    }
    call.waits(true);
    this.#send({ id, end: true });
  }

  /** The source may still be at work on its next value: nobody waits for that, or for what it says to this. */
  #stop(): void {
    this.#over = true;
    this.#wake();
    const source = this.#source;
    this.#source = undefined;
    void (async () => source?.return?.())().catch(() => {});
  }
}
