// Writes random schemas and random values of them into a folder: fuzz.mjs GANGWAY DIR. What is random comes from
// FUZZ_SEED alone. A schema that the generator refuses, as for bounds that nothing can keep, is left out.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomSchema } from "./fuzz_schema.mjs";
import { randomValue } from "./fuzz_values.mjs";
import { Random } from "./random.mjs";

const [gangway, dir] = process.argv.slice(2);
const random = new Random(Number(process.env["FUZZ_SEED"] ?? 1));
const vectors = [];
for (let at = 0; at < Number(process.env["FUZZ_SCHEMAS"] ?? 25); at++) {
  const file = join(dir, `s${at}.gw`);
  let schema;
  for (let tries = 0; tries < 50; tries++) {
    schema = randomSchema(random, `fuzz.s${at}`);
    writeFileSync(file, schema.text);
    if (spawnSync(gangway, ["generate", file, "--ts-out", join(dir, "ts")]).status === 0) break;
  }
  for (let n = 0; n < Number(process.env["FUZZ_VALUES"] ?? 400); n++) {
    const type = random.pick(schema.types.filter(({ kind }) => kind !== "alias"));
    const { json, several } = randomValue(random, schema, type);
    vectors.push({ type: `fuzz.s${at}.${type.name}`, name: `value ${n}`, json, ...(several ? { several } : {}) });
  }
}
writeFileSync(join(dir, "values.json"), JSON.stringify({ version: 1, vectors }));
