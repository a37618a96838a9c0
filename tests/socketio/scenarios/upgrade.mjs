// From polling to a WebSocket, step by step, and what happens where it ends at each of them.

const polling = "/socket.io/?EIO=4&transport=polling";

/** `a` is in `/` by polling. */
const start = ["a opens polling /", "a > 40", "a < 40"];

/** The WebSocket beside it has got its answer. */
const probed = [...start, "a probes", "a probe> 2probe", "a probe< 3probe"];

/** Polling works as if nothing had been. */
const goesOn = ['a > 421["show",{"value":1,"times":2}]', "a < 431", "a fences"];

export default [
  { name: "the whole way", steps: [...probed, "a pauses", "a probe> 5", "a switches", "a fences"] },
  {
    name: "events go by polling until the last step",
    steps: [
      ...probed,
      'a > 420["show",{"value":"by polling","times":2}]',
      "a < 430",
      "a pauses",
      'a > 421["show",{"value":"kept","times":2}]',
      "a probe> 5",
      "a switches",
      "a < 431",
    ],
  },
  {
    name: "what waits between two polls comes by the WebSocket, in order, binary too",
    steps: [
      ...probed,
      "a pauses",
      'a > 42["show",{"value":1}] + 451-1["picture",{"name":"p","data":{"_placeholder":true,"num":0}}] + bin:00ff + 422["nothing"]',
      "a probe> 5",
      "a switches",
      "a < 432",
    ],
  },
  { name: "the WebSocket ends before it asks", steps: [...start, "a probes", "a kills the probe", ...goesOn] },
  { name: "the WebSocket ends with its question", steps: [...start, "a probes", "a probe> 2probe", "a kills the probe", ...goesOn] },
  { name: "the WebSocket ends with its answer", steps: [...probed, "a kills the probe", ...goesOn] },
  {
    name: "the WebSocket ends with its answer, and another one makes it",
    steps: [...probed, "a kills the probe", "a fences", "a probes", "a probe> 2probe", "a probe< 3probe", "a pauses", "a probe> 5", "a switches", "a fences"],
  },
  {
    name: "the WebSocket ends at once when it has taken over",
    steps: [...probed, "a pauses", "a probe> 5", "a switches", "a fences", "a kills", `b asks GET ${polling}&sid=$a.sid until "code":1`],
  },
  {
    name: "polling ends while it is probed",
    steps: [...probed, "a kills polling", "a probe< close"],
  },
  {
    name: "the client closes by polling while it is probed",
    steps: [...probed, "a > 1", "a probe< close"],
  },
  { name: "the question is another one", steps: [...start, "a probes", "a probe> 2other", "a probe< close", ...goesOn] },
  { name: "a message instead of a question", steps: [...start, "a probes", 'a probe> 420["nothing"]', "a probe< close", ...goesOn] },
  { name: "no packet at all", steps: [...start, "a probes", "a probe> hello", "a probe< close", ...goesOn] },
  { name: "binary instead of a question", steps: [...start, "a probes", "a probe> bin:01", "a probe< close", ...goesOn] },
  { name: "a message instead of the last step", steps: [...probed, 'a probe> 420["nothing"]', "a probe< close", ...goesOn] },
  { name: "the question twice", steps: [...start, "a probes", "a probe> 2probe + 2probe", "a probe< 3probe", "a probe< 3probe", ...goesOn] },
  { name: "the last step without a question", steps: [...start, "a probes", "a pauses by a note", "a probe> 5", "a switches", "a fences"] },
  {
    name: "a second WebSocket while one is probed",
    steps: [...probed, "b opens websocket / &sid=$a.sid", "b ends", "a pauses", "a probe> 5", "a switches", "a fences"],
  },
  {
    name: "a second WebSocket when one has taken over",
    steps: [...probed, "a pauses", "a probe> 5", "a switches", "b opens websocket / &sid=$a.sid", "b ends", "a fences"],
  },
  {
    name: "a poll when the WebSocket has taken over",
    steps: [
      ...probed,
      "a pauses",
      "a probe> 5",
      "a switches",
      "a fences",
      `b asks GET ${polling}&sid=$a.sid`,
      `b asks POST ${polling}&sid=$a.sid {} 420["nothing"]`,
      "a fences",
    ],
  },
  {
    name: "a session of a WebSocket is not upgraded",
    steps: ["a opens websocket /", "a > 40", "a < 40", "b opens websocket / &sid=$a.sid", "b > 2probe", "b < 3", "b kills", "a fences"],
    deviations: ["a WebSocket is not upgraded"],
  },
  {
    name: "pings go on after an upgrade",
    slow: true,
    steps: ["a opens upgraded /quick", "a > 40", "a < 40", "a < 2", "a < 2", "a fences"],
  },
  {
    name: "a ping during the probe goes by polling",
    slow: true,
    steps: ["a opens polling /quick", "a > 40", "a < 40", "a probes", "a probe> 2probe", "a probe< 3probe", "a < 2", "a pauses", "a probe> 5", "a switches", "a fences"],
  },
];
