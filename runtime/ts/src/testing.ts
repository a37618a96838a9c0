// The entry point @gangway/client/testing: a generated client with a server in the test's hand.
export { ManualClock } from "./testing_clock.js";
export { createFake, type Fake, type FakeOptions } from "./testing_fake.js";
export type { FakeNamespace } from "./testing_namespace.js";
export type { FakeContext, FakeHandler, FakeHandlers } from "./testing_types.js";
