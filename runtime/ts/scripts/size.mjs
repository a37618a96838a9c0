// Prints how large the whole runtime is, minified and compressed, and fails over the limit.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";

// Raised from 10 KB for streams from the client, resume and drain notices.
const limit = 12 * 1024;
const { outputFiles } = await build({
  entryPoints: [new URL("../src/index.ts", import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  write: false,
});
const [{ contents }] = outputFiles;
const compressed = gzipSync(contents, { level: 9 }).length;
console.log(`@gangway/client: ${contents.length} bytes minified, ${compressed} compressed (limit ${limit})`);
process.exitCode = compressed > limit ? 1 : 0;
