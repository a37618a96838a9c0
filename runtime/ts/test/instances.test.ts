import assert from "node:assert/strict";
import { test } from "node:test";
import type { Uuid } from "../src/text.js";
import { settled } from "./support/fake_clock.js";
import { stage } from "./support/fake_server.js";

const id = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" as Uuid;

test("each instance of a dynamic namespace is one object, joined by its own path with the handshake", async () => {
  const { client, socket } = stage({ namespaces: ["root"] });
  await socket.hello();
  socket.take();
  const one = client.document({ id, title: "a/b c" });
  assert.equal(client.document({ title: "a/b c", id }), one);
  const other = client.document({ id, title: "{id}" });
  assert.notEqual(other, one);
  await settled();
  assert.deepEqual(socket.take(), []);

  const heard: string[] = [];
  one.on("changed", ({ text }) => heard.push(`one ${text}`));
  other.on("changed", ({ text }) => heard.push(`other ${text}`));
  await settled();
  const joins = socket.take();
  assert.deepEqual(
    joins.map((frame) => [frame["ns"], frame["join"]]),
    [`/doc/${id}/a%2Fb%20c`, `/doc/${id}/%7Bid%7D`].map((ns) => [ns, { token: "t", locale: "en" }]),
  );
  for (const { ns } of joins) await socket.says({ ns, joined: { sid: "1" } });
  for (const { ns } of joins) await socket.says({ ns, event: "changed", data: { text: "x" } });
  assert.deepEqual(heard, ["one x", "other x"]);
});

test("what the server calls an instance is what its frames are known by", async () => {
  const { client, socket } = stage({ namespaces: ["root"] });
  await socket.hello();
  socket.take();
  const document = client.document({ id: id.toUpperCase() as Uuid, title: "t!" });
  const heard: string[] = [];
  document.on("changed", ({ text }) => heard.push(text));
  await settled();
  const asked = socket.takeOne()["ns"];
  assert.equal(asked, `/doc/${id}/t!`);
  const canonical = `/doc/${id}/t%21`;
  await socket.says({ ns: asked, joined: { sid: "1", ns: canonical } });
  await socket.says({ ns: canonical, event: "changed", data: { text: "x" } });
  assert.deepEqual(heard, ["x"]);
  let left = "";
  document.$onLeft((reason) => (left = reason));
  await socket.says({ ns: canonical, left: { reason: "server_left" } });
  assert.equal(left, "server_left");
});

test("a value that does not fit its type names no instance", () => {
  const { client } = stage({ namespaces: [] });
  assert.throws(() => client.document({ id: "no uuid" as Uuid, title: "t" }), { code: "invalid_payload" });
});
