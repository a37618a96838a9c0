import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export { shows, Watch } from "./chromium.mjs";

const { CHAT } = process.env;

/** A server of its own, the chat unless it is another program; where it is stands in `origin`. */
export class Chat {
  origin = "";
  #process;
  #program;
  #options;

  constructor(options = [], program = CHAT) {
    this.#options = options;
    this.#program = program;
  }

  async serve() {
    const port = this.origin ? new URL(this.origin).port : "0";
    const env = { ...process.env, GANGWAY_PORT: port };
    this.#process = spawn(this.#program, this.#options.map((option) => option.replace("PORT", port)), {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(this.#process.stdout), "line");
    const found = /^listening on (http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line);
    assert.ok(found, line);
    this.origin = found[1];
  }

  async kill() {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }
}

/** The last message. */
export const last = "#messages li:last-child";
