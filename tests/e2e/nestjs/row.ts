import type { TestContext } from "node:test";

/** How our behaviour stands to NestJS's. */
export type Verdict = "same" | "better" | "deviation";

/** One thing that NestJS's gateways do, seen running or read in their tests, and what we do. */
export interface Row {
  /** Where it stands in the inventory: "wire 3", "spec 14", "rule 5", "pain 2". */
  readonly id: string;
  /** What NestJS does. */
  readonly nest: string;
  readonly verdict: Verdict;
  /** What we do, where that is not the same, and why. A deviation's stands in runtime/README.md, too. */
  readonly ours?: string;
  /** Shows it. */
  readonly check: (test: TestContext) => Promise<void>;
}
