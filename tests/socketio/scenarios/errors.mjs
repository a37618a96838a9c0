// Handlers that fail, and payloads that do not fit.
import { both, joined } from "../scenario_tools.mjs";

export default [
  ...both({
    name: "a declared error is the ack's only argument",
    steps: [...joined("a"), 'a > 420["refuse",{"reason":"closed"}]', "a < 430", "a fences"],
  }),
  ...both({
    name: "a declared error without an ack is an exception event",
    steps: [...joined("a"), 'a > 42["refuse",{"reason":"closed"}]', "a < 42", "a fences"],
  }),
  ...both({
    name: "a fault of the server keeps its secret",
    steps: [...joined("a"), 'a > 420["fault"]', "a < 430", 'a > 42["fault"]', "a < 42", "a fences"],
  }),
  ...both({
    name: "an unknown event",
    steps: [...joined("a"), 'a > 42["nosuch",{"a":1}]', 'a > 420["nosuch"]', "a fences"],
    deviations: ["unknown events are told", "unknown events are acked"],
  }),
  ...both({
    name: "an event that is called a number",
    steps: [...joined("a"), 'a > 42[7,"a"]', "a fences"],
    deviations: ["unknown events are told"],
  }),
  ...both({
    name: "a payload that does not fit the schema",
    steps: [...joined("a"), 'a > 420["later",{"wait":1,"name":5}]', "a < 430", "a fences"],
    deviations: ["payloads are checked"],
  }),
  ...both({
    name: "a payload that is missing",
    steps: [...joined("a"), 'a > 420["echo"]', "a < 430", "a fences"],
    deviations: ["payloads are checked"],
  }),
  ...both({
    name: "more arguments than one",
    steps: [...joined("a"), 'a > 420["echo",{"value":1},2]', "a < 430", "a fences"],
    deviations: ["payloads are checked"],
  }),
];
