// Headless Chromium, for whatever tests open pages.
import assert from "node:assert/strict";
import { after } from "node:test";
import { chromium } from "playwright-core";

/** As long as anything may take that is expected to happen. */
export const patience = 10_000;

let launched;
/** The one browser. With a new, empty profile, which it throws away in the end. */
function browser() {
  launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"].concat(
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-features=LocalNetworkAccessChecks", // of pages that come from nowhere, while the server is on loopback
    ),
  });
  return launched;
}
after(async () => (await launched)?.close());

/** What the pages of a test file did and complained about. While the server is away, the browser itself complains. */
export class Watch {
  requests = [];
  complaints = [];
  isOutage = false;

  /** A window of its own, not a tab behind another, which the browser would hold back. `prepare` comes before the page. */
  async open(url, prepare = async () => {}) {
    const page = await (await browser()).newPage({ viewport: { width: 900, height: 640 } });
    page.setDefaultTimeout(patience);
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("websocket", (socket) => this.requests.push(socket.url()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !this.isOutage) this.complaints.push(message.text());
    });
    await prepare(page);
    await page.goto(url);
    return page;
  }
}

/** Waits until the text of `selector` is as it should be. */
export async function shows(page, selector, text) {
  try {
    await page.waitForFunction(
      ([where, wanted]) => document.querySelector(where)?.textContent.trim() === wanted,
      [selector, text],
    );
  } catch {
    assert.equal(await page.textContent(selector), text);
  }
}
