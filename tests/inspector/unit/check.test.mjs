import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "../../../runtime/inspector/check.js";
import { sample } from "../../../runtime/inspector/sample.js";
import { Model } from "../../../runtime/inspector/schema.js";
import { payloads, schemas } from "../schemas.mjs";

/** What the page does not look at: the text as a whole is the browser's and the server's business. */
const textual = new Set(["syntax", "utf8", "duplicate"]);

for (const { name, model, vectors, descriptions } of schemas) {
  test(`${name}: the page finds what the server would refuse, and nothing else`, () => {
    let compared = 0;
    for (const { type, name: what, json, rule, path } of vectors()) {
      if (json === undefined || textual.has(rule)) continue;
      const found = check(model, { kind: "named", type }, JSON.parse(json));
      const said = `${type}, ${what}: ${JSON.stringify(found)}`;
      if (rule === undefined) assert.deepEqual(found, [], said);
      else assert.ok(found.some((each) => each.rule === rule && each.path === path), `${said} instead of ${rule} at ${path}`);
      compared++;
    }
    assert.ok(compared > 0 || model.types.size === 0);
  });

  test(`${name}: every example is right, and its JSON has all types that it needs`, () => {
    for (const description of descriptions) {
      const own = new Model(description.types ?? {}, description.package);
      for (const { what, type, example } of payloads(description)) assert.deepEqual(check(own, type, example), [], what);
      for (const [full, { example }] of Object.entries(description.types ?? {})) {
        assert.deepEqual(check(own, { kind: "named", type: full }, example), [], full);
      }
    }
  });

  test(`${name}: a value can be made up for every type`, () => {
    for (const full of model.types.keys()) assert.notEqual(sample(model, { kind: "named", type: full }), undefined, full);
  });
}

test("what stays at the server is not told", () => {
  const text = JSON.stringify(schemas.find(({ name }) => name === "inspector.gw").descriptions);
  assert.match(text, /golden\.inspector\.SignedIn/);
  for (const secret of [/under the mat/, /"session":\[/, /ownSession/, /"internal"/, /"line":\d/]) assert.doesNotMatch(text, secret);
});
