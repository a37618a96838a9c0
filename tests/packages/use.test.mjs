// A generated package as its users meet it: its README, Node, a bundle, a page without a bundler, CMake.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { WebSocketServer } from "ws";
import { check, client, compilers, entries, folder, generated, here, project, run, studio, write } from "./support.mjs";

let made;
const user = () => (made ??= Promise.all([client(), studio()]).then((all) => project("node", all.map((one) => one.tarball), ["ws"])));

/** Answers as a server would: every join is taken, and every call gets the data of its event in `answers`. */
async function serve(http, answers) {
  const server = new WebSocketServer({ server: http, handleProtocols: (all) => [...all].at(-1) });
  server.on("connection", (socket) => {
    const send = (frame) => socket.send(JSON.stringify(frame));
    send({ hello: { v: 1, heartbeat: 25_000, timeout: 20_000 } });
    socket.on("message", (text) => {
      const { ns, join, event, id } = JSON.parse(String(text));
      if (join) send({ ns, joined: { sid: "1" } });
      if (id !== undefined && event) send({ id, data: answers[event] });
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  return `127.0.0.1:${http.address().port}`;
}

const answers = { whoAmI: { id: "01890a5d-ac96-774b-bcce-b302099a8057", name: "ann", role: "owner" } };
const program = `
import { GangwayError } from "@gangway/client";
import { StudioClient } from "@acme/studio";
export async function ask(url, options = {}) {
  const client = new StudioClient(url, { handshake: { token: "t" }, ...options });
  try {
    const { name, presence } = await client.root.whoAmI({ timeout: 5000 });
    const refused = await client.root.rename({ name: " " }).catch((error) => error);
    return [name, presence, refused instanceof GangwayError && refused.data.rule].join(" ");
  } finally {
    client.close();
  }
}
`;
const answer = "ann offline length";

test("it runs in Node, as it is and as a bundle", async (t) => {
  const dir = write(await user(), { "ask.js": program });
  const http = createServer();
  t.after(() => http.close());
  const at = JSON.stringify(`ws://${await serve(http, answers)}`);
  const script = `import { WebSocket } from "ws"; import { ask } from "./ask.js"; console.log(await ask(${at}, { WebSocket }));`;
  write(dir, { "main.js": script });
  assert.equal((await run("node", ["main.js"], dir)).trim(), answer);
  await build({
    entryPoints: [join(dir, "main.js")],
    outfile: join(dir, "bundle.mjs"),
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    external: ["ws"],
  });
  assert.equal((await run("node", ["bundle.mjs"], dir)).trim(), answer);
});

test("it runs in a page by an import map, from its own files", { skip: !process.env["CHROMIUM"] }, async (t) => {
  const dir = write(await user(), { "ask.js": program });
  const imports = {
    "@gangway/client": "/node_modules/@gangway/client/dist/index.js",
    "@acme/studio": "/node_modules/@acme/studio/dist/index.js",
  };
  const html = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>
    <script type="module">import { ask } from "/ask.js"; document.title = await ask("/").catch(String);</script>`;
  const missed = [];
  const http = createServer(({ url }, response) => {
    if (url === "/") return response.setHeader("content-type", "text/html").end(html);
    try {
      response.setHeader("content-type", "text/javascript").end(readFileSync(join(dir, url)));
    } catch {
      missed.push(url);
      response.writeHead(404).end();
    }
  });
  const at = await serve(http, answers);
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"],
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  t.after(async () => {
    await browser.close();
    http.close();
  });
  const page = await browser.newPage();
  await page.goto(`http://${at}/`);
  await page.waitForFunction(() => document.title !== "", null, { timeout: 10_000 });
  assert.equal(await page.title(), answer);
  assert.deepEqual(missed.filter((path) => path !== "/favicon.ico"), []);
});

test("its README's examples compile, with every namespace in them", async () => {
  const { dir } = await studio();
  const readme = readFileSync(join(dir, "README.md"), "utf8");
  const [first, ...others] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
  assert.equal(others.length, 4);
  const code = first + others.map((one) => `{\n${one}}\n`).join("");
  const at = write(await user(), { "readme/readme.ts": `${code}export {};\n` });
  // `console` is all that the examples want of a page or of Node.
  await check(compilers[1], at, ["readme"], { lib: ["ES2022", "DOM", "DOM.Iterable"] });
  assert.match(readme, /\| `join\(\{ room \}\)` \| `Message\[\]` \|/);
});

test("an application beside it installs its folder, and there is one copy of the runtime", async (t) => {
  const [{ tarball }, { dir: web }] = await Promise.all([client(), studio()]);
  const dir = await project("beside", [tarball, "--install-links", web], ["ws"]);
  const http = createServer();
  t.after(() => http.close());
  const at = JSON.stringify(`ws://${await serve(http, answers)}`);
  write(dir, { "ask.js": program });
  const script = `import { WebSocket } from "ws"; import { ask } from "./ask.js"; console.log(await ask(${at}, { WebSocket }));`;
  assert.equal((await run("node", ["--input-type=module", "-e", script], dir)).trim(), answer);
});

test("schemas that import each other are one package, with a path for each", async () => {
  const source = write(folder("several-schemas"), {
    "common.gw": "package demo.common;\nstruct Note { text: string; at: timestamp; }\nerror Gone;\n",
    "notes.gw": `package demo;\nimport "common.gw";\ngateway Notes { on put(demo.common.Note) -> u64 throws demo.common.Gone; }\n`,
    "v2/notes.gw": `package demo.v2;\nimport "common.gw";\n@path("/v2") gateway Notes { on put(demo.common.Note) -> u64; on all() -> stream demo.common.Note; }\n`,
  });
  const schemas = ["common.gw", "notes.gw", "v2/notes.gw"].map((name) => join(source, name));
  const several = await generated("several", ["-I", source, ...schemas]);
  assert.deepEqual(entries(several), ["several", "several/common", "several/notes", "several/v2/notes"]);
  const dir = await project("of-several", [(await client()).tarball, several.tarball]);
  write(dir, {
    "main.ts": `
import { Gone, Note, NotesClient, v2Notes } from "several";
import { NotesClient as Newer } from "several/v2/notes";
const note: Note = { text: "hi", at: new Date(0) };
const older: bigint = await new NotesClient("ws://127.0.0.1:1").root.put(note);
for await (const one of new Newer("ws://127.0.0.1:1").root.all()) console.log(one.at.getTime(), older, Gone.code);
export const isSame: typeof v2Notes.NotesClient = Newer;
`,
  });
  await check(compilers[1], dir, ["main.ts"]);
});

test("CMake writes it with the project's version, and again only when the schema changes", async () => {
  const source = write(folder("cmake"), {
    "CMakeLists.txt": `cmake_minimum_required(VERSION 3.25)
project(studio VERSION 2.3.4 LANGUAGES NONE)
include("${join(here, "../../generator/cmake/GangwayGenerate.cmake")}")
add_custom_target(web ALL)
gangway_generate(TARGET web SCHEMAS fifty.gw TS_OUT web TS_SOCKETIO NPM_PACKAGE @acme/studio NO_CPP)
`,
    "fifty.gw": readFileSync(join(here, "fifty.gw"), "utf8"),
  });
  const build = join(source, "build");
  await run("cmake", ["-S", source, "-B", build, "-G", "Ninja", `-DGANGWAY_EXECUTABLE=${process.env["GANGWAY"]}`]);
  const generates = async () => (await run("cmake", ["--build", build])).includes("Generating from");
  assert.equal(await generates(), true);
  assert.equal(await generates(), false);
  const { name, version } = JSON.parse(readFileSync(join(source, "web/package.json"), "utf8"));
  assert.deepEqual([name, version], ["@acme/studio", "2.3.4"]);
  // What was deleted is written again: each file is an output of the build.
  for (const file of ["package.json", "tsconfig.json", "README.md", ".gitignore", "src/index.ts", "src/fifty.gw.ts", "src/fifty.gw.socketio.ts"]) {
    const text = readFileSync(join(source, "web", file), "utf8");
    await run("rm", [join(source, "web", file)]);
    await run("cmake", ["--build", build, "--target", join(source, "web", file)]);
    assert.equal(readFileSync(join(source, "web", file), "utf8"), text, file);
  }
});
