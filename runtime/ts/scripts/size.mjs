// Prints how large each entry point is, minified and compressed, and fails over its limit.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const src = fileURLToPath(new URL("../src", import.meta.url));
const entries = [
  // What no bundler can leave out: the rest of the entry point are functions and constants, of which a client has what its schema needs.
  { name: "@gangway/client, of it what every client has", only: "Client, Namespace, call, handshakeFrom", limit: 10 * 1024 },
  // All that it exports. Raised from 10 KB for streams from the client, resume, drain hints, loops over events, what waits.
  { name: "@gangway/client", file: "index.ts", limit: 12 * 1024 },
  { name: "@gangway/client/msgpack", file: "msgpack.ts", limit: 2.5 * 1024, beside: "index.ts" },
  { name: "@gangway/client/shared", file: "shared.ts", limit: 2 * 1024, beside: "index.ts" },
  { name: "@gangway/client/store", file: "store.ts", limit: 1024, beside: "index.ts" },
  // With the store, of which it makes use, and without React.
  { name: "@gangway/client/react", file: "react.ts", limit: 2 * 1024, beside: "index.ts" },
  { name: "@gangway/client/testing", file: "testing.ts", limit: 5 * 1024, beside: "index.ts" },
  // Beside socket.io-client, which is not counted.
  { name: "@gangway/client/socketio", file: "socketio.ts", limit: 2 * 1024 },
];

/** The bytes of a program that has all of these files. */
const measure = (...files) => measureProgram(files.map((file) => `export * from "./${file}";`).join("\n"));

async function measureProgram(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: src },
    bundle: true,
    minify: true,
    format: "esm",
    external: ["react"],
    target: "es2022",
    write: false,
  });
  const [{ contents: program }] = outputFiles;
  const brotli = brotliCompressSync(program).length;
  return { minified: program.length, compressed: gzipSync(program, { level: 9 }).length, brotli };
}

for (const { name, file, only, limit, beside } of entries) {
  const files = beside ? [beside, file] : [file];
  const size = only ? await measureProgram(`export { ${only} } from "./index.ts";`) : await measure(...files);
  // What it adds where the other one is there already.
  const base = beside ? await measure(beside) : { minified: 0, compressed: 0, brotli: 0 };
  const compressed = size.compressed - base.compressed;
  const note = beside ? ", added" : "";
  const text = `${size.minified - base.minified} bytes minified, ${compressed} compressed${note} (limit ${limit})`;
  console.log(`${name}: ${text}, ${size.brotli - base.brotli} by brotli`);
  if (compressed > limit) process.exitCode = 1;
}

// No entry point without a limit.
const { name: own, exports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
for (const path of Object.keys(exports)) {
  const name = own + path.slice(1);
  if (path.endsWith(".json") || entries.some((one) => one.name === name)) continue;
  console.log(`${name} has no limit`);
  process.exitCode = 1;
}
