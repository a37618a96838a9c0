// A client without a mind of its own: requests and WebSockets as a scenario says, and what comes back.
import http from "node:http";
import WebSocket from "ws";

export const polling = "EIO=4&transport=polling";
export const websocket = "EIO=4&transport=websocket";
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ids differ from session to session. */
const withoutSid = (text) => text.replace(/"sid":"[^"]+"/, '"sid":"…"');

export class Ends {
  #port;
  #sockets = [];
  constructor(port) {
    this.#port = port;
  }

  /** Sends a request on a connection of its own: its status, the headers that matter, its body. `abort` gives it up. */
  request(method, query, body, headers = {}) {
    let sent;
    const answer = new Promise((resolve) => {
      sent = http.request(
        { port: this.#port, host: "127.0.0.1", method, path: `/engine.io/?${query}`, headers, agent: false },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part) => (text += part));
          response.on("end", () =>
            resolve({
              status: response.statusCode,
              type: response.headers["content-type"],
              cache: response.headers["cache-control"],
              origin: response.headers["access-control-allow-origin"],
              body: withoutSid(text),
              whole: text,
            }),
          );
        },
      );
      sent.on("error", () => resolve("no answer"));
      if (body !== undefined) sent.write(body);
      sent.end();
    });
    return Object.assign(answer.then(shown), { abort: () => sent.destroy(), whole: answer });
  }

  /** Opens a session that polls. */
  async session() {
    const { whole } = await this.request("GET", polling).whole;
    const sid = JSON.parse(whole.slice(1)).sid;
    const query = `${polling}&sid=${sid}`;
    return {
      sid,
      get: () => this.request("GET", query),
      post: (body, headers) => this.request("POST", query, body, headers),
      request: (method) => this.request(method, query),
      probe: () => this.socket(`${websocket}&sid=${sid}`),
    };
  }

  /** Opens a WebSocket; resolves when it is open, or never will be. `log`: what came, its end too. */
  async socket(query = websocket) {
    const socket = new WebSocket(`ws://127.0.0.1:${this.#port}/engine.io/?${query}`);
    this.#sockets.push(socket);
    socket.log = [];
    socket.on("message", (data, isBinary) =>
      socket.log.push(isBinary ? `bytes ${data.toString("hex")}` : withoutSid(data.toString())),
    );
    socket.on("error", () => {});
    socket.on("close", (code) => socket.log.push(`close ${code}`));
    await new Promise((resolve) => {
      socket.on("open", resolve);
      socket.on("close", resolve);
      socket.on("unexpected-response", (_, response) => {
        let text = "";
        response.on("data", (part) => (text += part));
        response.on("end", () => {
          socket.log.push(`${response.statusCode} ${response.headers["content-type"]} ${text}`);
          resolve();
        });
      });
    });
    return socket;
  }

  end() {
    for (const socket of this.#sockets) socket.terminate();
  }
}

/** An answer without what differs by session. */
function shown(answer) {
  if (typeof answer === "string") return answer;
  const { whole: _, ...rest } = answer;
  return rest;
}
