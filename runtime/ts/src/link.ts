import { Backoff } from "./backoff.js";
import type { Call, Sink } from "./correlator.js";
import { Emitter } from "./emitter.js";
import type { Incoming } from "./envelope.js";
import { asGangwayError, errorFromWire, GangwayError, type ErrorClass, type WireError } from "./errors.js";
import type { Handshake } from "./handshake.js";
import type { CallOptions } from "./options.js";
import { Resume, type Joined, type Resumed } from "./resume.js";
import type { Socket } from "./socket.js";

/** So many calls and events may wait for a join; more are `overloaded`. */
const maxWaiting = 1000;
/** An event without a reply that could not be sent for so long is given up. */
const eventPatience = 30_000;

/** Refusals that pass by themselves; all others are final until the application joins again. */
const passing: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "overloaded",
  "rate_limited",
  "unavailable",
  "internal",
  "deadline_exceeded",
]);

interface Promised {
  resolve: () => void;
  reject: (error: GangwayError) => void;
}

interface Waiting {
  transmit(): void;
  drop?(): void;
}

/**
 * One namespace over the socket. Wanted from its first use on, it joins again after every reconnect, with a
 * new handshake; what is called before the join was accepted waits. It ends by a refused join, by being
 * put out, by `leave`, or with the client; only `join` begins it again.
 */
export class Link {
  readonly ns: string;
  readonly socket: Socket;
  readonly left: Emitter<string> = new Emitter();
  readonly resumed: Emitter<Resumed> = new Emitter();
  onEvent: (frame: Incoming & { kind: "event" }) => void = () => {};
  onOffline: () => void = () => {};
  onCancel: (id: number) => void = () => {};

  readonly #resume = new Resume();
  readonly #handshake: Handshake;
  readonly #backoff: Backoff;
  readonly #waiting = new Set<Waiting>();
  #joins: Promised[] = [];
  /** Those who wait for the one refresh that is on its way. */
  #refreshes: Promised[] = [];
  #state: "idle" | "wanted" | "joined" | "ended" = "idle";
  #end: GangwayError | undefined;
  /** Which attempt to join counts: an answer or a handshake of an older one is dropped. */
  #attempt = 0;
  #unanswered = false;
  /** Joins that `leave` overtook: their answers are still to come, and mean nothing any more. */
  #overtaken = 0;
  #stopRetry: () => void = () => {};

  constructor(socket: Socket, ns: string, handshake: Handshake) {
    this.socket = socket;
    this.ns = ns;
    this.#handshake = handshake;
    this.#backoff = socket.newBackoff();
  }

  /** Joins, also after an end. Does nothing while joined or about to be. */
  join(): void {
    if (this.socket.end || this.#state === "wanted" || this.#state === "joined") return;
    this.#end = undefined;
    this.#state = "wanted";
    if (this.socket.online) void this.#present();
    else this.socket.need();
  }

  get isWanted(): boolean {
    return this.#state === "wanted" || this.#state === "joined";
  }

  get isJoined(): boolean {
    return this.#state === "joined";
  }

  /** Joins unless this link has ended: what an ordinary use of the namespace does. */
  use(): void {
    if (this.#state === "idle") this.join();
  }

  /** Settles with the next answer to a join, or at once where there is one. */
  joined(): Promise<void> {
    const end = this.socket.end ?? this.#end;
    if (end) return Promise.reject(end);
    if (this.#state === "joined") return Promise.resolve();
    return new Promise((resolve, reject) => this.#joins.push({ resolve, reject }));
  }

  leave(): void {
    if (this.#state === "ended") return;
    if (this.#state === "joined" || this.#unanswered) this.socket.send({ ns: this.ns, leave: {} });
    if (this.#unanswered) this.#overtaken++;
    this.#finish(new GangwayError("cancelled", `left ${this.ns}`));
  }

  /** Sends a new handshake. A join does the same, so where there is none it joins. */
  async refresh(): Promise<void> {
    if (this.#state !== "joined") {
      this.join();
      return this.joined();
    }
    const answer = new Promise<void>((resolve, reject) => this.#refreshes.push({ resolve, reject }));
    if (this.#refreshes.length === 1) {
      const attempt = this.#attempt;
      try {
        const handshake = (await this.#handshake()) ?? {};
        if (attempt === this.#attempt) this.socket.send({ ns: this.ns, refresh: handshake });
      } catch (thrown) {
        if (attempt === this.#attempt) this.refreshed(asGangwayError(thrown));
      }
    }
    return answer;
  }

  /** Sends a call, or keeps it until the join. Throws where neither is possible. */
  call(event: string, data: unknown, errors: readonly ErrorClass[], sink: Sink, options: CallOptions): Call {
    this.#mustTakeMore();
    let waiting: Waiting | undefined;
    const call = this.socket.calls.open({
      ns: this.ns,
      event,
      data,
      errors,
      sink,
      options: { timeout: this.socket.timeout, ...options },
      onSettled: () => waiting && this.#waiting.delete(waiting),
    });
    const transmit = (): void => {
      if (call.settled) return;
      try {
        this.socket.send(call.frame);
        call.sent = true;
        sink.sent?.(call);
      } catch (error) {
        call.cancel(asGangwayError(error));
      }
    };
    if (this.#state === "joined") transmit();
    else if (!call.settled) this.#waiting.add((waiting = { transmit }));
    return call;
  }

  /** Sends an event that wants no reply, or keeps it until the join; a volatile one goes now or never. */
  send(event: string, data: unknown, isVolatile = false): void {
    this.#mustTakeMore();
    if (isVolatile && (!this.isJoined || this.socket.isSlow)) return;
    const frame = { ns: this.ns, event, data };
    if (this.#state === "joined") return this.socket.send(frame);
    const waiting: Waiting = {
      transmit: () => {
        stopTimer();
        try {
          this.socket.send(frame);
        } catch (error) {
          this.socket.report(asGangwayError(error));
        }
      },
      drop: () => stopTimer(),
    };
    const stopTimer = this.socket.clock.after(eventPatience, () => {
      this.#waiting.delete(waiting);
      this.socket.report(new GangwayError("deadline_exceeded", `${event} could not be sent for ${eventPatience} ms`));
    });
    this.#waiting.add(waiting);
  }

  // What the socket tells.

  online(): void {
    if (this.#state === "wanted") void this.#present();
  }

  offline(): void {
    this.#attempt++;
    this.refreshed(new GangwayError("unavailable", "the connection was lost; the next join has a new handshake"));
    this.#unanswered = false;
    this.#overtaken = 0;
    this.#stopRetry();
    if (this.#state === "joined") this.#state = "wanted";
    this.onOffline();
  }

  accepted(joined: Joined): void {
    if (this.#overtaken > 0 || this.#state !== "wanted") return;
    this.#state = "joined";
    this.#unanswered = false;
    this.#backoff.reset();
    const resumed = this.#resume.joined(joined);
    if (resumed) this.resumed.emit(resumed, (error) => this.socket.report(asGangwayError(error)));
    // A listener may have left.
    if (!this.isJoined) return;
    for (const join of this.#joins.splice(0)) join.resolve();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const one of waiting) one.transmit();
  }

  event(frame: Incoming & { kind: "event" }): void {
    this.#resume.reached(frame.offset);
    this.onEvent(frame);
  }

  refused(wire: WireError): void {
    if (this.#overtaken > 0) return void this.#overtaken--;
    const error = errorFromWire(wire);
    this.socket.report(error);
    if (this.#state !== "wanted") return;
    this.#unanswered = false;
    if (passing.has(error.code)) this.#retry(error);
    else this.#finish(error);
  }

  /** The answer to a refresh. */
  refreshed(error?: GangwayError): void {
    for (const one of this.#refreshes.splice(0)) error ? one.reject(error) : one.resolve();
  }

  putOut(reason: string): void {
    if (this.#overtaken > 0) return void this.#overtaken--;
    // Otherwise it may be the answer to our own leave, which has been dealt with.
    if (this.#state !== "joined" || reason === "client_left") return;
    this.#finish(new GangwayError("unavailable", `put out of ${this.ns}: ${reason}`, { reason }));
    this.left.emit(reason, (error) => this.socket.report(asGangwayError(error)));
  }

  /** The client is closed for good. */
  closed(error: GangwayError): void {
    this.offline();
    this.#finish(error);
  }

  async #present(): Promise<void> {
    const attempt = ++this.#attempt;
    const isOutdated = (): boolean => attempt !== this.#attempt || this.#state !== "wanted";
    this.#stopRetry();
    try {
      const handshake = (await this.#handshake()) ?? {};
      if (isOutdated()) return;
      this.socket.send({ ns: this.ns, join: handshake, schema: this.socket.schema, ...this.#resume.request });
      this.#unanswered = true;
    } catch (thrown) {
      if (isOutdated()) return;
      const error = asGangwayError(thrown);
      this.socket.report(error);
      // A token that could not be fetched may come next time; one that cannot be encoded never will.
      if (passing.has(error.code)) this.#retry(error);
      else this.#finish(error);
    }
  }

  #retry(error: GangwayError): void {
    const after = (error.data as { retryAfter?: unknown } | undefined)?.retryAfter;
    const pause = Math.max(this.#backoff.next(), typeof after === "number" ? after : 0);
    this.#stopRetry = this.socket.clock.after(pause, () => void this.#present());
  }

  #finish(error: GangwayError): void {
    this.#attempt++;
    this.refreshed(error);
    this.#unanswered = false;
    this.#stopRetry();
    this.#state = "ended";
    this.#end = error;
    this.#resume.forget();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const one of waiting) one.drop?.();
    for (const join of this.#joins.splice(0)) join.reject(error);
    this.socket.calls.failAll(error, this.ns);
  }

  #mustTakeMore(): void {
    this.use();
    const end = this.socket.end ?? this.#end;
    if (end) throw end;
    if (this.#waiting.size >= maxWaiting) {
      throw new GangwayError("overloaded", `${maxWaiting} calls are waiting for ${this.ns} already`);
    }
  }
}
