// wire_values.mjs GANGWAY TSC RUNTIME_TS DIR FILE.gw…: what travels is what the modules for socket.io-client say. The
// values of `gangway vectors`, as writers write them, are put into a module each as values of their types, which tsc
// has to accept. Bytes are base64 there, so they stand as in an error.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const [gangway, tsc, runtime, dir, ...files] = process.argv.slice(2);
const run = (program, ...options) => {
  const { status, stdout, stderr } = spawnSync(program, options, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status === 0) return stdout;
  console.error(stdout + stderr);
  process.exit(1);
};

mkdirSync(join(dir, "ts"), { recursive: true });
let count = 0;
for (const file of files) {
  run(gangway, "generate", file, "--ts-out", join(dir, "ts"), "--ts-socketio");
  const name = basename(file);
  const module = readFileSync(join(dir, "ts", `${name}.socketio.ts`), "utf8");
  const isError = (type) => module.includes(`interface ${type} extends gw.Refusal`);
  const lines = [`import type * as m from "./${name}.socketio.js";`, `import type * as gw from "@gangway/client/socketio";`];
  for (const { type, name, writes } of JSON.parse(run(gangway, "vectors", file)).vectors) {
    if (writes === undefined || writes.length > 4000) continue;
    // Names of arms that no schema has are beyond what types can say, and keys that every object has mean something else
    // in a literal.
    if (name.startsWith("the unknown arm") || /"(no such arm|__proto__|constructor|toString)"/.test(writes)) continue;
    const simple = type.split(".").pop();
    lines.push(`export const v${count++}: gw.InText<m.${simple}${isError(simple) ? "Data" : ""}> = ${writes};`);
  }
  writeFileSync(join(dir, "ts", `${name}.values.ts`), `${lines.join("\n")}\n`);
}
const paths = { "@gangway/client": [`${runtime}/src/index.ts`], "@gangway/client/socketio": [`${runtime}/src/socketio.ts`] };
const options = { skipLibCheck: true, declaration: false, isolatedDeclarations: false, paths };
const own = new URL("tsconfig.json", import.meta.url).pathname;
writeFileSync(join(dir, "tsconfig.json"), JSON.stringify({ extends: own, compilerOptions: options, include: ["ts/*.ts"] }));
run(process.execPath, tsc, "-p", dir);
console.log(`${count} values are what their types say`);
if (count < 100) process.exit(1);
