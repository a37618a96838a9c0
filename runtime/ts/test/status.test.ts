import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientState, ClientStatus, NamespaceStatus, Readable } from "../src/index.js";
import { failure, joinedStage, stage } from "./support/fake_server.js";

/** The state a namespace is in, and the code of the error that comes with it. */
function now({ value }: Readable<NamespaceStatus>): (string | undefined)[] {
  return "error" in value ? [value.state, value.error?.code] : [value.state];
}

test("status says which attempt it is, when the next one is, and why the last one failed", async () => {
  const all = stage({ namespaces: [] });
  const seen: ClientStatus[] = [];
  const { status } = all.client;
  assert.deepEqual(status.value, { state: "idle" } satisfies ClientStatus);
  status.subscribe((status) => seen.push(status));
  assert.equal(seen.length, 0, "a subscriber is not called at once");

  all.client.chat.on("posted", () => {});
  assert.deepEqual(seen.pop(), { state: "connecting", attempt: 1 });
  await all.clock.advance(1000);
  await all.socket.closes(1006);
  const failed = seen.pop() as ClientStatus & { state: "connecting" };
  assert.equal(failed.state, "connecting");
  assert.deepEqual([failed.attempt, failed.retryAt, failed.error?.code], [2, 1250, "unavailable"]);

  await all.clock.advance(250);
  await all.socket.hello();
  assert.deepEqual(seen, [{ state: "open" }]);
  await all.socket.closes(1006, "gone");
  await all.clock.advance(500);
  await all.socket.closes(1001);
  const lost = seen.slice(1) as (ClientStatus & { state: "reconnecting" })[];
  assert.deepEqual(
    lost.map(({ state, attempt, retryAt, error }) => [state, attempt, retryAt, error.message]),
    [
      ["reconnecting", 1, 1750, "the connection was lost (1006: gone)"],
      ["reconnecting", 2, 2750, "the connection was lost (1001)"],
    ],
  );
});

test("status is the same object until something changes", async () => {
  const all = await joinedStage();
  const { status } = all.client;
  const before = status.value;
  await all.socket.says({ ping: 1 });
  assert.equal(all.client.status, status);
  assert.equal(status.value, before);
  assert.equal(all.client.chat.$status.value, all.client.chat.$status.value);
});

test("a closed client says why, unless it was closed by the application", async () => {
  const ended = await joinedStage();
  await ended.socket.closes(4001, "signed out");
  const status = ended.client.status.value;
  assert.ok(status.state === "closed");
  assert.deepEqual(status.error?.data, { code: 4001, reason: "signed out" });

  const closed = await joinedStage();
  closed.client.close();
  assert.deepEqual(closed.client.status.value, { state: "closed" });
});

test("onState is told when the state changes, not for every attempt", async () => {
  const all = stage();
  const states: ClientState[] = [];
  all.client.onState((state) => states.push(state));
  await all.socket.hello();
  for (let at = 0; at < 3; at++) {
    await all.socket.closes(1006);
    await all.clock.advance(30_000);
  }
  assert.deepEqual(states, ["open", "reconnecting"]);
});

test("a namespace goes from idle to joining and joined, and back to joining when the connection is lost", async () => {
  const all = stage({ namespaces: [] });
  const { $status } = all.client.chat;
  const seen: NamespaceStatus[] = [];
  $status.subscribe((status) => seen.push(status));
  assert.deepEqual($status.value, { state: "idle" });
  all.client.chat.on("posted", () => {});
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: {} });
  await all.socket.closes(1006);
  const lost = seen.pop();
  assert.deepEqual(seen, [{ state: "joining" }, { state: "joined" }]);
  assert.ok(lost?.state === "joining");
  assert.equal(lost.error?.code, "unavailable");
});

test("a refused namespace says why; one refused for the moment is still joining", async () => {
  const all = stage();
  const { $status } = all.client.chat;
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", error: { code: "overloaded", message: "later" } });
  assert.deepEqual(now($status), ["joining", "overloaded"]);
  await all.clock.advance(250);
  await all.socket.says({ ns: "/chat", error: { code: "forbidden", message: "no" } });
  assert.deepEqual(now($status), ["refused", "forbidden"]);
});

test("a namespace that was left, or put out of, says so", async () => {
  const all = await joinedStage();
  const { $status } = all.client.chat;
  await all.socket.says({ ns: "/chat", left: { reason: "server_left" } });
  assert.deepEqual(now($status), ["left", "unavailable"]);
  void all.client.chat.$join();
  assert.equal(now($status)[0], "joining");
  all.client.chat.$leave();
  assert.deepEqual(now($status), ["left", "cancelled"]);
  all.client.close();
  assert.equal(now($status)[0], "left");
});

test("a listener that closes the client: those behind it hear of the end alone, not of the state before last", async () => {
  const all = stage();
  const seen: ClientState[] = [];
  all.client.onState((state) => state === "open" && all.client.close());
  all.client.onState((state) => seen.push(state));
  await all.socket.hello();
  assert.deepEqual(seen, ["closed"]);
});

test("a listener of a status that throws is reported and stops no other", async () => {
  const all = stage();
  const seen: string[] = [];
  all.client.status.subscribe(() => {
    throw new Error("listener");
  });
  all.client.status.subscribe(({ state }) => seen.push(state));
  await all.socket.hello();
  assert.deepEqual(seen, ["open"]);
  assert.equal(all.errors[0]?.message, "listener");
});

test("$join, $joined and $refresh that nobody waits for are no unhandled rejections", async () => {
  const unhandled: unknown[] = [];
  const hear = (error: unknown): void => void unhandled.push(error);
  process.on("unhandledRejection", hear);
  try {
    const all = stage();
    void all.client.chat.$join();
    void all.client.chat.$joined;
    await all.socket.hello();
    await all.socket.says({ ns: "/chat", error: { code: "forbidden", message: "no" } });
    void all.client.chat.$joined;
    const other = await joinedStage();
    void other.client.chat.$refresh();
    await other.socket.closes(1006);
    assert.equal((await failure(all.client.chat.$joined)).code, "forbidden");
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, []);
  } finally {
    process.off("unhandledRejection", hear);
  }
});
