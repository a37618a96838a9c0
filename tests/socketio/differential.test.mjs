import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { compare, compareRecords, describe as shown } from "./compare.mjs";
import { deviations } from "./deviations.mjs";
import { normalise } from "./normalise.mjs";
import { play } from "./play.mjs";
import { reference, tested } from "./places.mjs";

const counts = { same: 0, deviation: 0, different: 0 };
const met = new Set();
let places;

before(async () => {
  places = await Promise.all([reference(), tested()]);
});
after(() => Promise.all(places.map((place) => place.end())));

const files = readdirSync(new URL("scenarios", import.meta.url)).sort();
const scenarios = [];
for (const file of files) {
  const { default: list } = await import(new URL(`scenarios/${file}`, import.meta.url).href);
  for (const scenario of list) scenarios.push({ file: file.replace(".mjs", ""), ...scenario });
}
const only = process.env.SCENARIO ?? "";

function differential(scenario) {
  test(`${scenario.file}: ${scenario.name}`, async () => {
    const [theirs, ours] = await Promise.all(places.map(async (place) => normalise(await play(scenario, place.url))));
    const named = (scenario.deviations ?? []).map((name) => {
      assert.ok(name in deviations, `no deviation is called ${name}`);
      return { name, ...deviations[name] };
    });
    const rows = compareRecords(theirs, ours, places[1].name === "gangway" ? named : []);
    for (const { verdict, deviation } of rows) {
      counts[verdict]++;
      if (deviation) met.add(deviation.name);
    }
    if (process.env.SHOW) console.log(`${scenario.file}: ${scenario.name}\n${shown(rows)}`);
    for (const line of Object.values(theirs).flat()) assert.doesNotMatch(line, /^in vain/, "of the reference");
    assert.ok(rows.every(({ verdict }) => verdict !== "different"), `\n${shown(rows)}\n`);
    assert.ok(rows.length > 0);
  });
}

const chosen = scenarios.filter(({ file, name }) => `${file}: ${name}`.includes(only));
// What takes time takes it beside each other.
describe("slow", { concurrency: true }, () => chosen.filter(({ slow }) => slow).forEach(differential));
describe("one after another", () => chosen.filter(({ slow }) => !slow).forEach(differential));

test("the comparison sees one packet more, one less, another and two that changed places", () => {
  const differences = (a, b, list = []) => compare(a, b, list).filter(({ verdict }) => verdict === "different").length;
  assert.equal(differences(["a", "b"], ["a", "b"]), 0);
  assert.equal(differences(["a", "b"], ["a", "b", "c"]), 1);
  assert.equal(differences(["a", "b"], ["b"]), 1);
  assert.equal(differences(["a", "b"], ["a", "c"]), 2);
  assert.equal(differences(["a", "b"], ["b", "a"]), 2);
  assert.equal(differences(["a", "b"], ["a", "c"], [{ reference: "b", gangway: /^c$/ }]), 0);
  assert.equal(differences(["a"], ["a", "c"], [{ gangway: "c" }]), 0);
  assert.equal(differences(["a"], ["a", "d"], [{ gangway: "c" }]), 1);
});

test("README.md has every deviation and its reason", () => {
  const text = readFileSync(new URL("README.md", import.meta.url), "utf8");
  for (const [name, { reason }] of Object.entries(deviations)) {
    if (!reason.startsWith("the same")) assert.ok(text.includes(`| ${name} | ${reason} |`), name);
  }
});

test("every documented deviation was met, and the counts", (t) => {
  const { same, deviation, different } = counts;
  t.diagnostic(
    `differential: ${chosen.length} scenarios, ${same + deviation + different} packets: ` +
      `${same} same, ${deviation} documented deviations, ${different} different`,
  );
  if (only || places[1].name !== "gangway") return;
  assert.deepEqual(Object.keys(deviations).filter((name) => !met.has(name)), []);
});
