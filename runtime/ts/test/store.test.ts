import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { uuid } from "../src/index.js";
import { callStore, derived, latest, reduced, streamStore, writable, type Readable } from "../src/store.js";
import { createFake, ManualClock, type FakeHandlers } from "../src/testing.js";
import { ChatClient, RoomFull, type Message } from "./support/chat.gw.js";

const message: Message = {
  id: uuid.decode("0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10"),
  seq: 1n,
  room: "lobby",
  from: "ann",
  content: { kind: "text", body: "hi" },
  sentAt: new Date("2026-01-31T12:00:00.250Z"),
  pinned: false,
  note: null,
  tags: [],
  reactions: {},
};

const fakeChat = (chat: NonNullable<FakeHandlers<ChatClient>["chat"]> = {}) =>
  createFake(ChatClient, { chat }, { handshake: { token: "t" }, clock: new ManualClock() });

/** All that a store tells from now on. */
function told<T>(store: Readable<T>): { all: T[]; stop: () => void } {
  const all: T[] = [];
  return { all, stop: store.subscribe((value) => all.push(value)) };
}

test("a writable tells of changes only, and everybody though one throws", () => {
  const log = mock.method(console, "error", () => {});
  const store = writable(1);
  store.subscribe(() => {
    throw new Error("oops");
  });
  const { all, stop } = told(store);
  store.set(1);
  store.set(2);
  assert.equal(store.value, 2);
  stop();
  stop();
  store.set(3);
  assert.deepEqual(all, [2]);
  assert.equal(log.mock.callCount(), 2);
  log.mock.restore();
});

test("who sets a store while it tells is told last what is so", () => {
  const store = writable(0);
  store.subscribe((value) => value === 1 && store.set(2));
  const { all } = told(store);
  store.set(1);
  assert.deepEqual(all, [2]);
});

test("a derived value is made again only when its sources changed, and never of an old and a new one", () => {
  const source = writable(1);
  let made = 0;
  const double = derived(source, (value) => value * 2);
  const square = derived(source, (value) => value * value);
  const both = derived(double, square, (two, four) => {
    made++;
    return `${two} ${four}`;
  });
  assert.equal(both.value, "2 1");
  assert.equal(both.value, "2 1");
  assert.equal(made, 1);
  const { all, stop } = told(both);
  source.set(3);
  assert.deepEqual(all, ["6 9"]);
  assert.equal(made, 2);
  stop();
  source.set(4);
  assert.deepEqual(all, ["6 9"]);
  assert.equal(both.value, "8 16");
});

test("a derived value that stays the same is not told", () => {
  const source = writable(1);
  const parity = derived(source, (value) => value % 2);
  const { all } = told(parity);
  source.set(3);
  source.set(4);
  assert.deepEqual(all, [0]);
});

test("a status is a store already", async () => {
  const fake = fakeChat();
  const isOpen = derived(fake.client.status, ({ state }) => state === "open");
  const { all } = told(isOpen);
  await fake.client.chat.$join();
  fake.offline();
  assert.deepEqual(all, [true, false]);
});

test("latest listens while somebody subscribes, and begins anew", async () => {
  const fake = fakeChat();
  const on = mock.method(fake.client.chat, "on");
  const store = latest(fake.client.chat, "typing", null);
  const now = (): string | undefined => store.value?.user;
  assert.equal(now(), undefined);
  const first = told(store);
  const second = told(store);
  assert.equal(on.mock.callCount(), 1);
  await fake.chat.joined();
  fake.chat.emit("typing", { user: "ann", isTyping: true });
  assert.equal(now(), "ann");
  first.stop();
  assert.equal(now(), "ann");
  second.stop();
  told(store).stop();
  assert.equal(on.mock.callCount(), 1, "given up and taken again at once, it goes on");
  assert.equal(now(), "ann");
  await undefined;
  assert.equal(now(), undefined);
  fake.chat.emit("typing", { user: "bob", isTyping: true });
  assert.equal(now(), undefined);
  assert.deepEqual([first.all.length, second.all.length], [1, 1]);
});

test("reduced makes one value of all events", async () => {
  const fake = fakeChat();
  const users = reduced(fake.client.chat, "typing", (list: string[], { user }) => [...list, user], []);
  const { all, stop } = told(users);
  await fake.chat.joined();
  fake.chat.emit("typing", { user: "ann", isTyping: true });
  fake.chat.emit("typing", { user: "bob", isTyping: true });
  assert.deepEqual(users.value, ["ann", "bob"]);
  assert.equal(all.length, 2);
  stop();
  await undefined;
  assert.deepEqual(users.value, []);
});

test("a call store goes from idle to pending to done, and to failed with the declared error", async () => {
  const fake = fakeChat({ join: () => [message] });
  const join = callStore(fake.client.chat, "join");
  const { all } = told(join);
  assert.equal(join.value.isPending, false);
  const result = await join.run({ room: "den" });
  assert.ok(result.ok);
  assert.equal(join.value.value?.length, 1);
  fake.chat.handle("join", () => {
    throw new RoomFull({ room: "den", limit: 3 });
  });
  const refused = await join.run({ room: "den" });
  assert.ok(!refused.ok && refused.error.code === "RoomFull" && refused.error.data.limit === 3);
  assert.deepEqual(
    all.map(({ status, isPending, value }) => [status, isPending, value?.length]),
    [
      ["pending", true, undefined],
      ["done", false, 1],
      ["pending", true, 1],
      ["failed", false, undefined],
    ],
  );
});

test("of several runs the store tells of the latest; with lastWins the others are aborted", async () => {
  for (const lastWins of [false, true]) {
    const answers: ((rooms: Message[]) => void)[] = [];
    const signals: AbortSignal[] = [];
    const fake = fakeChat({
      join: (_, { signal }) => {
        signals.push(signal);
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    const join = callStore(fake.client.chat, "join", { lastWins });
    const [first, second] = [join.run({ room: "1" }), join.run({ room: "2" })];
    await fake.settled();
    if (!lastWins) answers[0]?.([]);
    answers.at(-1)?.([message]);
    const result = await first;
    assert.equal(result.ok ? "ok" : result.error.code, lastWins ? "cancelled" : "ok");
    assert.ok((await second).ok);
    assert.equal(join.value.value?.length, 1);
    await fake.settled();
    // Of a call that was aborted before the join, the server never heard.
    assert.equal(signals.length, lastWins ? 1 : 2);
  }
});

test("reset aborts at the server and forgets", async () => {
  let signal: AbortSignal | undefined;
  const fake = fakeChat({ join: (_, context) => new Promise(() => (signal = context.signal)) });
  const join = callStore(fake.client.chat, "join", { timeout: Infinity });
  const outcome = join.run({ room: "1" });
  await fake.settled();
  join.reset();
  assert.equal(join.value.status, "idle");
  const result = await outcome;
  assert.equal(result.ok ? "ok" : result.error.code, "cancelled");
  await fake.settled();
  assert.equal(signal?.aborted, true);
  assert.equal(join.value.status, "idle");
});

test("options of a run go with those of the store, signals both", async () => {
  const clock = new ManualClock();
  const fake = createFake(
    ChatClient,
    { root: { whoAmI: () => new Promise(() => {}) } },
    { handshake: { token: "t" }, clock },
  );
  const who = callStore(fake.client.root, "whoAmI", { timeout: 100 });
  const slow = who.run();
  await clock.advance(100);
  const late = await slow;
  assert.equal(late.ok ? "ok" : late.error.code, "deadline_exceeded");
  const abort = new AbortController();
  const aborted = who.run({ signal: abort.signal, timeout: 1000 });
  await clock.advance(500);
  assert.equal(who.value.status, "pending");
  abort.abort();
  const result = await aborted;
  assert.equal(result.ok ? "ok" : result.error.code, "cancelled");
});

test("a value that does not fit is a failure of the run", async () => {
  const join = callStore(fakeChat().client.chat, "join");
  const result = await join.run({ room: 7 as never });
  assert.equal(result.ok ? "ok" : result.error.code, "invalid_payload");
  assert.equal(join.value.status, "failed");
});

test("a stream runs while somebody subscribes, and is taken back after", async () => {
  let isLeft = false;
  const fake = fakeChat({
    async *history() {
      try {
        for (let seq = 0n; ; seq++) yield { ...message, seq };
      } finally {
        isLeft = true;
      }
    },
  });
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const history = streamStore(fake.client.chat, "history", { room: "den" }, { limit: 5 });
    const { all, stop } = told(history);
    while (fake.chat.calls.history.length === 0) await fake.client.chat.$joined;
    for (let i = 0; i < 500; i++) await undefined;
    mock.timers.tick(1);
    const { items, isDone } = history.value;
    assert.equal(items.length, 5);
    assert.equal((items[4]?.seq ?? 0n) - (items[0]?.seq ?? 0n), 4n);
    assert.equal(isDone, false);
    assert.equal(all.length, 1, "items that come together are told together");
    for (let i = 0; i < 500; i++) await undefined;
    assert.equal(all[0]?.items.length, 5, "what was told does not change any more");
    stop();
    await fake.settled();
    assert.ok(isLeft);
    assert.deepEqual(history.value.items, []);
  } finally {
    mock.timers.reset();
  }
});

test("a stream ends as done, failed or stopped, with its items", async () => {
  const fake = fakeChat({ history: () => [message, message] });
  const { chat } = fake.client;
  const open = () => streamStore(chat, "history", { room: "den" });

  const done = open();
  told(done);
  await fake.settled();
  assert.deepEqual([done.value.status, done.value.items.length, done.value.isDone], ["done", 2, true]);

  fake.chat.handle("history", async function* () {
    yield message;
    throw new Error("never");
  });
  const log = mock.method(console, "error", () => {});
  const failed = open();
  told(failed);
  await fake.settled();
  log.mock.restore();
  assert.deepEqual([failed.value.status, failed.value.items.length, failed.value.error?.code], ["failed", 1, "internal"]);

  fake.chat.handle("history", async function* () {
    yield message;
    await new Promise(() => {});
  });
  const stopped = open();
  told(stopped);
  await fake.settled();
  stopped.stop();
  await fake.settled();
  assert.deepEqual([stopped.value.status, stopped.value.items.length, stopped.value.isDone], ["stopped", 1, true]);
});

test("a subscription that is given up and taken at once makes one call", async () => {
  const fake = fakeChat({ history: () => [message] });
  const history = streamStore(fake.client.chat, "history", { room: "den" });
  told(history).stop();
  told(history);
  await fake.settled();
  assert.equal(fake.chat.calls.history.length, 1);
  assert.equal(history.value.items.length, 1);
});

// What README.md says of other frameworks.

test("Svelte's store contract: called at once, then for every change", () => {
  const toSvelte = <T>(store: Readable<T>) => ({
    subscribe: (run: (value: T) => void) => (run(store.value), store.subscribe(run)),
  });
  const source = writable(1);
  const seen: number[] = [];
  const stop = toSvelte(source).subscribe((value) => seen.push(value));
  source.set(2);
  stop();
  source.set(3);
  assert.deepEqual(seen, [1, 2]);
});
