// JSON Schemas are valid by the 2020-12 meta schema, and say of example payloads what they should.
import assert from "node:assert/strict";
import test from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { asyncApiOf, gatewaysOf, jsonSchemaOf, schemas } from "./support.mjs";

function validatorOf(schema) {
  // Strict: a keyword that is misspelt is an error. A schema of several types is what `T?` is.
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
  addFormats(ajv);
  assert.ok(ajv.validateSchema(schema), ajv.errorsText());
  ajv.addSchema({ $id: "it", ...schema });
  return (definition, value) => {
    const validate = ajv.getSchema(`it#/$defs/${definition}`);
    assert.ok(validate, `no definition ${definition}`);
    return validate(value) ? "" : ajv.errorsText(validate.errors);
  };
}

/** Every example of an event in the AsyncAPI documents, with the definition that it must fit. */
function* examplesOf(path) {
  for (const gateway of gatewaysOf(path)) {
    for (const [space, channel] of Object.entries(asyncApiOf(path, gateway).channels)) {
      for (const [key, message] of Object.entries(channel.messages)) {
        const [, way, event, part] = key.match(/^(on|emit)\.([^.]+)\.?(.*)$/) ?? [];
        const frame = message.examples[0].payload;
        const prefix = `${gateway}.${space}`;
        const of = `${prefix}.${way}.${event}`;
        if (key === "join" && Object.keys(frame.join).length > 0) yield [`${prefix}.handshake`, frame.join];
        if (!event) continue;
        if (part === "" && "data" in frame) yield [`${of}.payload`, frame.data];
        if (part === "value") yield [`${of}.payload`, frame.item];
        if (part === "reply" && "data" in frame) yield [`${of}.reply`, frame.data];
        if (part === "item") yield [`${of}.item`, frame.item];
      }
    }
  }
}

for (const path of schemas) {
  test(`the JSON Schema of ${path} is valid, and so is every example`, () => {
    const schema = jsonSchemaOf(path);
    const errors = validatorOf(schema);
    for (const name of Object.keys(schema.$defs)) assert.notEqual(errors(name, Symbol.iterator), undefined);
    for (const [definition, value] of examplesOf(path)) {
      assert.equal(errors(definition, value), "", `${definition}: ${JSON.stringify(value)}`);
    }
  });
}

test("an example without a required field is refused", () => {
  let refused = 0;
  for (const path of schemas) {
    const schema = jsonSchemaOf(path);
    const errors = validatorOf(schema);
    for (const [definition, value] of examplesOf(path)) {
      for (const required of schema.$defs[definition].required ?? []) {
        const { [required]: _, ...rest } = value;
        assert.notEqual(errors(definition, rest), "", `${definition} without ${required}`);
        refused += 1;
      }
    }
  }
  assert.ok(refused > 30, `${refused} tried`);
});

test("values are judged by their types and constraints", () => {
  const errors = validatorOf(jsonSchemaOf("tests/exports/rich.gw"));
  const good = {
    name: "ann",
    tags: ["a", "b"],
    count: 5,
    big: "18446744073709551615",
    price: "9.99",
    icon: "aGk=",
    mail: "ann@example.com",
    content: { kind: "text", body: "hi" },
    presence: "online",
    role: "guest",
    note: null,
    at: "2026-01-31T12:00:00.000Z",
  };
  assert.equal(errors("Profile", good), "");
  assert.equal(errors("Profile", { ...good, presence: "dancing" }), "", "open enums take names of the future");
  assert.equal(errors("Profile", { ...good, content: { kind: "later", x: 1 } }), "", "open unions, too");
  const bad = {
    name: ["", "Ann", "x".repeat(65), 5],
    tags: [["a", "a"], Array.from({ length: 9 }, (_, i) => `t${i}`), [1]],
    count: [0, 101, 1.5, "5"],
    big: ["-1", "x", 5],
    price: ["9,99", 9.99],
    mail: ["ann"],
    content: [{ kind: "text" }, { body: "hi" }, "text"],
    role: ["dancer"],
    note: [5],
    at: ["yesterday"],
  };
  for (const [key, values] of Object.entries(bad)) {
    for (const value of values) {
      assert.notEqual(errors("Profile", { ...good, [key]: value }), "", `${key}: ${JSON.stringify(value)}`);
    }
  }
});
