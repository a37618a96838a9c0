import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, Folder } from "./client.mjs";

const code = (expected) => (error) => error.code === expected;

test("a session begins and ends as the protocol says", async (t) => {
  const client = await Client.start(t, new Folder(t));
  const { capabilities, serverInfo } = client.initialized;
  assert.equal(serverInfo.name, "gangway");
  assert.equal(capabilities.textDocumentSync.change, 2);
  assert.equal(capabilities.positionEncoding, "utf-16");
  assert.equal(await client.request("shutdown"), null);
  await assert.rejects(client.request("textDocument/hover", {}), code(-32600));
  client.notify("exit");
  assert.equal(await client.exited, 0);
});

test("an end without `shutdown` is a failure, and so is a client that is gone", async (t) => {
  const one = await Client.start(t);
  one.notify("exit");
  assert.equal(await one.exited, 1);
  const other = await Client.start(t);
  other.endInput();
  assert.equal(await other.exited, 1);
});

test("nothing is answered before `initialize`, and that only once", async (t) => {
  const client = new Client(t);
  await assert.rejects(client.request("textDocument/hover", {}), code(-32002));
  await client.request("initialize", { capabilities: {} });
  await assert.rejects(client.request("initialize", { capabilities: {} }), code(-32600));
});

test("what cannot be answered is answered with an error, and the server goes on", async (t) => {
  const client = await Client.start(t);
  await assert.rejects(client.request("textDocument/moonPhase", {}), code(-32601));
  await assert.rejects(client.request("textDocument/hover", {}), code(-32602));
  await assert.rejects(client.request("textDocument/hover", undefined), code(-32602));
  await assert.rejects(client.request("textDocument/hover", [1]), code(-32602));
  await assert.rejects(client.request("textDocument/hover", { textDocument: { uri: 7 }, position: {} }), code(-32602));
  const nowhere = { textDocument: { uri: "file:///nowhere/at-all.gw" }, position: { line: 0, character: 0 } };
  await assert.rejects(client.request("textDocument/hover", nowhere), code(-32602));
  client.notify("textDocument/didChange", { textDocument: { uri: "file:///x.gw" }, contentChanges: [{ text: "" }] });
  client.notify("textDocument/didOpen", { nonsense: true });
  client.notify("moon/rises", {});
  client.notify("$/setTrace", { value: "off" });
  assert.deepEqual(await client.request("workspace/symbol", { query: "" }), []);
  assert.ok(client.received.some((each) => each.method === "window/logMessage"));
});

test("broken messages cost only themselves", async (t) => {
  const client = await Client.start(t);
  const lost = () => client.received.filter((each) => each.error).map((each) => each.error.code);
  client.sendBytes("Content-Length: 5\r\n\r\n{not}");
  await client.until(() => lost().length === 1);
  client.sendBytes("Content-Length: 2\r\n\r\n[]");
  await client.until(() => lost().length === 2);
  client.sendBytes('Content-Length: 12\r\n\r\n{"method":1}');
  await client.until(() => lost().length === 3);
  assert.deepEqual(lost(), [-32700, -32600, -32600]);
  client.sendBytes("Content-Size: 5\r\n\r\n"); // no header: what follows is looked through for the next one
  client.sendBytes("Content-Length: 99999999999999999999\r\n\r\n");
  client.sendBytes("{}rubbish");
  assert.deepEqual(await client.request("workspace/symbol", { query: "" }), []);
});

test("a message may come in pieces, and several at once", async (t) => {
  const client = await Client.start(t);
  const body = (id) => JSON.stringify({ jsonrpc: "2.0", id, method: "workspace/symbol", params: { query: "é" } });
  const whole = (id) => `Content-Length: ${Buffer.byteLength(body(id))}\r\n\r\n${body(id)}`;
  const bytes = Buffer.from(whole("a") + whole("b"));
  for (let i = 0; i < bytes.length; i += 7) {
    client.sendBytes(bytes.subarray(i, i + 7));
    await new Promise(setImmediate);
  }
  await client.until(() => client.received.filter((each) => each.id === "a" || each.id === "b").length === 2);
});

test("a request that is taken back before its turn is refused as cancelled", async (t) => {
  const client = await Client.start(t);
  const message = (content) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...content });
    return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  };
  // In one write, so that the server has both before it begins.
  client.sendBytes(
    message({ id: "x", method: "workspace/symbol", params: { query: "" } }) +
      message({ method: "$/cancelRequest", params: { id: "x" } }),
  );
  await client.until(() => client.received.some((each) => each.id === "x"));
  assert.equal(client.received.find((each) => each.id === "x").error.code, -32800);
  client.notify("$/cancelRequest", { id: 4711 }); // long gone: nothing happens
  assert.deepEqual(await client.request("workspace/symbol", { query: "" }), []);
});
