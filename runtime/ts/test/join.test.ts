import assert from "node:assert/strict";
import { test } from "node:test";
import { GangwayError } from "../src/errors.js";
import { ChatClient } from "./support/chat.gw.js";
import { settled } from "./support/fake_clock.js";
import { failure, joinedStage, stage } from "./support/fake_server.js";

const join = { ns: "/chat", join: { token: "t", locale: "en" }, schema: ChatClient.schema };

test("a namespace is joined at its first use, once", async () => {
  const { client, socket } = stage({ namespaces: ["root"] });
  await socket.hello();
  socket.take();
  client.chat.on("posted", () => {});
  client.chat.on("notice", () => {});
  await settled();
  assert.deepEqual(socket.takeOne(), join);
});

test("listed namespaces are joined as soon as the connection stands", async () => {
  const { socket } = stage({ namespaces: ["chat", "root"] });
  await socket.hello();
  assert.deepEqual(
    socket.take().map((frame) => frame["ns"]),
    ["/", "/chat"],
  );
});

test("$join tells when it is done; what was called before waits, in order", async () => {
  const all = stage({ namespaces: [] });
  const { client } = all;
  const joined = client.chat.$join();
  client.chat.leave({ room: "a" });
  void client.chat.join({ room: "b" });
  const { socket } = all;
  await socket.hello();
  assert.deepEqual(socket.takeOne(), join);
  await socket.says({ ns: "/chat", joined: { sid: "1" } });
  await joined;
  await client.chat.$join();
  assert.deepEqual(
    socket.take().map((frame) => frame["event"]),
    ["leave", "join"],
  );
});

test("the handshake is asked for anew at every join", async () => {
  let count = 0;
  const all = stage({ namespaces: ["chat"], handshake: async () => ({ token: `t${++count}` }) });
  await all.socket.hello();
  assert.deepEqual(all.socket.takeOne()["join"], { token: "t1", locale: "en" });
  await all.socket.says({ ns: "/chat", joined: {} });
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  assert.deepEqual(all.socket.takeOne()["join"], { token: "t2", locale: "en" });
});

test("a handshake that comes too late, for a connection that is gone, is not used", async () => {
  const waiting: ((value: { token: string }) => void)[] = [];
  const all = stage({ namespaces: ["chat"], handshake: () => new Promise((resolve) => waiting.push(resolve)) });
  await all.socket.hello();
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  waiting[0]?.({ token: "old" });
  await settled();
  assert.deepEqual(all.socket.take(), []);
  waiting[1]?.({ token: "new" });
  await settled();
  assert.deepEqual(all.socket.takeOne()["join"], { token: "new", locale: "en" });
});

for (const code of ["unauthenticated", "forbidden", "invalid_payload", "unknown_namespace"]) {
  test(`a join refused as ${code} is final until $join`, async () => {
    const all = stage();
    const joined = failure(all.client.chat.$join());
    const call = failure(all.client.chat.join({ room: "a" }));
    await all.socket.hello();
    all.socket.take();
    await all.socket.says({ ns: "/chat", error: { code, message: "no" } });
    const error = await joined;
    assert.equal(error.code, code);
    assert.equal(await call, error);
    assert.deepEqual(all.errors, [error]);
    assert.equal(await failure(all.client.chat.join({ room: "a" })), error);
    assert.equal(await failure(all.client.chat.$joined), error);
    await all.clock.advance(40_000);
    assert.deepEqual(all.socket.take(), [], "it is not tried again");
    void all.client.chat.$join();
    await settled();
    assert.deepEqual(all.socket.takeOne(), join);
    await all.socket.says({ ns: "/chat", joined: {} });
    void all.client.chat.join({ room: "a" });
    assert.equal(all.socket.takeOne()["event"], "join");
  });
}

test("a join refused for the moment is tried again", async () => {
  const all = stage({ namespaces: ["chat"] });
  await all.socket.hello();
  all.socket.take();
  await all.socket.says({ ns: "/chat", error: { code: "rate_limited", message: "", data: { retryAfter: 5000 } } });
  await all.clock.advance(4_999);
  assert.deepEqual(all.socket.take(), []);
  await all.clock.advance(1);
  assert.deepEqual(all.socket.takeOne(), join);
});

test("a handshake function that throws is reported and asked again; a refusal of its own is final", async () => {
  let thrown: Error = new Error("offline");
  const handshake = (): never => {
    throw thrown;
  };
  const all = stage({ namespaces: ["chat"], handshake });
  await all.socket.hello();
  assert.equal(all.errors[0]?.message, "offline");
  thrown = new GangwayError("unauthenticated", "signed out");
  await all.clock.advance(250);
  assert.equal((await failure(all.client.chat.$joined)).code, "unauthenticated");
});

test("a handshake that is too big for the server is final", async () => {
  const all = stage({ handshake: { token: "t".repeat(300) } });
  await all.socket.hello({ maxPayload: 200 });
  assert.equal((await failure(all.client.chat.$joined)).code, "invalid_payload");
  assert.deepEqual(all.socket.take(), []);
});

test("a handshake that does not fit its type is final", async () => {
  const all = stage({ namespaces: ["chat"], handshake: { token: 5 as never } });
  await all.socket.hello();
  assert.equal((await failure(all.client.chat.$joined)).message, "/token: expected a string, found 5");
});

test("all joined namespaces are joined again after a reconnect, the unused stay so", async () => {
  const all = await joinedStage();
  await all.socket.closes(1001);
  await all.clock.advance(250);
  await all.socket.hello();
  assert.deepEqual(all.socket.takeOne(), join);
});

test("put out by the server: calls fail, listeners are told, and it does not creep back in", async () => {
  const all = await joinedStage();
  const reasons: string[] = [];
  all.client.chat.$onLeft((reason) => reasons.push(reason));
  const call = failure(all.client.chat.join({ room: "a" }));
  await all.socket.says({ ns: "/chat", left: { reason: "server_left" } });
  assert.equal((await call).code, "unavailable");
  assert.deepEqual(reasons, ["server_left"]);
  all.socket.take();
  assert.equal((await failure(all.client.chat.join({ room: "a" }))).code, "unavailable");
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  assert.deepEqual(all.socket.take(), []);
});

test("$leave tells the server and cancels what is in flight", async () => {
  const all = await joinedStage();
  const call = failure(all.client.chat.join({ room: "a" }));
  all.client.chat.$leave();
  assert.equal((await call).code, "cancelled");
  assert.deepEqual(all.socket.take().at(-1), { ns: "/chat", leave: {} });
  assert.equal((await failure(all.client.chat.join({ room: "a" }))).message, "left /chat");
});

// What a server may say to a join that was overtaken by a leave.
const overtaken: [string, object[]][] = [
  ["both", [{ joined: {} }, { left: { reason: "client_left" } }]],
  ["a refusal", [{ error: { code: "forbidden", message: "" } }]],
  ["that it was left", [{ left: { reason: "client_left" } }]],
];
for (const [name, answers] of overtaken) {
  test(`joining again after a $leave that overtook the join: the server answers ${name}`, async () => {
    const all = stage();
    await all.socket.hello();
    all.client.chat.$leave();
    let joined = false;
    all.client.chat.$join().then(
      () => (joined = true),
      () => {},
    );
    await settled();
    for (const answer of answers) await all.socket.says({ ns: "/chat", ...answer });
    assert.equal(joined, false, "that was about the first join");
    await all.socket.says({ ns: "/chat", joined: {} });
    assert.equal(joined, true);
    assert.deepEqual(all.errors, []);
  });
}

test("at most 1000 calls and events wait; the next is overloaded", async () => {
  const { client } = stage();
  for (let at = 0; at < 999; at++) client.chat.leave({ room: "a" });
  const waiting = client.chat.join({ room: "a" }, { signal: AbortSignal.abort() });
  assert.equal((await failure(waiting)).code, "cancelled");
  void client.chat.join({ room: "a" });
  assert.throws(() => client.chat.leave({ room: "a" }), { code: "overloaded" });
  assert.equal((await failure(client.chat.join({ room: "a" }))).code, "overloaded");
});

test("an event that could not be sent for 30 s is given up, and said so", async () => {
  const all = stage();
  await all.socket.closes(1006);
  all.client.chat.leave({ room: "a" });
  await all.clock.advance(30_000);
  assert.deepEqual(
    all.errors.map((error) => error.code),
    ["deadline_exceeded"],
  );
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  assert.ok(!all.socket.take().some((frame) => "event" in frame));
});

test("a join refused as unauthenticated asks the provider once more, and tells it why", async () => {
  const asked: (string | undefined)[] = [];
  const all = stage({
    handshake: (refusal) => {
      asked.push(refusal?.code);
      return { token: `t${asked.length}` };
    },
  });
  const refuse = (): Promise<void> => all.socket.says({ ns: "/chat", error: { code: "unauthenticated", message: "old" } });
  await all.socket.hello();
  all.socket.take();
  await refuse();
  assert.deepEqual(all.socket.takeOne()["join"], { token: "t2", locale: "en" });
  await all.socket.says({ ns: "/chat", joined: {} });
  assert.deepEqual(asked, [undefined, "unauthenticated"]);
  assert.deepEqual(all.errors, [], "it went well");

  // The next time it has a second chance again, but no third.
  await all.socket.closes(1006);
  await all.clock.advance(250);
  await all.socket.hello();
  await refuse();
  await refuse();
  assert.deepEqual(asked.slice(2), [undefined, "unauthenticated"]);
  assert.equal((await failure(all.client.chat.$joined)).code, "unauthenticated");
  assert.equal(all.errors.length, 1);
});
