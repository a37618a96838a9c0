import { until } from "../../support/waiting.mjs";
import { ask, line } from "./http.mjs";
import { Polling } from "./polling.mjs";
import { Socket } from "./socket.mjs";

/** A client that speaks Engine.IO word by word and writes down what it gets, one line each. */
export class RawClient {
  /** Everything it got, in order. */
  records = [];
  /** What it was told last: `sid`, Engine.IO's; `id`, Socket.IO's; `pid`, `offset`; `ask`, the id of the server's last call. */
  told = {};
  #base;
  #transport;
  #probe;
  #read = 0;
  #hasEnded = false;
  #holdsPongs = false;

  /** @param base Where the server is: http://127.0.0.1:PORT */
  constructor(base) {
    this.#base = base;
  }

  /** Opens a session. `path` is the gateway's, `query` is added to what the handshake needs. */
  async open(transport, path, query = "") {
    if (this.#transport) this.records.push("(opens again)");
    this.#hasEnded = false;
    const url = `${this.#base}${path.replace(/\/$/, "")}/socket.io/?EIO=4&transport=${transport}${query}`;
    this.#transport = this.#connect(transport, url);
    await this.#transport.open();
  }

  #connect(transport, url, prefix = "") {
    const told = {
      onPacket: (packet) => this.#take(prefix, packet),
      onEnd: (what) => this.#end(prefix, what),
    };
    return transport === "polling" ? new Polling(url, told) : new Socket(url, told);
  }

  /** The probe has become the transport when it is none any more. */
  #where(prefix) {
    return this.#probe === undefined ? "" : prefix;
  }

  #end(prefix, what) {
    this.records.push(this.#where(prefix) + what);
    // A bad POST is told to the GET that waits, too.
    if (!this.#where(prefix) && !what.startsWith("POST 400")) this.#hasEnded = true;
  }

  #take(prefix, packet) {
    this.records.push(this.#where(prefix) + packet);
    if (packet === "1" && !this.#where(prefix)) this.#hasEnded = true;
    const { sid } = (packet.startsWith("0{") && JSON.parse(packet.slice(1))) || {};
    if (sid) this.told.sid = sid;
    const joined = /^40(?:\/[^,]*,)?(\{.*\})$/.exec(packet);
    if (joined) ({ sid: this.told.id, pid: this.told.pid } = JSON.parse(joined[1]));
    const asked = /^4[25](?:\d+-)?(\d+)\[/.exec(packet);
    if (asked) this.told.ask = asked[1];
    const offset = /^4[25].*,"([^"]+)"\]$/.exec(packet);
    if (offset) this.told.offset = offset[1];
    if (packet === "2" && !this.#holdsPongs) void this.#transport.send("3");
  }

  /** Lets pings go unanswered. */
  holdPongs() {
    this.#holdsPongs = true;
  }

  /** Sends packets, by polling all in one request. */
  async send(...packets) {
    await this.#transport.send(...packets);
  }

  /** Opens a WebSocket beside the polling of this session. */
  async probe() {
    const url = `${this.#base}${new URL(this.#transport.url).pathname}?EIO=4&transport=websocket&sid=${this.told.sid}`;
    this.#probe = this.#connect("websocket", url, "probe ");
    await this.#probe.open();
  }

  async sendByProbe(...packets) {
    await this.#probe.send(...packets);
  }

  killProbe() {
    this.#probe.kill();
    this.#probe = undefined;
  }

  /** Cuts the connections of polling; the probe stays. */
  killPolling() {
    this.#transport.kill();
  }

  /** From now on the probe is what it sends and gets by. */
  async switch() {
    const polling = this.#transport;
    this.#transport = this.#probe;
    this.#probe = undefined;
    await polling.pause();
  }

  /** Stops asking for packets; done when the GET that waits was answered. */
  async pause() {
    await this.#transport.pause();
  }

  /** A request of its own; gives the answer as one line. */
  async http(method, target, { headers, body } = {}) {
    return line(await ask(this.#base + target, { method, headers, body }));
  }

  /** Waits for a line that begins so, after the last one that was waited for; no longer than its session lasts. */
  async reads(prefix) {
    const isOver = () => this.#hasEnded && !prefix.startsWith("probe ");
    await until(`\`${prefix}\``, () => {
      const at = this.records.findIndex((one, index) => index >= this.#read && one.startsWith(prefix));
      if (at >= 0) this.#read = at + 1;
      return at >= 0 || isOver();
    });
  }

  /** Sends `packet`; the answer, which begins with `prefix`, is given and is in no record. */
  async aside(packet, prefix) {
    await this.send(packet);
    const found = () => this.records.findIndex((one) => one.startsWith(prefix));
    await until(`\`${prefix}\``, () => found() >= 0);
    const at = found();
    if (at < this.#read) this.#read--;
    return this.records.splice(at, 1)[0];
  }

  /** Waits until its session has ended, whichever way. */
  async ends() {
    await until("an end", () => this.#hasEnded);
  }

  close(code) {
    this.#transport.close(code);
  }

  kill() {
    this.#probe?.kill();
    this.#transport?.kill();
  }
}
