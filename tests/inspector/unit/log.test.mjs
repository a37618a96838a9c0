import assert from "node:assert/strict";
import { test } from "node:test";
import { kept, Log } from "../../../runtime/inspector/log.js";
import { durationText, sizeText, utf8Size } from "../../../runtime/inspector/text.js";

function add(log, name, more = {}) {
  log.add({ direction: "in", kind: "event", name, text: `{"event":"${name}"}`, size: 10, latency: undefined, ...more });
}

const names = (log) => log.shown.map(({ name }) => name);

test("the log keeps the last thousand frames", () => {
  const log = new Log();
  for (let n = 1; n <= kept + 5; n++) add(log, `e${n}`);
  assert.equal(log.shown.length, kept);
  assert.equal(names(log)[0], "e6");
  assert.equal(log.entry(6)?.name, "e6");
  assert.equal(log.entry(5), undefined);
});

test("the filter takes frames that have all words, wherever they stand", () => {
  const log = new Log();
  add(log, "/chat posted");
  add(log, "/chat send", { direction: "out", kind: "call" });
  add(log, "", { kind: "ping", text: '{"ping":1}' });
  assert.deepEqual(names(log), ["/chat posted", "/chat send"]);
  log.filter("chat OUT", false);
  assert.deepEqual(names(log), ["/chat send"]);
  log.filter("", true);
  assert.equal(log.shown.length, 3);
});

test("a pause keeps what is shown, and what comes is there after it", () => {
  const log = new Log();
  add(log, "before");
  log.pause(true);
  add(log, "meanwhile");
  assert.deepEqual(names(log), ["before"]);
  assert.equal(log.waiting, 1);
  log.pause(false);
  assert.deepEqual(names(log), ["before", "meanwhile"]);
  log.pause(true);
  log.clear();
  add(log, "after");
  assert.deepEqual([names(log), log.waiting], [[], 1]);
  log.pause(false);
  assert.deepEqual(names(log), ["after"]);
});

test("sizes are bytes of UTF-8", () => {
  assert.equal(utf8Size("aä👋"), 7);
  assert.deepEqual([999, 1200, 3_400_000].map(sizeText), ["999 B", "1.2 kB", "3.4 MB"]);
  assert.deepEqual([0.84, 12.4, 3400].map(durationText), ["0.8 ms", "12 ms", "3.4 s"]);
});
