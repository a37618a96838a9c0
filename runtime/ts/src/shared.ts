// `@gangway/client/shared`: several clients of one page over one connection.
import { systemClock, type Clock } from "./clock.js";
import { jsonFormat, type WireFormat } from "./format.js";
import type { WebSocketClass, WebSocketLike } from "./options.js";
import { Line } from "./shared_line.js";

/** How the one connection is made. */
export interface SharedOptions {
  /** What connects; the global one by default. */
  WebSocket?: WebSocketClass;
  /** The clients' own `format`, where they have one. JSON otherwise. */
  format?: WireFormat;
  /** For tests. */
  clock?: Clock;
}

/**
 * A class of WebSockets that are one: clients which get the same one as their option `WebSocket` share the connection to a URL, and
 * the last that is closed closes it. Each keeps its own listeners, calls and namespaces; the server sees one client, which joins a
 * namespace with the handshake of the first that wants it and leaves it with the last. A call of the server is answered by the first
 * client that has a handler.
 */
export function shared(options: SharedOptions = {}): WebSocketClass {
  const { format = jsonFormat, clock = systemClock } = options;
  const lines = new Map<string, Line>();
  const open = (url: string, protocols: string[]): Line => {
    const key = [url, ...protocols].join(" ");
    const known = lines.get(key);
    if (known) return known;
    const Connection = options.WebSocket ?? (globalThis.WebSocket as WebSocketClass | undefined);
    if (!Connection) throw new TypeError("no global WebSocket here; pass one as WebSocket");
    const line = new Line(new Connection(url, protocols), format, clock, () => lines.delete(key));
    lines.set(key, line);
    return line;
  };

  return class SharedSocket implements WebSocketLike {
    binaryType = "arraybuffer";
    onopen: WebSocketLike["onopen"] = null;
    onmessage: WebSocketLike["onmessage"] = null;
    onclose: WebSocketLike["onclose"] = null;
    onerror: WebSocketLike["onerror"] = null;
    readonly #line: Line;

    constructor(url: string, protocols: string[]) {
      this.#line = open(url, protocols);
      this.#line.attach(this);
    }

    get protocol(): string {
      return this.#line.protocol;
    }

    get bufferedAmount(): number {
      return this.#line.bufferedAmount;
    }

    send(message: string | ArrayBuffer): void {
      this.#line.said(this, message);
    }

    close(code?: number): void {
      this.#line.detach(this, code);
    }
  };
}
