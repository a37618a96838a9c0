// Events and acks, word by word.
import { all, both, by, joined } from "../scenario_tools.mjs";

export default [
  ...all({
    name: "an event is answered by its ack",
    steps: [...joined("a"), 'a > 420["echo",{"value":"hi"}]', "a < 430"],
  }),
  ...both({
    name: "values come back as they were",
    steps: [
      ...joined("a"),
      'a > 420["echo",{"value":{"a":[1,-2.5,true,false,null,""],"b":{},"c":{"d":[[]]}}}]',
      "a < 430",
      'a > 421["echo",{"value":"ü € 😀 \\u0000 \\u001f \\" \\\\ / \\u2028 \\u007f"}]',
      "a < 431",
      'a > 422["echo",{"value":null}]',
      "a < 432",
      'a > 423["echo",{"value":[0.1,123456789012,-0.25]}]',
      "a < 433",
    ],
  }),
  ...both({
    name: "an event without an ack id is not answered",
    steps: [...joined("a"), 'a > 42["note",{"text":"one"}]', 'a > 42["echo",{"value":1}]', 'a > 420["noted"]', "a < 430"],
  }),
  ...both({
    name: "an answer without a value is an empty ack",
    steps: [...joined("a"), 'a > 427["nothing"]', "a < 437", 'a > 428["nothing",null]', "a < 438", 'a > 429["nothing",{}]', "a < 439"],
  }),
  ...both({
    name: "packets that come together are handled in order",
    steps: [
      ...joined("a"),
      'a > 42["note",{"text":"1"}] + 42["note",{"text":"2"}] + 420["noted"] + 42["note",{"text":"3"}] + 421["noted"]',
      "a < 431",
    ],
  }),
  ...by(["polling"], {
    name: "CONNECT and the first events may come together",
    steps: ["a opens TRANSPORT /", 'a > 40 + 420["echo",{"value":1}] + 421["echo",{"value":2}]', "a < 431"],
    deviations: ["events before the CONNECT answer wait", "events before the CONNECT answer wait: answered"],
  }),
  ...both({
    name: "what a handler emits comes before its answer",
    steps: [...joined("a"), 'a > 420["show",{"value":{"n":1},"times":3}]', "a < 430", 'a > 421["show",{"value":"once"}]', "a < 431"],
  }),
  ...both({
    name: "an event without a payload has none on the wire",
    steps: [...joined("a"), 'a > 420["hush"]', "a < 430"],
  }),
  ...both({
    name: "a volatile event arrives where the transport is free",
    steps: [...joined("a"), 'a > 42["tick",{"times":1}]', "a < 42"],
  }),
  {
    name: "ack ids from 0 to 2^53 - 1",
    steps: [
      ...joined("a"),
      'a > 420["echo",{"value":1}]',
      "a < 430",
      'a > 429007199254740991["echo",{"value":2}]',
      "a < 439007199254740991",
      'a > 420["echo",{"value":3}]',
      "a < 430",
      'a > 42007["echo",{"value":4}]',
      "a < 437",
    ].map((step) => step.replace("TRANSPORT", "websocket")),
  },
  ...both({
    name: "the namespace / may be spelt out",
    steps: ["a opens TRANSPORT /", "a > 40/,", "a < 40", 'a > 42/,1["echo",{"value":1}]', "a < 431"],
  }),
  ...both({
    name: "acks that nobody waits for are ignored",
    steps: [...joined("a"), "a > 4312345[1]", "a > 4312345[]", "a fences"],
  }),
  ...all({
    name: "the server asks, the client answers",
    steps: [
      ...joined("a"),
      'a > 420["ask",{"question":"well?"}]',
      "a < 42",
      "a > 43$a.ask[true]",
      "a < 430",
      'a > 421["ask",{"question":"again?"}]',
      "a < 42",
      "a > 43$a.ask[false]",
      "a < 431",
      "a > 43$a.ask[true]",
      "a fences",
    ],
  }),
  ...both({
    name: "several handlers run at once, and each is answered under its own id",
    steps: [...joined("a"), 'a > 420["later",{"wait":80,"name":"slow"}]', 'a > 421["later",{"wait":1,"name":"quick"}]', "a < 430"],
  }),
  ...both({
    name: "a handler that never answers leaves the others alone",
    steps: [...joined("a"), 'a > 420["never"]', "a fences"],
  }),
  ...both({
    name: "items of a stream are events, its end is the ack",
    steps: [...joined("a"), 'a > 420["history",{"count":3}]', "a < 430", 'a > 421["history",{"count":0}]', "a < 431"],
  }),
  ...both({
    name: "a payload of 100 kB there and back",
    steps: [...joined("a"), `a > 420["echo",{"value":"${"x".repeat(100_000)}"}]`, "a < 430"],
  }),
  ...both({
    name: "__proto__ is a key like any other",
    steps: [...joined("a"), 'a > 420["echo",{"value":{"__proto__":{"polluted":1}}}]', "a < 430", 'a > 421["whoAmI",{"__proto__":{"user":"eve"}}]', "a < 431"],
  }),
  ...both({
    name: "keys of a json value",
    steps: [...joined("a"), 'a > 420["echo",{"value":{"b":1,"a":2}}]', "a < 430"],
    deviations: ["json has its keys in order"],
  }),
  ...both({
    name: "numbers are written as JavaScript does",
    steps: [...joined("a"), 'a > 420["echo",{"value":[1.0,1e3,1e21,5e-324]}]', "a < 430"],
  }),
  ...both({
    name: "a small number",
    steps: [...joined("a"), 'a > 420["echo",{"value":0.000001}]', "a < 430"],
    deviations: ["exponents begin earlier"],
  }),
];
