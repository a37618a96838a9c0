import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { painRows } from "./nestjs/pains.js";
import type { Row } from "./nestjs/row.js";
import { specRows } from "./nestjs/specs.js";
import { wireRows } from "./nestjs/wire.js";

// What NestJS's gateways do, line by line, and what we do. The lines in which we differ are the table of
// runtime/README.md, "From NestJS": UPDATE_NESTJS=1 tests/e2e/run … nestjs writes it.

const rows: Row[] = [...wireRows, ...specRows, ...painRows];

for (const { id, verdict, nest, check } of rows) test(`NestJS, ${id} (${verdict}): ${nest}`, check);

test("the table of runtime/README.md says where we differ from NestJS, and why", (t) => {
  const count = (verdict: Row["verdict"]): number => rows.filter((row) => row.verdict === verdict).length;
  const counts = `${rows.length} rows: ${count("same")} the same, ${count("better")} better, ${count("deviation")} deviations.`;
  t.diagnostic(counts);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, "each row has its own id");
  const line = ({ nest, verdict, ours }: Row): string => `| ${nest.replaceAll("|", "\\|")} | ${verdict} | ${ours!.replaceAll("|", "\\|")} |`;
  const table = [
    `${counts} The ones that are not the same:`,
    "",
    "| NestJS | | Gangway |",
    "|---|---|---|",
    ...rows.filter(({ verdict }) => verdict !== "same").map(line),
  ].join("\n");
  for (const row of rows) assert.equal(row.ours === undefined, row.verdict === "same", `${row.id}: what differs has its reason`);

  const file = process.env["RUNTIME_README"]!;
  const readme = readFileSync(file, "utf8");
  const section = /(## From NestJS\n\n[^]*?\n\n)(\d+ rows:[^]*?)(?=\n\n(?:##|[^|]))/;
  if (process.env["UPDATE_NESTJS"]) writeFileSync(file, readme.replace(section, (_, head) => head + table));
  else assert.equal(section.exec(readme)?.[2], table, "the table is not what the tests say; UPDATE_NESTJS=1 writes it");
});
