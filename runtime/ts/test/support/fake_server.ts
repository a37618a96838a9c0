import assert from "node:assert/strict";
import type { GangwayError } from "../../src/errors.js";
import type { WebSocketLike } from "../../src/options.js";
import { ChatClient, type ChatOptions } from "./chat.gw.js";
import { FakeClock, settled } from "./fake_clock.js";
import { understood, usualFormat, written } from "./fake_format.js";

/** The server's end of a connection, under the test's hand. */
export class FakeSocket implements WebSocketLike {
  /** What the server chose of what the client offers: the first, as a real one does. */
  protocol: string;
  bufferedAmount = 0;
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  /** What the client sent and the test has not looked at yet. */
  frames: Record<string, unknown>[] = [];
  closedWith: number | undefined;
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
    this.protocol = protocols[0] ?? "";
  }

  send(message: string | ArrayBuffer): void {
    this.frames.push(understood(message, this.protocol));
  }

  close(code = 1000): void {
    assert.ok(code === 1000 || code >= 3000, "a browser would not let us");
    this.closedWith = code;
  }

  /** The server sends a frame. */
  async says(frame: object | string): Promise<void> {
    this.onmessage?.({ data: typeof frame === "string" ? frame : written(frame, this.protocol) });
    await settled();
  }

  async hello(hello: object = {}): Promise<void> {
    const usual = { v: 1, schema: ChatClient.schema, sid: "s1", heartbeat: 25_000, timeout: 20_000 };
    await this.says({ hello: { ...usual, ...hello } });
  }

  /** The connection ends as the code says. */
  async closes(code: number, reason = ""): Promise<void> {
    this.onclose?.({ code, reason });
    await settled();
  }

  /** Everything sent since the last look. */
  take(): Record<string, unknown>[] {
    return this.frames.splice(0);
  }

  /** The one frame sent since the last look. */
  takeOne(): Record<string, unknown> {
    assert.equal(this.frames.length, 1, `expected one frame, got ${JSON.stringify(this.frames)}`);
    return this.take()[0] as Record<string, unknown>;
  }
}

/** A WebSocket class, and every connection that was opened with it. */
export function recorder(): { WebSocket: typeof FakeSocket; sockets: FakeSocket[] } {
  const sockets: FakeSocket[] = [];
  class Recorded extends FakeSocket {
    constructor(to: string, protocols: string[]) {
      super(to, protocols);
      sockets.push(this);
    }
  }
  return { WebSocket: Recorded, sockets };
}

/** A client, every connection it opened, its clock and what it reported. */
export interface Stage {
  client: ChatClient;
  clock: FakeClock;
  sockets: FakeSocket[];
  /** The newest connection. */
  readonly socket: FakeSocket;
  errors: GangwayError[];
}

/** A client that wants the namespace `/chat` from the start, unless `options` say otherwise. */
export function stage(options: Partial<ChatOptions> = {}, url = "ws://host"): Stage {
  const clock = new FakeClock();
  const { WebSocket, sockets } = recorder();
  const usual: ChatOptions = { handshake: { token: "t" }, namespaces: ["chat"], ...usualFormat };
  const client = new ChatClient(url, { ...usual, WebSocket, clock, ...options });
  const errors: GangwayError[] = [];
  client.onError((error) => errors.push(error));
  return {
    client,
    clock,
    sockets,
    errors,
    get socket() {
      return sockets.at(-1) as FakeSocket;
    },
  };
}

/** A client whose namespace `/chat` is joined. */
export async function joinedStage(options: Partial<ChatOptions> = {}, hello: object = {}): Promise<Stage> {
  const all = stage(options);
  await all.socket.hello(hello);
  await all.socket.says({ ns: "/chat", joined: { sid: "c1" } });
  all.socket.take();
  return all;
}

/** A message as the server sends it. */
export const wireMessage: Readonly<Record<string, unknown>> = {
  id: "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10",
  seq: "18446744073709551615",
  room: "lobby",
  from: "ann",
  content: { kind: "text", body: "hi" },
  sentAt: "2026-01-31T12:00:00.250Z",
  pinned: false,
  note: null,
  tags: ["a"],
  reactions: { "+1": 2 },
};

/** Settles to the error a promise rejects with. */
export async function failure(promise: PromiseLike<unknown>): Promise<GangwayError> {
  try {
    await promise;
  } catch (error) {
    return error as GangwayError;
  }
  return assert.fail("expected a rejection");
}
