// make_schemas.mjs DIR: writes schemas that call everything by the words of words.txt, and everything.h, which includes
// the runtime's headers.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
const lines = readFileSync(join(here, "words.txt"), "utf8").split("\n");
const words = [...new Set(lines.filter((line) => !line.startsWith("#")).flatMap((line) => line.split(/\s+/)).filter(Boolean))];

// How C++ members are spelt; two that come out alike cannot be members of one thing.
const snake = (word) => word.replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (m) => m.length > 1 ? `${m[0]}_${m[1]}` : `${m}_`).toLowerCase();

/** The words in as few lists as it takes for no list to have two of one spelling. */
function apart(list, spelling) {
  const groups = [];
  for (const word of list) {
    const key = spelling(word);
    const group = groups.find((g) => !g.has(key));
    if (group) group.set(key, word);
    else groups.push(new Map([[key, word]]));
  }
  return groups.map((group) => [...group.values()]);
}

const builtin = new Set(("bool i8 i16 i32 i64 u8 u16 u32 u64 safeint f32 f64 string bytes timestamp timestamp_ns duration date " +
  "decimal uuid json list map void").split(" "));
const types = words.filter((word) => !builtin.has(word));
const lists = apart(words, snake);

const write = (name, text) => writeFileSync(join(target, name), text);

// What a namespace's own classes are called is refused for its rooms and for events with parameters.
const own = new Set(["client", "handler", "broadcast", "room"]);

// A field of its own name is refused (C++ has no such members), so fields have others.
write("types.gw", `package names.types;
${types.map((word) => `struct ${word} { first_field: u8; }`).join("\n")}
struct UsesAll {
${types.map((word, i) => `  f${i}: ${word}; l${i}: list<${word}>;`).join("\n")}
}
`);
write("consts.gw", `package names.consts;
${types.map((word, i) => `const ${word}: u32 = ${i};`).join("\n")}
`);
write("errors.gw", `package names.errors;
${types.map((word) => `error ${word} { why: string; }`).join("\n")}
@path("/errors") gateway Errors { on all() throws ${types.join(", ")}; }
`);
write("members.gw", `package names.members;
${lists.map((list, i) => `
enum Open${i} { ${list.join(", ")} }
closed enum Closed${i} { ${list.join(", ")} }
struct Fields${i} {
${list.map((word) => `  ${word}: u32; `).join("")}
}
struct Defaults${i} {
${list.map((word) => `  d_${word}: Closed${i} = ${word};`).join("\n")}
}
struct Optionals${i} {
${list.map((word) => `  ${word}?: string; `).join("")}
}
struct Only${i} { a: u8; }
error Error${i} { ${list.map((word) => `${word}: Open${i};`).join(" ")} }
`).join("")}
`);
write("arms.gw", `package names.arms;
${words.map((word, i) => `struct Arm${i} { a: u8; }`).join("\n")}
${lists.map((list, i) => `union Choice${i} tag "kind" { ${list.map((word) => `${word}: Arm${words.indexOf(word)}`).join(", ")} }
closed union Closed${i} tag "kind" { ${list.map((word) => `${word}: Arm${words.indexOf(word)}`).join(", ")} }`).join("\n")}
`);
// Handlers are what takes a compiler long: each word is a handled event once.
write("events.gw", `package names.events;
error Failed;
struct Thing { a: u8; }
${lists.map((list, i) => `@path("/${i}") gateway Gateway${i} {
  handshake { ${list.map((word) => `${word}: u32;`).join(" ")} }
  session { ${list.map((word) => `${word}: u32;`).join(" ")} }
  namespace first${i} {
${list.filter((word) => !own.has(word)).map((word) => `    on ${word}(${word}: u32, other: string) -> Thing throws Failed;\n    emit ${word}(${word}: u32, other: string);`).join("\n")}
    room Room(${list.filter((word, at) => at < 40).map((word) => `${word}: u32`).join(", ")});
  }
  namespace second${i} {
    on all(Thing);
${list.map((word) => `    emit ${word}(Thing) -> bool;`).join("\n")}
  }
  namespace third${i} {
    on all() -> stream u32;
${list.map((word) => `    emit ${word}();`).join("\n")}
  }
  namespace parameters${i} {
    on all(${list.map((word) => `${word}: u32`).join(", ")});
    emit all(${list.map((word) => `${word}: u32`).join(", ")});
  }
}`).join("\n")}
`);
const pascal = (word) => word.replace(/_/g, " ").replace(/(^| )([a-z])/g, (_, gap, c) => c.toUpperCase()).replace(/ /g, "");
const spaces = apart(words.filter((word) => word !== "root"), (word) => pascal(word).toLowerCase());
spaces.forEach((list, i) => write(`spaces${i}.gw`, `package names.spaces${i};
@path("/spaces/${i}") gateway Spaces {
${list.map((word) => `  namespace ${word} { emit tell(); }`).join("\n")}
}
`));
const rooms = apart(words, snake);
rooms.forEach((list, i) => write(`rooms${i}.gw`, `package names.rooms${i};
@path("/rooms/${i}") gateway Rooms {
  namespace n${i} {
${list.filter((word) => !own.has(word)).map((word) => `    room ${word}(key: u32) { emit to_${word}(); }`).join("\n")}
  }
}
`));
const gateways = apart(types, (word) => pascal(word).toLowerCase());
gateways.forEach((list, i) => write(`gateways${i}.gw`, `package names.gateways${i};
${list.map((word) => `@path("/gateways/${i}/${word}") gateway ${word} { emit tell(); }`).join("\n")}
`));
// Packages: every word as a part, a few at a time.
for (let i = 0; i < words.length; i += 25) {
  const parts = words.slice(i, i + 25);
  write(`package${i}.gw`, `package ${parts.join(".")};
struct Inner { a: u8; other?: Inner?; }
@path("/packages/${i}") gateway Packaged { on ask(Inner) -> Inner; emit tell(Inner); }
`);
}

// The runtime's public headers in one.
const include = join(here, "../../runtime/include");
const headers = readdirSync(join(include, "gangway"), { recursive: true }).filter((name) => name.endsWith(".h"));
mkdirSync(join(target, "cpp/gangway"), { recursive: true });
write("cpp/gangway/everything.h", headers.sort().map((name) => `#include <gangway/${name}>`).join("\n") + "\n");
