// node all_tests.mjs FOLDER [PATTERN]: the *.test.mjs of a folder whose names contain PATTERN, as one program.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, pattern = ""] = process.argv.slice(2);
for (const name of readdirSync(folder).sort()) {
  if (name.endsWith(".test.mjs") && name.includes(pattern)) await import(pathToFileURL(join(folder, name)).href);
}
