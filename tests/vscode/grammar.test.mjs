// How texts are coloured: each line of samples/*.gw with the scopes of its pieces under it, in snapshots/*.txt.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const { INITIAL, Registry, parseRawGrammar } = require("vscode-textmate");

const ROOT = join(import.meta.dirname, "../..");
const GRAMMAR = join(ROOT, "generator/editors/vscode/syntaxes/gangway.tmLanguage.json");
const source = readFileSync(GRAMMAR, "utf8");

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => (scope === "source.gangway" ? parseRawGrammar(source, GRAMMAR) : null),
});
const grammar = await registry.loadGrammar("source.gangway");

/** The pieces of a text with their innermost scope, "" where nothing has one. */
function pieces(text) {
  let stack = INITIAL;
  return text.split("\n").map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.slice(1),
    }));
  });
}

function snapshot(text) {
  let out = "";
  for (const line of pieces(text)) {
    out += `>${line.map((piece) => piece.text).join("")}\n`;
    let column = 0;
    for (const { text: written, scopes } of line) {
      const width = written.trimEnd().length - (written.length - written.trimStart().length);
      const indent = written.length - written.trimStart().length;
      if (width > 0 && scopes.length > 0) {
        const names = scopes.map((scope) => scope.replace(/\.gangway$/, "")).join(" ");
        out += ` ${" ".repeat(column + indent)}${"^".repeat(width)} ${names}\n`;
      }
      column += written.length;
    }
  }
  return out;
}

/** The innermost scope of the first piece that is `word`. */
function scopeOf(text, word, nth = 0) {
  return pieces(text).flat().filter((piece) => piece.text.trim() === word)[nth]?.scopes.at(-1) ?? "";
}

const SAMPLES = join(import.meta.dirname, "samples");
const samples = readdirSync(SAMPLES).map((name) => join(SAMPLES, name));
for (const path of samples) {
  test(`${basename(path)} is coloured as before`, () => {
    const expected = join(import.meta.dirname, "snapshots", `${basename(path)}.txt`);
    const now = snapshot(readFileSync(path, "utf8"));
    if (process.env["GANGWAY_UPDATE"]) writeFileSync(expected, now);
    assert.ok(existsSync(expected), `no ${expected}; tests/vscode/run --update writes it`);
    assert.equal(now, readFileSync(expected, "utf8"));
  });
}

/** A text in which each keyword does its work, and the same word as the name of something. */
const WORK = {
  package: "package a;",
  import: 'import "a.gw";',
  type: "type A = u8;",
  const: "const A: u8 = 1;",
  struct: "struct A { a: u8; }",
  closed: "closed enum A { a }",
  enum: "enum A { a }",
  union: 'union A tag "t" { a: A }',
  tag: 'union A tag "t" { a: A }',
  error: "error A;",
  pipe: "pipe A: string;",
  guard: "guard A;",
  gateway: "gateway A {}",
  handshake: "gateway A { handshake { a: u8; } }",
  session: "gateway A { session { a: u8; } }",
  namespace: 'gateway A { namespace a "/a" {} }',
  room: "gateway A { room A(a: u8); }",
  on: "gateway A { on a(); }",
  emit: "gateway A { emit a(); }",
  stream: "gateway A { on a() -> stream A; }",
  throws: "gateway A { on a() throws A; }",
  reserved: "struct A { reserved a; }",
  per: "gateway A { @rate(20 per 10s) on a(); }",
};

test("every keyword of the lexer is coloured where it does its work, and the grammar has no other", () => {
  const lexer = readFileSync(join(ROOT, "grammar/GangwayLexer.g4"), "utf8");
  const keywords = [...lexer.matchAll(/^[A-Z]+\s*: '([a-z]+)';$/gm)].map(([, word]) => word);
  assert.ok(keywords.length >= 23);
  assert.deepEqual(Object.keys(WORK).sort(), keywords.toSorted());
  for (const [word, text] of Object.entries(WORK)) assert.match(scopeOf(text, word), /^(keyword|storage)\./, word);
});

/** The innermost scope of what stands between the bars. */
function scopeBetweenBars(marked) {
  const [before, word, after] = marked.split("|");
  let column = 0;
  for (const piece of pieces(before + word + after)[0]) {
    if (column === before.length && piece.text.trim() === word) return piece.scopes.at(-1);
    column += piece.text.length;
  }
  return "";
}

test("a keyword as the name of a field, a parameter, an event or an enumerator is coloured as a name", () => {
  for (const word of Object.keys(WORK)) {
    const places = {
      [`struct A { |${word}|: u8; }`]: "variable.other.member.gangway",
      [`struct A { a: u8; |${word}|?: u8; }`]: "variable.other.member.gangway",
      [`struct A { a: |${word}|; }`]: "entity.name.type.gangway",
      [`struct |${word}| { a: u8; }`]: "entity.name.type.gangway",
      [`gateway A { on a(|${word}|: u8); }`]: "variable.parameter.gangway",
      [`gateway A { on |${word}|(a: u8); }`]: "entity.name.function.gangway",
      [`enum A { a, |${word}|, b }`]: "variable.other.enummember.gangway",
    };
    for (const [marked, scope] of Object.entries(places)) assert.equal(scopeBetweenBars(marked), scope, marked);
  }
});

test("every built-in type is coloured as one, and the grammar has no other", () => {
  const specification = readFileSync(join(ROOT, "grammar/README.md"), "utf8");
  const [, listed] = /Built in: `([^`]+)`/.exec(specification);
  const names = [...listed.split(/\s+/), "list", "map", "void"];
  const known = /\(\?:(bool\|[^)]*)\)/.exec(JSON.stringify(JSON.parse(source).repository.type))[1].split("|");
  assert.deepEqual(known.toSorted(), names.toSorted());
  for (const name of names) {
    assert.equal(scopeOf(`struct A { a: ${name}; }`, name), "support.type.builtin.gangway", name);
  }
});

test("a text that is broken in one declaration is coloured rightly in the next", () => {
  for (const broken of ["struct A { a: }", 'import "a.gw', "type A = ", "gateway { on }", "const A: u8 = ", "enum A"]) {
    const text = `${broken}\n\nstruct Next { value: u8; }\n`;
    assert.equal(scopeOf(text, "struct", broken.startsWith("struct") ? 1 : 0), "storage.type.struct.gangway", broken);
  }
});
