import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { random } from "../support/random.mjs";
import { patience, soon, until } from "../support/waiting.mjs";

export { patience, random, soon, until };

/** The generated client, and all of @gangway/client as `gw`: the bundle that `run` has made, the same in Node and in pages. */
export const { gw, Ledger, listen, ResilienceClient, shared } = await import(pathToFileURL(process.env.CLIENT).href);
/** Node 20 has no WebSocket of its own. */
export const { WebSocket, WebSocketServer } = createRequire(new URL("../../runtime/ts/package.json", import.meta.url))("ws");

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** For servers that notice soon who is gone: they say something every `heartbeat` ms, and wait as long for an answer. */
export const heartbeat = 400;
export const attentive = { GANGWAY_LIMITS_HEARTBEAT: `${heartbeat}ms`, GANGWAY_LIMITS_HEARTBEAT_TIMEOUT: `${heartbeat}ms` };
/** What else takes seconds. */
const quick = { GANGWAY_LIMITS_GRACE: "1s", GANGWAY_LIMITS_RECONNECT_SPREAD: "200ms", GANGWAY_LOGGING_LEVEL: "error" };

/**
 * A server that stops closes a connection when nothing is in flight on it. What a client sent before it heard of that, and what has not
 * arrived yet, is lost: on a busy machine a call now and then. Clients that do not hold calls back lose several at each stop.
 */
export const onTheirWay = 2;

/** A server that may be ended and started again: where it listens and what it has booked stay. */
export class Server {
  port = 0;
  #folder = mkdtempSync(join(tmpdir(), "gangway-resilience-"));
  #env;
  #process;

  /** `env` are options of the server by their variables. */
  static async start(context, env = {}) {
    const server = new Server();
    server.#env = env;
    context.after(async () => {
      await server.end("SIGKILL");
      rmSync(server.#folder, { recursive: true });
    });
    await server.start();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}/`;
  }

  get #journal() {
    return join(this.#folder, "journal");
  }

  async start() {
    const started = spawn(process.env.SERVER, [this.#journal, String(this.port)], {
      env: { ...process.env, ...quick, ...this.#env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#process = started;
    const [line] = await soon("the server to listen", once(createInterface(started.stdout), "line"));
    const found = /^listening on http:\/\/127\.0\.0\.1:(\d+)\/$/.exec(line);
    assert.ok(found, line);
    this.port = Number(found[1]);
  }

  /** Sends the signal; gives the exit code once it is gone. */
  async end(signal = "SIGKILL") {
    const ended = this.#process;
    if (ended.exitCode === null && ended.signalCode === null) {
      const gone = once(ended, "exit");
      ended.kill(signal);
      await soon("the server to end", gone);
    }
    return ended.exitCode;
  }

  /** Every entry that it ever made, in order: `{ kind, id, value }`. */
  journal() {
    const lines = readFileSync(this.#journal, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => {
      const [kind, id, value] = line.split(" ");
      return { kind, id, value: BigInt(value) };
    });
  }
}

/** A client that is closed at the end of the test. In `errors` is what nobody else is told. */
export function connect(context, url, options = {}) {
  const client = new ResilienceClient(url, {
    handshake: { user: "ann" },
    backoff: { initial: 20, max: 100 },
    timeout: 2 * patience,
    WebSocket,
    ...options,
  });
  context.after(() => client.close());
  const errors = [];
  client.onError((error) => errors.push(error));
  return Object.assign(client, { errors });
}

/** The error that it rejects with. */
export async function failure(promise) {
  const error = await promise.then(
    (value) => assert.fail(`fulfilled with ${value}`),
    (reason) => reason,
  );
  assert.ok(error instanceof gw.GangwayError, String(error));
  return error;
}

/** The states that it comes to from now on. */
export function statesOf(client) {
  const states = [];
  client.onState((state) => states.push(state));
  return states;
}
