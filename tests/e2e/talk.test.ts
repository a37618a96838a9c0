import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { NotHere, type TalkNamespace } from "client/everything.gw.js";
import { connect, server, until } from "./support.js";

/** A client in `talk`, and everything it hears there. */
async function talker(t: TestContext, user: string): Promise<{ talk: TalkNamespace; heard: string[] }> {
  const { talk } = connect(t, await server(), { user });
  const heard: string[] = [];
  talk.on("said", ({ by, text }) => heard.push(`${by}: ${text}`));
  talk.on("announced", ({ text }) => heard.push(text));
  await talk.$join();
  return { talk, heard };
}

/** Every event that was on its way to these has arrived: an answer comes after what was sent before it. */
async function settled(...talkers: { talk: TalkNamespace }[]): Promise<void> {
  for (const { talk } of talkers) await talk.numbers({ count: 0 });
}

test("what is sent to a room reaches those in it, but for the exceptions", async (t) => {
  const [ann, bob, eve] = await Promise.all([talker(t, "ann"), talker(t, "bob"), talker(t, "eve")]);
  const place = { name: "pub", floor: 1 };
  await Promise.all([ann.talk.enter(place), bob.talk.enter(place), eve.talk.enter({ ...place, floor: 2 })]);
  await ann.talk.say({ ...place, text: "hi" });
  await settled(ann, bob, eve);
  assert.deepEqual([ann.heard, bob.heard, eve.heard], [[], ["ann: hi"], []]);

  await bob.talk.exit(place);
  await eve.talk.say({ ...place, text: "who?" });
  await settled(ann, bob, eve);
  assert.deepEqual([ann.heard, bob.heard, eve.heard], [["eve: who?"], ["ann: hi"], []]);
});

test("a room's keys are told apart, whatever their text", async (t) => {
  const [ann, bob] = await Promise.all([talker(t, "ann"), talker(t, "bob")]);
  await ann.talk.enter({ name: 'x",1', floor: 1 });
  await bob.talk.say({ name: "x", floor: 1, text: "no" });
  await bob.talk.say({ name: 'x",1', floor: 11, text: "no" });
  await bob.talk.say({ name: 'x",1', floor: 1, text: "yes" });
  await settled(ann);
  assert.deepEqual(ann.heard, ["bob: yes"]);
});

test("what is sent to all reaches all, once each, but for those in the rooms excepted", async (t) => {
  const [ann, bob] = await Promise.all([talker(t, "ann"), talker(t, "bob")]);
  await bob.talk.enter({ name: "quiet", floor: 0 });
  await ann.talk.announce({ text: "one" });
  await ann.talk.announce({ text: "two", butNotIn: "quiet" });
  await ann.talk.announce({ text: "three" });
  await settled(ann, bob);
  assert.deepEqual([ann.heard, bob.heard], [["one", "two", "three"], ["one", "three"]]);
});

test("other threads may send, too, and order is kept", async (t) => {
  const [ann, bob] = await Promise.all([talker(t, "ann"), talker(t, "bob")]);
  const texts = Array.from({ length: 20 }, (_, n) => `elsewhere ${n}`);
  for (const text of texts) void ann.talk.announce({ text, elsewhere: true });
  await until("the last one", () => ann.heard.length === texts.length && bob.heard.length === texts.length);
  assert.deepEqual([ann.heard, bob.heard], [texts, texts]);
});

test("a client's room hears that it left, while the handler still knows where it was", async (t) => {
  const [ann, bob] = await Promise.all([talker(t, "ann"), talker(t, "bob")]);
  await Promise.all([ann.talk.enter({ name: "hall", floor: 0 }), bob.talk.enter({ name: "hall", floor: 0 })]);
  ann.talk.$leave();
  await until("bob to hear it", () => bob.heard.length > 0);
  assert.deepEqual([ann.heard, bob.heard], [[], ["ann: bye"]]);
});

test("events to one client come in order, before the reply that follows them", async (t) => {
  const { talk } = await talker(t, "ann");
  const heard: number[] = [];
  const stop = talk.on("numbered", (number) => heard.push(number));
  await talk.numbers({ count: 300 });
  assert.deepEqual(heard, Array.from({ length: 300 }, (_, n) => n));
  stop();
  const next = talk.once("numbered");
  await talk.numbers({ count: 2 });
  assert.equal(await next, 0);
  assert.equal(heard.length, 300);
});

test("the server asks, the client answers", async (t) => {
  const { talk } = await talker(t, "ann");
  talk.handle("confirm", ({ question }) => question === "sure?");
  assert.equal(await talk.askMe({ question: "sure?" }), "yes");
  talk.handle("confirm", async () => Promise.resolve(false));
  assert.equal(await talk.askMe({ question: "sure?" }), "no");
  let asked = 0;
  talk.handle("prepare", ({ for: ms }) => void (asked = ms));
  assert.equal(await talk.prepareMe(), "prepared");
  assert.equal(asked, 400);
});

test("the server learns why there is no answer, but not what went wrong inside the client", async (t) => {
  const client = connect(t, await server());
  const { talk } = client;
  assert.match(await talk.askMe({ question: "?" }), /^unknown_event/);
  talk.handle("confirm", () => {
    throw new NotHere({ name: 'a "b"' });
  });
  assert.equal(await talk.askMe({ question: "?" }), 'NotHere {"name":"a \\"b\\""}');
  talk.handle("confirm", () => {
    throw new Error("a secret of the client");
  });
  assert.equal((await talk.askMe({ question: "?" })).trim(), "internal");
  assert.match(client.errors.map(String).join(), /a secret of the client/);
  talk.handle("confirm", () => "perhaps" as never);
  assert.match(await talk.askMe({ question: "?" }), /^invalid_payload/);
});

test("the server does not wait for ever, and says so", async (t) => {
  const { talk } = await talker(t, "ann");
  let signal: AbortSignal | undefined;
  talk.handle("prepare", (_, context) => {
    signal = context.signal;
    return new Promise<void>(() => {});
  });
  assert.equal(await talk.prepareMe(), "deadline_exceeded");
  await until("the handler to be told", () => signal?.aborted);
});
