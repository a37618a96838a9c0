import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const EXTENSION = join(import.meta.dirname, "../../generator/editors/vscode");
const read = (name) => JSON.parse(readFileSync(join(EXTENSION, name), "utf8"));
const manifest = read("package.json");

test("the package holds what the extension is made of, and nothing else", () => {
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: EXTENSION, encoding: "utf8" }));
  assert.deepEqual(files.map(({ path }) => path).sort(), [
    "README.md",
    "extension.js",
    "language-configuration.json",
    "package.json",
    "snippets/gangway.json",
    "syntaxes/gangway.markdown.tmLanguage.json",
    "syntaxes/gangway.tmLanguage.json",
  ]);
});

test("every file that the manifest names is there and can be read", () => {
  const { languages, grammars, snippets } = manifest.contributes;
  for (const { path, configuration } of [...grammars, ...snippets, ...languages]) {
    assert.ok(read(path ?? configuration));
  }
  assert.ok(existsSync(join(EXTENSION, manifest.main)));
  for (const { path, scopeName } of grammars) assert.equal(read(path).scopeName, scopeName);
});

test("the client is a program that Node can read, and asks only for settings that the manifest declares", () => {
  execFileSync("node", ["--check", join(EXTENSION, manifest.main)]);
  const source = readFileSync(join(EXTENSION, manifest.main), "utf8");
  const declared = Object.keys(manifest.contributes.configuration.properties);
  const asked = [...source.matchAll(/getConfiguration\("gangway"\)\.get\("(\w+)"/g)].map(([, name]) => `gangway.${name}`);
  assert.ok(asked.length >= 2);
  for (const name of asked) assert.ok(declared.includes(name), name);
  for (const { command } of manifest.contributes.commands) assert.ok(source.includes(`"${command}"`), command);
});

test("the version is the project's", () => {
  const project = readFileSync(join(import.meta.dirname, "../../CMakeLists.txt"), "utf8");
  assert.equal(manifest.version, /project\(gangway VERSION (\S+)/.exec(project)[1]);
});

test("every snippet has something to fill in, and ends in a place to go on", () => {
  for (const [name, { prefix, body, description }] of Object.entries(read("snippets/gangway.json"))) {
    const text = body.join("\n");
    assert.ok(prefix && description, name);
    assert.match(text, /\$\{1:/, name);
    assert.match(text, /\$0/, name);
  }
});
