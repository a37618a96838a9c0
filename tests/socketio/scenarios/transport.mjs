// Engine.IO: handshakes, heartbeats, what a request may be.
import { both, by, joined } from "../scenario_tools.mjs";

const polling = "/socket.io/?EIO=4&transport=polling";

/** One request, whose answer is compared: status, headers, body. */
const asks = (name, request, more = {}) => ({ name, steps: [`a asks ${request}`], ...more });

/** The same in a session `s` that is there, by polling; what it says `then` is waited for, too. */
const asksInSession = (name, requests, then = []) => ({
  name,
  steps: ["s opens polling /", "s > 40", "s < 40", ...requests.map((one) => `a asks ${one}`), ...then],
});

const session = `${polling}&sid=$s.sid`;

export default [
  ...both({ name: "a handshake", steps: ["a opens TRANSPORT /", "a < 0"] }),
  ...both({ name: "a handshake where messages are small", steps: ["a opens TRANSPORT /quick", "a < 0"] }),
  ...both({ name: "a gateway that takes WebSocket alone", steps: ["a opens TRANSPORT /websocket-only", "a > 40", "a < 40", "a fences"] }),
  ...both({ name: "a gateway that takes polling alone", steps: ["a opens TRANSPORT /polling-only", "a > 40", "a < 40", "a fences"] }),
  asks("headers of a handshake", `GET ${polling}`),
  asks("a transport that is none", "GET /socket.io/?EIO=4&transport=carrier-pigeon"),
  asks("no transport", "GET /socket.io/?EIO=4"),
  asks("no query at all", "GET /socket.io/"),
  asks("the transport of others", "GET /socket.io/?EIO=4&transport=webtransport"),
  asks("version 3", "GET /socket.io/?EIO=3&transport=polling"),
  asks("no version", "GET /socket.io/?transport=polling"),
  asks("version 5", "GET /socket.io/?EIO=5&transport=polling"),
  asks("an unknown session", `GET ${polling}&sid=nobody`),
  asks("an unknown session, by POST", `POST ${polling}&sid=nobody {} 40`),
  asks("a handshake by POST", `POST ${polling} {} 40`),
  asks("a handshake by PUT", `PUT ${polling} {} 40`),
  asks("a handshake by DELETE", `DELETE ${polling}`),
  asks("a WebSocket handshake without an upgrade", "GET /socket.io/?EIO=4&transport=websocket"),
  asks("the parameters in another order, and more", "GET /socket.io/?t=abc&transport=polling&b64=1&EIO=4"),
  asks("a path that only begins so", "GET /socket.io/more?EIO=4&transport=polling"),
  asks("sid is __proto__", `GET ${polling}&sid=__proto__`),
  asksInSession("the other transport in a session", ["GET /socket.io/?EIO=4&transport=websocket&sid=$s.sid"], ["s fences"]),
  asksInSession("another version in a session", ["GET /socket.io/?EIO=3&transport=polling&sid=$s.sid"], ["s fences"]),
  asksInSession(
    "a good POST",
    [`POST ${session} {"Content-Type":"text/plain;charset=UTF-8"} 420["echo",{"value":1}]`],
    ["s < 430"],
  ),
  {
    ...asksInSession("an empty POST", [`POST ${session} {"Content-Type":"text/plain"}`], ["s ends"]),
    deviations: ["a POST without packets is no good one"],
  },
  asksInSession(
    "a POST of binary",
    [`POST ${session} {"Content-Type":"application/octet-stream"} 42`, `GET ${session}`],
    ["s ends"],
  ),
  asksInSession("a second GET while one waits", [`GET ${session}`, `GET ${session}`], ["s ends"]),
  {
    name: "what waits when a second GET comes",
    steps: ["s opens polling /", "s > 40", "s < 40", `a asks GET ${session}`, "s ends"],
  },
  {
    name: "PUT in a session",
    steps: ["s opens polling /", "s > 40", "s < 40", `a asks PUT ${session} {} 40`, "s fences"],
  },
  {
    name: "the client closes by polling",
    steps: ["s opens polling /", "s > 40", "s < 40", "s > 1", "s ends", `a asks GET ${session}`],
  },
  {
    name: "a body that is too long",
    steps: ["s opens polling /quick", "s > 40", "s < 40", `s > 420["echo",{"value":"${"x".repeat(11_000)}"}]`, "s ends"],
  },
  {
    name: "a WebSocket message that is too long",
    steps: ["s opens websocket /quick", "s > 40", "s < 40", `s > 420["echo",{"value":"${"x".repeat(11_000)}"}]`, "s ends"],
  },
  {
    name: "a message that is as long as may be",
    steps: [
      "s opens websocket /quick",
      "s > 40",
      "s < 40",
      `s > 420["echo",{"value":"${"x".repeat(10_240 - '420["echo",{"value":""}]'.length)}"}]`,
      "s < 430",
    ],
  },
  {
    name: "a poll that is cut ends the session",
    steps: ["s opens polling /", "s > 40", "s < 40", "s kills", `a asks GET ${session} until "code":1`],
  },
  ...both({
    name: "pings are answered, and the session goes on",
    slow: true,
    steps: [...joined("a", "/quick"), "a < 2", "a < 2", "a < 2", "a fences"],
  }),
  ...both({
    name: "a ping that is not answered",
    slow: true,
    steps: ["a holds pongs", ...joined("a", "/quick"), "a ends"],
  }),
  {
    name: "who joins nothing is closed",
    slow: true,
    steps: ["a opens websocket /", "a ends"],
  },
  {
    name: "who joins nothing is closed, by polling",
    slow: true,
    steps: ["a opens polling /", "a > 40/nosuch,", "a ends"],
  },
  ...by(["websocket"], {
    name: "an unknown session, by WebSocket",
    steps: ["a opens TRANSPORT / &sid=nobody", "a ends"],
  }),
  {
    name: "a WebSocket of version 3",
    steps: ["a opens websocket / &EIO=3", "a ends"],
    deviations: ["an old version is refused before the upgrade"],
  },
];
