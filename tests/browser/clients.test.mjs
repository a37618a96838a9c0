import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Chat, last, shows, Watch } from "./support.mjs";

/** Gangway's client, a bare WebSocket, and socket.io-client in two windows, of which one polls: one room. */
const chat = new Chat();
const watch = new Watch();
before(() => chat.serve());
after(() => chat.kill());

const everybody = new Map();
const room = '[data-room="lobby"]';

async function enter(user, kind) {
  const page = await watch.open(`${chat.origin}/${kind === "gangway" ? "" : "clients.html"}`);
  everybody.set(user, page);
  await page.fill("#user", user);
  if (kind !== "gangway") await page.selectOption("#client", kind);
  await page.press("#user", "Enter");
  await page.waitForSelector("#chat", { state: "visible" });
  if (kind === "gangway") await page.click(room);
  await shows(page, "#title", "lobby");
  await shows(page, "#state", "open");
}

async function say(user, text) {
  await everybody.get(user).fill("#text", text);
  await everybody.get(user).press("#text", "Enter");
}

/** That all see it once, and who said it. */
async function allSee(user, text) {
  for (const [name, page] of everybody) {
    await shows(page, `${last} .text`, text);
    await shows(page, `${last} b`, name === user ? "you" : user);
  }
}

test("four clients of three kinds are in one room", async () => {
  await enter("ann", "gangway");
  await enter("bob", "websocket");
  await enter("cleo", "socketio");
  await enter("dan", "polling");
  for (const page of everybody.values()) await shows(page, room, "lobby 4/50");
});

test("what one says, all see", async () => {
  for (const user of everybody.keys()) {
    await say(user, `hello from ${user}`);
    await allSee(user, `hello from ${user}`);
  }
  for (const page of everybody.values()) assert.equal(await page.locator("#messages li").count(), 4);
  for (const [user, page] of everybody) await page.screenshot({ path: join(process.env["SCREENSHOTS"], `clients-${user}.png`) });
});

test("who comes later gets what was said", async () => {
  await enter("eve", "socketio");
  await allSee("dan", "hello from dan");
  for (const page of everybody.values()) await shows(page, room, "lobby 5/50");
});

test("a name that the server refuses is told by socket.io-client, too", async () => {
  watch.isOutage = true; // of the name: the answer 400 shows on the console
  const page = await watch.open(`${chat.origin}/clients.html`);
  await page.fill("#user", "👋".repeat(16));
  await page.press("#user", "Enter");
  await shows(page, "#refused", "a name has 1 to 32 characters");
  await page.close();
  watch.isOutage = false;
});

test("the one that polls never had a WebSocket, the other was upgraded", async () => {
  const transports = async (user) => [
    ...new Set(
      await everybody.get(user).evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => new URL(name))
          .filter(({ pathname }) => pathname === "/realtime/socket.io/")
          .map(({ searchParams }) => searchParams.get("transport")),
      ),
    ),
  ];
  assert.deepEqual(await transports("dan"), ["polling"]);
  const sockets = watch.requests.filter((url) => url.includes("transport=websocket"));
  assert.equal(sockets.length, 2, "cleo's and eve's");
});

test("after a restart of the server those of socket.io-client are back by themselves", async () => {
  watch.isOutage = true;
  await chat.kill();
  for (const user of ["cleo", "dan", "eve"]) await shows(everybody.get(user), "#state", "reconnecting");
  await shows(everybody.get("bob"), "#state", "closed");
  await chat.serve();
  for (const user of ["ann", "cleo", "dan", "eve"]) await shows(everybody.get(user), "#state", "open");
  await everybody.get("bob").close();
  everybody.delete("bob");
  for (const page of everybody.values()) await shows(page, room, "lobby 4/50");
  watch.isOutage = false;
  await say("dan", "back again");
  await allSee("dan", "back again");
});

test("a closed window has left its room, however it was connected", async () => {
  for (const [user, left] of [["dan", 3], ["cleo", 2]]) {
    await everybody.get(user).close();
    everybody.delete(user);
    for (const page of everybody.values()) await shows(page, room, `lobby ${left}/50`);
  }
});

test("nothing came from elsewhere, and nothing complained", () => {
  const own = [`${chat.origin}/`, `${chat.origin.replace("http", "ws")}/`, "data:"];
  assert.deepEqual(watch.requests.filter((url) => !own.some((start) => url.startsWith(start))), []);
  assert.deepEqual(watch.complaints, []);
});
