// BINARY_EVENT and BINARY_ACK: attachments both ways. Those that break the rules are in violations.mjs.
import { all, both, joined } from "../scenario_tools.mjs";

const at = (num) => `{"_placeholder":true,"num":${num}}`;

export default [
  ...all({
    name: "an attachment there and back",
    steps: [...joined("a"), `a > 451-0["picture",{"name":"p","data":${at(0)}}] + bin:00ff01fe`, "a < 461-0", "a < bin:"],
  }),
  ...both({
    name: "an empty attachment, and one of 70 kB",
    steps: [
      ...joined("a"),
      `a > 451-0["picture",{"name":"","data":${at(0)}}] + bin:`,
      "a < 461-0",
      "a < bin:",
      `a > 451-1["picture",{"name":"","data":${at(0)}}] + bin:${"ab".repeat(70_000)}`,
      "a < 461-1",
      "a < bin:",
    ],
  }),
  ...both({
    name: "ten attachments, which is as many as there may be",
    steps: [
      ...joined("a"),
      `a > 4510-0["pictures",{"all":[${Array.from({ length: 10 }, (_, i) => `{"name":"${i}","data":${at(i)}}`).join()}]}] + ` +
        Array.from({ length: 10 }, (_, i) => `bin:0${i}`).join(" + "),
      "a < 4610-0",
      "a < bin:09",
    ],
  }),
  ...both({
    name: "attachments in another order than they are named",
    steps: [
      ...joined("a"),
      `a > 452-0["pictures",{"all":[{"name":"x","data":${at(1)}},{"name":"y","data":${at(0)}}]}] + bin:aa + bin:bb`,
      "a < 462-0",
      "a < bin:",
      "a < bin:",
    ],
  }),
  ...both({
    name: "one attachment named twice",
    steps: [
      ...joined("a"),
      `a > 451-0["pictures",{"all":[{"name":"x","data":${at(0)}},{"name":"y","data":${at(0)}}]}] + bin:aa`,
      "a < 46",
      "a < bin:",
      "a < bin:",
    ],
  }),
  ...both({
    name: "an attachment that nobody names",
    steps: [
      ...joined("a"),
      `a > 452-0["picture",{"name":"x","data":${at(0)}}] + bin:aa + bin:bb`,
      "a < 461-0",
      "a < bin:",
      "a fences",
    ],
  }),
  ...both({
    name: "an event with attachments and without an ack id",
    steps: [...joined("a"), `a > 451-["picture",{"name":"x","data":${at(0)}}] + bin:aa`, "a fences"],
  }),
  ...both({
    name: "in a namespace of its own",
    steps: [
      "a opens TRANSPORT /",
      'a > 40/chat,{"token":"letmein"}',
      "a < 40/chat",
      `a > 451-/chat,0["echo",{"value":1,"more":${at(0)}}] + bin:aa`,
      "a < 43/chat,0",
    ],
  }),
  ...both({
    name: "an attachment in a json value",
    steps: [...joined("a"), `a > 451-0["echo",{"value":${at(0)}}] + bin:aabb`, "a < 4", "a fences"],
    deviations: ["json has attachments as base64", "json has attachments as base64: none of its own"],
  }),
  ...all({
    name: "to a room, by both transports",
    steps: [
      ...joined("a"),
      "b opens polling /",
      "b > 40",
      "b < 40",
      "c opens websocket /",
      "c > 40",
      "c < 40",
      'b > 420["join",{"room":"binary"}]',
      "b < 430",
      'c > 420["join",{"room":"binary"}]',
      "c < 430",
      `a > 451-0["draw",{"room":"binary","picture":{"name":"p","data":${at(0)}}}] + bin:0102`,
      "a < 430",
      "b < 451-",
      "b < bin:",
      "c < 451-",
      "c < bin:",
    ],
  }),
  ...all({
    name: "the server asks with an attachment and is answered with one",
    steps: [
      ...joined("a"),
      `a > 451-0["askPicture",{"name":"p","data":${at(0)}}] + bin:0102`,
      "a < 451-",
      "a < bin:",
      `a > 461-$a.ask[{"name":"q","data":${at(0)}}] + bin:0304`,
      "a < 461-0",
      "a < bin:",
    ],
  }),
];
