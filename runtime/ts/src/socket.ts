import { Backoff } from "./backoff.js";
import { systemClock, type Clock } from "./clock.js";
import { deadConnection, done, isFinal, otherVersion } from "./closing.js";
import { Correlator } from "./correlator.js";
import { Emitter, onAbort } from "./emitter.js";
import { deliver, type EventFrame, type Hello, type Receiver } from "./envelope.js";
import { asGangwayError, errorFromWire, GangwayError, InvalidPayload, type WireError } from "./errors.js";
import { jsonFormat, type WireFormat } from "./format.js";
import { Links } from "./links.js";
import type { ClientOptions, WebSocketClass, WebSocketLike, WhileOffline } from "./options.js";
import { Cell } from "./readable.js";
import { retry } from "./retry.js";
import type { ClientStatus } from "./status.js";
import { Watchdog } from "./watchdog.js";

/** From opening a connection to the server's hello. */
const helloPatience = 10_000;
/** A connection that stood this long was a good one: the next pause is short again. */
const stableAfter = 10_000;

/** Bytes that wait for the network. */
const muchBuffered = 64 * 1024;

/** One connection to a gateway, kept up: connects, watches the heartbeat, reconnects, routes frames. */
export class Socket implements Receiver {
  readonly clock: Clock;
  readonly calls: Correlator;
  readonly links: Links = new Links();
  readonly schema: string;
  readonly timeout: number;
  readonly whileOffline: WhileOffline;
  readonly maxQueued: number;
  readonly errors: Emitter<GangwayError> = new Emitter((thrown) => console.error(thrown));
  /** For what has nobody else to be told to. */
  readonly report: (thrown: unknown) => void = (thrown) => {
    const error = asGangwayError(thrown);
    if (this.errors.size === 0) console.error(error);
    this.errors.emit(error);
  };
  readonly status: Cell<ClientStatus> = new Cell<ClientStatus>({ state: "idle" }, this.report);
  /** Why it is closed, once it is. */
  end: GangwayError | undefined;

  readonly #url: () => string;
  readonly #options: ClientOptions;
  readonly format: WireFormat;
  readonly #backoff: Backoff;
  readonly #watchdog: Watchdog;
  #ws: WebSocketLike | undefined;
  #hello: Hello | undefined;
  #openedAt = 0;
  /** Wanted even if no namespace is. */
  #isEager = false;
  /** The server is going away and said when to come back. */
  #reconnectAfter: number | undefined;
  #wasOpen = false;
  /** Which one to connect, since the last connection stood. */
  #attempt = 0;
  #stopTimer: () => void = () => {};
  /** Lets go of the signal that closes it. */
  #letGo: () => void = () => {};

  constructor(url: () => string, schema: string, options: ClientOptions) {
    this.#url = url;
    this.schema = schema;
    this.#options = options;
    this.format = options.format ?? jsonFormat;
    this.clock = options.clock ?? systemClock;
    this.timeout = options.timeout ?? 30_000;
    this.whileOffline = options.whileOffline ?? "queue";
    this.maxQueued = options.maxQueued ?? 1000;
    this.calls = new Correlator(this.clock, (frame) => this.send(frame));
    this.#backoff = this.newBackoff();
    this.#watchdog = new Watchdog(this.clock);
    this.#letGo = onAbort(options.signal, () => this.close());
  }

  /** Why there is no connection, where one was tried. */
  get error(): GangwayError | undefined {
    const { value } = this.status;
    return "error" in value ? value.error : undefined;
  }

  /** There is a connection to join on. */
  get online(): boolean {
    return this.#hello !== undefined;
  }

  /** What is called now may be lost: the server will close the connection as soon as it has answered all. */
  get isDraining(): boolean {
    return this.#reconnectAfter !== undefined;
  }

  /** So much waits to be sent that what may be dropped is better dropped. */
  get isSlow(): boolean {
    return (this.#ws?.bufferedAmount ?? 0) > muchBuffered;
  }

  newBackoff(): Backoff {
    return new Backoff(this.#options.backoff ?? {}, () => this.clock.random());
  }

  /** Connects, if nothing has been wanted so far. `eagerly`: also when no namespace is wanted. */
  need(eagerly = false): void {
    this.#isEager ||= eagerly;
    if (this.status.value.state !== "idle") return;
    this.#attempt = 1;
    this.status.set({ state: "connecting", attempt: 1 });
    this.#connect();
  }

  /** Sends a frame if there is a connection to send it on. Throws for one the server would not take. */
  send(frame: object): void {
    if (!this.#ws || !this.#hello) return;
    const message = this.format.write(frame, this.#ws.protocol);
    const { maxPayload = Infinity } = this.#hello;
    // Too big, it would cost the connection. No character takes more than three bytes.
    const most = typeof message === "string" ? message.length * 3 : message.byteLength;
    if (most > maxPayload && new Blob([message]).size > maxPayload) {
      throw new InvalidPayload("range", `the frame is larger than the ${maxPayload} bytes the server takes`);
    }
    this.#ws.send(message);
  }

  close(): void {
    this.#close(new GangwayError("cancelled", "the client was closed"), done, {});
  }

  // What the server says.

  greeted(hello: Hello): void {
    if (hello.v !== 1) {
      const text = `the server speaks version ${hello.v} of the protocol, this client version 1`;
      return this.#close(new GangwayError("unavailable", text), otherVersion);
    }
    if (this.#hello) return;
    this.#hello = hello;
    this.#wasOpen = true;
    this.#openedAt = this.clock.now();
    this.#stopTimer();
    const { schema = this.schema, heartbeat = 0, timeout = heartbeat } = hello;
    const allowed = heartbeat + timeout;
    if (heartbeat > 0) this.#watchdog.watch(allowed, () => this.#giveUp(`nothing was heard for ${allowed} ms`));
    if (schema !== this.schema) this.#warnMismatch(schema);
    this.#attempt = 0;
    this.status.set({ state: "open" });
    for (const link of this.links.all) link.online();
  }

  pinged(): void {
    this.send({ pong: 1 });
  }

  drained(reconnectAfter: number): void {
    this.#reconnectAfter = reconnectAfter;
  }

  event(frame: EventFrame): void {
    const { ns, id } = frame;
    if (this.links.event(frame) || id === undefined) return;
    this.send({ id, error: { code: "unknown_namespace", message: `no namespace ${ns} here` } });
  }

  failed(error: WireError, ns: string, event: string | undefined): void {
    const about = errorFromWire(error);
    if (event !== undefined) about.message = `${event} of ${ns}: ${about.message}`;
    this.report(about);
  }

  #connect(): void {
    let ws: WebSocketLike;
    try {
      const WebSocket = this.#options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined);
      if (!WebSocket) throw new TypeError("no global WebSocket here; pass one as options.WebSocket");
      ws = new WebSocket(this.#url(), [...this.format.subprotocols]);
    } catch (thrown) {
      // The URL is not allowed here, and will not be later.
      const error = new GangwayError("unavailable", `cannot connect: ${asGangwayError(thrown).message}`);
      error.cause = thrown;
      this.#close(error, done);
      return this.report(error);
    }
    this.#ws = ws;
    ws.binaryType = "arraybuffer";
    ws.onmessage = ({ data }) => this.#received(data, ws.protocol);
    ws.onclose = ({ code, reason }) => this.#lost(code, reason);
    // A close follows every error, with all there is to know.
    ws.onerror = () => {};
    this.#stopTimer = this.clock.after(helloPatience, () => this.#giveUp("the server said no hello"));
  }

  #received(data: unknown, subprotocol: string): void {
    this.#watchdog.heard();
    try {
      deliver(this.format.read(data, subprotocol), this);
    } catch (error) {
      this.report(error);
    }
  }

  #warnMismatch(theirs: string): void {
    const tell = this.#options.onSchemaMismatch;
    if (tell) tell(this.schema, theirs);
    else console.warn(`gangway: this client was built from schema ${this.schema}, the server from ${theirs}`);
  }

  /** The connection is dead though nobody said so: do not wait for its close. */
  #giveUp(reason: string): void {
    this.#lost(1006, reason, deadConnection);
  }

  /** Lets go of the connection; nothing it still says is heard. */
  #drop(code: number): void {
    this.#stopTimer();
    this.#watchdog.stop();
    this.#hello = undefined;
    const ws = this.#ws;
    this.#ws = undefined;
    if (!ws) return;
    ws.onmessage = null;
    ws.onclose = null;
    ws.close(code);
  }

  #isWanted(): boolean {
    return this.#isEager || this.links.all.some((link) => link.isWanted);
  }

  #lost(code: number, reason: string, ours: number = done): void {
    const stood = this.#hello !== undefined && this.clock.now() - this.#openedAt >= stableAfter;
    const after = this.#reconnectAfter;
    this.#reconnectAfter = undefined;
    this.#drop(ours);
    const text = `the connection was lost (${code}${reason ? `: ${reason}` : ""})`;
    const error = new GangwayError("unavailable", text, { code, reason });
    const links = this.links.all;
    // Before anything was joined, 1008 only says that it took too long: the handshake may wait for a person.
    const isImpatience = code === 1008 && !links.some((link) => link.isJoined);
    if (isImpatience) this.#isEager = false;
    const { maxAttempts = Infinity } = this.#options;
    if ((isFinal(code) && !isImpatience) || this.#attempt >= maxAttempts) {
      this.#close(error, done);
      if (code !== done) this.report(error);
      return;
    }
    if (stood) this.#backoff.reset();
    if (this.#isWanted()) {
      // 1013 is the server's plea for time.
      const isBusy = code === 1013;
      const pause = after ?? this.#backoff.next(isBusy ? 3 : 1);
      this.#stopTimer = retry(this.clock, pause, after === undefined && !isBusy, () => this.#again());
      const state = this.#wasOpen ? "reconnecting" : "connecting";
      this.status.set({ state, attempt: ++this.#attempt, retryAt: this.clock.now() + pause, error });
    } else {
      this.status.set({ state: "idle" });
    }
    // What is called from now on waits, also by those who are told.
    for (const link of links) if (!this.end) link.offline(error);
    this.calls.lost(error);
  }

  #again(): void {
    if (this.#isWanted()) this.#connect();
    else this.status.set({ state: "idle" });
  }

  /** `told` is what its status says of the end. */
  #close(error: GangwayError, code: number, told: { error?: GangwayError } = { error }): void {
    if (this.end) return;
    this.end = error;
    this.#drop(code);
    this.#letGo();
    for (const link of this.links.all) link.closed(error);
    this.status.set({ state: "closed", ...told });
  }
}
