// Connection state recovery: `pid`, offsets, what was missed.
import { all, both, joined } from "../scenario_tools.mjs";

/** `a` is in `lane` and has got an event of its own; `b` looks on. */
const told = (lane) => [
  "b opens websocket /recovery",
  "b > 40",
  "b < 40",
  ...joined("a", "/recovery"),
  `a > 420["enter",{"lane":"${lane}"}]`,
  "a < 430",
  'a > 420["tell",{"n":1}]',
  "a < 430",
];

/** `a` is in `lane`, has got 1 from it, and is lost; `b` says `from` to 3 meanwhile. */
const lost = (lane) => [
  "b opens websocket /recovery",
  "b > 40",
  "b < 40",
  ...joined("a", "/recovery", '{"user":"ann"}'),
  `a > 420["enter",{"lane":"${lane}"}]`,
  "a < 430",
  `b > 420["talk",{"lane":"${lane}","from":1,"to":1}]`,
  "b < 430",
  "a < 42",
  "a kills",
  `b sees 0 in ${lane}`,
  `b > 421["talk",{"lane":"${lane}","from":2,"to":3}]`,
  "b < 431",
];

export default [
  ...both({
    name: "CONNECT tells the pid, events their offsets",
    steps: [
      ...joined("a", "/recovery"),
      'a > 420["enter",{"lane":"first"}]',
      "a < 430",
      'a > 421["talk",{"lane":"first","from":1,"to":3}]',
      "a < 431",
      'a > 422["tell",{"n":9}]',
      "a < 432",
      'a > 451-3["draw",{"lane":"first","picture":{"name":"x","data":{"_placeholder":true,"num":0}}}] + bin:0001',
      "a < 433",
    ],
  }),
  ...all({
    name: "who comes back gets what it missed, and is who it was",
    steps: [
      ...lost("back"),
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      'a > 420["whoAmI"]',
      "a < 430",
      'b > 420["talk",{"lane":"back","from":4,"to":4}]',
      "b < 430",
      "a < 42",
    ],
  }),
  ...both({
    name: "who missed nothing comes back, too",
    steps: [
      ...told("nothing missed"),
      "a kills",
      "b sees 0 in nothing missed",
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      'a > 420["tell",{"n":2}]',
      "a < 430",
    ],
  }),
  ...both({
    name: "missed events may have attachments",
    steps: [
      ...lost("binary back"),
      'b > 451-0["draw",{"lane":"binary back","picture":{"name":"x","data":{"_placeholder":true,"num":0}}}] + bin:0909',
      "b < 430",
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
    ],
  }),
  ...both({
    name: "volatile events are not kept",
    steps: [
      ...lost("volatile"),
      'b > 420["blink",{"lane":"volatile"}]',
      "b < 430",
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      `a > 42778["whoAmI"]`, "a < 43778",
    ],
  }),
  ...both({
    name: "by the other transport",
    steps: [
      ...lost("other"),
      "a opens polling /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
    ],
  }),
  ...both({
    name: "an unknown pid begins anew",
    steps: [
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"nobody","offset":"1"}',
      "a < 40",
      'a > 420["whoAmI"]',
      "a < 430",
    ],
  }),
  ...both({
    name: "an unknown offset begins anew",
    steps: [
      ...lost("offset"),
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"nonsense"}',
      "a < 40",
      'a > 420["whoAmI"]',
      "a < 430",
    ],
  }),
  ...both({
    name: "a pid that is no text",
    steps: ["a opens TRANSPORT /recovery", 'a > 40{"pid":1,"offset":{}}', "a < 40", 'a > 420["whoAmI"]', "a < 430"],
  }),
  ...both({
    name: "who left of its own accord begins anew",
    steps: [
      ...told("left"),
      "a > 41",
      "b sees 0 in left",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      'a > 421["tell",{"n":2}]',
      "a < 431",
    ],
  }),
  ...both({
    name: "who was put out begins anew",
    steps: [
      ...told("put out"),
      'a > 42["putOut"]',
      "a < 41",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      'a > 421["tell",{"n":2}]',
      "a < 431",
    ],
  }),
  ...both({
    name: "who breaks the protocol may come back",
    steps: [
      ...told("broken"),
      "a > 4abc",
      "a ends",
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
    ],
  }),
  ...both({
    name: "a pid is shown while its client is still there",
    steps: [
      ...lost("once"),
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      "b opens websocket /recovery",
      'b > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "b < 40",
      'b > 421["whoAmI"]',
      "b < 431",
    ],
  }),
  ...both({
    name: "a pid is used once",
    steps: [
      ...lost("once by TRANSPORT"),
      "a opens TRANSPORT /recovery",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      "a > 41",
      "b sees 0 in once by TRANSPORT",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
      'a > 421["whoAmI"]',
      "a < 431",
    ],
    deviations: ["a pid is used once", "a pid is used once: somebody new"],
  }),
  ...both({
    name: "after too long a time",
    slow: true,
    steps: [
      ...joined("a", "/brief"),
      'a > 420["tell",{"n":1}]',
      "a < 430",
      "a kills",
      "b rests 400",
      "a opens TRANSPORT /brief",
      'a > 40{"pid":"$a.pid","offset":"$a.offset"}',
      "a < 40",
    ],
  }),
];
