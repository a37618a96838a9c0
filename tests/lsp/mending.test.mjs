// Quick fixes: what a diagnostic carries is offered, and mends it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, applied, positionAt } from "./client.mjs";

const WRONG = `package a;
/* 👋 */ struct Message { from: strng; text: string }
gateway G { on send(m: Mesage); }
`;

async function session(t) {
  const client = await Client.start(t);
  const uri = "file:///nowhere/a.gw";
  client.open(uri, WRONG);
  const diagnostics = await client.diagnosticsOf(uri, 1);
  const actions = (word, only) => {
    const start = positionAt(WRONG, WRONG.indexOf(word));
    return client.request("textDocument/codeAction", {
      textDocument: { uri },
      range: { start, end: start },
      context: { diagnostics, ...(only && { only }) },
    });
  };
  return { client, uri, actions };
}

test("a mistake offers its mending, which mends it", async (t) => {
  const { client, uri, actions } = await session(t);
  const [action] = await actions("Mesage", ["quickfix"]);
  assert.equal(action.title, "Change `Mesage` to `Message`");
  assert.equal(action.diagnostics[0].code, "GW2102");
  const text = applied(WRONG, action.edit.changes[uri]);
  assert.match(text, /on send\(m: Message\)/);
  client.change(uri, 2, { text });
  const left = await client.diagnosticsOf(uri, 2);
  assert.ok(left.every(({ message }) => !message.includes("Mesage")));
});

// A regression: positions were looked up in a text that was gone already.
test("a missing semicolon is inserted", async (t) => {
  const { uri, actions } = await session(t);
  const [action] = await actions(" }\ngateway", ["quickfix"]);
  assert.equal(action.title, "Insert `;`");
  assert.match(applied(WRONG, action.edit.changes[uri]), /text: string; \}/);
});

test("all that can be mended is mended at once", async (t) => {
  const { client, uri, actions } = await session(t);
  const [action, ...others] = await actions("package", ["source.fixAll"]);
  assert.deepEqual(others, []);
  client.change(uri, 2, { text: applied(WRONG, action.edit.changes[uri]) });
  assert.deepEqual(await client.diagnosticsOf(uri, 2), []);
  assert.deepEqual(await actions("package", ["refactor"]), []);
});
