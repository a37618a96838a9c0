import type { Clock } from "./clock.js";
import type { WebSocketClass, WebSocketLike } from "./options.js";
import { turns } from "./testing_clock.js";

/** The server's end of one connection. */
export interface Wire {
  readonly protocol: string;
  readonly isOpen: boolean;
  /** To the client. */
  say(message: string | ArrayBuffer): void;
  /** Ends it as the code says; what is on its way is lost. */
  end(code: number, reason?: string): void;
}

/** What a server does with a connection. */
export interface Listening {
  opened(wire: Wire): void;
  heard(wire: Wire, message: unknown): void;
  ended(wire: Wire): void;
}

/** A network of memory: sockets that reach one server, as fast as `latency` says, or nobody at all. */
export class Network {
  /** Milliseconds that a message is on its way, in either direction. */
  latency: number;
  /** How many connections were tried. */
  attempts = 0;
  readonly server: Listening;
  readonly WebSocket: WebSocketClass;
  readonly #clock: Clock;
  readonly #held = new Set<MemorySocket>();
  #isOnline = true;
  #carried = 0;

  constructor(clock: Clock, server: Listening, latency: number) {
    this.#clock = clock;
    this.server = server;
    this.latency = latency;
    const network = this;
    this.WebSocket = class extends MemorySocket {
      constructor(_url: string, protocols: string[]) {
        super(network, protocols);
        network.attempts++;
        network.#held.add(this);
        if (network.#isOnline) network.#letThrough();
      }
    };
  }

  /** Whether connections can be made. Those that are tried while they cannot wait. */
  set isOnline(isOnline: boolean) {
    this.#isOnline = isOnline;
    if (isOnline) this.#letThrough();
  }

  /** Until nothing more is said without something else happening first. */
  async settled(): Promise<void> {
    for (let before = -1; before !== this.#carried; ) {
      before = this.#carried;
      await turns();
    }
  }

  /** One message. Whichever timer comes first takes the oldest of its line, so that they stay in order. */
  carry(line: (() => void)[], isDeferred: boolean, arrive: () => void): void {
    this.#carried++;
    line.push(arrive);
    const next = (): void => line.shift()?.();
    if (this.latency > 0) this.#clock.after(this.latency, next);
    else if (isDeferred) queueMicrotask(next);
    else next();
  }

  #letThrough(): void {
    for (const socket of this.#held) this.carry([], true, () => socket.isOpen && this.server.opened(socket));
    this.#held.clear();
  }
}

/** Both ends of one connection. */
class MemorySocket implements WebSocketLike, Wire {
  readonly protocol: string;
  readonly bufferedAmount = 0;
  isOpen = true;
  onopen: WebSocketLike["onopen"] = null;
  onmessage: WebSocketLike["onmessage"] = null;
  onclose: WebSocketLike["onclose"] = null;
  onerror: WebSocketLike["onerror"] = null;
  readonly #network: Network;
  readonly #up: (() => void)[] = [];
  readonly #down: (() => void)[] = [];

  constructor(network: Network, [preferred = ""]: string[]) {
    this.#network = network;
    this.protocol = preferred;
  }

  // The client's end. It is never called back at once, as no network would.

  send(message: unknown): void {
    this.#network.carry(this.#up, true, () => this.isOpen && this.#network.server.heard(this, message));
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#network.server.ended(this);
  }

  // The server's end. Without latency the client has heard it when these return, for tests that look at once.

  say(message: string | ArrayBuffer): void {
    this.#network.carry(this.#down, false, () => this.isOpen && this.onmessage?.({ data: message }));
  }

  end(code: number, reason = ""): void {
    if (!this.isOpen) return;
    this.close();
    this.onclose?.({ code, reason });
  }
}
