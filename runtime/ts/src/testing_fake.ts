import type { Client } from "./client.js";
import { systemClock } from "./clock.js";
import { InvalidPayload } from "./errors.js";
import { jsonFormat, type WireFormat } from "./format.js";
import type { Link } from "./link.js";
import { Namespace } from "./namespace.js";
import type { ClientOptions } from "./options.js";
import type { AnyNamespace } from "./store_types.js";
import type { FakeEncode } from "./testing_calls.js";
import { FakeConnection } from "./testing_connection.js";
import type { FakeNamespace } from "./testing_namespace.js";
import { FakeRoom } from "./testing_room.js";
import { Network, type Wire } from "./testing_socket.js";
import type { FakeHandlers, NamespaceName } from "./testing_types.js";

/** Options of the client, all but those that are the fake's, and some for the server. */
export type FakeOptions<O, Names extends PropertyKey = string> = Omit<O, "WebSocket"> & {
  /** Milliseconds that every message is on its way, either way. Default 0. */
  latency?: number;
  /** Namespaces that replay events, by `@replay` of the schema: what the client misses it gets when it is back. */
  replay?: readonly Names[];
};

/** What can be done to the server and the network, whatever the schema. */
export interface FakeControls<C> {
  /** A client like any other: only its socket is one of memory. */
  readonly client: C;
  /** Milliseconds that every message is on its way, from now on. */
  latency: number;
  /** How many connections the client tried to make. */
  readonly connections: number;
  /** The connection breaks, and those that are tried wait for `online`. */
  offline(): void;
  /** Lets through connections again. With `gap` what was sent meanwhile is lost to namespaces that replay. */
  online(how?: { gap?: boolean }): void;
  /** The server says that it is going away, and goes (1001) as soon as it has answered what is in flight. */
  drain(reconnectAfter?: number): void;
  /** The server ends the connection. The code says whether the client comes back; default 1001. */
  disconnect(code?: number, reason?: string): void;
  /** The server's side of a namespace of the client, also of one named like something here. */
  of<N extends AnyNamespace>(namespace: N): FakeNamespace<N>;
  /** When all has been said that hangs on nothing but promises, without any timer. */
  settled(): Promise<void>;
}

type FakeNamespaces<C> = {
  readonly [K in NamespaceName<C>]: C[K] extends (path: infer P) => infer N
    ? (path: P) => FakeNamespace<N, P>
    : FakeNamespace<C[K]>;
};

/** A client, and its server in the test's hand: each namespace of the client has its other side here. */
export type Fake<C> = FakeControls<C> & Omit<FakeNamespaces<C>, keyof FakeControls<C>>;

type Required<O> = Omit<O, "WebSocket">;

/** A generated client class. */
export type ClientClass<C, O> = (new (url: string, options: O) => C) & { readonly schema: string };

/**
 * A client of a generated class with a server of memory, for tests without a network. Encoding, checks, deadlines, streams
 * and errors are the client's own. `handlers` answer its calls, by namespace and method; what has none is answered with
 * `unknown_event`. It reconnects without a pause, unless `options.backoff` says otherwise. Time is that of
 * `options.clock`, say a `ManualClock`, by default the system's, which test runners can fake.
 */
export function createFake<C extends Client, O extends ClientOptions>(
  generated: ClientClass<C, O>,
  handlers: FakeHandlers<C>,
  ...[options]: {} extends Required<O>
    ? [options?: FakeOptions<O, NamespaceName<C>>]
    : [options: FakeOptions<O, NamespaceName<C>>]
): Fake<C> {
  return new FakeServer(generated, handlers, (options ?? {}) as FakeOptions<ClientOptions>) as unknown as Fake<C>;
}

type Instances = (pattern: string, path: unknown, make: (link: Link) => object, handshake: unknown) => (path: unknown) => object;

class FakeServer {
  readonly client: Client;
  readonly #schema: string;
  readonly #format: WireFormat;
  readonly #network: Network;
  readonly #rooms = new Map<string, FakeRoom>();
  readonly #sides = new Map<object, FakeRoom>();
  readonly #connections = new Map<Wire, FakeConnection>();

  constructor(generated: ClientClass<Client, never>, handlers: object, options: FakeOptions<ClientOptions>) {
    const { latency = 0, replay = [], ...rest } = options;
    this.#schema = generated.schema;
    this.#format = rest.format ?? jsonFormat;
    this.#network = new Network(rest.clock ?? systemClock, this, latency);
    const statics: [name: string, ns: string][] = [];
    const dynamics = new Map<unknown, { name: string }>();
    const add = (name: string, ns: string, made: object, path?: unknown): void => {
      const own = (Reflect.get(handlers, name) ?? {}) as object;
      const room = new FakeRoom({ ns, generated: made, handlers: own, path, replays: replay.includes(name) }, this.#encode);
      this.#rooms.set(ns, room);
      this.#sides.set(made, room);
    };

    // The client's constructor asks for links: an object between it and its class sees which.
    const prototype = generated.prototype as { $link: Function; $instances: Instances };
    const between = Object.create(prototype) as typeof prototype;
    between.$link = function (this: object, name: string, ns: string, ...more: unknown[]): unknown {
      if (name) statics.push([name, ns]);
      return Reflect.apply(prototype.$link, this, [name, ns, ...more]) as unknown;
    };
    between.$instances = function (this: object, pattern, path, make, handshake) {
      const known = { name: "" };
      let parameters: unknown;
      const making = (link: Link): object => {
        const made = make(link);
        add(known.name, link.ns, made, parameters);
        return made;
      };
      const find = Reflect.apply(prototype.$instances, this, [pattern, path, making, handshake]) as (path: unknown) => object;
      const seen = (given: unknown): object => find((parameters = given));
      dynamics.set(seen, known);
      return seen;
    };
    const Between = function (): void {};
    Between.prototype = between;
    const given = { backoff: { initial: 0, max: 0 }, ...rest, WebSocket: this.#network.WebSocket };
    this.client = Reflect.construct(generated, ["ws://fake", given], Between) as Client;

    const properties = new Map(Object.entries(this.client));
    for (const [name, ns] of statics) {
      // A name that the client has for itself has a _ behind it there.
      const property = properties.get(name) instanceof Namespace ? name : `${name}_`;
      add(property, ns, properties.get(property) as object);
    }
    for (const [property, value] of properties) {
      const known = dynamics.get(value);
      if (known) known.name = property;
      const side = known
        ? (path: unknown) => this.#sides.get((value as (path: unknown) => object)(path))
        : this.#sides.get(value as object);
      if (side && !(property in this)) Object.defineProperty(this, property, { value: side, enumerable: true });
    }
  }

  get latency(): number {
    return this.#network.latency;
  }

  set latency(ms: number) {
    this.#network.latency = ms;
  }

  get connections(): number {
    return this.#network.attempts;
  }

  offline(): void {
    this.#network.isOnline = false;
    this.disconnect(1006);
  }

  online({ gap = false }: { gap?: boolean } = {}): void {
    if (gap) for (const room of this.#rooms.values()) room.forgetMissed();
    this.#network.isOnline = true;
  }

  drain(reconnectAfter = 0): void {
    for (const connection of this.#connections.values()) connection.drain(reconnectAfter);
  }

  disconnect(code = 1001, reason = ""): void {
    for (const wire of [...this.#connections.keys()]) wire.end(code, reason);
  }

  of(namespace: object): FakeRoom | undefined {
    return this.#sides.get(namespace);
  }

  settled(): Promise<void> {
    return this.#network.settled();
  }

  // What the network tells.

  opened(wire: Wire): void {
    const connection = new FakeConnection(wire, this.#format, this.#encode, this.#rooms);
    this.#connections.set(wire, connection);
    connection.say({ hello: { v: 1, schema: this.#schema, sid: "fake" } });
  }

  heard(wire: Wire, message: unknown): void {
    this.#connections.get(wire)?.heard(message);
  }

  ended(wire: Wire): void {
    const connection = this.#connections.get(wire);
    if (!this.#connections.delete(wire)) return;
    for (const room of this.#rooms.values()) room.lost();
    connection?.forget();
  }

  readonly #encode: FakeEncode = (type, value) => {
    try {
      return this.#format.encode(type, value as never);
    } catch (thrown) {
      // That of a payload which the test gave: no server could have sent it.
      if (!(thrown instanceof InvalidPayload)) throw thrown;
      throw new TypeError(`what the fake is to send does not fit: ${thrown.message}`, { cause: thrown });
    }
  };
}
