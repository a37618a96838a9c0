import type { Encoder } from "./codec.js";
import type { Unsubscribe } from "./emitter.js";
import type { GangwayError } from "./errors.js";
import type { Handshake } from "./handshake.js";
import { Link } from "./link.js";
import type { ClientOptions, WaitOptions } from "./options.js";
import { arrival, type Readable } from "./readable.js";
import { Socket } from "./socket.js";
import type { ClientState, ClientStatus } from "./status.js";

/** What a generated client knows of its gateway. */
export interface Gateway {
  /** Where the gateway is on its server, by the schema. */
  readonly path: string;
  /** The hash of everything in the schema that matters on the wire. */
  readonly schema: string;
}

/** What every generated client can do besides its namespaces. Connects when a namespace is first wanted. */
export abstract class Client {
  readonly #socket: Socket;
  readonly #early: readonly string[];

  constructor(url: string | URL, gateway: Gateway, options: ClientOptions) {
    this.#socket = new Socket(() => gatewayUrl(url, gateway.path), gateway.schema, options);
    this.#early = options.namespaces ?? [];
    if (options.connect === "eager") this.#socket.need(true);
  }

  /** Where it is with its connection: which attempt, when the next one is, why the last one failed. */
  get status(): Readable<ClientStatus> {
    return this.#socket.status;
  }

  /** `status` by its name alone. */
  get state(): ClientState {
    return this.status.value.state;
  }

  /** Told of every change of `state`. */
  onState(listener: (state: ClientState) => void): Unsubscribe {
    let last = this.state;
    return this.status.subscribe(({ state }) => state === last || listener((last = state)));
  }

  /**
   * Told of what has no call to fail: refused joins, events the server could not handle, payloads that do
   * not fit the schema, listeners that threw. While nobody listens they go to `console.error`.
   */
  onError(listener: (error: GangwayError) => void): Unsubscribe {
    return this.#socket.errors.subscribe(listener);
  }

  /**
   * Connects, also when no namespace is wanted so far, and stays connected. Settles when the connection stands, with why the
   * client was closed, or with the signal, which does not take it back.
   */
  connect(options: WaitOptions = {}): Promise<void> {
    const { status } = this.#socket;
    this.#socket.need(true);
    return arrival(status, "open", () => this.#socket.end, options.signal);
  }

  /** Closes for good; everything in flight fails with `cancelled`. */
  close(): void {
    this.#socket.close();
  }

  /** For generated code: the link of one namespace. `name` is its name in the schema. */
  protected $link(name: string, ns: string, handshake: Handshake = noHandshake): Link {
    const link = new Link(this.#socket, ns, handshake);
    this.#socket.links.add(link);
    if (this.#early.includes(name)) link.join();
    return link;
  }

  /** For generated code: the instances of a namespace whose path has parameters, each made once. */
  protected $instances<P, N>(pattern: string, path: Encoder<P>, make: (link: Link) => N, handshake?: Handshake) {
    const known = new Map<string, N>();
    return (parameters: P): N => {
      const ns = instancePath(pattern, path.encode(parameters) as Record<string, unknown>);
      let instance = known.get(ns);
      if (!instance) known.set(ns, (instance = make(this.$link("", ns, handshake))));
      return instance;
    };
  }
}

const noHandshake: Handshake = { isAsked: false, ask: async () => ({}) };

function instancePath(pattern: string, values: Record<string, unknown>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/**
 * The WebSocket URL of a gateway: relative ones start from the page, http becomes ws, and one without a
 * path gets the gateway's own.
 */
export function gatewayUrl(url: string | URL, path: string): string {
  const page = (globalThis.location as Location | undefined)?.href;
  const full = new URL(url, page);
  full.protocol = full.protocol.replace(/^http/, "ws");
  if (full.pathname === "/") full.pathname = path;
  full.hash = "";
  return full.href;
}
