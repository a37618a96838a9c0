// Prints how large each entry point is, minified and compressed, and fails over its limit.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";

const entries = [
  // Raised from 10 KB for streams from the client, resume and drain notices.
  { name: "@gangway/client", file: "index.ts", limit: 12 * 1024 },
  // Beside socket.io-client, which is not counted.
  { name: "@gangway/client/socketio", file: "socketio.ts", limit: 2 * 1024 },
];
for (const { name, file, limit } of entries) {
  const { outputFiles } = await build({
    entryPoints: [new URL(`../src/${file}`, import.meta.url).pathname],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  const [{ contents }] = outputFiles;
  const compressed = gzipSync(contents, { level: 9 }).length;
  console.log(`${name}: ${contents.length} bytes minified, ${compressed} compressed (limit ${limit})`);
  if (compressed > limit) process.exitCode = 1;
}
