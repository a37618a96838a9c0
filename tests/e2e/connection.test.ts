import assert from "node:assert/strict";
import { test } from "node:test";
import { GangwayError } from "@gangway/client";
import { BriefClient, EverythingClient } from "client/everything.gw.js";
import { WebSocket } from "ws";
import { connect, failure, server, soon, until, usualFormat, Wire, type Frame } from "./support.js";

test("several namespaces share one connection, each with a session of its own", async (t) => {
  const to = await server();
  let sockets = 0;
  const client = connect(t, to, {
    namespaces: ["root"],
    WebSocket: class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        sockets++;
      }
    },
  });
  assert.equal(client.state, "connecting");
  assert.equal(await client.root.whoAmI(), "ann");
  assert.equal(client.state, "open");
  assert.deepEqual(await Promise.all([client.root.count(), client.replies.plain(5), client.root.count()]), [1, 5, 2]);
  assert.equal(await client.admin.level(), 3);
  assert.equal(sockets, 1);
  client.root.$leave();
  assert.equal((await failure(client.root.count())).code, "cancelled");
  assert.equal(await client.replies.plain(6), 6);
  await client.root.$join();
  assert.equal(await client.root.count(), 1);
});

test("the handshake is asked for at every join, with its defaults", async (t) => {
  let asked = 0;
  const client = connect(t, await server(), { handshake: async () => ({ user: `user ${++asked}` }) });
  const welcome = client.root.once("welcome");
  assert.equal(await client.root.whoAmI(), "user 1");
  assert.deepEqual(await welcome, { user: "user 1", colour: "green" });
  client.root.$leave();
  const again = client.root.once("welcome");
  await client.root.$join();
  assert.deepEqual(await again, { user: "user 2", colour: "green" });
});

test("a join may take its time; what is called meanwhile waits", async (t) => {
  const { replies } = connect(t, await server(), { user: "late" });
  assert.deepEqual(await Promise.all([replies.plain(1), replies.plain(2)]), [1, 2]);
});

test("a refused handshake fails the join and what waited for it; other namespaces stay", async (t) => {
  const client = connect(t, await server(), { user: "", handshakes: { admin: { key: new Uint8Array() } } });
  const call = failure(client.root.whoAmI());
  const error = await failure(client.root.$join());
  assert.deepEqual([error.code, error.message], ["unauthenticated", "a name, please"]);
  assert.equal((await call).code, "unauthenticated");
  assert.equal((await failure(client.replies.plain(1))).code, "unauthenticated");
  assert.equal((await failure(client.admin.level())).code, "forbidden");
  assert.equal(client.state, "open");
});

test("a fault in the join is tried again, its text not told", async (t) => {
  let user = "fault";
  const client = connect(t, await server(), { handshake: () => ({ user }) });
  const call = client.root.whoAmI();
  const error = await until("onError", () => client.errors[0]);
  assert.equal(error.code, "internal");
  assert.ok(!error.message.includes("secret"));
  user = "ann";
  assert.equal(await call, "ann");
});

test("a handshake that does not fit is refused by path and rule", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e", "gangway.v1");
  const refused = async (frame: Frame): Promise<Frame> => {
    wire.send(frame);
    return (await wire.next((one) => "error" in one))["error"] as Frame;
  };
  assert.deepEqual((await refused({ join: {} }))["data"], { path: "/user", rule: "missing" });
  assert.deepEqual((await refused({ join: { user: 1 } }))["data"], { path: "/user", rule: "type" });
  assert.deepEqual((await refused({ ns: "/admin", join: { key: "?" } }))["data"], { path: "/key", rule: "format" });
  assert.equal((await refused({ ns: "/nowhere", join: {} }))["code"], "unknown_namespace");
  wire.send({ join: { user: "ann" } });
  await wire.next((one) => "joined" in one);
  assert.equal((await refused({ join: { user: "ann" } }))["code"], "invalid_payload");
});

test("nothing is handled before the join was accepted", async (t) => {
  const wire = await Wire.open(t, await server(), "/e2e/replies", "gangway.v1");
  assert.equal((await wire.call({ event: "plain", id: 1, data: 1 }))["error"].code, "unknown_namespace");
  wire.send({ join: { user: "late" } });
  wire.send({ event: "plain", id: 2, data: 2 });
  assert.ok("hello" in (await wire.next()));
  assert.ok("joined" in (await wire.next()));
  assert.deepEqual(await wire.next(), { id: 2, data: 2 });
});

test("another version of the schema is told to both ends, and no more", async (t) => {
  const to = await server();
  const generated = EverythingClient as { schema: string };
  const { schema } = generated;
  const told: string[] = [];
  generated.schema = "0123456789abcdef";
  try {
    const client = connect(t, to, { onSchemaMismatch: (ours, theirs) => told.push(ours, theirs) });
    assert.equal(await client.root.whoAmI(), "ann");
  } finally {
    generated.schema = schema;
  }
  assert.deepEqual(told, ["0123456789abcdef", schema]);
  await until("the log", () => to.log.includes("another version of the schema: it has 0123456789abcdef"));
});

test("the server knows why a client left", async (t) => {
  const to = await server();
  const left = (user: string, reason: string): Promise<void> => to.said(`left /talk ${user} ${reason}`);

  const leaver = connect(t, to, { user: "leaver" });
  await leaver.talk.$join();
  leaver.talk.$leave();
  await left("leaver", "client_left");

  const closer = connect(t, to, { user: "closer" });
  await closer.talk.$join();
  closer.close();
  await left("closer", "client_left");

  const victim = connect(t, to, { user: "victim" });
  const reason = new Promise((resolve) => victim.talk.$onLeft(resolve));
  victim.talk.putMeOut();
  assert.equal(await soon("$onLeft", reason), "server_left");
  await left("victim", "server_left");
  assert.equal((await failure(victim.talk.$joined)).code, "unavailable");
  assert.equal(await victim.root.whoAmI(), "victim");

  const lost = await Wire.join(t, to, "/e2e/talk", "lost");
  lost.socket.terminate();
  await left("lost", "transport_lost");

  const rude = await Wire.join(t, to, "/e2e/talk", "rude");
  for (let n = 0; n < 40; n++) rude.send({});
  await left("rude", "protocol_error");
});

test("a client that does not read is let go", async (t) => {
  const to = await server();
  const slow = await Wire.join(t, to, "/e2e/talk", "slow");
  slow.send({ event: "flood" });
  slow.socket.pause();
  // After the time that a close handshake may take: nobody reads that either.
  await to.said("left /talk slow slow_consumer");
  slow.socket.resume();
  // Whether the close frame still got through depends on how full the socket was.
  assert.ok([1013, 1006].includes((await soon("the close", slow.closed)).code));
});

test("a client that does not answer heartbeats is let go, one that does stays", async (t) => {
  const to = await server();
  const brief = new BriefClient(to.http("/"), { handshake: { user: "ann" }, WebSocket, ...usualFormat });
  t.after(() => brief.close());
  const states: string[] = [];
  brief.onState((state) => states.push(state));
  await brief.brief.$join();
  const mute = await Wire.join(t, to, "/brief/brief", "mute");
  await to.said("left /brief heartbeat_missed");
  assert.equal((await soon("the close", mute.closed)).code, 1001);
  assert.ok(mute.frames.some((frame) => "ping" in frame));
  assert.equal(await brief.brief.echo("still here"), "still here");
  assert.deepEqual(states, ["connecting", "open"]);
});

test("a message over the gateway's limit is not sent; one that is sent costs the connection", async (t) => {
  const to = await server();
  const brief = new BriefClient(to.http("/"), { handshake: { user: "ann" }, WebSocket, ...usualFormat });
  t.after(() => brief.close());
  assert.equal(await brief.brief.echo("x".repeat(900)), "x".repeat(900));
  const error = await failure(brief.brief.echo("x".repeat(1100)));
  assert.ok(error instanceof GangwayError && error.code === "invalid_payload");
  const wire = await Wire.join(t, to, "/brief/brief");
  wire.send({ event: "echo", id: 1, data: "x".repeat(1100) });
  assert.equal((await soon("the close", wire.closed)).code, 1009);
});

test("a closed client stays closed", async (t) => {
  const client = connect(t, await server());
  const call = failure(client.replies.slow({ for: 60_000 }));
  await client.replies.$joined;
  const listened = failure(client.replies.once("streamEnded"));
  client.close();
  assert.equal(client.state, "closed");
  for (const error of [await call, await listened, await failure(client.replies.plain(1))]) {
    assert.equal(error.code, "cancelled");
  }
  const abort = new AbortController();
  const aborted = connect(t, await server(), { signal: abort.signal });
  await aborted.root.whoAmI();
  abort.abort();
  assert.equal(aborted.state, "closed");
});
