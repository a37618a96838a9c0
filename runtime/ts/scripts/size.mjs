// Prints how large each entry point is, minified and compressed, and fails over its limit.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const src = fileURLToPath(new URL("../src", import.meta.url));
const entries = [
  // Raised from 10 KB for streams from the client, resume and drain notices.
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
async function measure(...files) {
  const { outputFiles } = await build({
    stdin: { contents: files.map((file) => `export * from "./${file}";`).join("\n"), resolveDir: src },
    bundle: true,
    minify: true,
    format: "esm",
    external: ["react"],
    target: "es2022",
    write: false,
  });
  const [{ contents }] = outputFiles;
  const brotli = brotliCompressSync(contents).length;
  return { minified: contents.length, compressed: gzipSync(contents, { level: 9 }).length, brotli };
}

for (const { name, file, limit, beside } of entries) {
  const size = beside ? await measure(beside, file) : await measure(file);
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
