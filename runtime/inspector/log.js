// The frames that went by: the last of them, and which of those are looked for. Knows nothing of the page.

/**
 * @typedef {"in" | "out" | "note"} Direction  from the server, to it, or about the connection
 * @typedef {object} Entry
 * @property {Direction} direction
 * @property {string} kind  what the frame is: `call`, `reply`, `event`, `join` …
 * @property {string} name  what it is about: `/chat send`
 * @property {string} text  the raw frame
 * @property {number} size  of the raw frame, in bytes
 * @property {number | undefined} latency  in ms: for what ends a call, since the call
 * @property {Date} at
 * @property {number} n  which one it is, counted from 1
 */

/** As many frames as are kept. */
export const kept = 1000;

export class Log {
  /** @type {Entry[]} */
  #entries = [];
  #count = 0;
  #words = "";
  #heartbeats = false;
  /** Of `entries`, those of before a pause. @type {Entry[] | undefined} */
  #still;
  #pausedAt = 0;
  /** Called when there is something else to show. */
  onChange = () => {};

  /** @param {Omit<Entry, "n" | "at">} entry */
  add(entry) {
    this.#entries.push({ ...entry, at: new Date(), n: ++this.#count });
    if (this.#entries.length > kept) this.#entries.splice(0, this.#entries.length - kept);
    this.onChange();
  }

  clear() {
    this.#entries = [];
    if (this.#still) this.#still = [];
    this.onChange();
  }

  get isPaused() {
    return this.#still !== undefined;
  }

  /** What is shown stays as it is; what comes is kept all the same. @param {boolean} isPaused */
  pause(isPaused) {
    this.#still = isPaused ? [...this.#entries] : undefined;
    this.#pausedAt = this.#count;
    this.onChange();
  }

  /** Only frames that have all these words in them; heartbeats only where they are wanted. @param {string} words @param {boolean} heartbeats */
  filter(words, heartbeats) {
    this.#words = words.toLowerCase();
    this.#heartbeats = heartbeats;
    this.onChange();
  }

  /** How many came while it was paused. */
  get waiting() {
    return this.#still ? this.#count - this.#pausedAt : 0;
  }

  /** Those to be shown, oldest first. */
  get shown() {
    const words = this.#words.split(/\s+/).filter(Boolean);
    return (this.#still ?? this.#entries).filter((entry) => {
      if (!this.#heartbeats && (entry.kind === "ping" || entry.kind === "pong")) return false;
      const all = `${entry.direction} ${entry.kind} ${entry.name} ${entry.text}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
  }

  /** @param {number} n */
  entry(n) {
    return [...this.#entries, ...(this.#still ?? [])].find((entry) => entry.n === n);
  }
}
