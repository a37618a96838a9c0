// socket.io-client's own bundle in headless Chromium: pages of the server's origin, and of others.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { places } from "./variants.mjs";
import { soon } from "../support/waiting.mjs";

const bundle = fileURLToPath(new URL("node_modules/socket.io-client/dist/socket.io.min.js", import.meta.url));
let browser;

before(async () => {
  assert.ok(process.env.CHROMIUM, "CHROMIUM names no browser, and the PATH has none");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"].concat(
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-features=LocalNetworkAccessChecks", // the pages come from nowhere, the server is on loopback
    ),
  });
});
after(() => browser?.close());

/** A page of `origin`, with the client in it. The page itself comes from here, what it does goes to the server. */
async function open(context, origin) {
  const page = await browser.newPage();
  context.after(() => page.close());
  page.setDefaultTimeout(10_000);
  const answers = [];
  if (process.env.VERBOSE) {
    page.on("console", (message) => console.log(message.text()));
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => console.log(">", String(payload)));
      socket.on("framereceived", ({ payload }) => console.log("<", String(payload)));
      socket.on("socketerror", (error) => console.log("socketerror", error));
    });
  }
  page.on("response", (answer) => answers.push(`${answer.request().method()} ${answer.status()}`));
  await page.route(`${origin}/page`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }));
  await page.goto(`${origin}/page`);
  await page.addScriptTag({ path: bundle });
  return Object.assign(page, { answers });
}

/** What a page does: everything once. `ended` is what it is connected by in the end. */
async function everything([url, transports, ended]) {
  const socket = io(url, { transports, forceNew: true, auth: { user: "page" } });
  const event = (name) => new Promise((resolve) => socket.once(name, resolve));
  await event("connect");
  while (socket.io.engine.transport.name !== ended) await new Promise((resolve) => setTimeout(resolve, 5));
  const result = { user: await socket.emitWithAck("whoAmI"), echo: await socket.emitWithAck("echo", { value: "ü😀" }) };
  const bytes = (data) => [...new Uint8Array(data)];
  const buffer = await socket.emitWithAck("picture", { name: "buffer", data: new Uint8Array([1, 2, 255]).buffer });
  const blob = await socket.emitWithAck("picture", { name: "blob", data: new Blob([new Uint8Array([3, 4])]) });
  result.pictures = [bytes(buffer.data), bytes(blob.data)];
  socket.on("confirm", ({ question }, answer) => answer(question === "yes?"));
  result.asked = await socket.emitWithAck("ask", { question: "yes?" });
  const drawn = event("drawn");
  const other = io(url, { transports, forceNew: true });
  await socket.emitWithAck("join", { room: `page ${transports}` });
  await other.emitWithAck("draw", { room: `page ${transports}`, picture: { name: "x", data: new Uint8Array([7]) } });
  result.drawn = bytes((await drawn).data);
  result.late = await socket.timeout(50).emitWithAck("never").catch((error) => error.message);
  other.disconnect();
  socket.disconnect();
  return result;
}

const ways = {
  polling: [["polling"], "polling"],
  websocket: [["websocket"], "websocket"],
  upgrade: [["polling", "websocket"], "websocket"],
};

for (const which of [0, 1]) {
  describe(["reference", "tested"][which], () => {
    for (const [name, [transports, ended]] of Object.entries(ways)) {
      test(`a page does everything (${["reference", "tested"][which]}, ${name})`, async (context) => {
        const { url } = places[which];
        const page = await open(context, url);
        assert.deepEqual(await soon("the page", page.evaluate(everything, [url, transports, ended]), 10_000), {
          user: "page",
          echo: "ü😀",
          pictures: [[1, 2, 255], [3, 4]],
          asked: true,
          drawn: [7],
          late: "operation has timed out",
        });
      });
    }

    test(`what was missed while the network was away (${["reference", "tested"][which]})`, async (context) => {
      const { url } = places[which];
      const page = await open(context, url);
      const result = await page.evaluate(async (to) => {
        const options = { path: "/recovery/socket.io/", forceNew: true, reconnectionDelay: 20 };
        const [socket, talker] = [io(to, options), io(to, options)];
        const said = [];
        socket.on("said", ({ n }) => said.push(n));
        await socket.emitWithAck("enter", { lane: "page" });
        await talker.emitWithAck("talk", { lane: "page", from: 1, to: 1 });
        while (said.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
        socket.io.engine.close();
        await talker.emitWithAck("talk", { lane: "page", from: 2, to: 3 });
        await new Promise((resolve) => socket.once("connect", resolve));
        const { recovered } = socket;
        while (said.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
        socket.disconnect();
        talker.disconnect();
        return { recovered, said };
      }, url);
      assert.deepEqual(result, { recovered: true, said: [1, 2, 3] });
    });

    test(`a page of another origin that may (${["reference", "tested"][which]})`, async (context) => {
      const page = await open(context, "https://page.example");
      const result = await page.evaluate(async (to) => {
        const socket = io(to, { path: "/pages/socket.io/", transports: ["polling"], withCredentials: true, reconnection: false });
        const failed = new Promise((_, reject) => socket.once("connect_error", (error) => reject(new Error(`${error} ${error.description}`))));
        return Promise.race([socket.emitWithAck("echo", { value: "far" }), failed]);
      }, places[which].url);
      assert.equal(result, "far");
    });

    test(`a page of another origin that may not (${["reference", "tested"][which]})`, async (context) => {
      const page = await open(context, "https://evil.example");
      for (const transport of ["polling", "websocket"]) {
        const result = await page.evaluate(async ([to, by]) => {
          const socket = io(to, { path: "/pages/socket.io/", transports: [by], reconnection: false });
          return new Promise((resolve) => {
            socket.once("connect", () => resolve("connected"));
            socket.once("connect_error", (error) => resolve(error.message));
          });
        }, [places[which].url, transport]);
        assert.match(result, /xhr poll error|websocket error/, transport);
      }
    });
  });
}
