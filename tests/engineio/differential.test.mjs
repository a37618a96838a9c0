import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deviations } from "./deviations.mjs";
import { Ends } from "./ends.mjs";
import { scenarios } from "./scenarios.mjs";
import { startOurs, startReference } from "./servers.mjs";

let reference;
let ours;
before(async () => {
  [reference, ours] = await Promise.all([startReference(), startOurs()]);
});
after(() => {
  reference?.stop();
  ours?.stop();
});

async function play(name, port) {
  const ends = new Ends(port);
  try {
    // Copied at this moment: what comes after the scenario is not part of it.
    return structuredClone(await scenarios.get(name)(ends));
  } finally {
    ends.end();
  }
}

const counts = { same: 0, differing: 0 };

for (const name of scenarios.keys()) {
  test(name, async () => {
    const [expected, seen] = await Promise.all([play(name, reference.port), play(name, ours.port)]);
    const change = deviations.get(name);
    assert.deepEqual(seen, change ? change(expected) : expected);
    change ? counts.differing++ : counts.same++;
  });
}

test("every deviation is of a scenario, and counted", (context) => {
  for (const name of deviations.keys()) assert.ok(scenarios.has(name), name);
  context.diagnostic(`${counts.same} scenarios like engine.io, ${counts.differing} differ on purpose`);
  assert.ok(counts.same > 70);
});
