// A reporter for node:test that prints what failed, what tests have measured and, last, `$SUITE: N passed, N failed`: what Node's own
// reporters print differs from version to version.
import { inspect } from "node:util";

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (data?.details?.type === "suite") continue;
    if (type === "test:pass" && !data.skip) {
      passed++;
      if (process.env["VERBOSE"]) yield `${Math.round(data.details.duration_ms)} ms: ${data.name}\n`;
    } else if (type === "test:fail") {
      failed++;
      yield `failed: ${data.name}\n${inspect(data.details.error.cause ?? data.details.error)}\n\n`;
    } else if (type === "test:diagnostic" && data.file !== undefined) {
      yield `${data.message}\n`; // a test's own words, not the runner's
    } else if (type === "test:stdout" || type === "test:stderr") {
      yield data.message;
    }
  }
  yield `${process.env["SUITE"] ?? "tests"}: ${passed} passed, ${failed} failed\n`;
}
