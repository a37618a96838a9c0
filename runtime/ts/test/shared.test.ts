import assert from "node:assert/strict";
import { test } from "node:test";
import { shared } from "../src/shared.js";
import type { Resumed } from "../src/resume.js";
import { ChatClient, type ChatOptions } from "./support/chat.gw.js";
import { FakeClock, settled } from "./support/fake_clock.js";
import { usualFormat } from "./support/fake_format.js";
import { failure, recorder, wireMessage, type FakeSocket } from "./support/fake_server.js";

/** Clients of one page, and the connections that the server sees. */
class Page {
  readonly clock: FakeClock = new FakeClock();
  readonly sockets: FakeSocket[];
  readonly #options: ChatOptions;

  constructor() {
    const { WebSocket, sockets } = recorder();
    this.sockets = sockets;
    const { clock } = this;
    this.#options = { handshake: { token: "t" }, WebSocket: shared({ WebSocket, clock, ...usualFormat }), clock, ...usualFormat };
  }

  client(options: Partial<ChatOptions> = {}): ChatClient {
    const client = new ChatClient("ws://host", { ...this.#options, namespaces: ["chat"], ...options });
    client.onError(() => {});
    return client;
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  /** Two clients that are in `/chat`. */
  static async ofTwo(joined: object = {}): Promise<{ page: Page; first: ChatClient; second: ChatClient }> {
    const page = new Page();
    const [first, second] = [page.client(), page.client()];
    await page.socket.hello();
    await page.socket.says({ ns: "/chat", joined: { sid: "c", ...joined } });
    page.socket.take();
    return { page, first, second };
  }
}

const posted = (offset: string): object => ({ ns: "/chat", event: "posted", offset, data: { ...wireMessage, seq: offset } });
const confirm = { ns: "/chat", event: "confirm", id: 7, data: { question: "?" } };

function heard(client: ChatClient): string[] {
  const seqs: string[] = [];
  client.chat.on("posted", ({ seq }) => seqs.push(String(seq)));
  return seqs;
}

test("two clients share a connection and a join", async () => {
  const page = new Page();
  const [first, second] = [page.client(), page.client()];
  assert.equal(page.sockets.length, 1);
  await page.socket.hello();
  assert.deepEqual([first.state, second.state], ["open", "open"]);
  assert.equal(page.socket.takeOne()["ns"], "/chat");
  await page.socket.says({ ns: "/chat", joined: { sid: "c" } });
  await Promise.all([first.chat.$joined, second.chat.$joined]);
  const third = page.client();
  await third.chat.$join();
  assert.deepEqual(page.socket.take(), [], "a later one is let in without asking the server");
});

test("each call is answered to who made it", async () => {
  const { page, first, second } = await Page.ofTwo();
  const calls = [first.chat.join({ room: "a" }), second.chat.join({ room: "b" })];
  const frames = page.socket.take();
  assert.deepEqual(
    frames.map(({ id, data }) => [id, data]),
    [
      [1, { room: "a" }],
      [2, { room: "b" }],
    ],
  );
  await page.socket.says({ id: 2, data: [wireMessage] });
  await page.socket.says({ id: 1, data: [] });
  assert.deepEqual((await Promise.all(calls)).map(({ length }) => length), [0, 1]);
});

test("streams keep their credit and their cancel", async () => {
  const { page, second } = await Page.ofTwo();
  const loop = (async () => {
    let count = 0;
    for await (const _ of second.chat.history({ room: "a" })) if (++count === 9) break;
  })();
  const id = page.socket.takeOne()["id"];
  for (let at = 0; at < 9; at++) await page.socket.says({ id, item: wireMessage });
  await loop;
  assert.deepEqual(page.socket.take(), [
    { id, more: 8 },
    { id, cancel: true },
  ]);
  const upload = second.chat.upload([{ body: "a" }]);
  const frames = page.socket.take();
  await settled();
  const all = [...frames, ...page.socket.take()];
  assert.deepEqual(all.map((frame) => frame["id"]), [2, 2, 2]);
  await page.socket.says({ id: 2, data: 1 });
  assert.equal(await upload, 1);
});

test("events come to all", async () => {
  const { page, first, second } = await Page.ofTwo();
  const seen = [heard(first), heard(second)];
  await page.socket.says(posted("1"));
  assert.deepEqual(seen, [["1"], ["1"]]);
});

test("a call of the server goes to the first client that has a handler, and to no other", async () => {
  const { page, first, second } = await Page.ofTwo();
  second.chat.handle("confirm", () => true);
  await page.socket.says(confirm);
  assert.deepEqual(page.socket.takeOne(), { id: 7, data: true });
  first.chat.handle("confirm", () => false);
  await page.socket.says(confirm);
  assert.deepEqual(page.socket.takeOne(), { id: 7, data: false });
});

test("a call of the server that nobody handles, or whose client is closed meanwhile, is answered all the same", async () => {
  const { page, first, second } = await Page.ofTwo();
  await page.socket.says(confirm);
  assert.equal((page.socket.takeOne()["error"] as { code: string }).code, "unknown_event");
  first.chat.handle("confirm", () => new Promise(() => {}));
  second.chat.handle("confirm", () => true);
  await page.socket.says(confirm);
  first.close();
  await settled();
  assert.deepEqual(page.socket.take().filter((frame) => "data" in frame), [{ id: 7, data: true }]);
});

test("a namespace is left with the last", async () => {
  const { page, first, second } = await Page.ofTwo();
  const seen = heard(second);
  first.chat.$leave();
  assert.deepEqual(page.socket.take(), []);
  await page.socket.says(posted("1"));
  assert.deepEqual(seen, ["1"]);
  second.chat.$leave();
  assert.deepEqual(page.socket.takeOne(), { ns: "/chat", leave: {} });
  void first.chat.$join();
  await settled();
  assert.equal("join" in page.socket.takeOne(), true);
  await page.socket.says({ ns: "/chat", left: { reason: "client_left" } });
  assert.equal(first.chat.$status.value.state, "joining", "that was about the time before");
  await page.socket.says({ ns: "/chat", joined: {} });
  assert.equal(first.chat.$status.value.state, "joined");
});

test("one that leaves before the answer can join again", async () => {
  const page = new Page();
  const [first, second] = [page.client(), page.client()];
  await page.socket.hello();
  first.chat.$leave();
  void first.chat.$join();
  await settled();
  await page.socket.says({ ns: "/chat", joined: {} });
  assert.deepEqual([first, second].map(({ chat }) => chat.$status.value.state), ["joined", "joined"]);
});

test("who is put out, or refused, is so for all", async () => {
  const { page, first, second } = await Page.ofTwo();
  await page.socket.says({ ns: "/chat", left: { reason: "server_left" } });
  assert.deepEqual([first, second].map(({ chat }) => chat.$status.value.state), ["left", "left"]);
  const joins = [failure(first.chat.$join()), failure(second.chat.$join())];
  await settled();
  await page.socket.says({ ns: "/chat", error: { code: "forbidden", message: "no" } });
  assert.deepEqual((await Promise.all(joins)).map(({ code }) => code), ["forbidden", "forbidden"]);
});

test("the last to close closes the connection; one before it takes back its calls", async () => {
  const { page, first, second } = await Page.ofTwo();
  const call = failure(first.chat.join({ room: "a" }));
  page.socket.take();
  first.close();
  assert.equal((await call).code, "cancelled");
  assert.deepEqual(page.socket.take(), [{ id: 1, cancel: true }]);
  assert.equal(page.socket.closedWith, undefined);
  assert.equal(second.state, "open");
  second.close();
  assert.equal(page.socket.closedWith, 1000);
  page.client();
  assert.equal(page.sockets.length, 2);
});

test("a lost connection is one for all, and taken up once", async () => {
  const { page, first, second } = await Page.ofTwo();
  await page.socket.closes(1006);
  assert.deepEqual([first.state, second.state], ["reconnecting", "reconnecting"]);
  await page.clock.advance(250);
  assert.equal(page.sockets.length, 2);
  await page.socket.hello();
  assert.deepEqual([first.state, second.state], ["open", "open"]);
  assert.equal(page.socket.take().length, 1);
});

test("a silent server is left, though not every client hears every frame", async () => {
  const { page, first, second } = await Page.ofTwo();
  await page.clock.advance(44_000);
  await page.socket.says({ ping: 1 });
  assert.deepEqual(page.socket.takeOne(), { pong: 1 });
  await page.clock.advance(44_000);
  assert.deepEqual([first.state, second.state], ["open", "open"]);
  await page.clock.advance(1000);
  assert.equal(page.sockets[0]?.closedWith, 4000);
  assert.deepEqual([first.state, second.state], ["reconnecting", "reconnecting"]);
});

test("one whose token took longer gets what came meanwhile, once and in order", async () => {
  const page = new Page();
  let give = (): void => {};
  const slow = (): Promise<{ token: string }> => new Promise((resolve) => (give = () => resolve({ token: "slow" })));
  const [first, second] = [page.client(), page.client({ handshake: slow })];
  const seen = [heard(first), heard(second)];
  const told: Resumed[] = [];
  second.chat.$onResume((how) => told.push(how));
  await page.socket.hello();
  give();
  await page.socket.says({ ns: "/chat", joined: { sid: "c", offset: "0" } });
  await settled();
  await page.socket.says(posted("1"));
  await page.socket.closes(1006);
  await page.clock.advance(250);
  await page.socket.hello();
  await page.socket.says({ ns: "/chat", joined: { sid: "d", resumed: true, offset: "1" } });
  await page.socket.says(posted("2"));
  await page.socket.says(posted("3"));
  give();
  await settled();
  await page.socket.says(posted("4"));
  assert.deepEqual(seen, [["1", "2", "3", "4"], ["1", "2", "3", "4"]]);
  assert.deepEqual(told, [{ resumed: true, gap: false }]);
});

test("a gap that the server tells is one for who joins late, too", async () => {
  const page = new Page();
  let give = (): void => {};
  const slow = (): Promise<{ token: string }> => new Promise((resolve) => (give = () => resolve({ token: "slow" })));
  const second = page.client({ handshake: slow });
  page.client();
  const told: Resumed[] = [];
  second.chat.$onResume((how) => told.push(how));
  await page.socket.hello();
  await page.socket.says({ ns: "/chat", joined: { sid: "c", offset: "5" } });
  give();
  await settled();
  await page.socket.closes(1006);
  await page.clock.advance(250);
  await page.socket.hello();
  await page.socket.says({ ns: "/chat", joined: { sid: "d", resumed: false, offset: "0" } });
  for (let at = 1; at < 7; at++) await page.socket.says(posted(String(at)));
  give();
  await settled();
  assert.deepEqual(told, [{ resumed: false, gap: true }], "the same place in another count is none");
});
