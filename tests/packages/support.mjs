// Packs packages and makes projects that have them installed, all below one folder that goes in the end. Nothing asks a
// registry: what comes from one is linked from this folder's node_modules.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";

export const here = import.meta.dirname;
export const runtime = join(here, "../../runtime/ts");
const work = mkdtempSync(join(tmpdir(), "gangway-packages-"));
after(() => rmSync(work, { recursive: true, force: true }));

// Asks our reporter for times, and CMake for something else.
const { VERBOSE: _, ...env } = process.env;

/** Runs a program; what it printed, or an error that says it. */
export async function run(program, args, cwd = here) {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, env, maxBuffer: 1 << 26 });
    return stdout;
  } catch (failed) {
    if (failed.stdout === undefined) throw failed;
    assert.fail(`${program} ${args.join(" ")} in ${cwd}\n${failed.stdout}${failed.stderr}`);
  }
}

const npm = (args, cwd) => run("npm", [...args, "--offline", "--no-audit", "--no-fund", "--no-package-lock", "--silent"], cwd);

export function folder(name) {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  return path;
}

export function write(dir, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

/** `names` of this folder's node_modules, as if they were installed in `dir`. */
function link(dir, names) {
  for (const name of names) {
    const to = join(dir, "node_modules", name);
    if (existsSync(to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(join(here, "node_modules", name), to);
  }
}

/** `npm pack` in `dir`; the path of the tarball. */
async function pack(dir) {
  const out = folder("tarballs");
  return join(out, (await npm(["pack", "--pack-destination", out], dir)).trim().split("\n").at(-1));
}

async function packOnce(dir, make) {
  make(dir);
  return { dir, tarball: await pack(dir), manifest: JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) };
}

let packedClient;
/** @gangway/client: `tarball`, `dir` with what is built, and its `manifest`. */
export function client() {
  packedClient ??= packOnce(folder("client"), (dir) => {
    cpSync(runtime, dir, { recursive: true, filter: (path) => !/\/(node_modules|dist|test)$/.test(path) });
    symlinkSync(join(runtime, "node_modules"), join(dir, "node_modules"));
  });
  return packedClient;
}

/** The folder of the package that gangway generates with `args`: sources, neither built nor packed. */
export async function generate(name, args) {
  const dir = folder(name.replace(/\W/g, "-"));
  await run(process.env["GANGWAY"], ["generate", ...args, "--ts-out", dir, "--npm-package", name]);
  return dir;
}

/** That package built by its own scripts, and packed. */
export async function generated(name, args) {
  const [dir, { dir: clientDir }] = await Promise.all([generate(name, args), client()]);
  return packOnce(dir, () => {
    link(dir, ["typescript", ".bin/tsc", "socket.io-client"]);
    if (args.includes("--ts-runtime=vendored")) return;
    mkdirSync(join(dir, "node_modules/@gangway"), { recursive: true });
    symlinkSync(clientDir, join(dir, "node_modules/@gangway/client"));
  });
}

let madeStudio;
/** The package of fifty.gw. */
export const studio = () => (madeStudio ??= generated("@acme/studio@1.2.0", ["fifty.gw", "--ts-socketio"]));

/** A project with these tarballs installed by npm and `linked` beside them. */
export async function project(name, tarballs, linked = []) {
  const dir = write(folder(name), { "package.json": JSON.stringify({ name, private: true, type: "module" }) });
  await npm(["install", ...tarballs], dir);
  link(dir, linked);
  return dir;
}

/** The import specifiers of a package: its exports without package.json. */
export function entries({ manifest }) {
  return Object.keys(manifest.exports)
    .filter((path) => path !== "./package.json")
    .map((path) => manifest.name + path.slice(1));
}

export const compilers = ["typescript-oldest", "typescript", "typescript-newest"].map((name) => {
  const { version } = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
  const [major, minor] = version.split(".").map(Number);
  return {
    version,
    path: join(here, "node_modules", name, "bin/tsc"),
    /** What is asked of code in every version that knows how to ask. */
    options: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      declaration: true,
      ...(major > 5 || minor >= 5 ? { isolatedDeclarations: true } : {}),
      ...(major > 5 || minor >= 8 ? { erasableSyntaxOnly: true } : {}),
      target: "ES2022",
      lib: ["ES2022", "DOM", "DOM.Iterable"],
      types: [],
      noEmit: true,
    },
  };
});

/** Type-checks `include` in `dir` with one compiler. */
export async function check({ path, options }, dir, include, more = {}) {
  const config = join(dir, `tsconfig.${Math.random().toString(36).slice(2)}.json`);
  const compilerOptions = { ...options, module: "NodeNext", ...more };
  writeFileSync(config, JSON.stringify({ compilerOptions, include }));
  await run("node", [path, "-p", config], dir);
}
