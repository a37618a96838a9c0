import { Backoff } from "./backoff.js";
import { systemClock, type Clock } from "./clock.js";
import { deadConnection, done, isFinal, otherVersion } from "./closing.js";
import { Correlator } from "./correlator.js";
import { Emitter, onAbort } from "./emitter.js";
import { readFrame, type Hello, type Incoming } from "./envelope.js";
import { asGangwayError, errorFromWire, GangwayError, InvalidPayload } from "./errors.js";
import { jsonFormat, type WireFormat } from "./format.js";
import type { Link } from "./link.js";
import type { ClientOptions, WebSocketClass, WebSocketLike, WhileOffline } from "./options.js";
import { Cell } from "./readable.js";
import type { ClientStatus } from "./status.js";
import { Watchdog } from "./watchdog.js";

/** From opening a connection to the server's hello. */
const helloPatience = 10_000;
/** A connection that stood this long was a good one: the next pause is short again. */
const stableAfter = 10_000;

/** Bytes that wait for the network. */
const muchBuffered = 64 * 1024;

/** One connection to a gateway, kept up: connects, watches the heartbeat, reconnects, routes frames. */
export class Socket {
  readonly clock: Clock;
  readonly calls: Correlator;
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

  readonly #url: string;
  readonly #options: ClientOptions;
  readonly #WebSocket: WebSocketClass;
  readonly format: WireFormat;
  readonly #links = new Map<string, Link>();
  /** Links by the path that the server made of theirs. */
  readonly #canonical = new Map<string, Link>();
  readonly #backoff: Backoff;
  readonly #watchdog: Watchdog;
  #ws: WebSocketLike | undefined;
  #hello: Hello | undefined;
  #openedAt = 0;
  /** The server is going away and said when to come back. */
  #reconnectAfter: number | undefined;
  #wasOpen = false;
  /** Which one to connect, since the last connection stood. */
  #attempt = 0;
  #stopTimer: () => void = () => {};
  /** Lets go of the signal that closes it. */
  #letGo: () => void = () => {};

  constructor(url: string, schema: string, options: ClientOptions) {
    const WebSocketClass = options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined);
    if (!WebSocketClass) throw new TypeError("no global WebSocket here; pass one as options.WebSocket");
    this.#url = url;
    this.schema = schema;
    this.#options = options;
    this.#WebSocket = WebSocketClass;
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

  get online(): boolean {
    return this.#hello !== undefined;
  }

  /** So much waits to be sent that what may be dropped is better dropped. */
  get isSlow(): boolean {
    return (this.#ws?.bufferedAmount ?? 0) > muchBuffered;
  }

  newBackoff(): Backoff {
    return new Backoff(this.#options.backoff ?? {}, () => this.clock.random());
  }

  add(link: Link): void {
    this.#links.set(link.ns, link);
  }

  /** Connects, if nothing has been wanted so far. */
  need(): void {
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

  #connect(): void {
    let ws: WebSocketLike;
    try {
      ws = new this.#WebSocket(this.#url, [...this.format.subprotocols]);
    } catch (thrown) {
      // The URL is not allowed here, and will not be later.
      const error = new GangwayError("unavailable", `cannot connect to ${this.#url}`);
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
    this.#timer(helloPatience, () => this.#giveUp("the server said no hello"));
  }

  #timer(ms: number, run: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.clock.after(ms, run);
  }

  #received(data: unknown, subprotocol: string): void {
    this.#watchdog.heard();
    try {
      this.#route(readFrame(this.format.read(data, subprotocol)));
    } catch (error) {
      this.report(error);
    }
  }

  #route(frame: Incoming): void {
    switch (frame.kind) {
      case "hello":
        return this.#greeted(frame.hello);
      case "ping":
        return this.send({ pong: 1 });
      case "joined":
        return this.#joined(frame);
      case "drain":
        this.#reconnectAfter = frame.reconnectAfter;
        return;
      case "left":
        return this.#link(frame.ns)?.putOut(frame.reason);
      case "refreshed":
        return this.#link(frame.ns)?.refreshed(frame.error && errorFromWire(frame.error));
      case "event":
        return this.#event(frame);
      case "refused":
        return this.#refused(frame);
      case "data":
        return this.calls.done(frame.id, frame.data);
      case "item":
        return this.calls.item(frame.id, frame.item);
      case "end":
        return this.calls.done(frame.id, undefined);
      case "more":
        return this.calls.more(frame.id, frame.count);
      case "error":
        return this.calls.fail(frame.id, frame.error);
      case "cancel":
        for (const link of this.#links.values()) link.onCancel(frame.id);
        return;
      case "ignored":
        return;
    }
  }

  #greeted(hello: Hello): void {
    if (hello.v !== 1) {
      const text = `the server speaks version ${hello.v} of the protocol, this client version 1`;
      return this.#close(new GangwayError("unavailable", text), otherVersion);
    }
    if (this.#hello) return;
    this.#hello = hello;
    this.#wasOpen = true;
    this.#openedAt = this.clock.now();
    this.#stopTimer();
    const { heartbeat = 0, timeout = heartbeat } = hello;
    const allowed = heartbeat + timeout;
    if (heartbeat > 0) this.#watchdog.watch(allowed, () => this.#giveUp(`nothing was heard for ${allowed} ms`));
    if (hello.schema !== undefined && hello.schema !== this.schema) this.#warnMismatch(hello.schema);
    this.#attempt = 0;
    this.status.set({ state: "open" });
    for (const link of this.#links.values()) link.online();
  }

  #warnMismatch(theirs: string): void {
    const tell = this.#options.onSchemaMismatch;
    if (tell) tell(this.schema, theirs);
    else console.warn(`gangway: this client was built from schema ${this.schema}, the server from ${theirs}`);
  }

  #link(ns: string): Link | undefined {
    return this.#canonical.get(ns) ?? this.#links.get(ns);
  }

  #joined({ ns, joined }: Incoming & { kind: "joined" }): void {
    const link = this.#links.get(ns);
    if (link && joined.ns !== undefined) this.#canonical.set(joined.ns, link);
    link?.accepted(joined);
  }

  #event(frame: Incoming & { kind: "event" }): void {
    const link = this.#link(frame.ns);
    if (link) return link.event(frame);
    if (frame.id !== undefined) {
      this.send({ id: frame.id, error: { code: "unknown_namespace", message: `no namespace ${frame.ns} here` } });
    }
  }

  #refused({ ns, event, error }: Incoming & { kind: "refused" }): void {
    if (ns !== undefined && event === undefined) return this.#links.get(ns)?.refused(error);
    const about = errorFromWire(error);
    if (event !== undefined) about.message = `${event} of ${ns ?? "/"}: ${about.message}`;
    this.report(about);
  }

  /** The connection is dead though nobody said so: do not wait for its close. */
  #giveUp(reason: string): void {
    this.#drop(deadConnection);
    this.#lost(1006, reason);
  }

  /** Lets go of the socket; nothing it still says is heard. */
  #drop(code: number): void {
    const ws = this.#ws;
    this.#ws = undefined;
    if (!ws) return;
    ws.onmessage = null;
    ws.onclose = null;
    ws.close(code);
  }

  #lost(code: number, reason: string): void {
    this.#ws = undefined;
    this.#watchdog.stop();
    const stood = this.#hello !== undefined && this.clock.now() - this.#openedAt >= stableAfter;
    this.#hello = undefined;
    const text = `the connection was lost (${code}${reason ? `: ${reason}` : ""})`;
    const error = new GangwayError("unavailable", text, { code, reason });
    const links = [...this.#links.values()];
    // Before anything was joined, 1008 only says that it took too long: the handshake may wait for a person.
    const isImpatience = code === 1008 && !links.some((link) => link.isJoined);
    if (isFinal(code) && !isImpatience) {
      this.#close(error, done);
      if (code !== done) this.report(error);
      return;
    }
    this.calls.lost(error);
    for (const link of links) link.offline(error);
    if (stood) this.#backoff.reset();
    if (!links.some((link) => link.isWanted)) {
      this.#stopTimer();
      return this.status.set({ state: "idle" });
    }
    // 1013 is the server's plea for time.
    const pause = this.#reconnectAfter ?? this.#backoff.next(code === 1013 ? 3 : 1);
    this.#reconnectAfter = undefined;
    this.#timer(pause, () => this.#connect());
    const state = this.#wasOpen ? "reconnecting" : "connecting";
    this.status.set({ state, attempt: ++this.#attempt, retryAt: this.clock.now() + pause, error });
  }

  /** `told` is what its status says of the end. */
  #close(error: GangwayError, code: number, told: { error?: GangwayError } = { error }): void {
    if (this.end) return;
    this.end = error;
    this.#stopTimer();
    this.#watchdog.stop();
    this.#drop(code);
    this.#hello = undefined;
    this.#letGo();
    for (const link of this.#links.values()) link.closed(error);
    this.status.set({ state: "closed", ...told });
  }
}
