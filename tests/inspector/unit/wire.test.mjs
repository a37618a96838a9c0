import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Wire } from "../../../runtime/inspector/wire.js";

/** What stands for the browser's WebSocket: the test is the server. */
class FakeSocket {
  static OPEN = 1;
  static all = [];
  readyState = 1;
  sent = [];
  closed;

  constructor(url, subprotocol) {
    Object.assign(this, { url, subprotocol });
    FakeSocket.all.push(this);
  }
  send(text) {
    this.sent.push(text);
  }
  close(code) {
    this.readyState = 3;
    this.closed = code;
  }
  /** The server says something. */
  say(frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }
  lose(code = 1006) {
    this.readyState = 3;
    this.onclose({ code, reason: "" });
  }
}
globalThis.WebSocket = FakeSocket;
// Pauses are as long as they may be.
Math.random = () => 1;

/** The page's timers, which only the test lets run. */
const timers = {
  now: 0,
  waiting: new Map(),
  advance(ms) {
    const end = this.now + ms;
    for (;;) {
      const [first] = [...this.waiting].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!first) break;
      this.waiting.delete(first[0]);
      this.now = first[1].at;
      first[1].act();
    }
    this.now = end;
  },
};
let timerIds = 0;
globalThis.setTimeout = (act, ms) => {
  timers.waiting.set(++timerIds, { act, at: timers.now + ms });
  return timerIds;
};
globalThis.clearTimeout = (id) => void timers.waiting.delete(id);

const hello = { hello: { v: 1, sid: "s", heartbeat: 25_000, timeout: 20_000 } };
let wire;
let frames;
let questions;
let refusals;

beforeEach(() => {
  timers.waiting.clear();
  FakeSocket.all = [];
  [frames, questions, refusals] = [[], [], []];
  wire = new Wire("ws://here/realtime", {
    frame: ({ direction, kind, name }) => frames.push(`${direction} ${kind} ${name}`.trim()),
    state: () => {},
    event: () => {},
    refusal: (...all) => refusals.push(all),
    question: (question) => questions.push(question),
  });
});

const socket = () => FakeSocket.all.at(-1);

function open() {
  wire.connection.connect();
  socket().onopen();
  socket().say(hello);
}

function joined() {
  open();
  wire.join("/chat", '{"token":"t"}');
  socket().say({ ns: "/chat", joined: { sid: "x", resumed: false } });
}

test("what wants to join does so after hello, and again after a loss, each pause longer than the one before", () => {
  wire.join("/chat", '{"token":"t"}');
  assert.equal(socket().subprotocol, "gangway.v1");
  assert.deepEqual(socket().sent, []);
  socket().say(hello);
  assert.deepEqual(socket().sent, ['{"ns":"/chat","join":{"token":"t"}}']);
  socket().say({ ns: "/chat", joined: { sid: "x", resumed: false } });
  assert.equal(wire.spaces.get("/chat").state, "joined");
  socket().lose();
  assert.equal(wire.connection.state, "waiting");
  for (const pause of [500, 1000, 2000]) {
    const before = FakeSocket.all.length;
    timers.advance(pause - 1);
    assert.equal(FakeSocket.all.length, before);
    timers.advance(1);
    assert.equal(FakeSocket.all.length, before + 1);
    if (pause < 2000) socket().lose();
  }
  socket().say(hello);
  assert.deepEqual(socket().sent, ['{"ns":"/chat","join":{"token":"t"}}']);
});

test("a server that says nothing for too long is left", () => {
  joined();
  const first = socket();
  timers.advance(44_999);
  first.say({ ping: 1 });
  assert.equal(first.sent.at(-1), '{"pong":1}');
  timers.advance(44_999);
  assert.equal(first.closed, undefined);
  timers.advance(1);
  assert.equal(first.closed, 4000);
  assert.equal(wire.connection.state, "waiting");
});

test("who is disconnected stays so, and joins nothing by itself", () => {
  joined();
  wire.close();
  assert.equal(socket().closed, 1000);
  timers.advance(100_000);
  assert.equal(FakeSocket.all.length, 1);
  open();
  assert.deepEqual(socket().sent, []);
});

test("texts go out as they were written, right or wrong", () => {
  joined();
  wire.emit("/chat", "typing", '{"twice":1,"twice":2}');
  wire.call("/chat", "send", "1e400");
  wire.call("/chat", "ping", undefined);
  assert.deepEqual(socket().sent.slice(1), [
    '{"ns":"/chat","event":"typing","data":{"twice":1,"twice":2}}',
    '{"ns":"/chat","event":"send","id":1,"data":1e400}',
    '{"ns":"/chat","event":"ping","id":2}',
  ]);
});

test("a call ends once, with its answer or with the connection", () => {
  joined();
  const [first, second] = [wire.call("/chat", "a", "1"), wire.call("/chat", "b", "2")];
  socket().say({ id: 1, data: [7] });
  assert.deepEqual([first.state, first.value], ["done", [7]]);
  assert.equal(typeof first.latency, "number");
  socket().say({ id: 1, data: [8] });
  assert.equal(frames.at(-1), "in late");
  assert.deepEqual(first.value, [7]);
  socket().lose();
  assert.deepEqual([second.state, second.error.code], ["failed", "unavailable"]);
  assert.equal(wire.call("/chat", "c", "3").error.code, "unavailable");
});

test("an event without an answer is refused by name", () => {
  joined();
  wire.emit("/chat", "typing", "7");
  socket().say({ ns: "/chat", event: "typing", error: { code: "invalid_payload", data: { path: "", rule: "type" } } });
  assert.deepEqual(refusals, [["/chat", "typing", { code: "invalid_payload", data: { path: "", rule: "type" } }]]);
});

test("more items of a stream are asked for when half of them came, unless that is done by hand", () => {
  joined();
  const call = wire.call("/chat", "history", "{}");
  frames.length = 0;
  for (let n = 0; n < 8; n++) socket().say({ id: 1, item: n });
  assert.equal(socket().sent.at(-1), '{"id":1,"more":8}');
  // The answer to a frame stands behind it in the log.
  assert.deepEqual(frames.slice(-2), ["in item /chat history", "out more /chat history"]);
  call.asksByItself = false;
  const before = socket().sent.length;
  for (let n = 0; n < 300; n++) socket().say({ id: 1, item: n });
  assert.equal(socket().sent.length, before);
  assert.deepEqual([call.received, call.items.length, call.items.at(-1)], [308, 200, 299]);
  socket().say({ id: 1, end: true });
  assert.equal(call.state, "done");
});

test("items that the server is not ready for wait, and the end waits for them", () => {
  joined();
  const call = wire.call("/chat", "upload", undefined);
  for (let n = 1; n <= 18; n++) call.push(String(n));
  call.finish();
  assert.equal(socket().sent.at(-1), '{"id":1,"item":16}');
  assert.equal(call.queued, 2);
  socket().say({ id: 1, more: 1 });
  assert.equal(socket().sent.at(-1), '{"id":1,"item":17}');
  socket().say({ id: 1, more: 8 });
  assert.deepEqual(socket().sent.slice(-2), ['{"id":1,"item":18}', '{"id":1,"end":true}']);
  socket().say({ id: 1, more: 8 });
  assert.equal(socket().sent.at(-1), '{"id":1,"end":true}');
});

test("a question is answered once, or goes with the server's interest or the connection", () => {
  joined();
  for (const id of [1, 2, 3, 4]) socket().say({ ns: "/chat", event: "confirm", id, data: { question: "?" } });
  const [answered, refused, withdrawn, lost] = questions;
  answered.answer("true");
  answered.answer("false");
  refused.refuse("NotHere", "not here", '{"name":"x"}');
  assert.deepEqual(socket().sent.slice(-2), [
    '{"id":1,"data":true}',
    '{"id":2,"error":{"code":"NotHere","message":"not here","data":{"name":"x"}}}',
  ]);
  socket().say({ id: 3, cancel: true });
  assert.equal(withdrawn.gone, "the server took it back");
  const before = socket().sent.length;
  withdrawn.answer("true");
  assert.equal(socket().sent.length, before);
  socket().lose();
  assert.equal(lost.gone, "the connection was lost");
});

test("an instance is called as the server spells it, and asked for as it was", () => {
  open();
  wire.join("/doc/a b", "{}");
  socket().say({ ns: "/doc/a b", joined: { sid: "x", resumed: false, ns: "/doc/a%20b" } });
  const space = wire.spaces.get("/doc/a b");
  assert.deepEqual([space.state, space.ns], ["joined", "/doc/a%20b"]);
  socket().say({ ns: "/doc/a%20b", left: { reason: "server_left" } });
  assert.deepEqual([space.state, space.why], ["left", "server_left"]);
});

test("a refusal, a refresh and its refusal are told", () => {
  open();
  wire.join("/chat", "{}");
  socket().say({ ns: "/chat", error: { code: "unauthenticated", message: "who are you?" } });
  assert.deepEqual([wire.spaces.get("/chat").state, wire.spaces.get("/chat").why], ["refused", "who are you?"]);
  wire.join("/chat", '{"token":"t"}');
  socket().say({ ns: "/chat", joined: { sid: "x", resumed: false } });
  wire.refresh("/chat", '{"token":"old"}');
  assert.equal(socket().sent.at(-1), '{"ns":"/chat","refresh":{"token":"old"}}');
  socket().say({ ns: "/chat", refreshed: { error: { code: "unauthenticated", message: "expired" } } });
  assert.deepEqual([wire.spaces.get("/chat").state, wire.spaces.get("/chat").why], ["joined", "refresh refused: expired"]);
});
