// Several pages in Chromium with the server dying, links falling silent, and the browser being offline.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Watch } from "../browser/chromium.mjs";
import { audit } from "./ledger.mjs";
import { begin, openPage } from "./page.mjs";
import { Line } from "./proxy.mjs";
import { attentive, pause, Server, until } from "./support.mjs";

const report = (page) => page.evaluate(() => report());
const isBack = (sockets) => async (page) => {
  await until("the page to be back", async () => {
    const now = await report(page);
    return now.state === "open" && now.sockets > sockets;
  });
};

test("several tabs: all are back after each kill, each hears everything once, together they did nothing twice", async (t) => {
  const server = await Server.start(t);
  const watch = new Watch();
  watch.isOutage = true;
  const pages = await Promise.all(Array.from({ length: 3 }, () => openPage(watch, server.url)));
  await Promise.all(pages.map((page) => page.evaluate(begin, { url: server.url, pace: 20 })));
  for (let kill = 1; kill <= 2; kill++) {
    await pause(200);
    const before = await Promise.all(pages.map(report));
    await server.end("SIGKILL");
    await server.start();
    await Promise.all(pages.map((page, at) => isBack(before[at].sockets)(page)));
  }
  const gone = pages.pop();
  const closed = await gone.evaluate(() => finish());
  await gone.close();
  await pause(100);
  const ends = await Promise.all(pages.map((page) => page.evaluate(() => finish())));
  const sum = audit([...ends, closed].flatMap(({ calls }) => calls), server.journal());
  assert.deepEqual(sum.faults, []);
  assert.equal(sum.refused, 0);
  for (const { heard, errors } of ends) {
    assert.deepEqual(heard.faults, []);
    assert.equal(heard.gaps, 2);
    assert.deepEqual(errors, []);
  }
  t.diagnostic(`3 tabs, 2 kills: ${sum.made} calls, ${sum.answered} answered, ${sum.unsure} unavailable; lost ${sum.lost}, twice ${sum.twice}`);
});

test("a page on a line that falls silent leaves it and goes on: events come once and in order, without a gap", async (t) => {
  const server = await Server.start(t, attentive);
  const line = await Line.lay(t, server.port);
  const watch = new Watch();
  watch.isOutage = true;
  const page = await openPage(watch, line.url);
  await page.evaluate(begin, { url: line.url, pace: 10 });
  for (let n = 0; n < 2; n++) {
    await pause(200);
    const { sockets } = await report(page);
    line.silence();
    await isBack(sockets)(page);
  }
  line.cut();
  await pause(300);
  const end = await page.evaluate(() => finish());
  assert.deepEqual([...audit(end.calls, server.journal()).faults, ...end.heard.faults], []);
  assert.equal(end.heard.gaps, 0);
  assert.deepEqual(end.errors, []);
});

test("a browser that is offline does not try, and online again it is back at once", async (t) => {
  const server = await Server.start(t);
  const line = await Line.lay(t, server.port);
  const watch = new Watch();
  watch.isOutage = true;
  const page = await openPage(watch, line.url);
  await page.evaluate(begin, { url: line.url, pace: 20 });
  line.isRefusing = true;
  line.cut();
  const before = (await report(page)).sockets;
  await until("some attempts in vain", async () => (await report(page)).sockets > before + 2);
  await page.context().setOffline(true);
  // The attempt that is under way ends.
  await pause(200);
  const { sockets } = await report(page);
  await pause(600);
  assert.equal((await report(page)).sockets, sockets);
  line.isRefusing = false;
  await page.context().setOffline(false);
  await isBack(sockets)(page);
  const end = await page.evaluate(() => finish());
  assert.deepEqual([...audit(end.calls, server.journal()).faults, ...end.heard.faults], []);
  assert.equal(end.sockets, sockets + 1);
});
