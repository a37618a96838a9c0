// What the client costs: `node load.mjs CLIENT SERVER` by hand; CLIENT is the bundle that `run` makes. One client, one server, one machine: the server's
// time is in what is waited for, and not in the client's own, which is what Node spent.
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [bundle, program] = process.argv.slice(2);
const { formats, ResilienceClient } = await import(pathToFileURL(bundle).href);
const { WebSocket } = createRequire(new URL("../../runtime/ts/package.json", import.meta.url))("ws");

const folder = mkdtempSync(join(tmpdir(), "gangway-load-"));
const env = { ...process.env, GANGWAY_LOGGING_LEVEL: "error" };
const server = spawn(program, [join(folder, "journal")], { env, stdio: ["ignore", "pipe", "inherit"] });
const [line] = await once(createInterface(server.stdout), "line");
const url = line.replace("listening on ", "");

/** Runs it `count` times; `width` of them at once. Prints how long one took, and what of it was this process's. */
async function measure(what, count, width, one) {
  const times = [];
  const cpu = process.cpuUsage();
  const began = performance.now();
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const at = performance.now();
      await one();
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  const took = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  times.sort((a, b) => a - b);
  const at = (share) => `${times[Math.floor(times.length * share)].toFixed(2)} ms`;
  console.log(
    [what.padEnd(34), `median ${at(0.5)}`, `99 % ${at(0.99)}`, `${Math.round((count * 1000) / took)}/s`, `client ${Math.round((user + system) / count)} µs each`].join("  "),
  );
}

try {
  for (const [name, options] of Object.entries(formats)) {
    const client = new ResilienceClient(url, { handshake: { user: "load" }, WebSocket, ...options });
    const { root } = client;
    const text = "x".repeat(100);
    await measure(`${name}: warming up`, 2000, 10, () => root.echo({ text }));
    await measure(`${name}: calls, one by one`, 3000, 1, () => root.echo({ text }));
    await measure(`${name}: calls, 16 at once`, 20_000, 16, () => root.echo({ text }));
    await measure(`${name}: a stream of 10,000 numbers`, 3, 1, async () => {
      for await (const n of root.count({ to: 10_000, every: 0 })) void n;
    });
    client.close();
  }
} finally {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true });
}
