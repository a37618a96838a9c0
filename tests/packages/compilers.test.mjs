// The oldest and the newest TypeScript that are promised, and the one that we use, with every strictness each knows.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { check, client, compilers, entries, generate, here, project, studio, write } from "./support.mjs";

const peers = ["react", "@types/react", "csstype", "socket.io-client", "engine.io-client"];
let made;
/** A project that uses everything: each entry point as a whole, and types/. */
function user() {
  made ??= (async () => {
    const all = [await client(), await studio()];
    const dir = await project("user", all.map(({ tarball }) => tarball), peers);
    const paths = all.flatMap(entries);
    const imports = paths.map((path, i) => `import * as entry${i} from ${JSON.stringify(path)};\n`);
    const uses = `export const all: readonly object[] = [${paths.map((_, i) => `entry${i}`).join(", ")}];\n`;
    write(dir, { "src/entries.ts": imports.join("") + uses });
    cpSync(join(here, "types"), join(dir, "src/types"), { recursive: true });
    return dir;
  })();
  return made;
}

for (const compiler of compilers) {
  test(`TypeScript ${compiler.version}: what must compile does, what must not does not`, async () => {
    const dir = await user();
    await Promise.all([
      check(compiler, dir, ["src"]),
      // Declarations alone, as bundlers' projects look at them.
      check(compiler, dir, ["src/entries.ts"], { module: "ESNext", moduleResolution: "Bundler" }),
    ]);
  });

  test(`TypeScript ${compiler.version}: generated modules and the vendored runtime compile as one's own code`, async () => {
    const dir = await generate("sources", ["fifty.gw", "--ts-runtime=vendored"]);
    await check(compiler, dir, ["src"]);
  });
}

