// What a page pays: for all of a client with fifty events, and for what it does not use.
import assert from "node:assert/strict";
import { build } from "esbuild";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { client, entries, generate, project, run, studio, write } from "./support.mjs";

let made;
function page() {
  made ??= (async () => {
    const all = [await client(), await studio()];
    return project("page", all.map(({ tarball }) => tarball), ["react", "socket.io-client"]);
  })();
  return made;
}

/** The bundle of `code`, and how many bytes of each module are in it. */
async function bundle(dir, code, more = {}) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: dir },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    metafile: true,
    external: ["react", "socket.io-client"],
    logLevel: "error", // an import that is dropped for having no effect is a warning otherwise
    ...more,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const bytes = new Map(Object.entries(inputs).map(([path, { bytesInOutput }]) => [path.replace(/.*\/dist\//, ""), bytesInOutput]));
  return { text: outputFiles[0].text, bytes };
}

test("a client of fifty events and the runtime: less than 15 KB", async (t) => {
  const { text, bytes } = await bundle(await page(), `export * from "@acme/studio";`);
  const compressed = gzipSync(text, { level: 9 }).length;
  t.diagnostic(
    `fifty events with the runtime: ${text.length} bytes minified, ${compressed} by gzip (limit 15360), ` +
      `${brotliCompressSync(text).length} by brotli; the module alone ${bytes.get("fifty.gw.js")} minified`,
  );
  assert.ok(compressed < 15 * 1024, `${compressed} bytes`);
});

test("an entry point that is imported for nothing costs nothing", async () => {
  for (const one of [await client(), await studio()]) {
    for (const path of entries(one)) {
      const { text } = await bundle(await page(), `import * as unused from ${JSON.stringify(path)}; import ${JSON.stringify(path)};`);
      assert.equal(text, "", path);
    }
  }
});

test("one codec brings itself alone, no connection and no constraint", async () => {
  const { bytes, text } = await bundle(await page(), `import { uuid } from "@gangway/client"; console.log(uuid.decode("…"));`);
  for (const module of ["client", "socket", "link", "namespace", "correlator", "constraints", "unions"])
    assert.equal(bytes.get(`${module}.js`) ?? 0, 0, module);
  assert.ok(text.length < 2500, `${text.length} bytes`);
});

test("the client brings no optional entry point, and of constraints those alone that the schema has", async () => {
  const { bytes, text } = await bundle(await page(), `export { StudioClient } from "@acme/studio";`);
  for (const module of ["socketio", "socketio_ask", "msgpack", "react", "store", "testing"])
    assert.equal(bytes.get(`${module}.js`) ?? 0, 0, module);
  // What @format(ipv4) and @lowercase stand for in constraints.ts; the schema asks for neither.
  assert.doesNotMatch(text, /ipv4/);
  assert.match(text, /"pattern"/);
});

test("types, constants, errors and gateways that are not used cost nothing", async () => {
  const used = `struct Note { text: string; at: timestamp; }\ngateway Notes { on put(Note) -> u64; emit got(Note); }\n`;
  const unused = `
const Limit: u32 = 12;
const Start: timestamp = "2026-01-31T12:00:00Z";
enum Colour { red, green }
closed enum Size { small, large }
struct Line { colour: Colour = red; size: Size; width: decimal @range("0".."9.5"); tags: list<string @lowercase @length(1..9)> @unique; }
struct Tree { name: string @format(ipv4); children: list<Tree>; data: map<string, bytes?>; }
union Shape tag "kind" { line: Line, tree: Tree }
error Broken { why: string; shape: Shape; }
error Gone;
@path("/others") gateway Others { handshake { token: string; } namespace a "/a/{id: uuid}" { @idempotent on b(Line) -> Tree throws Broken, Gone; emit c(Shape); emit d() -> bool; } }
`;
  const sizes = [];
  for (const [name, text] of Object.entries({ little: used, much: used + unused })) {
    const source = write(await page(), { [`${name}.gw`]: `package packages.shaken;\n${text}` }) + `/${name}.gw`;
    await run(process.env["GANGWAY"], ["generate", source, "--ts-out", await page()]);
    // Names and statements as they are: which letter is whose, and what is joined, depends on what was there before the unused was dropped.
    const whole = { minify: false, minifyWhitespace: true };
    const { bytes } = await bundle(await page(), `export { NotesClient } from "./${name}.gw.js";`, whole);
    sizes.push([...bytes].map(([path, n]) => [path.replace(`${name}.gw`, "notes.gw"), n]).sort());
  }
  assert.ok(sizes[0].length > 5);
  assert.deepEqual(sizes[1], sizes[0]);
});

test("the vendored runtime is shaken as well as the package", async () => {
  const dir = await generate("shaken", ["fifty.gw", "--ts-runtime=vendored"]);
  const own = await bundle(dir, `export * from "./src/fifty.gw.js";`);
  const { text } = await bundle(await page(), `export * from "@acme/studio";`);
  assert.ok(Math.abs(own.text.length - text.length) < 300, `${own.text.length} and ${text.length} bytes`);
});
