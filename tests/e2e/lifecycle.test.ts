import assert from "node:assert/strict";
import { once } from "node:events";
import { connect as connectTcp } from "node:net";
import { test } from "node:test";
import { WebSocket } from "ws";
import { connect, failure, Server, server, soon, spawnServer, until, Wire } from "./support.js";

test("after the server was killed and started again, the client is back where it was", async (t) => {
  const first = await Server.start();
  let joins = 0;
  const client = connect(t, first, { handshake: () => ({ user: `ann ${++joins}` }) });
  const states: string[] = [];
  client.onState((state) => states.push(state));
  const heard: string[] = [];
  client.talk.on("announced", ({ text }) => heard.push(text));
  await client.talk.announce({ text: "before" });
  assert.deepEqual(heard, ["before"]);
  const inFlight = failure(client.replies.slow({ for: 60_000 }));
  const stream = client.replies.ticks({ count: 2, every: 60_000 })[Symbol.asyncIterator]();
  const streamed = failure(stream.next());
  await first.said("slow begins");

  await first.end("SIGKILL");
  assert.deepEqual([(await inFlight).code, (await streamed).code], ["unavailable", "unavailable"]);
  await until("the client to notice", () => client.state === "reconnecting");
  const meanwhile = client.root.whoAmI();

  const second = await Server.start(first.port);
  assert.match(await soon("the call made meanwhile", meanwhile), /^ann \d$/);
  assert.equal(client.state, "open");
  await client.talk.announce({ text: "after" });
  assert.deepEqual(heard, ["before", "after"]);
  assert.deepEqual(states, ["connecting", "open", "reconnecting", "open"]);
  // talk, replies, and both again with root.
  assert.equal(joins, 5);
  await second.end("SIGKILL");
});

test("on SIGTERM calls in flight are answered, everybody gets 1001, nobody is taken, the exit code is 0", async (t) => {
  const to = await Server.start();
  const client = connect(t, to);
  const idle = await Wire.join(t, to, "/e2e/talk", "idle");
  const busy = await Wire.join(t, to, "/e2e/replies");
  const call = client.replies.slow({ for: 300 });
  busy.send({ event: "slow", id: 1, data: { for: 300 } });
  await to.said("slow begins", 2);

  const started = Date.now();
  const ended = to.end("SIGTERM");
  assert.equal((await soon("the close of the idle one", idle.closed)).code, 1001);
  await assert.rejects(once(new WebSocket(`ws://127.0.0.1:${to.port}/e2e`, ["gangway.v1"]), "open"));
  await soon("the call", call);
  assert.deepEqual(await busy.next((frame) => "id" in frame), { id: 1 });
  assert.equal((await soon("the close of the busy one", busy.closed)).code, 1001);
  assert.equal(await ended, 0);
  assert.ok(Date.now() - started < 5000);
  await to.said("left /talk idle shutting_down");
  await to.said("slow ends", 2);
  await until("the client to look for another server", () => client.state === "reconnecting");
});

test("what takes longer than the grace time is cut off; a second signal does not wait at all", async (t) => {
  for (const signals of [["SIGTERM"], ["SIGINT", "SIGTERM"]] as NodeJS.Signals[][]) {
    const to = await Server.start();
    const call = failure(connect(t, to).replies.slow({ for: 60_000 }));
    await to.said("slow begins");
    const codes = await Promise.all(signals.map((signal) => to.end(signal)));
    assert.deepEqual(codes, signals.map(() => 0));
    assert.equal((await call).code, "unavailable");
    assert.ok(!to.lines.includes("slow ends"));
  }
});

test("a server with clients that do not answer the close ends all the same", async (t) => {
  const to = await Server.start();
  const mute = await Wire.join(t, to, "/e2e/talk", "mute");
  mute.socket.pause();
  assert.equal(await to.end("SIGTERM"), 0);
  await to.said("left /talk mute shutting_down");
});

test("a port that is taken is said clearly, with exit code 1", async () => {
  const to = await server();
  const second = spawnServer(to.port);
  let error = "";
  second.stderr!.on("data", (text) => (error += String(text)));
  const [code] = (await soon("the second server to end", once(second, "close"))) as [number];
  assert.equal(code, 1);
  assert.match(error, new RegExp(`^e2e_server: .*${to.port}`, "m"));
  assert.match(error, /another program listens there/);
});

test("HTTP on the same port: health, and nothing else", async () => {
  const to = await server();
  const get = async (path: string, init?: RequestInit): Promise<[number, string]> => {
    const response = await fetch(to.http(path), init);
    return [response.status, await response.text()];
  };
  assert.deepEqual(await get("/healthz"), [200, "ok\n"]);
  assert.deepEqual(await get("/readyz"), [200, "ok\n"]);
  assert.equal((await get("/healthz", { method: "HEAD" }))[0], 200);
  assert.equal((await get("/"))[0], 404);
  assert.equal((await get("/e2e"))[0], 426);
  assert.equal((await get("/nowhere", { method: "POST", body: "x" }))[0], 405);
});

test("an upgrade is refused before it happens: unknown paths, unknown subprotocols", async () => {
  const to = await server();
  const refusal = async (path: string, ...protocols: string[]): Promise<number | undefined> => {
    const socket = new WebSocket(`ws://127.0.0.1:${to.port}${path}`, protocols);
    socket.on("error", () => {});
    const [, response] = (await soon("the refusal", once(socket, "unexpected-response"))) as [unknown, { statusCode?: number }];
    socket.terminate();
    return response.statusCode;
  };
  assert.equal(await refusal("/nowhere", "gangway.v1"), 404);
  assert.equal(await refusal("/e2e/nowhere", "gangway.v1"), 404);
  assert.equal(await refusal("/e2etalk"), 404);
  assert.equal(await refusal("/brief"), 404);
  assert.equal(await refusal("/e2e", "chess.v3"), 400);
});

test("what is no HTTP at all is answered 400 and closed", async () => {
  const { port } = await server();
  const socket = connectTcp(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (bytes) => (answer += String(bytes)));
  socket.write("\x16\x03\x01 nonsense\r\n\r\n");
  await soon("the end", once(socket, "close"));
  assert.match(answer, /^HTTP\/1\.1 400 /);
});
