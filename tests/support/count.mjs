// node count.mjs RESULT.xml...: sums up ctest's JUnit files and prints `N passed, N failed` as the last line.
//
// A test that counts cases of its own (doctest's summary, `N passed, N failed`) counts as that many.
import { readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
for (const file of process.argv.slice(2)) {
  const xml = readFileSync(file, "utf8");
  for (const [, attributes, body = ""] of xml.matchAll(/<testcase ([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)) {
    const status = /status="(\w+)"/.exec(attributes)?.[1];
    if (status === "disabled" || status === "notrun") continue;
    const ok = status === "run" && !/<failure/.test(body);
    const counts =
      /test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed/.exec(body) ?? /(\d+) passed, (\d+) failed/.exec(body);
    const [good, bad] = counts ? [Number(counts[1]), Number(counts[2])] : [ok ? 1 : 0, ok ? 0 : 1];
    passed += good;
    failed += ok ? bad : Math.max(bad, 1);
    if (!ok) console.log(`failed: ${/name="([^"]*)"/.exec(attributes)?.[1]}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
