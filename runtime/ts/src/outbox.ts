import type { Call, Outgoing, Sink } from "./correlator.js";
import type { GangwayError } from "./errors.js";
import type { CallOptions } from "./options.js";
import type { Socket } from "./socket.js";

/** A server takes only so many calls at a time: of those that waited no more are sent at once. */
const portion = 100;

/** The calls and events of one namespace that wait for its join, or for their turn behind it. */
export class Outbox {
  readonly #socket: Socket;
  readonly #ns: string;
  readonly #isReady: () => boolean;
  #waiting = new Set<Call>();
  /** Calls that the server has and did not begin to answer. */
  readonly #pending = new Set<Call>();

  constructor(socket: Socket, ns: string, isReady: () => boolean) {
    this.#socket = socket;
    this.#ns = ns;
    this.#isReady = isReady;
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** A call, or an event, which is sent as soon as it may be. */
  open(event: Outgoing, data: unknown, sink: Sink, options: CallOptions): Call {
    const call = this.#socket.calls.open({
      ns: this.#ns,
      event,
      data,
      sink,
      options,
      onAnswered: (one) => {
        this.#waiting.delete(one);
        if (this.#pending.delete(one)) this.flush();
      },
      onLost: (one) => this.#waiting.add(one),
    });
    if (!call.settled) this.#waiting.add(call);
    // With nobody before it, it need not wait for its turn.
    if (this.size === 1) this.flush(Infinity);
    return call;
  }

  /** The namespace is joined. Those go first that were called first, also where they are sent once more. */
  joined(): void {
    this.#waiting = new Set([...this.#waiting].sort((a, b) => a.id - b.id));
    this.flush();
  }

  /** Sends what waits, while no more than `most` are without an answer. */
  flush(most: number = portion): void {
    for (const call of this.#waiting) {
      if (!this.#isReady() || this.#pending.size >= most) return;
      this.#waiting.delete(call);
      call.transmit();
      if (!call.settled) this.#pending.add(call);
    }
  }

  /** There is no connection: nothing waits that does not mean to. */
  offline(error: GangwayError): void {
    this.#pending.clear();
    for (const call of [...this.#waiting]) if (call.isHasty) call.cancel(error);
  }
}
