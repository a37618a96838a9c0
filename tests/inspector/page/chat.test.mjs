import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Chat, shows, Watch } from "../../browser/support.mjs";
import { call, field, frames, goTo, inspect, result, says } from "./support.mjs";

/** The tests go on from each other: two developers look at the chat. */
const chat = new Chat(["--inspector"]);
const watch = new Watch();
before(() => chat.serve());
after(() => chat.kill());

const space = "#Chat/chat";

async function tokenOf(user) {
  const answer = await fetch(`${chat.origin}/login`, { method: "POST", body: JSON.stringify({ user }) });
  return (await answer.json()).token;
}

async function enter(page, user) {
  await goTo(page, space);
  await page.fill(field("token"), await tokenOf(user));
  await page.click("main .buttons .primary");
  await says(page, "main .place", ": joined");
}

let ann;
let bob;

test("the page shows namespaces, events and docs, and is connected", async () => {
  ann = await inspect(watch, chat);
  await shows(ann, "#state", "open");
  await shows(ann, "nav .space", "/chat");
  const events = await ann.locator("nav a:not(.space)").evaluateAll((all) => all.map((one) => one.textContent));
  assert.deepEqual(events.slice(0, 6), ["↑join", "↑leave", "↑send", "↑history", "↑typing", "↑clear"]);
  assert.ok(events.includes("↓posted"));
  await says(ann, ".nav .docs", "People, rooms, and what is said in them.");
  await goTo(ann, `${space}/on/send`);
  await shows(ann, "main .signature", "send(room: RoomName, content: Content) -> Message throws NotMember");
  await says(ann, "main .docs", "Says something to all in the room");
  await says(ann, ".types", "union Content tag");
});

test("a handshake that the server refuses is told, and one that it takes joins", async () => {
  await goTo(ann, `${space}/on/send`);
  assert.ok(await ann.isDisabled("main .buttons .primary"));
  await goTo(ann, space);
  await ann.fill(field("token"), "");
  await ann.click("main .buttons .primary");
  await says(ann, 'main [data-field="token"] .problem', "length must be 1..4096 (length)");
  await ann.fill(field("token"), "not one");
  await ann.click("main .buttons .primary");
  await says(ann, "main .place", "refused");
  await enter(ann, "ann");
  assert.equal(await ann.getAttribute("nav .space", "data-state"), "joined");
});

test("a call is made from its form, and the answer is there with its time", async () => {
  await goTo(ann, `${space}/on/join`);
  await ann.fill(field("room"), "lobby");
  await call(ann);
  assert.deepEqual(await result(ann), []);
  assert.match(await ann.textContent("main .call .state"), /^done in \d+(\.\d)? m?s$/);
  const last = ann.locator('.frame[data-kind="reply"]').last();
  assert.equal(await last.locator(".what").textContent(), "/chat join");
  assert.match(await last.locator(".latency").textContent(), /^\d+(\.\d)? m?s$/);
  assert.equal(await last.locator(".size").textContent(), '{"id":1,"data":[]}'.length + " B");
});

test("what is wrong is told at its field, first by the page, and if one insists by the server", async () => {
  await goTo(ann, `${space}/on/send`);
  await ann.fill(field("room"), "");
  await ann.fill(field("body"), "");
  await ann.click("main .buttons .primary");
  const atRoom = 'main [data-field="room"] .problem:not([hidden])';
  await shows(ann, atRoom, "length must be 1..64 (length)");
  await shows(ann, 'main [data-field="body"] .problem:not([hidden])', "length must be 1..2000 (length)");
  assert.equal(await ann.locator("main .results .call").count(), 0);
  await ann.click('main .buttons button:has-text("Send anyway")');
  await says(ann, atRoom, "the server: ");
  await says(ann, atRoom, "(length)");
  assert.equal(await ann.getAttribute(field("room"), "aria-invalid"), "");
  await says(ann, "main .results .error strong", "invalid_payload");
});

test("a declared error comes with its data", async () => {
  await ann.fill(field("room"), "duo");
  await ann.fill(field("body"), "hello");
  await call(ann, "failed");
  await shows(ann, "main .results .call:first-child .error strong", "NotMember");
  assert.deepEqual(await result(ann), { room: "duo" });
  assert.equal(await ann.locator("main .problem:not([hidden])").count(), 0);
});

test("a union's other arm has its own fields", async () => {
  await ann.fill(field("room"), "lobby");
  await ann.selectOption("main .union > .tag select", "sticker");
  await ann.fill(field("name"), "wave");
  await ann.press(field("name"), "Control+Enter");
  await ann.waitForSelector('main .results .call:first-child .state[data-state="done"]');
  assert.deepEqual((await result(ann)).content, { kind: "sticker", name: "wave" });
});

test("the form becomes its JSON and back", async () => {
  await ann.check("main .payload > .tick input");
  assert.deepEqual(JSON.parse(await ann.inputValue("main .raw")), { room: "lobby", content: { kind: "sticker", name: "wave" } });
  await ann.fill("main .raw", '{"room":');
  await ann.uncheck("main .payload > .tick input").catch(() => {});
  await says(ann, "main .payload > .problem", "(syntax)");
  await ann.fill("main .raw", '{"room":"lobby","content":{"kind":"text","body":"from JSON"}}');
  await ann.uncheck("main .payload > .tick input");
  assert.equal(await ann.inputValue(field("body")), "from JSON");
  await call(ann);
  assert.equal((await result(ann)).content.body, "from JSON");
});

test("an event that another client causes is counted and listed", async () => {
  bob = await inspect(watch, chat);
  await enter(bob, "bob");
  await goTo(bob, `${space}/on/join`);
  await bob.fill(field("room"), "lobby");
  await call(bob);
  assert.equal((await result(bob)).length, 2);
  await goTo(ann, `${space}/emit/posted`);
  const before = await ann.locator("main .results .call").count();
  await goTo(bob, `${space}/on/send`);
  await bob.fill(field("room"), "lobby");
  await bob.fill(field("body"), "hello ann");
  await call(bob);
  await says(ann, "main .results .call:first-child pre", "hello ann");
  assert.equal(await ann.locator("main .results .call").count(), before + 1);
  await shows(ann, 'nav a[href$="emit/posted"] .count', String(before + 1));
  assert.equal(await ann.locator("main .results .problem").count(), 0);
});

test("a stream's items come one below the other", async () => {
  await goTo(ann, `${space}/on/history`);
  await ann.fill(field("room"), "lobby");
  await ann.fill(field("before"), "2100-01-01T00:00:00Z");
  await call(ann);
  await says(ann, "main .call .state", "3 items");
  const items = (await ann.textContent("main .items")).split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(items.map(({ from }) => from), ["bob", "ann", "ann"]);
});

test("what the server asks is answered from a form", async () => {
  for (const [isSure, cleared] of [[false, "false"], [true, "true"]]) {
    await goTo(ann, `${space}/on/clear`);
    await ann.fill(field("room"), "lobby");
    await ann.click("main .buttons .primary");
    await says(ann, ".question h3", "/chat asks confirm");
    await says(ann, ".question pre", "Throw away 3 messages?");
    await ann.setChecked(".question .value input", isSure);
    await ann.click('.question button:has-text("Answer")');
    await ann.waitForSelector('main .results .call:first-child .state[data-state="done"]');
    assert.equal(String(await result(ann)), cleared);
    await ann.waitForSelector(".question", { state: "detached" });
  }
  await shows(bob, 'nav a[href$="emit/cleared"] .count', "1");
});

test("it can be seen", async () => {
  await goTo(ann, `${space}/on/send`);
  await ann.fill(field("body"), "Hello from the inspector");
  await call(ann);
  await ann.click('.frame[data-kind="call"] >> nth=-1');
  await says(ann, ".detail pre", "Hello from the inspector");
  for (const colours of ["light", "dark"]) {
    await ann.emulateMedia({ colorScheme: colours });
    await ann.screenshot({ path: join(process.env["SCREENSHOTS"], `inspector-${colours}.png`) });
  }
  const [text, back] = await ann.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return [color, backgroundColor];
  });
  assert.notEqual(text, back);
  await ann.click('.detail button:has-text("Close")');
  // In a small window the log goes below; the page itself does not scroll.
  await ann.setViewportSize({ width: 800, height: 600 });
  const { bottom, overflow } = await ann.evaluate(() => ({
    bottom: document.querySelector(".log").getBoundingClientRect().bottom,
    overflow: document.documentElement.scrollWidth - innerWidth,
  }));
  assert.deepEqual({ bottom, overflow }, { bottom: 600, overflow: 0 });
  await ann.screenshot({ path: join(process.env["SCREENSHOTS"], "inspector-small.png") });
  await ann.setViewportSize({ width: 1360, height: 860 });
});

test("the log is filtered, shows raw frames, pauses and is cleared", async () => {
  await ann.press("body", "/");
  await ann.keyboard.type("confirm");
  await ann.waitForFunction(() => document.querySelectorAll(".frame").length === 4);
  assert.deepEqual(await frames(ann), ["question /chat confirm", "reply /chat confirm", "question /chat confirm", "reply /chat confirm"]);
  await ann.click(".frame >> nth=0");
  await says(ann, ".detail pre", "Throw away 3 messages?");
  await ann.check(".detail .tick input");
  assert.match(await ann.textContent(".detail pre"), /^\{"ns":"\/chat","event":"confirm","id":\d+,"data":\{"question":"Throw away 3 messages\?"\}\}$/);
  await ann.focus(".frame >> nth=0");
  await ann.keyboard.press("ArrowDown");
  assert.equal(await ann.evaluate(() => document.activeElement.dataset.kind), "reply");
  await ann.keyboard.press("Escape");
  assert.ok(await ann.isHidden(".detail"));
  await ann.fill("#filter", "");
  await ann.click('.tools button:has-text("Pause")');
  await ann.waitForFunction(() => document.querySelectorAll(".frame").length > 4);
  const shown = (await frames(ann)).length;
  await goTo(ann, `${space}/on/join`);
  await call(ann);
  assert.equal((await frames(ann)).length, shown);
  await says(ann, ".tools .quiet", "since the pause");
  await ann.click('.tools button:has-text("Pause")');
  await ann.waitForFunction((before) => document.querySelectorAll(".frame").length > before, shown);
  await ann.screenshot({ path: join(process.env["SCREENSHOTS"], "inspector-log.png") });
  await ann.click('.tools button:has-text("Clear")');
  await ann.waitForFunction(() => document.querySelectorAll(".frame").length === 0);
});

test("a namespace is left, and joined again by the button at an event", async () => {
  await goTo(ann, space);
  await ann.click('main button:has-text("Leave")');
  await says(ann, "main .place", "left, client_left");
  await goTo(ann, `${space}/on/join`);
  await ann.click('main .place button:has-text("Join")');
  await shows(ann, "main .place .state", "joined");
});

test("when the server was away, the page is connected again by itself", async () => {
  watch.isOutage = true;
  await chat.kill();
  await says(ann, "#state", "waiting");
  await chat.serve();
  await shows(ann, "#state", "open");
  // The server that is back has another key: the token is none of its own.
  await goTo(ann, space);
  await says(ann, "main .place", "refused");
  watch.isOutage = false;
  await enter(ann, "ann");
  await ann.click(".top button:has-text('Disconnect')");
  await shows(ann, "#state", "closed");
  await ann.click(".top button:has-text('Connect')");
  await shows(ann, "#state", "open");
});

test("without its description a gateway's events are called by name", async () => {
  const page = await watch.open(`${chat.origin}/inspector/`, (fresh) =>
    fresh.route("**/schema.json", async (route) => {
      const answer = await route.fetch();
      const { gateways } = await answer.json();
      await route.fulfill({ response: answer, json: { gateways: gateways.map((each) => ({ ...each, description: null })) } });
    }),
  );
  await shows(page, "#state", "open");
  await says(page, "main", "INSPECTOR");
  await page.fill("main fieldset textarea", JSON.stringify({ token: await tokenOf("eve") }));
  await page.click('main .buttons button:has-text("Join")');
  await says(page, "main .place", ": joined");
  await page.fill('main [aria-label="event"]', "join");
  await page.fill("main .any textarea", '{"room":"lobby"}');
  await page.click("main .any .primary");
  await says(page, "main .any .call .state", "done");
  await page.close();
});

test("nothing came from elsewhere, and nothing complained", () => {
  const own = [`${chat.origin}/`, `${chat.origin.replace("http", "ws")}/`, "data:"];
  assert.deepEqual(watch.requests.filter((url) => !own.some((start) => url.startsWith(start))), []);
  assert.deepEqual(watch.complaints, []);
});
