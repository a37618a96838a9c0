// The server is killed ten times while a page in Chromium keeps calling it.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Watch } from "../browser/chromium.mjs";
import { audit } from "./ledger.mjs";
import { begin, openPage } from "./page.mjs";
import { pause, random, Server, until } from "./support.mjs";

const { BUILD, FORMAT = "json", SEED = 1 } = process.env;
const kills = 10;

/** Rows of text, under each other. */
function table(rows) {
  const names = Object.keys(rows[0]);
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  return lines.map((line) => line.map((text, at) => text.padStart(widths[at])).join("  ")).join("\n");
}

test(`${kills} kills under a stream of calls: nothing lost, nothing done twice (${FORMAT})`, async (t) => {
  const next = random(Number(SEED));
  const server = await Server.start(t);
  const watch = new Watch();
  watch.isOutage = true;
  const page = await openPage(watch, server.url);
  await page.evaluate(begin, { url: server.url, pace: 5, format: FORMAT });
  const report = (since) => page.evaluate((from) => report(from), since);
  const rows = [];
  let before = await report();
  for (let kill = 1; kill <= kills; kill++) {
    await pause(200 + next() * 250);
    const killed = Date.now();
    await server.end("SIGKILL");
    await pause(next() * 250);
    await server.start();
    const up = Date.now();
    const now = await until("an answer of the new server", async () => {
      const seen = await report(up);
      return seen.answeredAt !== undefined && seen.made - seen.answered - seen.unavailable < 10 && seen;
    });
    rows.push({
      kill,
      "made": now.made - before.made,
      answered: now.answered - before.answered,
      resent: now.resent - before.resent,
      unavailable: now.unavailable - before.unavailable,
      "away ms": up - killed,
      "recovered ms": now.answeredAt - up,
    });
    before = now;
  }
  await pause(150);
  const { calls, ...end } = await page.evaluate(() => finish());
  const journal = server.journal();
  const sum = audit(calls, journal);
  const again = journal.filter(({ kind }) => kind === "again").length;
  const adds = calls.filter(({ kind }) => kind === "add");
  const record = [
    `${kills} kills, ${end.subprotocol}, seed ${SEED}`,
    table(rows),
    `${sum.made} calls: ${sum.answered} answered, ${sum.unsure} unavailable, of which ${sum.unsureDone} had been done`,
    `${end.resent} sent again, ${again} of them had been done: answered from memory; ${end.sockets} sockets`,
    `${end.heard.events} events, ${end.heard.gaps} gaps told`,
    `lost ${sum.lost}, twice ${sum.twice}`,
  ].join("\n");
  writeFileSync(join(BUILD, `kills-${FORMAT}.txt`), `${record}\n`);
  t.diagnostic(record);
  assert.deepEqual(sum.faults, []);
  assert.deepEqual([sum.lost, sum.twice], [0, 0]);
  assert.deepEqual(end.heard.faults, []);
  assert.equal(end.heard.gaps, kills);
  // What is safe to repeat is always answered; what is not was sent once.
  assert.deepEqual(adds.filter(({ value }) => value === undefined), []);
  assert.ok(end.resent > 0 && again > 0 && sum.unsure > 0, "the kills hit calls in flight, done and not");
  assert.equal(sum.refused, 0);
  assert.equal(end.subprotocol, { json: "gangway.v1", msgpack: "gangway.v1.msgpack" }[FORMAT]);
  assert.deepEqual(end.errors, []);
});
