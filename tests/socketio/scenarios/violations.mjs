// What breaks the protocol, and what only looks so. Most end the whole connection.
import { both, by, joined } from "../scenario_tools.mjs";

const at = (num) => `{"_placeholder":true,"num":${num}}`;

/** In `/`, `a` sends these one by one; its session ends. */
const closes = (name, ...packets) => closesBut([], name, ...packets);
const closesBut = (deviations, name, ...packets) =>
  both({ name, steps: [...joined("a"), ...packets.map((one) => `a > ${one}`), "a ends"], deviations });

/** The same, and the session goes on. */
const passes = (name, ...packets) =>
  both({ name, steps: [...joined("a"), ...packets.map((one) => `a > ${one}`), "a fences"] });

/** Nothing is joined yet. */
const early = (name, ...packets) =>
  both({ name, steps: ["a opens TRANSPORT /", ...packets.map((one) => `a > ${one}`), "a ends"] });

export default [
  ...early("an event before CONNECT", '42["echo",{"value":1}]'),
  ...early("an ack before CONNECT", "430[1]"),
  ...early("DISCONNECT before CONNECT", "41"),
  ...early("CONNECT with a list", "40[1]"),
  ...early("CONNECT with a text", '40"token"'),
  ...early("CONNECT with null", "40null"),
  ...early("CONNECT with half an object", '40{"token":'),
  ...early("CONNECT_ERROR from a client", '44{"message":"no"}'),
  ...closes("a second CONNECT for a namespace", "40"),
  ...closes("an event for a namespace that was not joined", '42/chat,["echo",{"value":1}]'),
  ...closes("an ack for a namespace that was not joined", "43/chat,0[1]"),
  ...closes("DISCONNECT for a namespace that was not joined", "41/chat,"),
  ...closes("DISCONNECT with a payload", "41{}"),
  ...closes("CONNECT_ERROR for a joined namespace", '44{"message":"no"}'),
  ...closes("the reserved event disconnect", '42["disconnect"]'),
  ...closes("the reserved event connect", '420["connect",{}]'),
  ...closes("the reserved event connect_error", '42["connect_error",{}]'),
  ...closes("the reserved event disconnecting", '42["disconnecting"]'),
  ...closes("the reserved event newListener", '42["newListener"]'),
  ...closes("the reserved event removeListener", '42["removeListener"]'),
  ...closes("an event that is an object", "42{}"),
  ...closes("an event that is empty", "42[]"),
  ...closes("an event whose name is an object", '42[{"a":1}]'),
  ...closes("an event whose name is null", "42[null]"),
  ...closes("an event that is no JSON", '42["echo",{"value":1}'),
  ...closes("something between type and payload", '42abc["echo",{}]'),
  ...closes("something behind the payload", '42["echo",{"value":1}]x'),
  ...closes("a type that does not exist", '47["echo"]'),
  ...closes("a type that is no number", "4abc"),
  ...closes("an empty message", "4"),
  ...closes("an ack that is an object", "430{}"),
  ...closes("an ack that is no JSON", "430[1"),
  ...closes("eleven attachments", `4511-["picture",{"name":"x","data":${at(0)}}]`),
  ...closes("no attachments", `450-["picture",{"name":"x","data":${at(0)}}]`, '42["echo",{"value":1}]'),
  ...closes("attachments without a number", '45-["picture",{}]'),
  ...closes("attachments without a dash", '451["picture",{}]'),
  ...closes("a fraction of an attachment", '451.5-["picture",{}]'),
  ...closes("less than no attachments", '45-1-["picture",{}]'),
  ...closes("binary that nobody announced", "bin:0102"),
  ...closes("text while an attachment is due", `451-["picture",{"name":"x","data":${at(0)}}]`, '42["echo",{"value":1}]'),
  ...closes("a second binary event while an attachment is due", `451-["picture",{"name":"x","data":${at(0)}}] + 451-["picture"]`),
  ...closes("more attachments than announced", `451-["picture",{"name":"x","data":${at(0)}}] + bin:01 + bin:02`),
  ...closes("a placeholder beyond the attachments", `451-0["picture",{"name":"x","data":${at(1)}}] + bin:01`),
  ...closes("a placeholder below zero", `451-0["picture",{"name":"x","data":${at(-1)}}] + bin:01`),
  ...closes("a placeholder that is no number", `451-0["picture",{"name":"x","data":${at('"0"')}}] + bin:01`),
  ...closes("a placeholder without a number", '451-0["picture",{"name":"x","data":{"_placeholder":true}}] + bin:01'),
  ...closes("a binary event that is no list", "451-{} + bin:01"),
  ...closesBut(["a POST without packets is no good one: told"], "an unknown packet of the transport", "8"),
  ...closes("a ping from the client", "2"),
  ...closes("two violations at once", '42{} + 4abc'),
  ...closes("two violations one after the other", "42{}", "4abc"),
  // By polling alone: how socket.io answers it by WebSocket depends on how the frames fall into reads.
  ...by(["polling"], {
    name: "a violation between events",
    steps: [...joined("a"), 'a > 420["nothing"] + 42{} + 421["nothing"]', "a ends"],
    deviations: ["what came before a violation is answered"],
  }),
  ...closes("a violation and a good event after it", '42{} + 421["nothing"]'),
  ...passes("a pong that was not asked for", "3"),
  ...passes("a noop from the client", "6"),
  ...passes("an upgrade packet where nothing is upgraded", "5"),
  ...passes("an open packet from the client", "0"),
  ...passes("an event without anything", "42"),
  ...passes("an ack without anything", "430"),
  ...passes("an ack without an id", "43[1]"),
  ...both({
    name: "a violation ends all namespaces of the connection",
    steps: [
      ...joined("a"),
      'a > 420["join",{"room":"violated"}]',
      "a < 430",
      'a > 40/chat,{"token":"letmein"}',
      "a < 40/chat",
      "b opens websocket /",
      "b > 40",
      "b < 40",
      "b sees 1 in violated",
      "a > 42/chat,{}",
      "a ends",
      "b sees 0 in violated",
      "b fences",
    ],
  }),
  ...by(["websocket"], {
    name: "two clients break the protocol at once",
    steps: [...joined("a"), ...joined("b"), "a > 42{}", "b > 4abc", "a ends", "b ends"],
  }),
];
