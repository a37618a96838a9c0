// AsyncAPI documents pass the official parser, and say what the gateway says.
import assert from "node:assert/strict";
import test from "node:test";
import { Parser } from "@asyncapi/parser";
import { asyncApiOf, gatewaysOf, schemas } from "./support.mjs";

async function parsed(document) {
  const { document: api, diagnostics } = await new Parser().parse(JSON.stringify(document));
  const errors = diagnostics.filter(({ severity }) => severity === 0);
  assert.deepEqual(errors.map(({ message, path }) => `${path.join("/")}: ${message}`), []);
  return api;
}

let documents = 0;
for (const path of schemas) {
  for (const gateway of gatewaysOf(path)) {
    test(`the AsyncAPI document of ${gateway} in ${path} passes the parser`, async () => {
      const api = await parsed(asyncApiOf(path, gateway));
      assert.equal(api.version(), "3.0.0");
      assert.equal(api.info().title(), gateway);
      documents += 1;
    });
  }
}

test("there were documents", () => assert.ok(documents >= 8, `${documents}`));

test("a channel is a namespace at its own address", async () => {
  const api = await parsed(asyncApiOf("tests/exports/rich.gw", "Rich"));
  const addresses = api.allChannels().all().map((channel) => channel.address());
  assert.deepEqual(addresses.sort(), ["/rich/people", "/rich/person/{id}"]);
});

test("the gateway receives what clients send and sends what they listen to", () => {
  const { operations } = asyncApiOf("tests/exports/rich.gw", "Rich");
  assert.equal(operations["people.on.find"].action, "receive");
  assert.equal(operations["people.emit.changed"].action, "send");
  assert.deepEqual(operations["people.emit.changed"]["x-gangway-room"], { name: "Watchers", keys: { name: "Name" } });
  const answers = operations["people.on.find"].reply.messages.map(({ $ref }) => $ref.split("/").at(-1));
  assert.deepEqual(answers, ["on.find.reply", "on.find.error"]);
  const items = operations["people.on.all"].reply.messages.map(({ $ref }) => $ref.split("/").at(-1));
  assert.deepEqual(items, ["on.all.item", "on.all.end", "on.all.error"]);
});

test("the secret of the handshake is the security of joining", () => {
  const { operations, components } = asyncApiOf("tests/exports/rich.gw", "Rich");
  assert.deepEqual(operations["people.join"].security, [{ $ref: "#/components/securitySchemes/people.token" }]);
  assert.equal(components.securitySchemes["people.token"].type, "httpApiKey");
});

test("frames are as they are on the wire", () => {
  const { channels } = asyncApiOf("tests/exports/rich.gw", "Rich");
  const { messages } = channels.people;
  assert.deepEqual(Object.keys(messages["on.find"].examples[0].payload), ["event", "id", "data"]);
  assert.equal(messages["on.find.error"].examples[0].payload.error.code, "Unknown");
  assert.equal(messages["on.find"].correlationId.location, "$message.payload#/id");
});
