import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Chat, last, shows, Watch } from "./support.mjs";

const { SCREENSHOTS } = process.env;

/** The tests go on from each other, as one evening in the chat does. */
const chat = new Chat();
const watch = new Watch();
before(() => chat.serve());
after(() => chat.kill());

const open = () => watch.open(`${chat.origin}/`);

async function enter(user) {
  const page = await open();
  await page.fill("#user", user);
  await page.press("#user", "Enter");
  await isIn(page);
  return page;
}

async function isIn(page) {
  await page.waitForSelector("#chat", { state: "visible" });
  await page.waitForSelector("#enter", { state: "hidden" });
  await fits(page);
}

/** The messages scroll, the page does not: what is at its foot stays in sight. */
async function fits(page) {
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight), 0);
}

async function goTo(page, room) {
  await page.click(`[data-room="${room}"]`);
  await shows(page, "#title", room);
}

async function say(page, text) {
  await page.fill("#text", text);
  await page.press("#text", "Enter");
  await shows(page, "#messages li:last-child .text", text);
}

const count = (page) => page.locator("#messages li").count();

let ann;
let bob;
let eve;

test("a name that the server refuses is told, and another may be tried", async () => {
  watch.isOutage = true; // of the name: the answer 400 shows on the console
  eve = await open();
  await eve.fill("#user", "👋".repeat(16));
  await eve.press("#user", "Enter");
  await shows(eve, "#refused", "a name has 1 to 32 characters");
  watch.isOutage = false;
  await eve.fill("#user", "eve");
  await eve.press("#user", "Enter");
  await isIn(eve);
  await shows(eve, "#state", "open");
});

test("two windows enter the lobby and see each other in the list", async () => {
  [ann, bob] = [await enter("ann"), await enter("bob")];
  assert.deepEqual(await ann.locator("[data-room]").evaluateAll((all) => all.map((one) => one.dataset.room)), [
    "duo",
    "lobby",
    "solo",
  ]);
  assert.ok(await ann.isDisabled("#text"));
  await goTo(ann, "lobby");
  await goTo(bob, "lobby");
  for (const page of [ann, bob, eve]) await shows(page, '[data-room="lobby"]', "lobby 2/50");
});

test("a message arrives in the other window", async () => {
  await say(ann, "hello <b>bob</b>");
  await shows(ann, `${last} b`, "you");
  await shows(bob, `${last} b`, "ann");
  await shows(bob, `${last} .text`, "hello <b>bob</b>");
  await say(bob, "hello ann");
  await shows(ann, `${last} .text`, "hello ann");
  assert.equal(await count(ann), 2);
  assert.equal(await count(eve), 0);
});

test("who is typing is shown, until they send or think better of it", async () => {
  await ann.type("#text", "hm");
  await shows(bob, "#typing", "ann is typing…");
  assert.equal(await ann.textContent("#typing"), "");
  await ann.fill("#text", "");
  await shows(bob, "#typing", "");
  await ann.type("#text", "well");
  await shows(bob, "#typing", "ann is typing…");
  await ann.screenshot({ path: join(SCREENSHOTS, "chat-ann.png") });
  await bob.screenshot({ path: join(SCREENSHOTS, "chat-bob.png") });
  await ann.press("#text", "Enter");
  await shows(bob, "#typing", "");
});

test("a sticker arrives as one", async () => {
  await bob.click("#wave");
  await shows(ann, `${last} .sticker`, "👋");
  await shows(ann, `${last} b`, "bob");
});

test("older messages are fetched when asked for", async () => {
  for (let n = 1; n <= 45; n++) await say(ann, `message ${n}`);
  await shows(bob, `${last} .text`, "message 45");
  await goTo(eve, "lobby");
  await shows(eve, `${last} .text`, "message 45");
  assert.equal(await count(eve), 20);
  for (const all of [40, 49]) {
    await eve.click("#older");
    await eve.waitForFunction((wanted) => document.querySelectorAll("#messages li").length === wanted, all);
  }
  await shows(eve, "#messages li:first-child .text", "hello <b>bob</b>");
  await eve.click("#older");
  await shows(eve, "#problem", "that is all");
  await fits(eve);
  assert.equal(await count(eve), 49);
});

test("a full room refuses the third, who stays where they were", async () => {
  await goTo(ann, "duo");
  await goTo(bob, "duo");
  await shows(eve, '[data-room="duo"]', "duo 2/2");
  await eve.click('[data-room="duo"]');
  await shows(eve, "#problem", "duo is full: 2 fit in");
  await eve.screenshot({ path: join(SCREENSHOTS, "chat-full.png") });
  await shows(eve, "#title", "lobby");
  await say(ann, "just us");
  await shows(bob, `${last} .text`, "just us");
  await say(eve, "alone here");
  assert.equal(await count(ann), 1);
});

test("a room is cleared if the one who wants it confirms", async () => {
  const questions = [];
  ann.once("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.dismiss();
  });
  await ann.click("#clear");
  await shows(ann, "#problem", "nothing was cleared");
  assert.equal(await count(bob), 1);
  ann.once("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.accept();
  });
  await ann.click("#clear");
  for (const page of [ann, bob]) {
    await shows(page, "#problem", "ann cleared the room");
    assert.equal(await count(page), 0);
  }
  assert.deepEqual(questions, Array(2).fill("Throw away 1 messages?"));
});

test("when the server comes back, the windows are back in their rooms", async () => {
  watch.isOutage = true;
  await chat.kill();
  for (const page of [ann, bob, eve]) await shows(page, "#state", "reconnecting");
  await ann.screenshot({ path: join(SCREENSHOTS, "chat-reconnecting.png") });
  await chat.serve();
  for (const page of [ann, bob, eve]) await shows(page, "#state", "open");
  for (const page of [ann, bob, eve]) await shows(page, '[data-room="duo"]', "duo 2/2");
  watch.isOutage = false;
  await say(ann, "back again");
  await shows(bob, `${last} .text`, "back again");
  await goTo(bob, "lobby");
  await say(eve, "hello bob");
  await shows(bob, `${last} .text`, "hello bob");
});

test("a closed window has left its room", async () => {
  await ann.close();
  await shows(bob, '[data-room="duo"]', "duo 0/2");
});

test("nothing came from elsewhere, and nothing complained", () => {
  const own = [`${chat.origin}/`, `${chat.origin.replace("http", "ws")}/`, "data:"];
  assert.deepEqual(watch.requests.filter((url) => !own.some((start) => url.startsWith(start))), []);
  assert.ok(watch.requests.some((url) => url.startsWith("ws:")));
  assert.deepEqual(watch.complaints, []);
});
