import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { after } from "node:test";
import { createInterface } from "node:readline";
import { until } from "../../tests/support/waiting.js";

const processes: ChildProcess[] = [];
after(() => {
  for (const process of processes) process.kill("SIGKILL");
});

/** Starts the example on a free port, until the tests end. Gives its address: "http://127.0.0.1:34567/". */
export async function started(parameters: string[] = [], environment: Record<string, string> = {}): Promise<string> {
  const program = process.env["EXAMPLE"];
  assert.ok(program, "EXAMPLE is not set");
  const env = { ...process.env, GANGWAY_PORT: "0", ...environment };
  const child = spawn(program, parameters, { env, stdio: ["ignore", "pipe", "inherit"] });
  processes.push(child);
  let line = "";
  createInterface(child.stdout!).once("line", (text) => (line = text));
  return until("the example to listen", () => /^listening on (http:\S+)$/.exec(line)?.[1]);
}
