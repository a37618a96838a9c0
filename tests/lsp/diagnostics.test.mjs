import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, Folder, positionAt, textIn } from "./client.mjs";

const CHAT = `package demo.chat;

struct Message { from: string; text: string; }
error RoomFull { limit: u32; }

gateway Chat {
  on send(room: string) -> Message throws RoomFull;
}
`;

const codes = (list) => list.map((each) => each.code);
const insert = (text, offset, newText) => ({
  range: { start: positionAt(text, offset), end: positionAt(text, offset) },
  text: newText,
});

test("a mistake is reported as it is typed, with its place, its code and the other place, and goes when it is mended", async (t) => {
  const folder = new Folder(t);
  const client = await Client.start(t, folder);
  const uri = folder.uri("chat.gw");
  client.open(uri, CHAT);
  assert.deepEqual(await client.diagnosticsOf(uri, 1), []);

  const at = CHAT.indexOf("Message throws") + 3;
  client.change(uri, 2, {
    range: { start: positionAt(CHAT, at), end: positionAt(CHAT, at + 1) },
    text: "",
  });
  const wrong = CHAT.slice(0, at) + CHAT.slice(at + 1);
  const [mistake, ...others] = await client.diagnosticsOf(uri, 2);
  assert.deepEqual(others, []);
  assert.equal(mistake.code, "GW2102");
  assert.equal(mistake.severity, 1);
  assert.equal(mistake.source, "gangway");
  assert.equal(mistake.message, "no type named `Mesage`; the nearest is `Message`");
  assert.equal(textIn(wrong, mistake.range), "Mesage");
  const [note] = mistake.relatedInformation;
  assert.equal(note.location.uri, uri);
  assert.equal(textIn(wrong, note.location.range), "Message");

  client.change(uri, 3, insert(wrong, at, "s"));
  assert.deepEqual(await client.diagnosticsOf(uri, 3), []);
});

test("several edits in one message count one after the other, and a whole text takes the place of all", async (t) => {
  const client = await Client.start(t);
  const uri = "file:///nowhere/a.gw";
  client.open(uri, "package a;\n");
  let text = "package a;\n";
  const first = insert(text, text.length, "struct A { x: B; }\n");
  text += "struct A { x: B; }\n";
  const second = insert(text, text.length, "struct B { y: u8; }\n");
  client.change(uri, 2, first, second);
  assert.deepEqual(await client.diagnosticsOf(uri, 2), []);
  client.change(uri, 3, { text: "package a;\nstruct A { x: strng; }\n" });
  assert.deepEqual(codes(await client.diagnosticsOf(uri, 3)), ["GW2102"]);
});

test("columns count UTF-16 units: an emoji before a name counts two", async (t) => {
  const client = await Client.start(t);
  const uri = "file:///nowhere/a.gw";
  const text = 'package a;\nstruct A { /* 👋 é */ x: strng; }\n';
  client.open(uri, text);
  const [mistake] = await client.diagnosticsOf(uri, 1);
  assert.equal(textIn(text, mistake.range), "strng"); // a JavaScript string is UTF-16, too
  assert.equal(mistake.range.start.character, text.split("\n")[1].indexOf("strng"));
});

test("a client that offers UTF-8 gets columns in bytes", async (t) => {
  const client = await Client.start(t, undefined, {
    capabilities: { general: { positionEncodings: ["utf-8", "utf-16"] } },
  });
  assert.equal(client.initialized.capabilities.positionEncoding, "utf-8");
  const uri = "file:///nowhere/a.gw";
  const line = 'struct A { /* 👋 é */ x: strng; }';
  client.open(uri, `package a;\n${line}\n`);
  const [mistake] = await client.diagnosticsOf(uri, 1);
  assert.equal(mistake.range.start.character, Buffer.from(line).indexOf("strng"));
});

test("open files stand in place of those on disk, and what imports a changed one is checked again", async (t) => {
  const folder = new Folder(t, {
    "common.gw": "package demo.common;\nstruct Old { x: u8; }\n",
  });
  const client = await Client.start(t, folder);
  const [common, main] = [folder.uri("common.gw"), folder.uri("main.gw")];
  client.open(main, 'package demo.main;\nimport "common.gw";\nstruct A { b: New; }\n');
  assert.deepEqual(codes(await client.diagnosticsOf(main, 1)), ["GW2101"]);
  client.open(common, "package demo.common;\nstruct New { x: u8; }\n");
  await client.until(() => client.diagnostics.get(main).diagnostics.length === 0);
  client.change(common, 2, { text: "package demo.common;\nstruct Newer { x: u8; }\n" });
  await client.until(() => client.diagnostics.get(main).diagnostics.length === 1);
  assert.equal(client.diagnostics.get(main).diagnostics[0].code, "GW2101");
});

test("a file that is only imported is reported while a file is open that imports it", async (t) => {
  const folder = new Folder(t, { "common.gw": "package demo.common;\nstruct A { x: strng; }\n" });
  const client = await Client.start(t, folder);
  const [common, main] = [folder.uri("common.gw"), folder.uri("main.gw")];
  client.open(main, 'package demo.main;\nimport "common.gw";\nstruct B { a: A; }\n');
  await client.until(() => client.diagnostics.get(common)?.diagnostics.length === 1);
  client.close(main);
  await client.until(() => client.diagnostics.get(common).diagnostics.length === 0);
});

test("imports are found where the settings say, now and when the settings change", async (t) => {
  const folder = new Folder(t, { "one/c.gw": "package c;\nstruct C { x: u8; }\n" });
  const client = await Client.start(t, folder, { initializationOptions: { includeDirs: ["two"] } });
  const main = folder.uri("main.gw");
  client.open(main, 'package m;\nimport "c.gw";\nstruct M { c: C; }\n');
  assert.ok(codes(await client.diagnosticsOf(main, 1)).includes("GW2002"));
  client.notify("workspace/didChangeConfiguration", { settings: { gangway: { includeDirs: ["one"] } } });
  await client.until(() => client.diagnostics.get(main).diagnostics.length === 0);
});

test("a client that can be asked is asked for the settings", async (t) => {
  const folder = new Folder(t, { "one/c.gw": "package c;\nstruct C { x: u8; }\n" });
  const client = new Client(t);
  client.answers["workspace/configuration"] = ({ items }) => items.map(() => ({ includeDirs: ["one"] }));
  await client.request("initialize", {
    processId: null,
    rootUri: folder.uri(""),
    capabilities: { workspace: { configuration: true, didChangeWatchedFiles: { dynamicRegistration: true } } },
  });
  client.notify("initialized", {});
  const main = folder.uri("main.gw");
  client.open(main, 'package m;\nimport "c.gw";\nstruct M { c: C; }\n');
  await client.until(() => client.diagnostics.get(main)?.diagnostics.length === 0);
  const asked = client.received.find((each) => each.method === "client/registerCapability");
  assert.equal(asked.params.registrations[0].method, "workspace/didChangeWatchedFiles");
});

test("a file that appears on disk is found when the client says so", async (t) => {
  const folder = new Folder(t);
  const client = await Client.start(t, folder);
  const main = folder.uri("main.gw");
  client.open(main, 'package m;\nimport "c.gw";\nstruct M { c: C; }\n');
  assert.ok(codes(await client.diagnosticsOf(main, 1)).includes("GW2002"));
  folder.write("c.gw", "package c;\nstruct C { x: u8; }\n");
  client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: folder.uri("c.gw"), type: 1 }] });
  await client.until(() => client.diagnostics.get(main).diagnostics.length === 0);
});

test("an unused import is a warning that editors may grey out", async (t) => {
  const folder = new Folder(t, { "c.gw": "package c;\nstruct C { x: u8; }\n" });
  const client = await Client.start(t, folder);
  client.open(folder.uri("main.gw"), 'package m;\nimport "c.gw";\nstruct M { c: u8; }\n');
  const [warning] = await client.diagnosticsOf(folder.uri("main.gw"), 1);
  assert.equal(warning.code, "GW2004");
  assert.equal(warning.severity, 2);
  assert.deepEqual(warning.tags, [1]);
});
