import type { Clock } from "./clock.js";
import { onAbort } from "./emitter.js";
import { asGangwayError, cancelledBy, errorFromWire, GangwayError, type ErrorClass, type WireError } from "./errors.js";
import type { CallOptions } from "./options.js";

/** An event that the client sends, but for its types. */
export interface Outgoing {
  readonly name: string;
  /** What it may be refused with. An event without a reply has none. */
  readonly errors?: readonly ErrorClass[];
  /** Dropped while it cannot be sent. */
  readonly isVolatile?: boolean;
  /** May be done twice: sent again when the connection was lost before its answer. */
  readonly isIdempotent?: boolean;
}

/** Where the outcome of a call goes. `done` or `fail` is called once, and nothing after it. */
export interface Sink {
  /** The reply's data, or `undefined` at the end of a stream. */
  done?(data: unknown): void;
  item?(data: unknown): void;
  fail(error: GangwayError): void;
  /** The call was handed to the socket: what it streams may follow. */
  sent?(call: Call): void;
  /** The server is ready for so many more values of what the call streams. */
  more?(count: number): void;
}

/** One call, from the moment it was made to its one outcome. An event without a reply is over when it is sent. */
export interface Call {
  readonly id: number;
  readonly ns: string;
  readonly sink: Sink;
  readonly errors: readonly ErrorClass[] | undefined;
  readonly settled: boolean;
  /** Fails instead of waiting for a connection. */
  readonly isHasty: boolean;
  /** Hands it to the socket, unless it is over. */
  transmit(): void;
  /** Whether it is the server who is waited for: only then time runs. It does from the start. */
  waits(forServer: boolean): void;
  /** Something came. The deadline counts to the first item only: a stream may go on for hours. */
  answered(): void;
  /** Frees what belongs to the call; false when it has been settled before. */
  settle(): boolean;
  /** Gives it up: the server is told, and late answers are dropped. */
  cancel(error: GangwayError): void;
  /** The connection is gone. Fails what the server may have seen and will never answer. */
  lost(error: GangwayError): void;
}

export interface NewCall {
  readonly ns: string;
  readonly event: Outgoing;
  readonly data: unknown;
  readonly sink: Sink;
  readonly options: CallOptions;
  /** Told when the server has begun to answer, or the call is over: at least once. */
  readonly onAnswered: (call: Call) => void;
  /** Told when it has to be sent again. */
  readonly onLost: (call: Call) => void;
}

/** The calls in flight: every one ends in exactly one of reply, error, deadline, cancel or loss. */
export class Correlator {
  readonly #clock: Clock;
  readonly #send: (frame: object) => void;
  readonly #calls = new Map<number, Call>();
  #lastId = 0;

  constructor(clock: Clock, send: (frame: object) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Registers a call; its deadline and its signal count from now. Whoever opens it transmits it when it can. */
  open({ ns, event, data, sink, options, onAnswered, onLost }: NewCall): Call {
    const id = ++this.#lastId;
    const { name, errors, isIdempotent } = event;
    const { timeout = 30_000, signal, whileOffline } = options;
    let sent = false;
    let settled = false;
    let isTimed = true;
    let stopDeadline = (): void => {};
    let letGo = stopDeadline;
    const call: Call = {
      id,
      ns,
      sink,
      errors,
      get settled() {
        return settled;
      },
      isHasty: whileOffline === "fail",
      transmit: () => {
        if (settled) return;
        try {
          this.#send({ ns, event: name, id: errors && id, data });
          sent = true;
          if (!errors) call.settle();
          sink.sent?.(call);
        } catch (thrown) {
          call.cancel(asGangwayError(thrown));
        }
      },
      waits: (forServer) => {
        stopDeadline();
        if (!forServer || !isTimed) return;
        stopDeadline = this.#clock.after(timeout, () =>
          call.cancel(new GangwayError("deadline_exceeded", `${name} had no answer within ${timeout} ms`)),
        );
      },
      answered: () => {
        isTimed = false;
        stopDeadline();
        onAnswered(call);
      },
      settle: () => {
        if (settled) return false;
        settled = true;
        this.#calls.delete(id);
        letGo();
        call.answered();
        return true;
      },
      cancel: (error) => {
        if (!call.settle()) return;
        if (sent) this.#send({ id, cancel: true });
        sink.fail(error);
      },
      lost: (error) => {
        if (!sent) return;
        sent = false;
        if (isIdempotent && !call.isHasty) onLost(call);
        else call.cancel(error);
      },
    };
    this.#calls.set(id, call);
    call.waits(true);
    letGo = onAbort(signal, (reason) => call.cancel(cancelledBy(name, reason)));
    return call;
  }

  // Answers to a call that is over already (cancelled, out of time) find none and are dropped.

  done(id: number, data: unknown): void {
    const call = this.#calls.get(id);
    if (call?.settle()) call.sink.done?.(data);
  }

  item(id: number, data: unknown): void {
    const call = this.#calls.get(id);
    call?.answered();
    call?.sink.item?.(data);
  }

  more(id: number, count: number): void {
    this.#calls.get(id)?.sink.more?.(count);
  }

  fail(id: number, wire: WireError): void {
    const call = this.#calls.get(id);
    if (call?.settle()) call.sink.fail(errorFromWire(wire, call.errors));
  }

  /** The connection is gone: what was sent fails or is sent again; what waits to be sent goes on waiting. */
  lost(error: GangwayError): void {
    for (const call of [...this.#calls.values()]) call.lost(error);
  }

  failAll(error: GangwayError, ns: string): void {
    for (const call of [...this.#calls.values()]) {
      if (call.ns === ns && call.settle()) call.sink.fail(error);
    }
  }
}
