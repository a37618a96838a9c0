import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { GangwayError, uuid } from "../src/index.js";
import { createFake, ManualClock } from "../src/testing.js";
import { ChatClient, NotMember, RoomFull, type Message } from "./support/chat.gw.js";
import { failure } from "./support/fake_server.js";

const handshake = { token: "t" };
const message: Message = {
  id: uuid.decode("0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10"),
  seq: 2n ** 63n,
  room: "lobby",
  from: "ann",
  content: { kind: "text", body: "hi" },
  sentAt: new Date("2026-01-31T12:00:00.250Z"),
  pinned: false,
  note: null,
  tags: ["a"],
  reactions: { "+1": 2 },
};

/** What is written to console.error while `run` does. */
async function complaints(run: () => Promise<void>): Promise<string[]> {
  const { mock: log } = mock.method(console, "error", () => {});
  try {
    await run();
    return log.calls.map((call) => call.arguments.map(String).join(" "));
  } finally {
    log.restore();
  }
}

test("a call is answered by its handler, with values of the schema's types", async () => {
  const fake = createFake(ChatClient, { chat: { join: async ({ room }) => [{ ...message, room }] } }, { handshake });
  const [got] = await fake.client.chat.join({ room: "den" });
  assert.deepEqual({ ...got, reactions: { ...got?.reactions } }, { ...message, room: "den" });
  assert.deepEqual(fake.chat.calls.join, [{ room: "den" }]);
  assert.deepEqual(fake.chat.handshakes, [{ token: "t", locale: "en" }]);
  assert.equal(fake.connections, 1);
});

test("declared errors arrive as instances of their classes", async () => {
  const join = (): never => {
    throw new RoomFull({ room: "den", limit: 3 });
  };
  const fake = createFake(ChatClient, { chat: { join } }, { handshake });
  const error = await failure(fake.client.chat.join({ room: "den" }));
  assert.ok(error instanceof RoomFull);
  assert.equal(error.data.limit, 3);
});

test("what has no handler is answered with unknown_event, and handle gives it one", async () => {
  const fake = createFake(ChatClient, {}, { handshake });
  assert.equal((await failure(fake.client.root.whoAmI())).code, "unknown_event");
  const stop = fake.root.handle("whoAmI", () => "ann");
  assert.equal(await fake.client.root.whoAmI(), "ann");
  stop();
  assert.equal((await failure(fake.client.root.whoAmI())).code, "unknown_event");
  assert.equal(fake.root.calls.whoAmI.length, 3);
});

test("what no server could send is a mistake of the test: internal for the client, and a complaint", async () => {
  const fake = createFake(
    ChatClient,
    {
      chat: {
        send: () => {
          throw new RoomFull({ room: "den", limit: 3 });
        },
        kick: () => {
          throw new Error("oops");
        },
        join: () => [{ ...message, seq: -1n }],
      },
    },
    { handshake },
  );
  const said = await complaints(async () => {
    const { chat } = fake.client;
    assert.equal((await failure(chat.send({ room: "den", content: message.content }))).code, "internal");
    assert.equal((await failure(chat.kick({ user: "bob" }))).code, "internal");
    assert.equal((await failure(chat.join({ room: "den" }))).code, "internal");
  });
  assert.match(said[0] ?? "", /send threw RoomFull, which it does not declare/);
  assert.match(said[1] ?? "", /kick failed.*oops/);
  assert.match(said[2] ?? "", /join failed.*does not fit: \/0\/seq/);
});

test("the client's own checks hold", async () => {
  const fake = createFake(ChatClient, { chat: { join: () => [] } }, { handshake });
  const error = await failure(fake.client.chat.join({ room: 7 as never }));
  assert.equal(error.code, "invalid_payload");
  assert.equal(fake.chat.calls.join.length, 0);
});

test("events that want no reply are remembered, and handled where there is a handler", async () => {
  const left: string[] = [];
  const fake = createFake(ChatClient, { chat: { leave: ({ room }) => void left.push(room) } }, { handshake });
  fake.client.chat.leave({ room: "den" });
  await fake.settled();
  fake.client.chat.typing({ room: "den", isTyping: true });
  await fake.settled();
  assert.deepEqual(left, ["den"]);
  assert.deepEqual(fake.chat.calls.leave, [{ room: "den" }]);
  assert.deepEqual(fake.chat.calls.typing, [{ room: "den", isTyping: true }]);
});

test("emit reaches listeners at once; of a client that is not in the namespace it says so", async () => {
  const fake = createFake(ChatClient, {}, { handshake });
  assert.throws(() => fake.chat.emit("posted", message), /posted: the client is not in \/chat/);
  const got: Message[] = [];
  fake.client.chat.on("posted", (one) => got.push(one));
  await fake.chat.joined();
  fake.chat.emit("posted", message);
  assert.equal(got[0]?.seq, 2n ** 63n);
  assert.throws(() => fake.chat.emit("posted", { ...message, room: 7 as never }), /does not fit: \/room/);
});

test("ask calls the client, and rejects with what its handler threw", async () => {
  const fake = createFake(ChatClient, {}, { handshake });
  await fake.client.chat.$join();
  assert.equal((await failure(fake.chat.ask("confirm", { question: "?" }))).code, "unknown_event");
  fake.client.chat.handle("confirm", ({ question }) => question === "sure?");
  assert.equal(await fake.chat.ask("confirm", { question: "sure?" }), true);
  fake.client.chat.handle("confirm", () => {
    throw new NotMember();
  });
  assert.equal((await failure(fake.chat.ask("confirm", { question: "?" }))).code, "NotMember");

  let signal: AbortSignal | undefined;
  fake.client.chat.handle("confirm", (_, context) => new Promise(() => (signal = context.signal)));
  const abort = new AbortController();
  const taken = failure(fake.chat.ask("confirm", { question: "?" }, { signal: abort.signal }));
  await fake.settled();
  abort.abort();
  assert.equal((await taken).code, "cancelled");
  assert.equal(signal?.aborted, true);
});

test("a stream is sent as the client takes it, and its source is told when the client leaves", async () => {
  let made = 0;
  let isLeft = false;
  async function* history(): AsyncGenerator<Message> {
    try {
      for (;;) yield { ...message, seq: BigInt(made++) };
    } finally {
      isLeft = true;
    }
  }
  const fake = createFake(ChatClient, { chat: { history } }, { handshake });
  const got: bigint[] = [];
  for await (const { seq } of fake.client.chat.history({ room: "den" })) {
    got.push(seq);
    if (got.length === 20) break;
  }
  await fake.settled();
  assert.deepEqual(got, [...Array(20).keys()].map(BigInt));
  assert.ok(isLeft);
  assert.ok(made <= 40, `${made} were made for 20`);
});

test("a stream ends with an array's end, or with the error of its source", async () => {
  const fake = createFake(ChatClient, { chat: { history: async () => [message, message] } }, { handshake });
  const read = async (): Promise<number> => {
    let count = 0;
    for await (const { room } of fake.client.chat.history({ room: "den" })) count += room === "lobby" ? 1 : 0;
    return count;
  };
  assert.equal(await read(), 2);
  fake.chat.handle("history", async function* () {
    yield message;
    throw new NotMember();
  });
  assert.ok((await failure(read())) instanceof NotMember);
});

test("what the client streams comes as items, with its credit", async () => {
  const upload = async (items: AsyncIterable<{ body: string }>): Promise<number> => {
    let count = 0;
    for await (const { body } of items) count += body.length;
    return count;
  };
  async function* translate(items: AsyncIterable<{ body: string }>): AsyncGenerator<{ body: string }> {
    for await (const { body } of items) yield { body: body.toUpperCase() };
  }
  const fake = createFake(ChatClient, { chat: { upload, translate } }, { handshake });
  assert.equal(await fake.client.chat.upload(Array.from({ length: 50 }, () => ({ body: "ab" }))), 100);
  assert.equal(fake.chat.calls.upload[0]?.length, 50);
  const said: string[] = [];
  for await (const { body } of fake.client.chat.translate([{ body: "a" }, { body: "b" }])) said.push(body);
  assert.deepEqual(said, ["A", "B"]);
});

test("a handler is told when the client no longer waits", async () => {
  let signal: AbortSignal | undefined;
  const join = (_: unknown, context: { signal: AbortSignal }): Promise<never> => {
    signal = context.signal;
    return new Promise(() => {});
  };
  const fake = createFake(ChatClient, { chat: { join } }, { handshake });
  const abort = new AbortController();
  const outcome = failure(fake.client.chat.join({ room: "den" }, { signal: abort.signal }));
  await fake.settled();
  assert.equal(signal?.aborted, false);
  abort.abort();
  assert.equal((await outcome).code, "cancelled");
  await fake.settled();
  assert.equal(signal?.aborted, true);
});

test("offline: calls fail or wait as in life, and online lets the client back", async () => {
  const clock = new ManualClock();
  const fake = createFake(ChatClient, { chat: { join: () => [], kick: () => new Promise(() => {}) } }, { handshake, clock });
  const inFlight = failure(fake.client.chat.kick({ user: "bob" }));
  await fake.settled();
  assert.equal(fake.client.state, "open");
  fake.offline();
  assert.equal((await inFlight).code, "unavailable");
  assert.equal(fake.client.state, "reconnecting");
  const waiting = fake.client.chat.join({ room: "den" });
  await clock.advance(5000);
  assert.equal(fake.client.state, "reconnecting");
  fake.online();
  assert.deepEqual(await waiting, []);
  assert.equal(fake.client.state, "open");
});

test("refused joins, being put out and refreshes are the client's to handle", async () => {
  const fake = createFake(ChatClient, {}, { handshake });
  fake.chat.refuseJoin("forbidden", "not you");
  await complaints(async () => {
    const error = await failure(fake.client.chat.$join());
    assert.deepEqual([error.code, error.message], ["forbidden", "not you"]);
  });
  await fake.client.chat.$join();
  assert.ok(fake.chat.isJoined);
  await fake.client.chat.$refresh();
  assert.equal(fake.chat.handshakes.length, 3);
  const reasons: string[] = [];
  fake.client.chat.$onLeft((reason) => reasons.push(reason));
  fake.chat.putOut("kicked");
  assert.deepEqual(reasons, ["kicked"]);
  assert.equal(fake.chat.isJoined, false);
});

test("drain answers what is in flight, closes, and takes the client back", async () => {
  let answer = (_: string): void => {};
  const whoAmI = (): Promise<string> => new Promise((resolve) => (answer = resolve));
  const clock = new ManualClock();
  const fake = createFake(ChatClient, { root: { whoAmI } }, { handshake, clock });
  const name = fake.client.root.whoAmI();
  await fake.settled();
  fake.drain(1000);
  await fake.settled();
  assert.equal(fake.connections, 1);
  answer("ann");
  assert.equal(await name, "ann");
  await fake.settled();
  assert.notEqual(fake.client.state, "open");
  await clock.advance(2000);
  assert.equal(fake.client.state, "open");
  assert.equal(fake.connections, 2);
});

test("a final code closes the client", async () => {
  const fake = createFake(ChatClient, {}, { handshake, namespaces: ["chat"] });
  await fake.chat.joined();
  await complaints(async () => fake.disconnect(4001, "banned"));
  assert.equal(fake.client.state, "closed");
});

test("latency is in both directions, and deadlines run meanwhile", async () => {
  const clock = new ManualClock();
  const fake = createFake(ChatClient, { root: { whoAmI: () => "ann" } }, { handshake, clock, latency: 100 });
  const name = fake.client.root.whoAmI();
  let got = "";
  void name.then((value) => (got = value));
  // connecting, hello, join and its answer, the call and its answer
  await clock.advance(599);
  assert.equal(got, "");
  await clock.advance(1);
  assert.equal(got, "ann");
  fake.latency = 2000;
  const late = failure(fake.client.root.whoAmI({ timeout: 3000 }));
  await clock.advance(3000);
  assert.equal((await late).code, "deadline_exceeded");
});

test("time may be the test runner's", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const fake = createFake(ChatClient, { chat: { join: () => new Promise(() => {}) } }, { handshake });
    const late = failure(fake.client.chat.join({ room: "den" }));
    await fake.settled();
    mock.timers.tick(30_000);
    assert.equal((await late).code, "deadline_exceeded");
  } finally {
    mock.timers.reset();
  }
});

test("namespaces with parameters have a side for each path, and handlers learn which", async () => {
  const id = message.id;
  const fake = createFake(
    ChatClient,
    { document: { edit: ({ text }, { path }) => text.length + path.title.length } },
    { handshake },
  );
  const one = fake.client.document({ id, title: "a b/c" });
  assert.equal(await one.edit({ text: "xyz" }), 8);
  const side = fake.document({ id, title: "a b/c" });
  assert.deepEqual(side.calls.edit, [{ text: "xyz" }]);
  assert.equal(fake.document({ id, title: "other" }).calls.edit.length, 0);
  assert.equal(fake.of(one).isJoined, true);
  const texts: string[] = [];
  one.on("changed", ({ text }) => texts.push(text));
  side.emit("changed", { text: "new" });
  assert.deepEqual(texts, ["new"]);
});

test("a namespace that replays gives what was missed, or tells of the gap", async () => {
  const fake = createFake(ChatClient, {}, { handshake, replay: ["chat"] });
  const [notes, resumes]: [string[], object[]] = [[], []];
  fake.client.chat.on("notice", ({ text }) => notes.push(text));
  fake.client.chat.$onResume((how) => resumes.push(how));
  await fake.chat.joined();
  const say = (text: string): void => fake.chat.emit("notice", { text, at: message.sentAt });
  say("1");
  fake.offline();
  say("2");
  say("3");
  fake.online();
  await fake.chat.joined();
  assert.deepEqual(notes, ["1", "2", "3"]);
  assert.deepEqual(resumes, [{ resumed: true, gap: false }]);
  fake.offline();
  say("4");
  fake.online({ gap: true });
  await fake.chat.joined();
  say("5");
  assert.deepEqual(notes, ["1", "2", "3", "5"]);
  assert.deepEqual(resumes[1], { resumed: false, gap: true });
});

test("closing the client ends the handlers' signals", async () => {
  let signal: AbortSignal | undefined;
  const kick = (_: unknown, context: { signal: AbortSignal }): Promise<never> => {
    signal = context.signal;
    return new Promise(() => {});
  };
  const fake = createFake(ChatClient, { chat: { kick } }, { handshake });
  const outcome = failure(fake.client.chat.kick({ user: "bob" }));
  await fake.settled();
  fake.client.close();
  assert.equal((await outcome).code, "cancelled");
  assert.equal(signal?.aborted, true);
  assert.ok((await outcome) instanceof GangwayError);
});

test("a fake speaks the format of its client", async () => {
  const { msgpack } = await import("../src/msgpack.js");
  const fake = createFake(ChatClient, { chat: { join: () => [message] } }, { handshake, format: msgpack });
  const [got] = await fake.client.chat.join({ room: "den" });
  assert.deepEqual([got?.seq, got?.sentAt], [message.seq, message.sentAt]);
  const times: Date[] = [];
  fake.client.chat.on("notice", ({ at }) => times.push(at));
  fake.chat.emit("notice", { text: "", at: message.sentAt });
  assert.deepEqual(times, [message.sentAt]);
});
