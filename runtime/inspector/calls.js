// What is under way on a wire: calls that were made here, and questions that the server asked.

/** @import { WireError } from "./wire.js" */
/** @import { Json, JsonObject } from "./schema.js" */

/** What either side may send of a stream before it is asked for more. */
export const granted = 16;
/** As many items of a stream as are kept for showing. */
const keptItems = 200;

/** A call that was made here, until its one end. */
export class Call {
  /** @type {"running" | "done" | "failed"} */
  state = "running";
  /** The last of a stream. @type {Json[]} */
  items = [];
  /** How many came. */
  received = 0;
  /** @type {Json | undefined} */
  value;
  /** @type {WireError | undefined} */
  error;
  /** From the call to its end, in ms. @type {number | undefined} */
  latency;
  at = new Date();
  /** Whether items are asked for as they come. */
  asksByItself = true;
  onChange = () => {};
  #begun = performance.now();
  #unasked = 0;
  /** What the server is ready to take of a stream of ours. */
  credit = granted;
  /** @type {string[]} */
  #queue = [];
  #finished = false;
  #send;

  /** @param {number} id @param {string} ns @param {string} event @param {(fields: string, kind: string) => void} send */
  constructor(id, ns, event, send) {
    this.id = id;
    this.ns = ns;
    this.event = event;
    this.#send = send;
  }

  /** Items of ours that wait until the server asks for more. */
  get queued() {
    return this.#queue.length;
  }

  get isFinished() {
    return this.#finished;
  }

  /** Streams a value. @param {string} item  JSON */
  push(item) {
    this.#queue.push(item);
    this.#pump();
  }

  /** There are no more values. */
  finish() {
    this.#finished = true;
    this.#pump();
  }

  cancel() {
    this.#send('"cancel":true', "cancel");
  }

  /** Asks for more items. @param {number} count */
  more(count) {
    this.#unasked = 0;
    this.#send(`"more":${count}`, "more");
    this.onChange();
  }

  /** A frame about it; which kind that is. @param {JsonObject} frame */
  take(frame) {
    if ("more" in frame) {
      this.credit += Number(frame["more"]);
      this.#pump();
      return "more";
    }
    if ("item" in frame) {
      this.#item(/** @type {Json} */ (frame["item"]));
      return "item";
    }
    if ("error" in frame) {
      this.fail(/** @type {WireError} */ (frame["error"]));
      return "error";
    }
    this.value = frame["data"];
    this.#end("done");
    return "end" in frame ? "end" : "reply";
  }

  /** @param {WireError} error */
  fail(error) {
    if (this.state !== "running") return;
    this.error = error;
    this.#end("failed");
  }

  /** @param {"done" | "failed"} state */
  #end(state) {
    this.state = state;
    this.latency = performance.now() - this.#begun;
    this.#queue = [];
    this.onChange();
  }

  /** @param {Json} item */
  #item(item) {
    this.received++;
    this.items.push(item);
    if (this.items.length > keptItems) this.items.shift();
    if (++this.#unasked >= granted / 2 && this.asksByItself) this.more(this.#unasked);
    this.onChange();
  }

  #pump() {
    for (; this.credit > 0 && this.#queue.length > 0; this.credit--) this.#send(`"item":${this.#queue.shift()}`, "item");
    if (this.#finished && this.#queue.length === 0 && this.state === "running" && !this.#ended) {
      this.#ended = true;
      this.#send('"end":true', "end");
    }
    this.onChange();
  }
  #ended = false;
}

/** A call that the server made, until it is answered or taken back. */
export class Question {
  /** Why it cannot be answered any more; empty while it can. */
  gone = "";
  at = new Date();
  onChange = () => {};
  #begun = performance.now();
  #send;

  /** @param {string} ns @param {string} event @param {Json | undefined} data @param {(fields: string, kind: string) => void} send */
  constructor(ns, event, data, send) {
    this.ns = ns;
    this.event = event;
    this.data = data;
    this.#send = send;
  }

  /** In ms. */
  get age() {
    return performance.now() - this.#begun;
  }

  /** @param {string | undefined} data  JSON; left out for no value */
  answer(data) {
    this.#close("answered", data === undefined ? "" : `,"data":${data}`, "reply");
  }

  /** @param {string} code @param {string} message @param {string | undefined} data  JSON */
  refuse(code, message, data) {
    const error = `{"code":${JSON.stringify(code)},"message":${JSON.stringify(message)}${data === undefined ? "" : `,"data":${data}`}}`;
    this.#close(`refused: ${code}`, `,"error":${error}`, "error");
  }

  /** @param {string} why */
  withdraw(why) {
    if (this.gone) return;
    this.gone = why;
    this.onChange();
  }

  /** @param {string} how @param {string} fields @param {string} kind */
  #close(how, fields, kind) {
    if (this.gone) return;
    this.#send(fields, kind);
    this.withdraw(how);
  }
}
