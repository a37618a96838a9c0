// Pages that have the client, served by nobody: the servers of these tests die.
import { readFileSync } from "node:fs";

/** Opens a page of the origin of `url`, for `import("/client.mjs")`. Gives Playwright's page. */
export function openPage(watch, url) {
  const origin = new URL(url).origin;
  return watch.open(`${origin}/page`, async (page) => {
    await page.route(`${origin}/page`, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>page</title>" }));
    await page.route(`${origin}/favicon.ico`, (route) => route.fulfill({ status: 204 }));
    await page.route(`${origin}/client.mjs`, (route) =>
      route.fulfill({ contentType: "text/javascript", body: readFileSync(process.env.CLIENT, "utf8") }),
    );
  });
}

/**
 * For `page.evaluate`: makes a client that calls the bank every few milliseconds, adding and spending in turns, and hears what is
 * booked. What came of it is in `report()` of the page.
 */
export async function begin({ url, pace, format = "json", backoff = { initial: 50, max: 150 } }) {
  const { formats, Ledger, listen, ResilienceClient } = await import("/client.mjs");
  // Every id that is sent, and how often: in text and, as letters are themselves there, in MessagePack.
  const sent = new Map();
  let sockets = 0;
  let subprotocol;
  class Counting extends WebSocket {
    constructor(...given) {
      super(...given);
      sockets++;
      this.addEventListener("open", () => (subprotocol = this.protocol));
    }
    send(frame) {
      const text = typeof frame === "string" ? frame : new TextDecoder("latin1").decode(frame);
      for (const [id] of text.matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)) sent.set(id, (sent.get(id) ?? 0) + 1);
      super.send(frame);
    }
  }
  const client = new ResilienceClient(url, {
    handshake: { user: "page" },
    backoff,
    WebSocket: Counting,
    ...formats[format],
  });
  const errors = [];
  client.onError((error) => errors.push(String(error)));
  const ledger = new Ledger(client.bank);
  const heard = listen(client.bank);
  await ledger.add(1_000_000);
  const stop = ledger.keepCalling(pace);
  /** `since`: a time on the wall's clock; `answeredAt` is the first answer's from then on. */
  globalThis.report = (since = 0) => ({
    state: client.state,
    sockets,
    subprotocol,
    answeredAt: ledger.calls.find(({ at }) => at >= since)?.at,
    made: ledger.calls.length,
    answered: ledger.calls.filter(({ value }) => value !== undefined).length,
    unavailable: ledger.calls.filter(({ code }) => code === "unavailable").length,
    resent: [...sent.values()].filter((times) => times > 1).length,
    heard,
    errors,
  });
  /** Ends it, waits for what is open, and gives all calls. */
  globalThis.finish = async () => {
    await stop();
    return { calls: ledger.calls, ...globalThis.report() };
  };
}
