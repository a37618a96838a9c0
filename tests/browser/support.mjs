import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { chromium } from "playwright-core";

const { CHAT, CHROMIUM } = process.env;
/** As long as anything may take that is expected to happen. */
export const patience = 10_000;

/** A chat server of its own; where it is stands in `origin`. */
export class Chat {
  origin = "";
  #process;

  async serve() {
    const port = this.origin ? new URL(this.origin).port : "0";
    const env = { ...process.env, GANGWAY_PORT: port };
    this.#process = spawn(CHAT, { env, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface(this.#process.stdout), "line");
    const found = /^listening on (http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line);
    assert.ok(found, line);
    this.origin = found[1];
  }

  async kill() {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await gone;
  }
}

let launched;
/** The one browser. With a new, empty profile, which it throws away in the end. */
function browser() {
  launched ??= chromium.launch({
    executablePath: CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"].concat(
      "--disable-background-networking",
      "--disable-component-update",
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

  /** A window of its own, not a tab behind another, which the browser would hold back. */
  async open(url) {
    const page = await (await browser()).newPage({ viewport: { width: 900, height: 640 } });
    page.setDefaultTimeout(patience);
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("websocket", (socket) => this.requests.push(socket.url()));
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !this.isOutage) this.complaints.push(message.text());
    });
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

/** The last message. */
export const last = "#messages li:last-child";
