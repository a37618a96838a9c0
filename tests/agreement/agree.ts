// Runs values through both languages and compares: HARNESS VALUES.json… as `gangway vectors` writes them. What a value
// lacks of a verdict (`rule` or `writes`) is not asked for: then the two only have to agree.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { InvalidPayload, type Codec } from "@gangway/client";
import { parseJson } from "runtime/json_text.js";
import { msgpack } from "runtime/msgpack.js";
import { modules } from "./registry.js";

interface Vector {
  readonly type: string;
  readonly name: string;
  readonly json?: string;
  readonly base64?: string;
  readonly rule?: string;
  readonly path?: string;
  readonly writes?: string;
  /** Several things are wrong: which one is told first is not compared. */
  readonly several?: boolean;
}

interface Answer {
  readonly rule?: string;
  readonly path?: string;
  readonly writes?: string;
  readonly same?: boolean;
  readonly unknown?: boolean;
  /** The text as MessagePack, of C++; what it writes for the value; whether it reads the same in what TypeScript writes. */
  readonly packed?: string;
  readonly packs?: string;
  readonly samePacked?: boolean;
}

const [harness = "", ...files] = process.argv.slice(2);

function codecOf(type: string): Codec<unknown, unknown> | undefined {
  const dot = type.lastIndexOf(".");
  for (const [space, module] of modules) {
    if (space !== type.slice(0, dot)) continue;
    const found = (module as Record<string, { fields?: unknown; decode?: unknown }>)[type.slice(dot + 1)];
    if (found) return (found.decode ? found : found.fields) as Codec<unknown, unknown>;
  }
  return undefined;
}

/** What TypeScript makes of a text. */
function inTypeScript(codec: Codec<unknown, unknown>, bytes: Uint8Array): Answer {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { rule: "utf8", path: "" };
  }
  return written(codec, () => parseJson(text));
}

/** What it makes of a message in MessagePack, as base64. */
const unpacked = (codec: Codec<unknown, unknown>, message: string): Answer =>
  written(codec, () => msgpack.read(Uint8Array.from(Buffer.from(message, "base64")).buffer, "gangway.v1.msgpack"));

/** What it writes in MessagePack, as base64. */
function packs(codec: Codec<unknown, unknown>, text: string): string {
  const value = msgpack.encode(codec, codec.decode(parseJson(text)));
  return Buffer.from(msgpack.write(value as object, "gangway.v1.msgpack") as ArrayBuffer).toString("base64");
}

function written(codec: Codec<unknown, unknown>, read: () => unknown): Answer {
  try {
    return { writes: JSON.stringify(codec.encode(codec.decode(read()))) };
  } catch (error) {
    if (!(error instanceof InvalidPayload)) throw error;
    return { ...error.data };
  }
}

const bytesOf = (vector: Vector): Buffer =>
  vector.base64 === undefined ? Buffer.from(vector.json ?? "") : Buffer.from(vector.base64, "base64");

/** What C++ makes of texts, and whether it reads the same value in the other ones. */
function inCpp(requests: { type: string; text: Buffer; other?: string; otherPacked?: string }[]): Answer[] {
  const lines = requests.map(({ type, text, other, otherPacked }) =>
    JSON.stringify({
      type,
      text: text.toString("base64"),
      ...(other === undefined ? {} : { other: Buffer.from(other).toString("base64") }),
      ...(otherPacked === undefined ? {} : { otherPacked }),
    }),
  );
  const run = spawnSync(harness, { input: lines.join("\n") + "\n", maxBuffer: 1 << 30 });
  assert.equal(run.status, 0, `the harness failed: ${run.stderr?.toString()} ${run.error ?? ""}`);
  const answers = run.stdout.toString().trim().split("\n");
  assert.equal(answers.length, requests.length, "the harness lost some");
  return answers.map((line) => JSON.parse(line) as Answer);
}

/** Equal as JSON values; numbers also when they are the same f32. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return a === b || Math.fround(a) === Math.fround(b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => {
    return Object.hasOwn(b, key) && isSameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]);
  });
}
const isSameText = (a: string, b: string): boolean => a === b || isSameJson(JSON.parse(a), JSON.parse(b));

const all = files.flatMap((file) => (JSON.parse(readFileSync(file, "utf8")) as { vectors: Vector[] }).vectors);
const first = inCpp(all.map((vector) => ({ type: vector.type, text: bytesOf(vector) })));

const compared: { vector: Vector; codec: Codec<unknown, unknown>; ts: Answer; cpp: Answer }[] = [];
const without = new Set<string>();
for (const [at, vector] of all.entries()) {
  const codec = codecOf(vector.type);
  const cpp = first[at] as Answer;
  // An alias without constraints is no type of its own in C++.
  if (!codec || cpp.unknown) without.add(vector.type);
  else compared.push({ vector, codec, ts: inTypeScript(codec, bytesOf(vector)), cpp });
}

const faults: string[] = [];
const counts = { accepted: 0, refused: 0, packed: 0 };
const rounds: { vector: Vector; text: string; packed?: string; round: string }[] = [];
for (const { vector, codec, ts, cpp } of compared) {
  const fault = (what: string): void => {
    const shown = (vector.json ?? vector.base64 ?? "").slice(0, 300);
    faults.push(`${vector.type}: ${vector.name}: ${what}\n  ${shown}\n  C++        ${JSON.stringify(cpp).slice(0, 300)}\n  TypeScript ${JSON.stringify(ts).slice(0, 300)}`);
  };
  counts[ts.rule === undefined ? "accepted" : "refused"]++;
  if ((ts.rule === undefined) !== (cpp.rule === undefined)) {
    fault("one takes it, the other does not");
    continue;
  }
  if (vector.rule !== undefined && ts.rule === undefined) fault(`expected ${vector.rule} at ${vector.path}`);
  if (vector.writes !== undefined && ts.rule !== undefined) fault("expected to be accepted");
  if (cpp.packed !== undefined) {
    counts.packed++;
    const other = unpacked(codec, cpp.packed);
    // Integers of 64 bits are numbers there, which JSON has only up to 2^53.
    const isLarge = ts.rule === "range" && other.rule === undefined;
    const isSame =
      ts.rule === undefined ? isSameText(ts.writes ?? "", other.writes ?? "null") : other.rule === ts.rule && other.path === ts.path;
    if (!isLarge && !isSame) fault(`TypeScript reads MessagePack differently: ${JSON.stringify(other).slice(0, 300)}`);
  }
  if (ts.rule !== undefined) {
    if (vector.several) continue;
    // A random value with a key that stands twice and something else: this end finds the keys first, the other what
    // stands first.
    if (vector.rule === undefined && ts.rule === "duplicate" && cpp.rule !== "duplicate") continue;
    // A reader that goes from front to back may find the value wrong before it finds that the text is no JSON.
    if (vector.rule === "syntax" && vector.path === undefined && ts.rule === "syntax") continue;
    // What is no JSON is so as a whole: JSON.parse does not say where.
    const isWhole = (vector.rule !== undefined && vector.path === undefined) || (ts.rule === "syntax" && ts.path === "");
    if (ts.rule !== cpp.rule || (!isWhole && ts.path !== cpp.path)) fault("they refuse it for different reasons");
    else if (vector.rule !== undefined && (ts.rule !== vector.rule || (vector.path !== undefined && ts.path !== vector.path))) {
      fault(`expected ${vector.rule} at ${vector.path}`);
    }
    continue;
  }
  const [tsText = "", cppText = ""] = [ts.writes, cpp.writes];
  if (vector.writes !== undefined) {
    if (!isSameText(tsText, vector.writes)) fault(`TypeScript should write ${vector.writes.slice(0, 300)}`);
    if (!isSameText(cppText, vector.writes)) fault(`C++ should write ${vector.writes.slice(0, 300)}`);
  }
  rounds.push({ vector, text: tsText, ...(cpp.packed === undefined ? {} : { packed: packs(codec, tsText) }), round: "C++ reads another value in what TypeScript wrote" });
  const packedByCpp = !cpp.packs ? {} : unpacked(codec, cpp.packs);
  if (cpp.packs && !isSameText(packedByCpp.writes ?? "null", tsText)) {
    fault(`TypeScript reads another value in the MessagePack of C++: ${JSON.stringify(packedByCpp).slice(0, 300)}`);
  }
  try {
    const back = JSON.stringify(codec.encode(codec.decode(parseJson(cppText))));
    rounds.push({ vector, text: back, round: "C++ reads another value in what TypeScript made of what C++ wrote" });
  } catch (error) {
    fault(`TypeScript does not read what C++ wrote: ${String(error)}`);
  }
}
const again = inCpp(
  rounds.map(({ vector, text, packed }) => ({
    type: vector.type,
    text: bytesOf(vector),
    other: text,
    ...(packed === undefined ? {} : { otherPacked: packed }),
  })),
);
for (const [at, { vector, text, packed, round }] of rounds.entries()) {
  if (packed !== undefined && !again[at]?.samePacked) {
    faults.push(`${vector.type}: ${vector.name}: C++ reads another value in the MessagePack of TypeScript\n  ${(vector.json ?? "").slice(0, 300)}\n  ${packed.slice(0, 300)}`);
  }
  if (!again[at]?.same) faults.push(`${vector.type}: ${vector.name}: ${round}\n  ${(vector.json ?? "").slice(0, 300)}\n  ${text.slice(0, 300)}`);
}

for (const fault of faults.slice(0, 40)) console.log(fault);
if (faults.length > 40) console.log(`… and ${faults.length - 40} more`);
if (without.size > 0) console.log(`not compared, since they are no types of their own in both: ${[...without].join(", ")}`);
console.log(
  `${compared.length} values of ${new Set(compared.map(({ vector }) => vector.type)).size} types: ` +
    `${counts.accepted} accepted, ${counts.refused} refused, ${rounds.length} written and read back, ` +
    `${counts.packed} in MessagePack, too; ${faults.length} disagreements`,
);
process.exitCode = faults.length > 0 || compared.length === 0 ? 1 : 0;
