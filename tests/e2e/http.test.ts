import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { test } from "node:test";
import { WebSocket } from "ws";
import { server, soon, type Server } from "./support.js";

/** What a page of `origin` gets that opens a WebSocket: "open", or the status that refuses it. */
async function opened(to: Server, origin: string | undefined, path = "/e2e"): Promise<string> {
  const socket = new WebSocket(`ws://127.0.0.1:${to.port}${path}`, ["gangway.v1"], origin === undefined ? {} : { origin });
  socket.on("error", () => {});
  const open = once(socket, "open").then(() => "open");
  const refused = once(socket, "unexpected-response").then(([, response]) => String((response as IncomingMessage).statusCode));
  try {
    return await soon("an answer to the upgrade", Promise.race([open, refused]));
  } finally {
    socket.terminate();
  }
}

test("pages of the server itself connect, others are refused before the upgrade", async () => {
  const to = await server();
  assert.equal(await opened(to, undefined), "open");
  assert.equal(await opened(to, `http://127.0.0.1:${to.port}`), "open");
  assert.equal(await opened(to, "http://127.0.0.1"), "403");
  assert.equal(await opened(to, "https://evil.example"), "403");
  assert.equal(await opened(to, "null"), "403");
});

test("a gateway's @origins say which pages connect", async () => {
  const to = await server();
  assert.equal(await opened(to, "https://brief.example", "/brief"), "open");
  assert.equal(await opened(to, `http://127.0.0.1:${to.port}`, "/brief"), "403");
  assert.equal(await opened(to, undefined, "/brief"), "open");
});

test("HTTP routes beside gateways", async () => {
  const to = await server();
  const thing = await fetch(to.http("/e2e/things/a%2Fb"), { headers: { origin: "https://brief.example" } });
  assert.equal(thing.status, 200);
  assert.equal(thing.headers.get("access-control-allow-origin"), "https://brief.example");
  assert.deepEqual(await thing.json(), { id: "a/b", method: "GET" });

  const made = await fetch(to.http("/e2e/things/7"), { method: "POST", body: "x".repeat(100_000) });
  assert.deepEqual(await made.json(), { id: "7", method: "POST", bytes: 100_000 });
  assert.equal((await fetch(to.http("/e2e/things/7"), { method: "DELETE" })).status, 405);

  const refused = await fetch(to.http("/e2e/things/none"));
  assert.equal(refused.status, 403);
  assert.deepEqual(await refused.json(), { code: "forbidden", message: "there is none" });
  const broken = await fetch(to.http("/e2e/things/throw"));
  assert.equal(broken.status, 500);
  assert.deepEqual(await broken.json(), { code: "internal", message: "internal error" });
});

test("an HTTP route answers later, while its connection's other requests wait", async () => {
  const to = await server();
  const answers = await Promise.all([1, 2, 3].map((n) => fetch(to.http(`/e2e/later/${n}`)).then((one) => one.text())));
  assert.deepEqual(answers, ["1", "2", "3"]);
});
