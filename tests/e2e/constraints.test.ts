import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, failure, Server, server, Wire } from "./support.js";

test("a handler gets what has passed its constraints, normalised", async (t) => {
  const ns = connect(t, await server()).values;
  assert.deepEqual(await ns.checked({ name: " ANN\u3000", tags: ["a", "b"], mail: "ann@example.org" }), {
    name: "ann",
    tags: ["a", "b"],
    level: 1,
    mail: "ann@example.org",
  });
  const error = await failure(ns.checked({ name: "   " }));
  assert.equal(error.code, "invalid_payload");
  assert.deepEqual(error.data, { path: "/name", rule: "length" });
  assert.match(error.message, /length must be 1\.\.8/);
});

test("what breaks one is refused by the server, whoever sent it, and never reaches the handler", async (t) => {
  const to = await server();
  const wire = await Wire.join(t, to, "/e2e/values");
  const refused = async (data: object): Promise<object> => (await wire.call({ event: "checked", id: 1, data }))["error"].data as object;
  assert.deepEqual(await refused({ name: "" }), { path: "/name", rule: "length" });
  assert.deepEqual(await refused({ name: "a", tags: ["a", "A"] }), { path: "/tags/1", rule: "pattern" });
  assert.deepEqual(await refused({ name: "a", tags: ["a", "b", "c", "d"] }), { path: "/tags", rule: "items" });
  assert.deepEqual(await refused({ name: "a", tags: ["a", "a"] }), { path: "/tags", rule: "unique" });
  assert.deepEqual(await refused({ name: "a", level: 10 }), { path: "/level", rule: "range" });
  assert.deepEqual(await refused({ name: "a", mail: "nobody" }), { path: "/mail", rule: "format" });
  assert.equal(to.lines.includes("checked a"), false);
});

test("a server may name everything that is wrong", async (t) => {
  process.env["E2E_VIOLATIONS"] = "20";
  const starting = Server.start();
  delete process.env["E2E_VIOLATIONS"];
  const to = await starting;
  const wire = await Wire.join(t, to, "/e2e/values");
  const { error } = await wire.call({ event: "checked", id: 1, data: { name: " ", tags: ["A", 1], level: "x", mail: "@" } });
  assert.deepEqual(error.data, {
    path: "/name",
    rule: "length",
    violations: [
      { path: "/name", rule: "length" },
      { path: "/tags/0", rule: "pattern" },
      { path: "/tags/1", rule: "type" },
      { path: "/level", rule: "type" },
      { path: "/mail", rule: "format" },
    ],
  });
});
