import { ask, connections } from "./http.mjs";

const separator = "\x1e";

/** Engine.IO over HTTP long-polling: packets as they are, binary as `bin:HEX`. */
export class Polling {
  #url;
  #agent = connections();
  #stop = new AbortController();
  #onPacket;
  #onEnd;
  #isPaused = false;
  #parked = Promise.resolve();
  #posted = Promise.resolve();

  /** @param onPacket Gets each packet. @param onEnd Gets what ended it: `GET 400 …`, `POST 413 …`. */
  constructor(url, { onPacket, onEnd }) {
    this.#url = url;
    this.#onPacket = onPacket;
    this.#onEnd = onEnd;
  }

  get url() {
    return this.#url;
  }

  /** The handshake. Polls on afterwards, where it went well. */
  async open() {
    const answer = await ask(this.#url, { agent: this.#agent, signal: this.#stop.signal });
    if (!this.#take("GET", answer)) return;
    const sid = /^0.*"sid":"([^"]+)"/.exec(answer.body)?.[1];
    if (!sid) return;
    this.#url += `&sid=${sid}`;
    this.#parked = this.#poll();
  }

  async #poll() {
    while (!this.#isPaused && !this.#stop.signal.aborted) {
      const answer = await ask(this.#url, { agent: this.#agent, signal: this.#stop.signal });
      if (!this.#take("GET", answer)) return;
    }
  }

  /** Sends packets in one request, texts as they are, Buffers as base64. */
  async send(...packets) {
    const body = packets.map((one) => (typeof one === "string" ? one : `b${one.toString("base64")}`)).join(separator);
    const headers = { "Content-Type": "text/plain;charset=UTF-8" };
    // One at a time: two at once would end the session.
    await (this.#posted = this.#posted.then(() => this.#post(headers, body)));
  }

  async #post(headers, body) {
    const answer = await ask(this.#url, { method: "POST", headers, body, agent: this.#agent, signal: this.#stop.signal });
    if (answer.status !== 200 || answer.body !== "ok") this.#end("POST", answer);
  }

  /** Asks for no more; done when the GET that waits is answered. */
  async pause() {
    this.#isPaused = true;
    await this.#parked;
    await this.#posted;
  }

  /** Cuts its connections; nothing is told any more. */
  kill() {
    this.#stop.abort();
    this.#agent.destroy();
  }

  #take(method, answer) {
    if (answer.status !== 200) {
      this.#end(method, answer);
      return false;
    }
    let isOpen = true;
    for (const packet of answer.body.split(separator)) {
      if (packet === "1") isOpen = false;
      this.#onPacket(packet.startsWith("b") ? `bin:${Buffer.from(packet.slice(1), "base64").toString("hex")}` : packet);
    }
    return isOpen;
  }

  #end(method, answer) {
    if (this.#stop.signal.aborted) return;
    this.#onEnd(answer.cut ? `${method} cut` : `${method} ${answer.status} ${answer.body}`.trimEnd());
  }
}
