import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, type TestContext } from "node:test";
import { GangwayError } from "@gangway/client";
import { EverythingClient, type EverythingOptions } from "client/everything.gw.js";
import { WebSocket } from "ws";
import { understood, usualFormat, written } from "../../runtime/ts/test/support/fake_format.js";
import { patience, soon, until } from "../support/waiting.js";

export { soon, until, usualFormat };

/** The error that `promise` rejects with. */
export async function failure(promise: Promise<unknown>): Promise<GangwayError> {
  const error = await promise.then(
    (value) => assert.fail(`fulfilled with ${String(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof GangwayError, String(error));
  return error;
}

/** A process of the server, and what it has said. */
export class Server {
  readonly port: number;
  readonly lines: string[];
  readonly #process: ChildProcess;
  readonly #log: { text: string };

  private constructor(process: ChildProcess, port: number, lines: string[], log: { text: string }) {
    this.#process = process;
    this.port = port;
    this.lines = lines;
    this.#log = log;
  }

  static async start(port = 0): Promise<Server> {
    const process = spawnServer(port);
    const lines: string[] = [];
    const log = { text: "" };
    process.stderr!.on("data", (text) => (log.text += String(text)));
    if (globalThis.process.env["VERBOSE"]) process.stderr!.pipe(globalThis.process.stderr);
    createInterface(process.stdout!).on("line", (line) => lines.push(line));
    const found = await until("the server to listen", () => {
      if (process.exitCode !== null) throw new Error(`the server ended: ${log.text}`);
      return /^listening on http:\/\/127\.0\.0\.1:(\d+)\/$/.exec(lines[0] ?? "")?.[1];
    });
    return new Server(process, Number(found), lines, log);
  }

  /** What it wrote to standard error. */
  get log(): string {
    return this.#log.text;
  }

  get pid(): number {
    return this.#process.pid!;
  }

  http(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Waits until it has said `line`, as often as `times`. */
  async said(line: string, times = 1): Promise<void> {
    await until(`the server to say ${line}`, () => this.lines.filter((one) => one === line).length >= times);
  }

  /** Sends the signal; gives its exit code once it is gone. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const gone = once(this.#process, "exit");
      this.#process.kill(signal);
      await soon("the server to end", gone);
    }
    return this.#process.exitCode;
  }
}

const processes: ChildProcess[] = [];
after(() => {
  for (const process of processes) process.kill("SIGKILL");
});

export function spawnServer(port: number): ChildProcess {
  const path = process.env["E2E_SERVER"];
  assert.ok(path, "E2E_SERVER is not set");
  const started = spawn(path, [String(port)], { stdio: ["ignore", "pipe", "pipe"] });
  processes.push(started);
  return started;
}

let shared: Promise<Server> | undefined;

/** The server of all tests that leave it alive. */
export function server(): Promise<Server> {
  return (shared ??= Server.start());
}

export type Options = Partial<EverythingOptions> & { user?: string };

/** A client of `to` that is closed at the end of the test and keeps what nobody else is told. */
export function connect(test: TestContext, to: Server, options: Options = {}): EverythingClient & { errors: GangwayError[] } {
  const { user = "ann", ...rest } = options;
  const client = new EverythingClient(to.http("/"), {
    handshake: { user },
    handshakes: { admin: { key: new Uint8Array([1, 2, 3]) } },
    backoff: { initial: 20, max: 100 },
    timeout: patience,
    WebSocket,
    ...usualFormat,
    ...rest,
  });
  test.after(() => client.close());
  const errors: GangwayError[] = [];
  client.onError((error) => errors.push(error));
  return Object.assign(client, { errors });
}

const [usualSubprotocol = "gangway.v1"] = usualFormat.format?.subprotocols ?? [];

/** For tests of what only text can say; formats.test.ts has their like for MessagePack. */
export const inText = { skip: usualFormat.format !== undefined };

/** What is on the wire, of either dialect. */
export type Frame = Record<string, any>;

/**
 * A connection that knows nothing of the schema: what it is told is sent as it is. Where it asks for `gangway.v1` it
 * gets the format that this run is in; frames are written and read as JSON has them all the same.
 */
export class Wire {
  readonly socket: WebSocket;
  readonly frames: Frame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data) => this.frames.push(understood(data, socket.protocol) as Frame));
    socket.on("error", () => {});
    this.closed = new Promise((resolve) =>
      socket.on("close", (code, reason) => resolve({ code, reason: String(reason) })),
    );
  }

  /** Opens a connection; `protocols` are the subprotocols offered. */
  static async open(test: TestContext, to: Server, path: string, ...protocols: string[]): Promise<Wire> {
    const offered = protocols.map((one) => (one === "gangway.v1" ? usualSubprotocol : one));
    const wire = new Wire(new WebSocket(`ws://127.0.0.1:${to.port}${path}`, offered));
    test.after(() => wire.socket.terminate());
    await soon(`a connection to ${path}`, once(wire.socket, "open"));
    return wire;
  }

  /** The same with `gangway.v1`, and the namespace of the URL joined. */
  static async join(test: TestContext, to: Server, path: string, user = "ann"): Promise<Wire> {
    const wire = await Wire.open(test, to, path, "gangway.v1");
    wire.send({ join: { user } });
    await wire.next((frame) => "hello" in frame);
    await wire.next((frame) => "joined" in frame);
    return wire;
  }

  send(frame: Frame | string): void {
    this.socket.send(typeof frame === "string" ? frame : (written(frame, this.socket.protocol) as string));
  }

  /** Takes the first frame that fits, leaving the others. */
  async next(fits: (frame: Frame) => boolean = () => true): Promise<Frame> {
    return until("a frame", () => {
      const at = this.frames.findIndex(fits);
      return at >= 0 && this.frames.splice(at, 1)[0];
    });
  }

  /** The answer to the call of this id. */
  async call(frame: Frame & { id: number }): Promise<Frame> {
    this.send(frame);
    return this.next((one) => one["id"] === frame.id && !("event" in one));
  }
}
