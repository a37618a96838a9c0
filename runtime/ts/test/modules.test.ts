// The modules that index.ts and msgpack.ts reach are also put together into one file, those for socket.io-client into another that imports from the first
// (generator/emit/ts/vendor_runtime.cmake). That works while their names differ, their imports can be cut out, and
// each stands behind those whose values it needs.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (module: string): string => readFileSync(`src/${module}.ts`, "utf8");
const all = readdirSync("src")
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((module) => module !== "index");
const forSocketIo = all.filter((module) => module.startsWith("socketio"));
const modules = [...reached("msgpack", reached("index"))].filter((module) => module !== "index");

/** The modules that an entry point needs, itself among them; those needed for types alone count as well. */
function reached(from: string, known: Set<string> = new Set()): Set<string> {
  if (known.has(from)) return known;
  known.add(from);
  for (const [, next = ""] of read(from).matchAll(/ from "\.\/(\w+)\.js";/g)) reached(next, known);
  return known;
}

function areNamedApart(together: string[]): void {
  const homes = new Map<string, string>();
  for (const module of together) {
    const declarations = read(module).matchAll(
      /^(?:export )?(?:declare )?(?:abstract )?(?:async )?(?:class|function\*?|const|let|type|interface) (\w+)/gm,
    );
    for (const [, name = ""] of declarations) {
      assert.equal(homes.get(name), undefined, `${name} of ${module} is also in ${homes.get(name)}`);
      homes.set(name, module);
    }
  }
}

test("no two modules declare the same name", () => {
  areNamedApart(modules);
  areNamedApart(forSocketIo);
});

test("imports stand first, name nothing anew, and only our own modules", () => {
  for (const module of [...modules, ...forSocketIo]) {
    const text = read(module);
    const imports = text.match(/^import [^;]*;/gm) ?? [];
    for (const one of imports) {
      if (forSocketIo.includes(module) && one === 'import type { Socket } from "socket.io-client";') continue;
      assert.match(one, /^import (type )?\{[^}]*\} from "\.\/\w+\.js";$/, `${module}: ${one}`);
      assert.doesNotMatch(one, / as /, `${module}: ${one}`);
    }
  }
});

test("the order in which they are put together has every module, behind what it needs at once", () => {
  const list = readFileSync("../../generator/emit/ts/CMakeLists.txt", "utf8");
  const listed = (name: string): string[] =>
    new RegExp(`set\\(${name} ([^)]*)\\)`).exec(list)?.[1]?.trim().split(/\s+/) ?? [];
  const order = listed("modules");
  assert.deepEqual([...order].sort(), [...modules].sort());
  assert.deepEqual(listed("socketio_modules").sort(), [...forSocketIo].sort());
  for (const [at, module] of order.entries()) {
    // What a class extends and what a constant calls is needed when the module is loaded.
    const eager = [...read(module).matchAll(/^import \{([^}]*)\} from "\.\/(\w+)\.js";/gm)];
    for (const [, names = "", from = ""] of eager) {
      const needsValue = names.split(",").some((name) => {
        const used = name.trim();
        if (!used || used.startsWith("type ")) return false;
        return new RegExp(`extends ${used}\\b|^(export )?const \\w+[^=]*= ${used}[(.]`, "m").test(read(module));
      });
      if (needsValue) assert.ok(order.indexOf(from) < at, `${module} needs ${from} before it`);
    }
  }
});
