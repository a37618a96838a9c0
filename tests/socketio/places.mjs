// The two servers that the tests talk to: socket.io from npm, and ours.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { soon } from "../support/waiting.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const processes = new Set();
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(1));
process.on("exit", () => {
  for (const one of processes) one.kill("SIGKILL");
});

/** A process of a server, on a port of its own. */
export class Place {
  /** @param name "reference" or "gangway": how tests call it. */
  constructor(name, child, port) {
    this.name = name;
    this.process = child;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  get isReference() {
    return this.name === "reference";
  }

  /** Ends it and waits until it is gone. */
  async end(signal = "SIGKILL") {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return this.process.exitCode;
    const gone = once(this.process, "exit");
    this.process.kill(signal);
    await soon(`${this.name} to end`, gone);
    processes.delete(this.process);
    return this.process.exitCode;
  }
}

async function start(name, command, port) {
  const [program, ...given] = command;
  const child = spawn(program, [...given, String(port)], { stdio: ["ignore", "pipe", process.env.VERBOSE ? "inherit" : "ignore"] });
  processes.add(child);
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`)));
  failed.catch(() => {});
  const [line] = await soon(`${name} to listen`, Promise.race([once(createInterface(child.stdout), "line"), failed]));
  return new Place(name, child, Number(/:(\d+)\/$/.exec(line)[1]));
}

/** socket.io from npm, with the gateways of reference.mjs. */
export function reference(port = 0) {
  return start("reference", [process.execPath, join(here, "reference.mjs")], port);
}

/** What is tested: ours, or once more the reference where the tests themselves are. */
export function tested(port = 0) {
  const program = process.env.SOCKETIO_SERVER;
  if (program === "reference") return start("reference again", [process.execPath, join(here, "reference.mjs")], port);
  return start("gangway", [program], port);
}
