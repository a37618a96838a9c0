// What a registry's reader would find fault with: the tarballs under attw and publint, and every module that is promised.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { client, entries, generated, here, project, run, studio } from "./support.mjs";

const packages = {
  "@gangway/client": client,
  "a generated package": studio,
  "a generated package with its runtime": () =>
    generated("studio", ["fifty.gw", "--ts-runtime=vendored", "--ts-socketio"]),
};

for (const [name, make] of Object.entries(packages)) {
  test(`${name}: attw and publint find nothing`, async () => {
    const { tarball, manifest } = await make();
    // ES modules alone are wanted: what `require` and TypeScript before 4.7 make of them is not looked at.
    await run("node", [`${here}/node_modules/.bin/attw`, tarball, "--profile", "esm-only", "--no-color"]);
    const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true });
    assert.deepEqual(messages.map((one) => formatMessage(one, manifest)), []);
  });

  test(`${name}: every module of it can be imported in Node, and its sources are where the maps say`, async () => {
    const { tarball, manifest } = await make();
    const needsClient = manifest.name !== "@gangway/client";
    const peers = ["react", "socket.io-client"];
    const dir = await project(`in-node-${manifest.name.replace(/\W/g, "-")}`, needsClient ? [(await client()).tarball, tarball] : [tarball], peers);
    const script = entries({ manifest }).map((path) => `await import(${JSON.stringify(path)});`);
    await run("node", ["--input-type=module", "-e", script.join("\n")], dir);

    const installed = `${dir}/node_modules/${manifest.name}`;
    for (const { types } of Object.values(manifest.exports).filter((one) => one.types)) {
      const map = JSON.parse(readFileSync(`${installed}/${types}.map`, "utf8"));
      const at = new URL(map.sources[0], `file://${installed}/${types}`);
      assert.match(readFileSync(at, "utf8"), /\bexport\b/);
    }
  });
}
