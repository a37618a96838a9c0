import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { DocumentsClient } from "client/documents.gw.js";
import { WebSocket } from "ws";
import { failure, Server, server, soon, until, usualFormat, Wire } from "./support.js";

function connect(t: TestContext, to: Server, user: string): DocumentsClient {
  const client = new DocumentsClient(to.http("/"), { WebSocket, ...usualFormat, handshake: { user } });
  t.after(() => client.close());
  client.onError(() => {});
  return client;
}

test("many instances over one connection, each its own, opened and closed with its clients", async (t) => {
  const to = await server();
  const ann = connect(t, to, "ann");
  const bob = connect(t, to, "bob");
  const first = ann.document({ title: "War & Peace/1", page: 1 });
  assert.equal(ann.document({ page: 1, title: "War & Peace/1" }), first);
  const second = ann.document({ title: "War & Peace/1", page: 2 });
  const bobs = bob.document({ title: "War & Peace/1", page: 2 });
  assert.deepEqual(await Promise.all([first.where(), second.where(), bobs.where()]), [
    "War & Peace/1:1",
    "War & Peace/1:2",
    "War & Peace/1:2",
  ]);
  await to.said("open War & Peace/1:2");
  const heard: string[] = [];
  first.on("changed", ({ text }) => heard.push(`first ${text}`));
  second.on("changed", ({ text }) => heard.push(`second ${text}`));
  bobs.on("changed", ({ text }) => heard.push(`bob's ${text}`));
  await bobs.change({ text: "a" });
  await first.change({ text: "b" });
  await first.changeAll({ text: "c" });
  await until("all to hear", () => heard.length === 6);
  assert.deepEqual(heard.sort(), ["bob's a", "bob's c", "first b", "first c", "second a", "second c"]);
  second.$leave();
  assert.equal(await bobs.where(), "War & Peace/1:2");
  bobs.$leave();
  await to.said("close War & Peace/1:2");
  assert.equal(to.lines.filter((line) => line === "open War & Peace/1:2").length, 1);
});

test("rooms of an instance, who is in them, and users with several clients", async (t) => {
  const to = await server();
  const pages = ["ann", "bob", "bob"].map((user) => connect(t, to, user).document({ title: "rooms", page: 7 }));
  const [ann, bob, third] = pages as [(typeof pages)[0], (typeof pages)[0], (typeof pages)[0]];
  for (const page of pages) await page.$join();
  await Promise.all([ann.read({ line: 3 }), bob.read({ line: 3 })]);
  await to.said("line 3 of rooms:7");
  const marked = soon("the mark", bob.once("marked"));
  ann.mark({ line: 3 });
  assert.deepEqual(await marked, { by: "3" });
  assert.deepEqual(await ann.readers(), [
    { user: "ann", rooms: ['Line{"number":3}'] },
    { user: "bob", rooms: ['Line{"number":3}'] },
    { user: "bob", rooms: [] },
  ].sort((a, b) => a.user.localeCompare(b.user)));

  ann.handle("confirm", () => true);
  bob.handle("confirm", () => false);
  third.handle("confirm", () => new Promise(() => {}));
  assert.deepEqual(await ann.vote({ question: "print?" }), [1, 1, 1]);

  const put = [bob, third].map((page) => new Promise((resolve) => page.$onLeft(resolve)));
  await ann.putOut({ user: "bob" });
  assert.deepEqual(await soon("both of bob's to be put out", Promise.all(put)), ["server_left", "server_left"]);
  assert.equal((await ann.readers()).length, 1);
  ann.$leave();
  await to.said("no line 3 of rooms:7");
  await to.said("close rooms:7");
});

test("an instance by another spelling of its path, and paths that do not fit", async (t) => {
  const to = await server();
  const plain = await Wire.open(t, to, "/documents/doc/a%2fb/3?user=eve");
  plain.send({ event: "where", id: 1 });
  assert.deepEqual(await plain.next(), { id: 1, data: "a/b:3" });
  const wire = await Wire.open(t, to, "/documents", "gangway.v1");
  wire.send({ ns: "/doc/a%2fb/3", join: {} });
  const joined = await wire.next((frame) => "joined" in frame);
  assert.equal(joined["ns"], "/doc/a%2fb/3");
  assert.equal(joined["joined"].ns, "/doc/a%2Fb/3");
  for (const ns of ["/doc/a/x", "/doc/a", "/doc//1", "/doc/%/1"]) {
    wire.send({ ns, join: {} });
    assert.equal((await wire.next((frame) => frame["ns"] === ns))["error"].code, "unknown_namespace");
  }
  const client = connect(t, to, "ann");
  const error = await failure(client.document({ title: "", page: 1 }).$join());
  assert.equal(error.code, "unknown_namespace");
});
