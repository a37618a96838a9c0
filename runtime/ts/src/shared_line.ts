import { asObject } from "./codec.js";
import type { Clock } from "./clock.js";
import { deadConnection, done } from "./closing.js";
import type { WireFormat } from "./format.js";
import type { WebSocketLike } from "./options.js";
import { SharedNamespace, type Frame } from "./shared_namespace.js";
import { Watchdog } from "./watchdog.js";

/** A call of the server: who is asked, and who may be asked yet. */
interface Asked {
  readonly message: unknown;
  left: WebSocketLike[];
  at: WebSocketLike | undefined;
}

/** One connection, between the server and the clients that share it. Calls have ids of its own. */
export class Line {
  readonly #ws: WebSocketLike;
  readonly #format: WireFormat;
  readonly #watchdog: Watchdog;
  readonly #onOver: () => void;
  readonly #clients = new Set<WebSocketLike>();
  readonly #namespaces = new Map<unknown, SharedNamespace>();
  /** Our names of namespaces by what the server calls them. */
  readonly #canonical = new Map<unknown, unknown>();
  /** Leaves that the server has not answered: what it says of the joins before them means nothing any more. */
  readonly #leaving = new Map<unknown, number>();
  readonly #refreshing: WebSocketLike[] = [];
  readonly #calls = new Map<unknown, { readonly by: WebSocketLike; readonly id: unknown }>();
  readonly #asked = new Map<unknown, Asked>();
  #hello: Frame | undefined;
  #lastId = 0;

  constructor(ws: WebSocketLike, format: WireFormat, clock: Clock, onOver: () => void) {
    this.#ws = ws;
    this.#format = format;
    this.#watchdog = new Watchdog(clock);
    this.#onOver = onOver;
    ws.binaryType = "arraybuffer";
    ws.onmessage = ({ data }) => this.#heard(data);
    ws.onclose = ({ code, reason }) => this.#over(code, reason);
    ws.onerror = () => {};
  }

  get protocol(): string {
    return this.#ws.protocol;
  }

  get bufferedAmount(): number {
    return this.#ws.bufferedAmount ?? 0;
  }

  attach(client: WebSocketLike): void {
    this.#clients.add(client);
    const hello = this.#hello;
    if (hello) queueMicrotask(() => this.#tell(client, { hello }));
  }

  /** A client is closed: it leaves what it has joined, and takes back its calls. */
  detach(client: WebSocketLike, code: number = done): void {
    if (!this.#clients.delete(client)) return;
    if (this.#clients.size === 0) {
      this.#stop();
      return this.#ws.close(code);
    }
    for (const ns of [...this.#namespaces.keys()]) this.#leave(client, ns);
    for (const [id, { by }] of this.#calls) if (by === client) this.#send({ id, cancel: true });
    for (const [id, asked] of this.#asked) {
      asked.left = asked.left.filter((one) => one !== client);
      if (asked.at === client) this.#askNext(id, asked, "unavailable");
    }
  }

  /** What a client says. */
  said(client: WebSocketLike, message: string | ArrayBuffer): void {
    const frame = this.#read(message);
    const { ns = "/", id } = frame;
    if (frame["join"] !== undefined) return this.#join(client, ns, frame);
    if (frame["leave"] !== undefined) {
      this.#leave(client, ns);
      // Later, as a server's answer would come.
      return queueMicrotask(() => this.#tell(client, { ns, left: { reason: "client_left" } }));
    }
    if (frame["refresh"] !== undefined) this.#refreshing.push(client);
    if (frame["pong"] !== undefined) return;
    if (id === undefined) return this.#ws.send(message);
    if (frame["event"] !== undefined) {
      this.#calls.set(++this.#lastId, { by: client, id });
      return this.#send({ ...frame, id: this.#lastId });
    }
    if (["item", "end", "more", "cancel"].some((key) => frame[key] !== undefined)) {
      for (const [own, call] of this.#calls) if (call.by === client && call.id === id) this.#send({ ...frame, id: own });
      return;
    }
    const asked = this.#asked.get(id);
    if (asked?.at !== client) return;
    const { code } = (frame["error"] ?? {}) as { code?: unknown };
    if (code === "unknown_event") return this.#askNext(id, asked, code);
    this.#asked.delete(id);
    this.#ws.send(message);
  }

  #heard(data: unknown): void {
    this.#watchdog.heard();
    let frame: Frame;
    try {
      frame = this.#read(data);
    } catch {
      // Whoever reads it says what is wrong with it.
      return this.#tellAll(this.#clients, data);
    }
    const { id, event } = frame;
    const ns = this.#canonical.get(frame["ns"] ?? "/") ?? frame["ns"] ?? "/";
    const space = this.#namespaces.get(ns);
    if (frame["hello"] !== undefined) return this.#greeted(asObject(frame["hello"]));
    if (frame["ping"] !== undefined) return this.#send({ pong: 1 });
    if (id !== undefined && event === undefined) return this.#answered(id, frame);
    if (id !== undefined) {
      const asked: Asked = { message: data, left: [...(space?.members ?? [])], at: undefined };
      this.#asked.set(id, asked);
      return this.#askNext(id, asked, "unknown_namespace");
    }
    if (frame["refreshed"] !== undefined) return this.#tellAll(this.#refreshing.splice(0, 1), data);
    if (event !== undefined) {
      if (frame["offset"] !== undefined) space?.keep(frame["offset"], data);
      return this.#tellAll(space?.members ?? [], data);
    }
    if (frame["ns"] === undefined && frame["joined"] === undefined && frame["left"] === undefined) {
      return this.#tellAll(this.#clients, data);
    }
    this.#ofJoins(ns, space, frame, data);
  }

  /** What the server says of being in a namespace. */
  #ofJoins(ns: unknown, space: SharedNamespace | undefined, frame: Frame, data: unknown): void {
    const leaving = this.#leaving.get(ns) ?? 0;
    const isJoined = frame["joined"] !== undefined;
    if (leaving > 0) {
      if (!isJoined) this.#leaving.set(ns, leaving - 1);
      return;
    }
    if (!space) return;
    if (isJoined) {
      const joined = asObject(frame["joined"]);
      if (joined["ns"] !== undefined) this.#canonical.set(joined["ns"], ns);
      this.#tellAll(space.waiting, data);
      return space.accept(joined);
    }
    // Put out, or refused.
    this.#namespaces.delete(ns);
    this.#tellAll([...space.waiting, ...space.members], data);
  }

  #join(client: WebSocketLike, ns: unknown, frame: Frame): void {
    let space = this.#namespaces.get(ns);
    if (!space) {
      this.#namespaces.set(ns, (space = new SharedNamespace()));
      this.#send(frame);
    }
    if (!space.joined) return void space.waiting.add(client);
    const { joined, missed } = space.late(frame["resume"] as { offset?: unknown } | undefined);
    space.members.add(client);
    queueMicrotask(() => {
      this.#tell(client, { ns, joined });
      for (const data of missed) this.#tellAll([client], data);
    });
  }

  #leave(client: WebSocketLike, ns: unknown): void {
    const space = this.#namespaces.get(ns);
    if (!space) return;
    const wasIn = space.waiting.delete(client) || space.members.delete(client);
    if (!wasIn || space.waiting.size + space.members.size > 0) return;
    this.#namespaces.delete(ns);
    this.#leaving.set(ns, (this.#leaving.get(ns) ?? 0) + 1);
    this.#send({ ns, leave: {} });
  }

  #greeted(hello: Frame): void {
    const { heartbeat = 0, timeout = heartbeat } = hello as { heartbeat?: number; timeout?: number };
    if (heartbeat > 0) this.#watchdog.watch(heartbeat + timeout, () => this.#silent());
    // The heartbeat is watched here: not every client hears every frame.
    this.#hello = { ...hello, heartbeat: 0 };
    for (const client of this.#clients) this.#tell(client, { hello: this.#hello });
  }

  #answered(id: unknown, frame: Frame): void {
    const asked = this.#asked.get(id);
    if (frame["cancel"] !== undefined) {
      this.#asked.delete(id);
      if (asked?.at) this.#tell(asked.at, frame);
      return;
    }
    const call = this.#calls.get(id);
    if (!call) return;
    if (frame["item"] === undefined && frame["more"] === undefined) this.#calls.delete(id);
    this.#tell(call.by, { ...frame, id: call.id });
  }

  /** Asks the next client that is in the namespace; with none left `code` is the answer. */
  #askNext(id: unknown, asked: Asked, code: string): void {
    asked.at = asked.left.shift();
    if (asked.at) return this.#tellAll([asked.at], asked.message);
    this.#asked.delete(id);
    this.#send({ id, error: { code, message: "no client of this page answers" } });
  }

  #silent(): void {
    this.#ws.onclose = null;
    this.#ws.close(deadConnection);
    this.#over(1006, "nothing was heard for too long");
  }

  #over(code: number, reason: string): void {
    this.#stop();
    const clients = [...this.#clients];
    this.#clients.clear();
    for (const client of clients) client.onclose?.({ code, reason });
  }

  #stop(): void {
    this.#watchdog.stop();
    this.#ws.onmessage = null;
    this.#onOver();
  }

  #read(message: unknown): Frame {
    return asObject(this.#format.read(message, this.#ws.protocol));
  }

  #send(frame: Frame): void {
    this.#ws.send(this.#format.write(frame, this.#ws.protocol));
  }

  #tell(client: WebSocketLike, frame: Frame): void {
    this.#tellAll([client], this.#format.write(frame, this.#ws.protocol));
  }

  #tellAll(clients: Iterable<WebSocketLike>, data: unknown): void {
    for (const client of [...clients]) if (this.#clients.has(client)) client.onmessage?.({ data });
  }
}
