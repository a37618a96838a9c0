import type { Clock } from "./clock.js";
import { errorFromWire, GangwayError, type ErrorClass, type WireError } from "./errors.js";
import type { CallOptions } from "./options.js";

/** Where the outcome of a call goes. `done` or `fail` is called once, and nothing after it. */
export interface Sink {
  /** The reply's data, or `undefined` at the end of a stream. */
  done(data: unknown): void;
  item?(data: unknown): void;
  fail(error: GangwayError): void;
  /** The call was handed to the socket: what it streams may follow. */
  sent?(call: Call): void;
  /** The server is ready for so many more values of what the call streams. */
  more?(count: number): void;
}

/** One call, from the moment it was made to its one outcome. */
export interface Call {
  readonly id: number;
  readonly ns: string;
  readonly frame: object;
  /** Set once it was handed to the socket: only then the server has to be told of a cancel. */
  sent: boolean;
  readonly settled: boolean;
  /** Whether it is the server who is waited for: only then time runs. It does from the start. */
  waits(forServer: boolean): void;
  /** Gives it up: the server is told, and late answers are dropped. */
  cancel(error: GangwayError): void;
}

interface Entry {
  readonly call: Call;
  readonly sink: Sink;
  readonly errors: readonly ErrorClass[];
  /** Frees what belongs to the call; false when it has been settled before. */
  settle(): boolean;
  /** The deadline counts to the first item only: a stream may go on for hours. */
  endDeadline(): void;
}

export interface NewCall {
  readonly ns: string;
  readonly event: string;
  readonly data: unknown;
  readonly errors: readonly ErrorClass[];
  readonly sink: Sink;
  readonly options: CallOptions;
  /** Told when the call is over, however it ended. */
  readonly onSettled: () => void;
}

/** The calls in flight: every one ends in exactly one of reply, error, deadline, cancel or loss. */
export class Correlator {
  readonly #clock: Clock;
  readonly #send: (frame: object) => void;
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  constructor(clock: Clock, send: (frame: object) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Registers a call; its deadline and its signal count from now. The caller sends `frame` when it can. */
  open(spec: NewCall): Call {
    const id = ++this.#lastId;
    const { ns, event, data, sink, options } = spec;
    const { timeout = 30_000, signal } = options;
    let settled = false;
    let isTimed = Number.isFinite(timeout);
    let stopDeadline = (): void => {};

    const cancel = (error: GangwayError): void => {
      if (!entry.settle()) return;
      if (call.sent) this.#send({ id, cancel: true });
      sink.fail(error);
    };
    const onAbort = (): void => {
      const error = new GangwayError("cancelled", `${event} was cancelled`);
      error.cause = signal?.reason;
      cancel(error);
    };
    const waits = (forServer: boolean): void => {
      stopDeadline();
      if (!forServer || !isTimed || settled) return;
      stopDeadline = this.#clock.after(timeout, () =>
        cancel(new GangwayError("deadline_exceeded", `${event} had no answer within ${timeout} ms`)),
      );
    };
    const call: Call = {
      id,
      ns,
      frame: { ns, event, id, data },
      sent: false,
      get settled() {
        return settled;
      },
      waits,
      cancel,
    };
    const entry: Entry = {
      call,
      sink,
      errors: spec.errors,
      settle: () => {
        if (settled) return false;
        settled = true;
        this.#entries.delete(id);
        stopDeadline();
        signal?.removeEventListener("abort", onAbort);
        spec.onSettled();
        return true;
      },
      endDeadline: () => {
        isTimed = false;
        stopDeadline();
      },
    };
    this.#entries.set(id, entry);
    waits(true);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener("abort", onAbort);
    return call;
  }

  // Answers to a call that is over already (cancelled, out of time) find no entry and are dropped.

  done(id: number, data: unknown): void {
    const entry = this.#entries.get(id);
    if (entry?.settle()) entry.sink.done(data);
  }

  item(id: number, data: unknown): void {
    const entry = this.#entries.get(id);
    entry?.endDeadline();
    entry?.sink.item?.(data);
  }

  more(id: number, count: number): void {
    this.#entries.get(id)?.sink.more?.(count);
  }

  fail(id: number, wire: WireError): void {
    const entry = this.#entries.get(id);
    if (entry?.settle()) entry.sink.fail(errorFromWire(wire, entry.errors));
  }

  /** Fails the calls the server may have seen and will never answer; those still waiting to be sent stay. */
  failSent(error: GangwayError): void {
    this.#failWhere(({ call }) => call.sent, error);
  }

  failAll(error: GangwayError, ns?: string): void {
    this.#failWhere(({ call }) => ns === undefined || call.ns === ns, error);
  }

  #failWhere(which: (entry: Entry) => boolean, error: GangwayError): void {
    for (const entry of [...this.#entries.values()]) {
      if (which(entry) && entry.settle()) entry.sink.fail(error);
    }
  }
}
