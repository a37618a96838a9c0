import assert from "node:assert/strict";
import { test } from "node:test";
import { GangwayError } from "../src/errors.js";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, stage } from "./support/fake_server.js";

/** A client whose token is `t1`, `t2`… at each time it is asked for. */
async function counting() {
  let count = 0;
  const all = stage({ namespaces: ["chat"], handshake: async () => ({ token: `t${++count}` }) });
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: { sid: "1" } });
  all.socket.take();
  return all;
}

test("$refresh asks for the handshake anew and sends it, and says when it was taken", async () => {
  const { client, socket } = await counting();
  const refreshed = client.chat.$refresh();
  await settled();
  assert.deepEqual(socket.takeOne(), { ns: "/chat", refresh: { token: "t2", locale: "en" } });
  await socket.says({ ns: "/chat", refreshed: {} });
  await refreshed;
});

test("refreshes that overlap are one", async () => {
  const { client, socket } = await counting();
  const both = [client.chat.$refresh(), client.chat.$refresh()];
  await settled();
  assert.equal(socket.take().length, 1);
  await socket.says({ ns: "/chat", refreshed: {} });
  await Promise.all(both);
  void client.chat.$refresh();
  await settled();
  assert.deepEqual(socket.takeOne()["refresh"], { token: "t3", locale: "en" });
});

test("a refused refresh rejects with why, and the namespace stays", async () => {
  const { client, socket } = await counting();
  const refused = failure(client.chat.$refresh());
  await settled();
  socket.take();
  const error = { code: "unauthenticated", message: "the token has expired", data: { reason: "expired" } };
  await socket.says({ ns: "/chat", refreshed: { error } });
  const thrown = await refused;
  assert.ok(thrown instanceof GangwayError);
  assert.equal(thrown.code, "unauthenticated");
  assert.deepEqual(thrown.data, { reason: "expired" });
  client.chat.leave({ room: "a" });
  assert.equal(socket.takeOne()["event"], "leave");
});

test("a handshake that cannot be had rejects", async () => {
  let fails = false;
  const all = stage({
    namespaces: ["chat"],
    handshake: () => {
      if (fails) throw new GangwayError("unavailable", "no token today");
      return { token: "t" };
    },
  });
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  fails = true;
  assert.match(String(await failure(all.client.chat.$refresh())), /no token today/);
});

test("a lost connection rejects a refresh; the next join has a new handshake", async () => {
  const { client, socket, clock, ...all } = await counting();
  const refused = failure(client.chat.$refresh());
  await settled();
  await socket.closes(1006);
  assert.equal(((await refused) as GangwayError).code, "unavailable");
  await clock.advance(250);
  const next = all.sockets[1]!;
  await next.hello();
  assert.deepEqual(next.takeOne()["join"], { token: "t3", locale: "en" });
});

test("a late answer to a refresh is nothing; without a join, $refresh joins", async () => {
  const { client, socket } = await joinedStage();
  await socket.says({ ns: "/chat", refreshed: {} });
  client.chat.$leave();
  socket.take();
  const joined = client.chat.$refresh();
  await settled();
  assert.ok("join" in socket.takeOne());
  await socket.says({ ns: "/chat", left: { reason: "client_left" } });
  await socket.says({ ns: "/chat", joined: {} });
  await joined;
});
