// A client written by hand, for what the schema of the tests has no event for.
import * as gw from "@gangway/client";
import type { FakeClock } from "./fake_clock.js";
import { usualFormat } from "./fake_format.js";
import { recorder, type FakeSocket } from "./fake_server.js";

const calls = {
  /** May be done twice. */
  put: gw.idempotent(gw.call("put", gw.struct({ text: gw.string }), gw.u32)),
  /** May not. */
  add: gw.call("add", gw.struct({ text: gw.string }), gw.u32),
};

export class Notes extends gw.Namespace<{}, {}> {
  constructor(link: gw.Link) {
    super(link, { emits: {}, asks: {} });
  }

  put(text: string, options?: gw.CallOptions): gw.Reply<number> {
    return this.$call(calls.put, { text }, options);
  }

  add(text: string, options?: gw.CallOptions): gw.Reply<number> {
    return this.$call(calls.add, { text }, options);
  }
}

export class NotesClient extends gw.Client {
  readonly notes: Notes;
  readonly sockets: FakeSocket[];

  constructor(clock: FakeClock, options: gw.ClientOptions = {}) {
    const { WebSocket, sockets } = recorder();
    super("ws://host", { path: "/notes", schema: "0" }, { WebSocket, clock, ...usualFormat, ...options });
    this.sockets = sockets;
    this.notes = new Notes(this.$link("notes", "/notes"));
  }

  /** The newest connection. */
  get socket(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  /** The server takes the connection and the join; what was sent up to then is forgotten. */
  async taken(): Promise<void> {
    await this.socket.hello({ schema: "0" });
    this.socket.take();
    await this.socket.says({ ns: "/notes", joined: {} });
  }
}
