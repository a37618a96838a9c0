import assert from "node:assert/strict";
import { test } from "node:test";

import { Client, positionAt } from "./client.mjs";

test("2,000 lines stay quick to type in", async (t) => {
  const client = await Client.start(t);
  const uri = "file:///nowhere/large.gw";
  let text = "package large;\n";
  for (let i = 0; text.split("\n").length < 1950; ++i) {
    text += `/// Number ${i}.\nstruct S${i} {\n  id: uuid;\n  name: string;\n  before?: S${Math.max(0, i - 1)};\n`;
    text += "  tags: list<string>;\n  at: timestamp;\n  count: u32 = 7;\n}\n\n";
  }
  text += "gateway G {\n";
  for (let i = 0; text.split("\n").length < 2000; ++i) text += `  on event${i}(value: S${i}) -> list<S${i}>;\n`;
  text += "}\n";
  client.open(uri, text);
  assert.deepEqual(await client.diagnosticsOf(uri, 1), []);

  const times = [];
  const at = text.indexOf("name: string", text.length / 2) + "name: string".length;
  for (let version = 2; version < 52; ++version) {
    const isWrong = version % 2 === 0;
    const range = { start: positionAt(text, at), end: positionAt(text, at + (isWrong ? 0 : 1)) };
    const began = performance.now();
    client.change(uri, version, { range, text: isWrong ? "s" : "" });
    const found = await client.diagnosticsOf(uri, version);
    times.push(performance.now() - began);
    assert.deepEqual(found.map(({ code }) => code), isWrong ? ["GW2102"] : []);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[25], times.at(-1)].map((ms) => `${ms.toFixed(1)} ms`);
  console.log(`lsp: from a key to its diagnostics in ${text.split("\n").length - 1} lines: median ${median}, worst ${worst}`);
});
