// What we do otherwise than socket.io, each with its reason. A scenario names those that it meets, and nothing else may differ in it.
// `reference` and `gangway` are the line of each side, or a pattern for it; undefined where that side says nothing.
export const deviations = {
  "events before the CONNECT answer wait": {
    reason: "whoever sends events at once need not wait for a round trip: they are handled when the join was accepted",
    reference: "1",
    gangway: /^40\{/,
  },
  "events before the CONNECT answer wait: answered": {
    reason: "the same: they are answered",
    gangway: /^43[01]\[[12]\]$/,
  },
  "json has its keys in order": {
    reason: "`json` is nlohmann::json in handlers, which keeps keys sorted",
    reference: '430[{"b":1,"a":2}]',
    gangway: '430[{"a":2,"b":1}]',
  },
  "exponents begin earlier": {
    reason: "C++ writes the same number the shorter way",
    reference: "430[0.000001]",
    gangway: "430[1e-06]",
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
  "json has attachments as base64": {
    reason: "the type `json` has no bytes: an attachment in it is the base64 text that JSON has for them",
    reference: '461-0[{"_placeholder":true,"num":0}]',
    gangway: '430["qrs="]',
  },
  "json has attachments as base64: none of its own": {
    reason: "the same",
    reference: "bin:aabb",
  },
  "a pid is used once": {
    reason: "socket.io's adapter in memory lets who has left on purpose come back with what somebody may have copied",
    reference: /^40\{"sid":"<a sid 5>"/,
    gangway: /^40\{"sid":"<a sid 8>"/,
  },
  "a pid is used once: somebody new": {
    reason: "the same",
    reference: '431["ann"]',
    gangway: '431["nobody"]',
  },
  "an old version is refused before the upgrade": {
    reason: "socket.io takes the WebSocket and cuts it",
    reference: "close 1006",
    gangway: "upgrade 400 Unsupported protocol version",
  },
  "a POST without packets is no good one": {
    reason: "the session ends at both; ours says in the answer that the request was bad",
    reference: /^http 200 .* ok$/,
    gangway: /^http 400 .*"code":3,/,
  },
  "a POST without packets is no good one: told": {
    reason: "the same",
    gangway: /^POST 400 .*"code":3,/,
  },
  "a WebSocket is not upgraded": {
    reason: "only polling is upgraded: whoever knows a sid cannot take a WebSocket's session over",
    reference: "3probe",
    gangway: "close 1005",
  },
  "what came before a violation is answered": {
    reason: "packets are handled as they come; socket.io handles events a tick later, when the violation behind them has closed all",
    gangway: "430[]",
  },
  "no headers for pages that may not": {
    reason: "socket.io names the page that may to everybody",
    reference: /^http 403 .*page\.example/,
    gangway: /^http 403 \[content-type: application\/json\] \{"code":4,/,
  },
  "no headers for no page": {
    reason: "who sends no Origin needs no leave; Vary keeps caches right",
    reference: /^http 200 .*page\.example/,
    gangway: /^http 200 \[content-type: text\/plain; charset=UTF-8; cache-control: no-store; vary: Origin\] 0\{/,
  },
  "a preflight names what there is": {
    reason: "Engine.IO has GET and POST",
    reference: /^http 204 .*GET,HEAD,PUT,PATCH,POST,DELETE/,
    gangway: /^http 204 \[access-control-allow-origin: https:\/\/page\.example; .*GET, POST; access-control-allow-headers: content-type; vary: Origin\] $/,
  },
  "a preflight of others is refused": {
    reason: "socket.io answers it as if it were the page that may, and the browser refuses",
    reference: /^http 204 /,
    gangway: /^http 403 .*"code":4,/,
  },
};
