import { WebSocket } from "ws";
import { patience } from "../../support/waiting.mjs";

/** Engine.IO over a WebSocket: packets as they are, binary as `bin:HEX`. */
export class Socket {
  #socket;
  #opened;
  #isDead = false;

  /** @param onPacket Gets each packet. @param onEnd Gets what ended it: `close 1005`, `upgrade 400 …`. */
  constructor(url, { onPacket, onEnd, headers = {} }) {
    this.#socket = new WebSocket(url.replace(/^http/, "ws"), { headers, perMessageDeflate: false, handshakeTimeout: patience });
    const told = (what) => this.#isDead || onEnd(what);
    this.#opened = new Promise((resolve) => {
      this.#socket.on("open", resolve);
      this.#socket.on("close", resolve);
      this.#socket.on("unexpected-response", (request, answer) => {
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("error", () => {});
        answer.on("end", () => {
          request.destroy();
          told(`upgrade ${answer.statusCode} ${Buffer.concat(chunks)}`.trimEnd());
          this.#isDead = true;
          resolve();
        });
      });
    });
    this.#socket.on("error", () => {});
    this.#socket.on("message", (data, isBinary) => {
      if (!this.#isDead) onPacket(isBinary ? `bin:${data.toString("hex")}` : String(data));
    });
    this.#socket.on("close", (code) => told(`close ${code}`));
  }

  /** Done when it is open, or refused. */
  async open() {
    await this.#opened;
  }

  async send(...packets) {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    for (const packet of packets) this.#socket.send(packet);
  }

  /** Closes in good order. */
  close(code) {
    this.#socket.close(code);
  }

  kill() {
    this.#isDead = true;
    this.#socket.terminate();
  }
}
