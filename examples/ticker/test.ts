import assert from "node:assert/strict";
import { before, test, type TestContext } from "node:test";
import { NoSuchSymbol, TickerClient, type Quote } from "client/ticker.gw.js";
import { WebSocket } from "ws";
import { soon, until } from "../../tests/support/waiting.js";
import { started } from "../support/started.js";

let url: string;
before(async () => {
  url = await started(["10"]);
});

function connect(test: TestContext, to: string = url): TickerClient {
  const client = new TickerClient(to, { WebSocket });
  test.after(() => client.close());
  return client;
}

test("prices come for what is watched, and for nothing else", async (t) => {
  const { prices } = connect(t);
  const quotes: Quote[] = [];
  prices.on("quote", (quote) => quotes.push(quote));
  const [first] = await prices.watch({ symbols: ["ACME"] });
  assert.equal(first?.symbol, "ACME");
  await until("ten quotes", () => quotes.length >= 10);
  assert.deepEqual([...new Set(quotes.map(({ symbol }) => symbol))], ["ACME"]);
  for (let i = 1; i < quotes.length; i++) assert.ok(quotes[i]!.at >= quotes[i - 1]!.at);

  prices.unwatch({ symbols: ["ACME"] });
  await prices.symbols();
  const count = quotes.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(quotes.length, count);
});

test("a symbol that is not there is a typed error, and none of the others is watched", async (t) => {
  const { prices } = connect(t);
  const result = await prices.try.watch({ symbols: ["BOLT", "NOPE"] });
  assert.ok(!result.ok && result.error instanceof NoSuchSymbol);
  assert.equal(result.error.data.symbol, "NOPE");
});

test("history is a stream: read as much of it as you like", async (t) => {
  const { prices } = connect(t);
  const symbols = await prices.symbols();
  assert.equal(symbols.length, 8);
  await until("some history", () => Date.now() - symbols[0]!.at.getTime() > 300);
  const read: Quote[] = [];
  for await (const quote of prices.history({ symbol: "CORK" })) {
    read.push(quote);
    if (read.length === 20) break; // tells the server to stop
  }
  assert.equal(read.length, 20);
  for (let i = 1; i < read.length; i++) assert.ok(read[i]!.at >= read[i - 1]!.at);
});

test("a thousand subscribers, each with every price", async (t) => {
  const slower = await started(["500"]);
  const crowd = Array.from({ length: 1000 }, () => connect(t, slower));
  const seen = crowd.map((): string[] => []);
  crowd.forEach(({ prices }, i) => prices.on("quote", ({ at, price }) => seen[i]!.push(`${+at} ${price}`)));
  await soon("all to watch", Promise.all(crowd.map(({ prices }) => prices.watch({ symbols: ["DUNE"] }))), 60_000);
  const begin = seen.map(({ length }) => length);
  await soon("three prices for everybody", until("them", () => seen.every(({ length }, i) => length >= begin[i]! + 3)));
  const last = seen.map((prices, i) => prices.slice(begin[i]!, begin[i]! + 3).join());
  assert.equal(new Set(last).size <= 2, true, "all got the same, but for a price that came while they entered");
});

test("who does not read gets the newest price of each symbol, and not all those before it", async (t) => {
  const wire = new WebSocket(new URL("/ticker/prices", url).href.replace("http", "ws"));
  t.after(() => wire.terminate());
  await new Promise((resolve) => wire.once("open", resolve));
  const frames: { event: string; data: Quote }[] = [];
  wire.on("message", (text) => frames.push(JSON.parse(String(text))));
  wire.send(JSON.stringify({ event: "watch", data: { symbols: ["EMBER"] } }));
  await until("the first price", () => frames.length > 1);
  // What the socket's buffers hold comes all the same; this shows that a client that paused is not cut off.
  wire.pause();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const before = frames.length;
  wire.resume();
  await until("new prices", () => frames.length > before + 3);
  assert.equal(wire.readyState, WebSocket.OPEN);
});
