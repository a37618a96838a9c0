import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { painRows } from "./nestjs/pains.js";
import type { Row } from "./nestjs/row.js";
import { socketioRows } from "./nestjs/socketio.js";
import { specRows } from "./nestjs/specs.js";
import { wireRows } from "./nestjs/wire.js";

// What NestJS's gateways do, line by line, and what we do: on ws, and on socket.io. The lines in which we differ are
// the tables of runtime/README.md, "From NestJS": UPDATE_NESTJS=1 tests/e2e/run … nestjs writes them.

const onWs: Row[] = [...wireRows, ...specRows, ...painRows];

for (const { id, verdict, nest, check } of [...onWs, ...socketioRows]) test(`NestJS, ${id} (${verdict}): ${nest}`, check);

/** The lines of `rows` that differ. `title` is what stands before the table, behind "N rows". */
function tableOf(rows: Row[], adapter: string, title: string): string {
  const count = (verdict: Row["verdict"]): number => rows.filter((row) => row.verdict === verdict).length;
  const line = ({ nest, verdict, ours }: Row): string => `| ${nest.replaceAll("|", "\\|")} | ${verdict} | ${ours!.replaceAll("|", "\\|")} |`;
  return [
    `${rows.length} rows${title}: ${count("same")} the same, ${count("better")} better, ${count("deviation")} deviations. The ones that are not the same:`,
    "",
    `| ${adapter} | | Gangway |`,
    "|---|---|---|",
    ...rows.filter(({ verdict }) => verdict !== "same").map(line),
  ].join("\n");
}

test("the tables of runtime/README.md say where we differ from NestJS, and why", () => {
  const rows = [...onWs, ...socketioRows];
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, "each row has its own id");
  for (const row of rows) assert.equal(row.ours === undefined, row.verdict === "same", `${row.id}: what differs has its reason`);
  const tables = [tableOf(onWs, "NestJS", ""), tableOf(socketioRows, "`IoAdapter`", " on socket.io")].join("\n\n");

  const file = process.env["RUNTIME_README"]!;
  const readme = readFileSync(file, "utf8");
  const section = /(## From NestJS\n\n[^]*?\n\n)(\d+ rows:[^]*?)(?=\n\n## )/;
  if (process.env["UPDATE_NESTJS"]) writeFileSync(file, readme.replace(section, (_, head) => head + tables));
  else assert.equal(section.exec(readme)?.[2], tables, "the tables are not what the tests say; UPDATE_NESTJS=1 writes them");
});
