// Every public symbol is documented: what the entry points export, and the members of it that users see.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { client } from "./support.mjs";

const kinds = ts.SymbolFlags;
/** Exported because generated code names them, with members that are the package's own business. */
const opaque = new Set(["Link"]);

/** What a declaration of ours says of itself; `undefined` where the declaration is not in the package. */
function documentation(symbol, checker, dir) {
  const declared = symbol.declarations?.find((one) => one.getSourceFile().fileName.startsWith(dir));
  if (!declared) return undefined;
  const own = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  return own || (symbol.getJsDocTags(checker).some(({ name }) => name === "deprecated") ? "deprecated" : "");
}

function isHidden(member) {
  const flags = member.declarations ? ts.getCombinedModifierFlags(member.declarations[0]) : 0;
  const isInternal = flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
  return isInternal || member.flags & kinds.TypeParameter || member.name.startsWith("__") || /[#@]/.test(member.name) || member.name === "prototype";
}

/** Members of a class or interface, static ones too; of an object type under a name as well. */
function members(symbol, checker) {
  const found = [];
  if (symbol.flags & (kinds.Class | kinds.Interface | kinds.TypeAlias)) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    if (type.isClassOrInterface()) found.push(...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? []));
  }
  return found.filter((member) => !isHidden(member));
}

test("every exported symbol says what it is, and so does every member", async () => {
  const { dir, manifest } = await client();
  const dist = join(dir, "dist");
  const files = Object.values(manifest.exports).filter((one) => one.types).map(({ types }) => join(dir, types));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
  });
  const checker = program.getTypeChecker();
  const missing = new Set();
  let count = 0;
  for (const file of files) {
    for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))) {
      const symbol = exported.flags & kinds.Alias ? checker.getAliasedSymbol(exported) : exported;
      const home = symbol.declarations?.[0].getSourceFile().fileName.slice(dist.length + 1).replace(".d.ts", "");
      const look = (one, name) => {
        const said = documentation(one, checker, dir);
        if (said === undefined) return;
        count++;
        if (said === "") missing.add(`${home}: ${name}`);
      };
      look(symbol, exported.name);
      if (opaque.has(exported.name)) continue;
      for (const member of members(symbol, checker)) look(member, `${exported.name}.${member.name}`);
    }
  }
  assert.ok(count > 100, `${count} symbols`);
  assert.ok(missing.size === 0, `not documented:\n${[...missing].sort().join("\n")}`);
});
