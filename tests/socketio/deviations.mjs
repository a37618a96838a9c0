// What we do otherwise than socket.io, each with its reason. A scenario names those that it meets, and nothing else may differ in it.
// `reference` and `gangway` are the line of each side, or a pattern for it; undefined where that side says nothing.
export const deviations = {
  "events before the CONNECT answer wait": {
    reason: "whoever sends events at once need not wait for a round trip: they are handled when the join was accepted",
    reference: /^(close 1005|1)$/,
    gangway: /^4(0\{|3)/,
  },
  "json has its keys in order": {
    reason: "`json` is nlohmann::json in handlers, which keeps keys sorted",
    reference: '430[{"b":1,"a":2}]',
    gangway: '430[{"a":2,"b":1}]',
  },
  "json keeps doubles doubles": {
    reason: "1.0 stays a floating-point number in C++, and is written as one",
    reference: "430[[1,1000,1e+21,5e-324]]",
    gangway: "430[[1.0,1000.0,1e+21,5e-324]]",
  },
  "unknown events are told": {
    reason: "the schema knows all events: a typing mistake is not met with silence",
    gangway: /^42\["exception",\{"status":"error","code":"(unknown_event|invalid_payload)",/,
  },
  "unknown events are acked": {
    reason: "every call has exactly one end: an ack that was asked for comes",
    gangway: /^430\[\{"error":\{"code":"unknown_event",/,
  },
  "payloads are checked": {
    reason: "a payload is one argument of the schema's type; socket.io's handlers get whatever was sent",
    reference: /^430\[/,
    gangway: /^430\[\{"error":\{"code":"invalid_payload",/,
  },
  "a handshake is checked": {
    reason: "a handshake that does not fit the schema is refused before the application sees it, and says where",
    reference: /^44\/chat,\{"message":"not authorized"/,
    gangway: /^44\/chat,\{"message":".*","data":\{"code":"invalid_payload",/,
  },
  "an attachment is used once": {
    reason: "a placeholder that stands twice would multiply what a client makes the server hold",
    reference: /^462-0/,
    gangway: /^(close 1005|1)$/,
  },
  "an attachment is used once: closed": {
    reason: "the same: no answer follows",
    reference: /^bin:/,
  },
  "json has attachments as base64": {
    reason: "the type `json` has no bytes: an attachment in it is the base64 text that JSON has for them",
    reference: '461-0[{"_placeholder":true,"num":0}]',
    gangway: '430["qrs="]',
  },
  "json has attachments as base64: none of its own": {
    reason: "the same",
    reference: "bin:aabb",
  },
};
