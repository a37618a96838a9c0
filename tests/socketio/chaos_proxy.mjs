// A bad network in front of a server: requests and answers are late, overtake each other, or are lost; WebSockets are slow and break.
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { random } from "../support/random.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class ChaosProxy {
  /** How often what was done. */
  counts = { passed: 0, late: 0, lost: 0, unanswered: 0, cut: 0, sockets: 0, broken: 0 };
  #server = createServer((asked, answer) => void this.#forward(asked, answer));
  #sockets = new Set();
  #next;
  #port;
  #isCalm = false;

  static async start(port, seed) {
    const proxy = new ChaosProxy();
    proxy.#port = port;
    proxy.#next = random(seed);
    proxy.#server.on("upgrade", (asked, socket, head) => void proxy.#tunnel(asked, socket, head));
    proxy.#server.on("connection", (socket) => proxy.#keep(socket));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    proxy.url = `http://127.0.0.1:${proxy.#server.address().port}`;
    return proxy;
  }

  /** From now on everything passes. */
  calm() {
    this.#isCalm = true;
  }

  stop() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #keep(socket) {
    this.#sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
  }

  /** What happens to the next one: of a hundred, so many. */
  #fate(fates) {
    if (this.#isCalm) return "passed";
    let rest = this.#next() * 100;
    for (const [fate, share] of Object.entries(fates)) {
      rest -= share;
      if (rest < 0) return fate;
    }
    return "passed";
  }

  async #forward(asked, answer) {
    const fate = this.#fate({ late: 30, lost: 4, unanswered: 3, cut: 3 });
    this.counts[fate]++;
    const chunks = [];
    asked.on("error", () => {});
    for await (const chunk of asked) chunks.push(chunk);
    if (fate === "lost") return asked.socket.destroy(); // the server never hears of it
    if (fate === "late") await pause(this.#next() * 60);
    const { method, url, headers } = asked;
    const sent = request({ host: "127.0.0.1", port: this.#port, method, path: url, headers: { ...headers, connection: "close" } });
    sent.on("error", () => asked.socket.destroy());
    sent.on("response", async (got) => {
      const body = [];
      got.on("error", () => {});
      for await (const chunk of got) body.push(chunk);
      if (fate === "unanswered") return asked.socket.destroy(); // the server believes that it was answered
      if (fate === "late") await pause(this.#next() * 60);
      const { "transfer-encoding": _, connection: __, ...kept } = got.headers;
      answer.writeHead(got.statusCode, kept);
      answer.end(Buffer.concat(body));
    });
    answer.on("close", () => sent.destroy()); // the client went
    sent.end(Buffer.concat(chunks));
    if (fate !== "cut") return;
    await pause(this.#next() * 30);
    sent.destroy();
    asked.socket.destroy();
  }

  async #tunnel(asked, client, head) {
    this.counts.sockets++;
    const fate = this.#fate({ broken: 60 });
    const server = connect(this.#port, "127.0.0.1");
    this.#keep(server);
    const end = () => (client.destroy(), server.destroy());
    server.on("close", end);
    client.on("close", end);
    const headers = asked.rawHeaders.reduce((all, one, i) => all + (i % 2 ? `: ${one}\r\n` : one), "");
    server.write(`${asked.method} ${asked.url} HTTP/1.1\r\n${headers}\r\n`);
    server.write(head);
    this.#pipe(client, server);
    this.#pipe(server, client);
    if (this.#isCalm) return;
    if (fate === "broken") this.counts.broken++;
    // Often within the upgrade, and sooner or later all of them.
    await pause(fate === "broken" ? this.#next() ** 2 * 300 : 300 + this.#next() * 700);
    if (!this.#isCalm) end();
  }

  /** In order, a little late, in pieces. */
  #pipe(from, to) {
    let last = Promise.resolve();
    from.on("data", (bytes) => {
      last = last.then(async () => {
        if (!this.#isCalm && this.#next() < 0.2) await pause(this.#next() * 20);
        const cut = Math.floor(this.#next() * bytes.length);
        to.write(bytes.subarray(0, cut));
        to.write(bytes.subarray(cut));
      });
    });
  }
}
