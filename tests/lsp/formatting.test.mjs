import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";

import { Client, Folder, applied } from "./client.mjs";

const options = { tabSize: 2, insertSpaces: true };

test("formatting gives what `gangway fmt` writes, in an edit of only the lines that change", async (t) => {
  const text = "package a;\n\nstruct  A{x:u8;}\n\n/// 👋\nstruct B { y: u8; }\n";
  const folder = new Folder(t, { "a.gw": text });
  const client = await Client.start(t, folder);
  const uri = folder.uri("a.gw");
  client.open(uri, text);
  const edits = await client.request("textDocument/formatting", { textDocument: { uri }, options });
  assert.equal(edits.length, 1);
  assert.equal(edits[0].range.start.line, 2);
  execFileSync(process.env["GANGWAY"], ["fmt", "a.gw"], { cwd: folder.path });
  const formatted = applied(text, edits);
  assert.equal(formatted, folder.read("a.gw"));
  client.change(uri, 2, { text: formatted });
  assert.deepEqual(await client.request("textDocument/formatting", { textDocument: { uri }, options }), []);
});

test("a file with syntax errors is not formatted", async (t) => {
  const client = await Client.start(t);
  const uri = "file:///nowhere/a.gw";
  client.open(uri, "package a;\nstruct A {\n");
  await assert.rejects(client.request("textDocument/formatting", { textDocument: { uri }, options }), { code: -32803 });
});
