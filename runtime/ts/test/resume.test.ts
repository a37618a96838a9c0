import assert from "node:assert/strict";
import { test } from "node:test";
import type { Resumed } from "../src/resume.js";
import { ChatClient } from "./support/chat.gw.js";
import { settled } from "./support/fake_clock.js";
import { joinedStage, stage, wireMessage, type Stage } from "./support/fake_server.js";

/** A client of `/chat` that was told where it is, with what it hears of resuming and of `posted`. */
async function replayed(): Promise<{ all: Stage; told: Resumed[]; seqs: string[] }> {
  const all = stage();
  const told: Resumed[] = [];
  const seqs: string[] = [];
  all.client.chat.$onResume((how) => told.push(how));
  all.client.chat.on("posted", ({ seq }) => seqs.push(String(seq)));
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: { sid: "c1", resumed: false, offset: "4" } });
  all.socket.take();
  return { all, told, seqs };
}

const posted = (offset: string): object => ({ ns: "/chat", event: "posted", offset, data: { ...wireMessage, seq: offset } });

/** The connection is lost and the next one stands; returns what the client says on it. */
async function reconnect(all: Stage): Promise<Record<string, unknown>> {
  await all.socket.closes(1006);
  await all.clock.advance(1000);
  await all.socket.hello();
  return all.socket.takeOne();
}

test("a join after a loss says where the client was", async () => {
  const { all, told, seqs } = await replayed();
  assert.deepEqual((await reconnect(all))["resume"], { sid: "c1", offset: "4" });
  await all.socket.says({ ns: "/chat", joined: { sid: "c2", resumed: true, offset: "4" } });
  await all.socket.says(posted("5"));
  await all.socket.says(posted("6"));
  assert.deepEqual(told, [{ resumed: true, gap: false }]);
  assert.deepEqual(seqs, ["5", "6"]);
  assert.deepEqual((await reconnect(all))["resume"], { sid: "c2", offset: "6" });
});

test("an event without an offset does not move the place", async () => {
  const { all } = await replayed();
  await all.socket.says(posted("7"));
  await all.socket.says({ ns: "/chat", event: "notice", data: { text: "x", at: "2026-01-31T12:00:00Z" } });
  assert.deepEqual((await reconnect(all))["resume"], { sid: "c1", offset: "7" });
});

test("a gap is told, and so is a server that does not know the client any more", async () => {
  const { all, told } = await replayed();
  await reconnect(all);
  await all.socket.says({ ns: "/chat", joined: { sid: "c2", resumed: true, offset: "4", gap: true } });
  await reconnect(all);
  await all.socket.says({ ns: "/chat", joined: { sid: "c3", resumed: false, offset: "0" } });
  assert.deepEqual(told, [
    { resumed: true, gap: true },
    { resumed: false, gap: true },
  ]);
  assert.deepEqual((await reconnect(all))["resume"], { sid: "c3", offset: "0" });
});

test("nothing is resumed where nothing is replayed, after leaving, or by a later join", async () => {
  const plain = await joinedStage();
  assert.equal("resume" in (await reconnect(plain)), false);

  const { all, told } = await replayed();
  all.client.chat.$leave();
  void all.client.chat.$join();
  await settled();
  const frames = all.socket.take();
  assert.deepEqual(frames.at(-1), { ns: "/chat", join: { token: "t", locale: "en" }, schema: ChatClient.schema });
  await all.socket.says({ ns: "/chat", left: { reason: "client_left" } });
  await all.socket.says({ ns: "/chat", joined: { sid: "c2", resumed: false, offset: "9" } });
  assert.deepEqual(told, []);
});

test("one who leaves when told of a gap has left", async () => {
  const { all } = await replayed();
  all.client.chat.$onResume(() => all.client.chat.$leave());
  await reconnect(all);
  await all.socket.says({ ns: "/chat", joined: { sid: "c2", resumed: false, offset: "4" } });
  assert.deepEqual(all.socket.takeOne(), { ns: "/chat", leave: {} });
});

test("a drained client comes back when it was told to", async () => {
  const { all } = await replayed();
  await all.socket.says({ drain: { reconnectAfter: 4321 } });
  await all.socket.closes(1001);
  assert.equal(all.client.state, "reconnecting");
  await all.clock.advance(4320);
  assert.equal(all.sockets.length, 1);
  await all.clock.advance(1);
  assert.equal(all.sockets.length, 2);
  // Only that once: the next loss is an ordinary one.
  await all.socket.hello();
  await all.socket.closes(1006);
  await all.clock.advance(1000);
  assert.equal(all.sockets.length, 3);
});

test("a volatile event goes now or never", async () => {
  const all = stage({ namespaces: [] });
  all.client.chat.typing({ room: "a", isTyping: true });
  await all.socket.hello();
  await all.socket.says({ ns: "/chat", joined: { sid: "c1" } });
  assert.deepEqual(
    all.socket.take().map((frame) => frame["event"]),
    [undefined],
  );
  all.client.chat.typing({ room: "a", isTyping: false });
  assert.equal(all.socket.takeOne()["event"], "typing");
  all.socket.bufferedAmount = 1_000_000;
  all.client.chat.typing({ room: "a", isTyping: true });
  assert.deepEqual(all.socket.take(), []);
});

test("an event that is sent again after a resume is not delivered twice", async () => {
  const { all, seqs } = await replayed();
  await all.socket.says(posted("5"));
  await all.socket.says(posted("6"));
  await reconnect(all);
  await all.socket.says({ ns: "/chat", joined: { sid: "c2", resumed: true, offset: "4" } });
  for (const offset of ["5", "6", "7"]) await all.socket.says(posted(offset));
  assert.deepEqual(seqs, ["5", "6", "7"]);
  assert.deepEqual((await reconnect(all))["resume"], { sid: "c2", offset: "7" });
});

test("a server that does not know the client counts anew: the same places are other events", async () => {
  const { all, seqs } = await replayed();
  await all.socket.says(posted("5"));
  await reconnect(all);
  await all.socket.says({ ns: "/chat", joined: { sid: "c2", resumed: false, offset: "0" } });
  await all.socket.says(posted("5"));
  assert.deepEqual(seqs, ["5", "5"]);
});

test("only the newest thousand places are remembered", async () => {
  const { all, seqs } = await replayed();
  for (let at = 5; at < 1105; at++) await all.socket.says(posted(String(at)));
  await all.socket.says(posted("1104"));
  await all.socket.says(posted("700"));
  assert.equal(seqs.length, 1100);
});

test("events that were under way when the namespace was left are not delivered", async () => {
  const { all, seqs } = await replayed();
  all.client.chat.$leave();
  await all.socket.says(posted("5"));
  void all.client.chat.$join();
  await all.socket.says(posted("6"));
  assert.deepEqual(seqs, []);
});
