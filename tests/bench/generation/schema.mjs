// Makes one schema in three languages: `node schema.mjs COUNT DIR` writes bench.gw, bench.proto and bench.fbs with
// COUNT structs of ten fields each. All three say the same as nearly as the languages allow.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const words =
  "account amount author body channel city code colour comment country created currency customer delay depth " +
  "device discount email expires flags group height index label language length level limit locale message mode " +
  "note number offset order owner page parent payload phone place point price priority product quantity rank " +
  "rating reason region score season sender size source stage status street subject target title total unit " +
  "value vendor version weight width zone";
const names = words.split(" ");

/// An enum for every ten structs.
const enumOf = (i) => `Kind${Math.floor(i / 10)}`;
const enumerators = ["unset", "first", "second", "third"];

/// What a field may be: its form in .gw, .proto and .fbs. References point backwards, to half the index, so that
/// they are neither one long chain nor all to one struct.
const kinds = [
  { gw: (n) => `${n}: u64`, proto: (n) => `uint64 ${n}`, fbs: (n) => `${n}: ulong` },
  { gw: (n) => `${n}: string`, proto: (n) => `string ${n}`, fbs: (n) => `${n}: string` },
  { gw: (n) => `${n}: i32`, proto: (n) => `int32 ${n}`, fbs: (n) => `${n}: int` },
  { gw: (n) => `${n}: f64`, proto: (n) => `double ${n}`, fbs: (n) => `${n}: double` },
  { gw: (n) => `${n}: bool`, proto: (n) => `bool ${n}`, fbs: (n) => `${n}: bool` },
  { gw: (n) => `${n}: list<string>`, proto: (n) => `repeated string ${n}`, fbs: (n) => `${n}: [string]` },
  { gw: (n) => `${n}: list<u32>`, proto: (n) => `repeated uint32 ${n}`, fbs: (n) => `${n}: [uint]` },
  {
    gw: (n, i) => `${n}: ${enumOf(i)}`,
    proto: (n, i) => `${enumOf(i)} ${n}`,
    fbs: (n, i) => `${n}: ${enumOf(i)}`,
  },
  {
    gw: (n, i) => `${n}?: ${i > 0 ? `Item${i >> 1}` : "string"}`,
    proto: (n, i) => (i > 0 ? `Item${i >> 1} ${n}` : `optional string ${n}`),
    fbs: (n, i) => `${n}: ${i > 0 ? `Item${i >> 1}` : "string"}`,
  },
  { gw: (n) => `${n}?: u32`, proto: (n) => `optional uint32 ${n}`, fbs: (n) => `${n}: uint = null` },
];

/// Ten names and their kinds for struct `i`: other names and another order in each.
function fields(i, language) {
  return kinds.map((_, at) => {
    const kind = kinds[(at + i) % kinds.length];
    return kind[language](names[(i * 7 + at) % names.length], i);
  });
}

function schema(count, language, { head, enumeration, struct }) {
  let text = head;
  for (let i = 0; i < count; ++i) {
    if (i % 10 === 0) text += enumeration(enumOf(i));
    text += struct(`Item${i}`, fields(i, language));
  }
  return text;
}

const languages = {
  gw: {
    head: "package bench;\n",
    enumeration: (name) => `\nenum ${name} { ${enumerators.join(", ")} }\n`,
    struct: (name, list) => `\nstruct ${name} {\n${list.map((f) => `  ${f};\n`).join("")}}\n`,
  },
  proto: {
    head: 'syntax = "proto3";\npackage bench;\n',
    // The names of protobuf's enumerators share one scope.
    enumeration: (name) =>
      `\nenum ${name} {\n${enumerators.map((e, i) => `  ${name}_${e} = ${i};\n`).join("")}}\n`,
    struct: (name, list) => `\nmessage ${name} {\n${list.map((f, i) => `  ${f} = ${i + 1};\n`).join("")}}\n`,
  },
  fbs: {
    head: "namespace bench;\n",
    enumeration: (name) => `\nenum ${name}: ubyte { ${enumerators.join(", ")} }\n`,
    struct: (name, list) => `\ntable ${name} {\n${list.map((f) => `  ${f};\n`).join("")}}\n`,
  },
};

const count = Number(process.argv[2]);
const dir = process.argv[3];
if (!(count > 0) || !dir) throw new Error("usage: node schema.mjs COUNT DIR");
mkdirSync(dir, { recursive: true });
for (const [language, form] of Object.entries(languages))
  writeFileSync(join(dir, `bench.${language}`), schema(count, language, form));
