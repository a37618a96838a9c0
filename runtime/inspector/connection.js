// One WebSocket at a time to one place: comes back by itself when it is lost, after a pause that grows.

/**
 * @typedef {"closed" | "connecting" | "open" | "waiting"} WireState  open: greeted by the server; waiting: for the next attempt
 *
 * @typedef {object} Heard  what a connection tells
 * @property {(text: string) => void} text  a frame of the server's
 * @property {(why: string) => void} note  it was opened or is gone
 * @property {() => void} gone  what was under way is not any more
 * @property {() => void} state
 */

/** The first and the longest pause before another attempt, in ms. */
const firstPause = 500;
const longestPause = 10_000;
/** The client's own close code: it heard nothing for too long. */
const silence = 4000;

export class Connection {
  /** @type {WireState} */
  state = "closed";
  /** What to say about `state`. */
  why = "";
  url;
  /** @type {WebSocket | undefined} */
  #socket;
  #attempts = 0;
  #retry = 0;
  #watchdog = 0;
  /** How long the server may say nothing, in ms; 0 for ever. */
  #patience = 0;
  #heard;

  /** @param {string} url @param {Heard} heard */
  constructor(url, heard) {
    this.url = url;
    this.#heard = heard;
  }

  /** Connects now, whatever it is waiting for. */
  connect() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#become("connecting", "");
    const socket = new WebSocket(this.url, "gangway.v1");
    this.#socket = socket;
    const isMine = () => this.#socket === socket;
    socket.onopen = () => isMine() && this.#heard.note(`open: ${this.url}`);
    socket.onmessage = ({ data }) => {
      if (!isMine()) return;
      this.#watch();
      this.#heard.text(String(data));
    };
    socket.onclose = ({ code, reason }) => isMine() && this.#lost(code, reason);
  }

  /** Ends the connection, and stays away. */
  close() {
    clearTimeout(this.#retry);
    this.#drop();
    this.#become("closed", "");
  }

  /** The server has said hello. @param {number} patience */
  greeted(patience) {
    this.#attempts = 0;
    this.#patience = patience > 0 ? patience : 0;
    this.#watch();
    this.#become("open", "");
  }

  /** False where there is no connection. @param {string} text */
  send(text) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(text);
    return true;
  }

  /** @param {WireState} state @param {string} why */
  #become(state, why) {
    this.state = state;
    this.why = why;
    this.#heard.state();
  }

  #drop() {
    clearTimeout(this.#watchdog);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
    if (socket) this.#heard.note("closed here");
    this.#heard.gone();
  }

  /** @param {number} code @param {string} reason */
  #lost(code, reason) {
    clearTimeout(this.#watchdog);
    this.#socket = undefined;
    this.#heard.gone();
    const refused = "refused: the server is away, or takes no WebSockets of this page (see its log, and `@origins`)";
    const why = this.state === "open" ? `closed by ${code}${reason && `, ${reason}`}` : refused;
    this.#heard.note(why);
    const pause = Math.min(longestPause, firstPause * 2 ** this.#attempts++) * (0.5 + Math.random() / 2);
    this.#retry = setTimeout(() => this.connect(), pause);
    this.#become("waiting", why);
  }

  /** Heartbeats tell that the server is there. */
  #watch() {
    clearTimeout(this.#watchdog);
    if (this.#patience === 0) return;
    this.#watchdog = setTimeout(() => {
      this.#socket?.close(silence);
      this.#lost(silence, "the server was silent for too long");
    }, this.#patience);
  }
}
