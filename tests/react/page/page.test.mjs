import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { shows, Watch } from "../../browser/chromium.mjs";
import { Chat } from "../../browser/support.mjs";

const chat = new Chat();
const watch = new Watch();
before(() => chat.serve());
after(() => chat.kill());

const html = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div id="root"></div><script src="page.js"></script>';

/** The page, from the origin of the server, and how many of its connections were made and stand. */
async function enter(user) {
  const sockets = { made: 0, standing: 0 };
  const page = await watch.open(`${chat.origin}/react/?user=${user}`, async (made) => {
    made.on("websocket", (socket) => {
      sockets.made++;
      sockets.standing++;
      socket.on("close", () => sockets.standing--);
    });
    await made.route("**/react/**", (route) =>
      route.request().url().endsWith("page.js")
        ? route.fulfill({ contentType: "text/javascript", body: readFileSync(process.env.PAGE, "utf8") })
        : route.fulfill({ contentType: "text/html", body: html }),
    );
  });
  await shows(page, "#joined", "true");
  return { page, sockets };
}

async function say(page, text) {
  await page.fill("#draft", text);
  await page.click("#send");
  await page.waitForFunction(() => document.getElementById("draft").value === "");
  await shows(page, "#error", "-");
}

const lines = (page) => page.$$eval("li", (all) => all.map((one) => one.textContent));

test("in StrictMode one connection, and every message once", async () => {
  const [ann, bob] = [await enter("ann"), await enter("bob")];
  await say(ann.page, "hello");
  for (const { page } of [ann, bob]) await shows(page, "li:last-child", "hello");
  await say(bob.page, "hi");
  for (const { page, sockets } of [ann, bob]) {
    await shows(page, "li:last-child", "hi");
    assert.deepEqual(await lines(page), ["hello", "hi"]);
    assert.deepEqual(sockets, { made: 1, standing: 1 });
    await shows(page, "#state", "open");
    await shows(page, "#older", "0");
  }

  watch.isOutage = true;
  await chat.kill();
  await shows(ann.page, "#state", "reconnecting");
  await chat.serve();
  for (const { page } of [ann, bob]) {
    await shows(page, "#state", "open");
    await page.click("#again");
    await shows(page, "#joined", "true");
  }
  watch.isOutage = false;
  await say(bob.page, "back");
  await shows(ann.page, "li:last-child", "back");
  assert.deepEqual(await lines(ann.page), ["hello", "hi", "back"]);
  for (const { page } of [ann, bob]) await page.close();
});

test("going from the page closes its connection, coming back makes one", async () => {
  const { page, sockets } = await enter("cleo");
  for (let turn = 1; turn <= 3; turn++) {
    await page.click("#door");
    await page.waitForFunction(() => !document.getElementById("state"));
    for (let wait = 0; sockets.standing > 0 && wait < 100; wait++) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(sockets, { made: turn, standing: 0 });
    await page.click("#door");
    await shows(page, "#joined", "true");
  }
  assert.deepEqual(sockets, { made: 4, standing: 1 });
  await page.close();
});

test("nothing was complained about", () => assert.deepEqual(watch.complaints, []));
