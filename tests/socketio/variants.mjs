// Each test of the real client, at both servers and by each way to connect.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { io } from "socket.io-client";
import { reference, tested } from "./places.mjs";
import { soon, until } from "../support/waiting.mjs";

const ways = {
  polling: { transports: ["polling"] },
  websocket: { transports: ["websocket"] },
  upgrade: { transports: ["polling", "websocket"] },
};

/** Both servers, started before the first test and ended after the last one. */
export const places = [];
before(async () => {
  places.push(...(await Promise.all([reference(), tested()])));
});
after(() => Promise.all(places.map((place) => place.end())));

/** What a test gets: `connect`, the place, the way, and a name that nobody else has for rooms and the like. */
class Variant {
  constructor(context, place, way) {
    Object.assign(this, { context, place, way, unique: `${context.name} ${way}` });
  }

  /** The path of a document that nobody else has. */
  doc(n) {
    const way = { polling: 1, websocket: 2, upgrade: 3 }[this.way];
    return `/doc/0000000${way}-0000-4000-8000-${String(n).padStart(12, "0")}`;
  }

  /**
   * A client of the gateway at `path`, in `namespace`, connected as `options` say; gone when the test ends. It is not waited for.
   */
  client(namespace = "/", { path = "", way = this.way, url = this.place.url, ...options } = {}) {
    const socket = io(url + namespace, {
      path: `${path}/socket.io/`,
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      ...ways[way],
      ...options,
    });
    this.context.after(() => {
      socket.io.reconnection(false);
      socket.disconnect();
      socket.io.engine?.close();
    });
    return socket;
  }

  /** The same, connected and, where the way is to upgrade, upgraded. */
  async connect(namespace, options = {}) {
    const socket = this.client(namespace, options);
    await connected(socket);
    if ((options.way ?? this.way) === "upgrade") {
      await until("the upgrade", () => socket.io.engine.transport.name === "websocket");
    }
    return socket;
  }
}

/** Done when it is in. */
export async function connected(socket) {
  if (!socket.connected) await event(socket, "connect");
}

/** The arguments of the next `name`. */
export function event(emitter, name) {
  return soon(`the event ${name}`, new Promise((resolve) => emitter.once(name, (...given) => resolve(given))));
}

/** Keeps what comes as `name`: the payloads, in order. */
export function collect(socket, name) {
  const all = [];
  socket.on(name, (payload) => all.push(payload));
  return all;
}

/**
 * `tests`: name to function of a Variant. All of them at each of these places in each way; places and ways beside each other.
 */
export function everywhere(tests, at = [0, 1]) {
  describe("everywhere", { concurrency: true }, () => {
    for (const which of at) {
      for (const way of Object.keys(ways)) {
        describe(`${["reference", "tested"][which]}, ${way}`, { concurrency: 1 }, () => {
          for (const [name, run] of Object.entries(tests)) {
            test(`${name} (${["reference", "tested"][which]}, ${way})`, (context) =>
              run(new Variant(context, places[which], way)),
            );
          }
        });
      }
    }
  });
}

export { assert };
