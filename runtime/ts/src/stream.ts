import type { Decoder } from "./codec.js";
import type { Call, Sink } from "./correlator.js";
import { asGangwayError, GangwayError } from "./errors.js";

/** What one side may send of a stream before the other has asked for more. */
export const granted = 16;
/** Credit is renewed in steps, to spare a frame per item. */
const step = granted / 2;

interface Waiter<T> {
  resolve(result: IteratorResult<T>): void;
  reject(error: unknown): void;
}

/** One run of a stream: frames on one side, `for await` on the other, credit in between. */
export class StreamReader<T> implements AsyncIterableIterator<T>, Sink {
  readonly #decoder: Decoder<T>;
  readonly #start: (sink: Sink) => Call;
  readonly #send: (frame: object) => void;
  readonly #items: T[] = [];
  readonly #waiting: Waiter<T>[] = [];
  #call: Call | undefined;
  #ended = false;
  #error: GangwayError | undefined;
  #consumed = 0;

  constructor(decoder: Decoder<T>, start: (sink: Sink) => Call, send: (frame: object) => void) {
    this.#decoder = decoder;
    this.#start = start;
    this.#send = send;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (!this.#call && !this.#ended) {
      try {
        this.#call = this.#start(this);
      } catch (error) {
        this.fail(asGangwayError(error));
      }
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#serve();
    });
  }

  /** `break` and `return` in a `for await` end up here. */
  return(): Promise<IteratorResult<T>> {
    this.#items.length = 0;
    this.#ended = true;
    this.#call?.cancel(new GangwayError("cancelled", "the stream was left"));
    this.#error = undefined;
    this.#serve();
    return Promise.resolve({ done: true, value: undefined });
  }

  item(data: unknown): void {
    if (this.#ended) return;
    try {
      this.#items.push(this.#decoder.decode(data));
    } catch (error) {
      this.#call?.cancel(asGangwayError(error));
    }
    this.#serve();
  }

  done(): void {
    this.#ended = true;
    this.#serve();
  }

  /** Items that came before are still given out, then the error once. */
  fail(error: GangwayError): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#serve();
  }

  #serve(): void {
    for (let waiter = this.#waiting[0]; waiter; waiter = this.#waiting[0]) {
      if (this.#items.length > 0) {
        this.#waiting.shift();
        waiter.resolve({ done: false, value: this.#items.shift() as T });
        this.#renewCredit();
      } else if (this.#ended) {
        this.#waiting.shift();
        const error = this.#error;
        this.#error = undefined;
        if (error) waiter.reject(error);
        else waiter.resolve({ done: true, value: undefined });
      } else {
        return;
      }
    }
  }

  #renewCredit(): void {
    if (++this.#consumed < step || this.#ended || !this.#call) return;
    this.#send({ id: this.#call.id, more: this.#consumed });
    this.#consumed = 0;
  }
}
