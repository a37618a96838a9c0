import { Backoff } from "./backoff.js";
import type { Call, Outgoing, Sink } from "./correlator.js";
import { Emitter } from "./emitter.js";
import type { EventFrame } from "./envelope.js";
import { asGangwayError, errorFromWire, GangwayError, type WireError } from "./errors.js";
import type { Handshake } from "./handshake.js";
import type { CallOptions, WaitOptions } from "./options.js";
import { Outbox } from "./outbox.js";
import { arrival, Cell } from "./readable.js";
import { Resume, type Joined, type Resumed } from "./resume.js";
import type { Socket } from "./socket.js";
import type { NamespaceStatus } from "./status.js";

/** Refusals that pass by themselves; all others are final until the application joins again. */
const passing: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "overloaded",
  "rate_limited",
  "unavailable",
  "internal",
  "deadline_exceeded",
]);

/**
 * One namespace over the socket. Wanted from its first use on, it joins again after every reconnect, with a
 * new handshake; what is called before the join was accepted waits. It ends by a refused join, by being
 * put out, by `leave`, or with the client; only `join` begins it again.
 */
export class Link {
  readonly ns: string;
  readonly socket: Socket;
  readonly status: Cell<NamespaceStatus>;
  readonly left: Emitter<string>;
  readonly resumed: Emitter<Resumed>;
  onEvent: (frame: EventFrame) => void = () => {};
  /** What the server asks is not wanted any more. */
  onStop: () => void = () => {};
  onCancel: (id: number) => void = () => {};

  readonly #resume = new Resume();
  readonly #handshake: Handshake;
  readonly #backoff: Backoff;
  readonly #outbox: Outbox;
  /** The one refresh that is on its way. */
  #refresh: Promise<void> | undefined;
  #endRefresh: (error?: GangwayError) => void = () => {};
  /** Which attempt to join counts: an answer or a handshake of an older one is dropped. */
  #attempt = 0;
  #unanswered = false;
  /** Joins that `leave` overtook: their answers are still to come, and mean nothing any more. */
  #overtaken = 0;
  /** Why the credentials before were refused: the provider is told, and gets this one chance. */
  #refusal: GangwayError | undefined;
  #stopRetry: () => void = () => {};

  constructor(socket: Socket, ns: string, handshake: Handshake) {
    this.socket = socket;
    this.ns = ns;
    this.#handshake = handshake;
    this.#backoff = socket.newBackoff();
    this.#outbox = new Outbox(socket, ns, () => this.#isReady);
    this.status = new Cell<NamespaceStatus>({ state: "idle" }, socket.report);
    this.left = new Emitter(socket.report);
    this.resumed = new Emitter(socket.report);
  }

  get isWanted(): boolean {
    return this.#is("joining") || this.isJoined;
  }

  get isJoined(): boolean {
    return this.#is("joined");
  }

  /** Why nothing can be called here, where that is so. */
  get end(): GangwayError | undefined {
    const { value } = this.status;
    return this.socket.end ?? (value.state === "refused" || value.state === "left" ? value.error : undefined);
  }

  /** Joins, also after an end. Does nothing while joined or about to be. */
  join(): void {
    if (this.socket.end || this.isWanted) return;
    this.#refusal = undefined;
    this.status.set({ state: "joining" });
    if (!this.socket.online) this.socket.need();
    else this.online();
  }

  /** Joins unless this link has ended: what an ordinary use of the namespace does. */
  use(): void {
    if (this.#is("idle")) this.join();
  }

  /** Settles with the next answer to a join, or at once where there is one. */
  joined(options: WaitOptions = {}): Promise<void> {
    return arrival(this.status, "joined", () => this.end, options.signal);
  }

  leave(): void {
    if (this.end) return;
    if (this.isJoined || this.#unanswered) this.socket.send({ ns: this.ns, leave: {} });
    if (this.#unanswered) this.#overtaken++;
    this.#finish("left", new GangwayError("cancelled", `left ${this.ns}`));
  }

  /** Sends a new handshake. A join does the same, so where there is none it joins. */
  refresh(): Promise<void> {
    if (this.isJoined) return (this.#refresh ??= this.#renew());
    this.join();
    return this.joined();
  }

  /** Sends a call, or keeps it until the join. Throws where neither is possible. */
  call(event: Outgoing, data: unknown, sink: Sink, options: CallOptions): Call {
    const { timeout, whileOffline } = this.socket;
    const chosen = { timeout, whileOffline, ...options };
    this.#mustTake(chosen);
    return this.#outbox.open(event, data, sink, chosen);
  }

  /** Sends an event that wants no reply, or keeps it until the join; a volatile one goes now or never. */
  send(event: Outgoing, data: unknown): void {
    const { socket, ns } = this;
    const { name, isVolatile } = event;
    this.#mustTake(isVolatile ? {} : socket);
    if (isVolatile && (!this.#isReady || socket.isSlow)) return;
    if (isVolatile || (this.#isReady && this.#outbox.size === 0)) return socket.send({ ns, event: name, data });
    // Nobody waits for it: all there is to tell is that it was given up, unless everything ends.
    const fail = (error: GangwayError): void => {
      if (error !== this.end) socket.report(error);
    };
    this.#outbox.open(event, data, { fail }, socket);
  }

  // What the socket tells.

  /** There is a connection to join on. */
  online(): void {
    if (this.#is("joining")) void this.#present();
  }

  offline(error: GangwayError): void {
    this.#attempt++;
    this.#endRefresh(error);
    this.#unanswered = false;
    this.#overtaken = 0;
    this.#stopRetry();
    this.onStop();
    this.#outbox.offline(error);
    if (this.isWanted) this.status.set({ state: "joining", error });
  }

  accepted(joined: Joined): void {
    if (this.#overtaken > 0 || !this.#is("joining")) return;
    this.#unanswered = false;
    this.#refusal = undefined;
    this.#backoff.reset();
    const resumed = this.#resume.joined(joined);
    // What waited goes before what those call who are told.
    const status = (this.status.value = { state: "joined" });
    this.#outbox.joined();
    this.status.set(status);
    // A listener may have left.
    if (resumed && this.isJoined) this.resumed.emit(resumed);
  }

  event(frame: EventFrame): void {
    if (this.isJoined && this.#resume.isNew(frame.offset)) this.onEvent(frame);
  }

  refused(wire: WireError): void {
    if (this.#overtaken > 0) return void this.#overtaken--;
    const error = errorFromWire(wire);
    if (!this.#is("joining")) return this.socket.report(error);
    this.#unanswered = false;
    if (error.code !== "unauthenticated" || !this.#handshake.isAsked || this.#refusal) return this.#failed(error);
    this.#refusal = error;
    void this.#present();
  }

  /** The answer to a refresh. */
  refreshed(error?: GangwayError): void {
    if (error) this.socket.report(error);
    this.#endRefresh(error);
  }

  putOut(reason: string): void {
    if (this.#overtaken > 0) return void this.#overtaken--;
    // Otherwise it may be the answer to our own leave, which has been dealt with.
    if (!this.isJoined || reason === "client_left") return;
    this.#finish("left", new GangwayError("unavailable", `put out of ${this.ns}: ${reason}`, { reason }));
    this.left.emit(reason);
  }

  /** The client is closed for good. */
  closed(error: GangwayError): void {
    this.#finish("left", error);
  }

  #is(state: NamespaceStatus["state"]): boolean {
    return this.status.value.state === state;
  }

  /** What is sent now the server will see to. */
  get #isReady(): boolean {
    return this.isJoined && !this.socket.isDraining;
  }

  /** Throws where a call can neither be sent nor wait. Without `whileOffline` it does not mean to wait. */
  #mustTake({ whileOffline }: CallOptions): void {
    this.use();
    const { maxQueued, error } = this.socket;
    if (this.end) throw this.end;
    if (whileOffline === "fail" && error) throw error;
    if (whileOffline && this.#outbox.size >= maxQueued) {
      throw new GangwayError("overloaded", `${maxQueued} calls are waiting for ${this.ns} already`);
    }
  }

  async #present(): Promise<void> {
    const attempt = ++this.#attempt;
    const isOutdated = (): boolean => attempt !== this.#attempt;
    this.#stopRetry();
    try {
      const join = (await this.#handshake.ask(this.#refusal)) ?? {};
      if (isOutdated()) return;
      this.socket.send({ ns: this.ns, join, schema: this.socket.schema, ...this.#resume.request });
      this.#unanswered = true;
    } catch (thrown) {
      if (!isOutdated()) this.#failed(asGangwayError(thrown));
    }
  }

  /** A token that could not be fetched may come next time; one that cannot be encoded never will. */
  #failed(error: GangwayError): void {
    this.socket.report(error);
    if (!passing.has(error.code)) return this.#finish("refused", error);
    const after = (error.data as { retryAfter?: unknown } | undefined)?.retryAfter;
    const pause = Math.max(this.#backoff.next(), typeof after === "number" ? after : 0);
    this.#stopRetry = this.socket.clock.after(pause, () => void this.#present());
    this.status.set({ state: "joining", error });
  }

  #renew(): Promise<void> {
    const attempt = this.#attempt;
    const answer = new Promise<void>((resolve, reject) => {
      this.#endRefresh = (error) => {
        this.#refresh = undefined;
        this.#endRefresh = () => {};
        if (error) reject(error);
        else resolve();
      };
    });
    // Who does not wait for it is told of a refusal by onError.
    answer.catch(() => {});
    this.#handshake.ask().then(
      (refresh = {}) => attempt === this.#attempt && this.socket.send({ ns: this.ns, refresh }),
    ).catch((thrown) => attempt === this.#attempt && this.refreshed(asGangwayError(thrown)));
    return answer;
  }

  #finish(state: "refused" | "left", error: GangwayError): void {
    this.#attempt++;
    this.#endRefresh(error);
    this.#unanswered = false;
    this.#stopRetry();
    this.#resume.forget();
    this.onStop();
    // Before the calls fail: they ask why. Whom the status is told may call again.
    const status = (this.status.value = { state, error });
    this.socket.calls.failAll(error, this.ns);
    this.status.set(status);
  }
}
