// What all export tests need: the schemas they run over, and the program.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

const inFolder = (folder, wanted = /\.gw$/) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && folder === "tests/golden"
      ? inFolder(join(folder, entry.name))
      : wanted.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );

/** The chat, the everything schema, every golden feature, and whatever stands alone in the good corpus. */
export const schemas = [
  "examples/chat/chat.gw",
  "tests/e2e/everything.gw",
  ...inFolder("tests/golden"),
  ...inFolder("tests/corpus/good"),
  "tests/exports/rich.gw",
].filter((path) => {
  try {
    gangway("check", path);
    return true;
  } catch {
    return false; // several files in one, or one that cannot stand alone
  }
});

export function gangway(...args) {
  return execFileSync(process.env.GANGWAY, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

export const jsonSchemaOf = (path) => JSON.parse(gangway("export", "json-schema", path));

/** The names of the gateways that a file declares. */
export const gatewaysOf = (path) =>
  JSON.parse(gangway("ir", path))
    .files.filter((file) => file.requested)
    .flatMap((file) => file.gateways.map((gateway) => gateway.name));

export const asyncApiOf = (path, gateway) => JSON.parse(gangway("export", "asyncapi", path, "--gateway", gateway));

export const name = (path) => basename(path);
