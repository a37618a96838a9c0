// Speaks gangway.v1: joins, calls, streams both ways, and what the server asks. Sends the texts that it is given, also wrong
// ones. Joins again when the connection is back.
import { Call, Question } from "./calls.js";
import { Connection } from "./connection.js";
import { utf8Size } from "./text.js";

/** @import { Direction } from "./log.js" */
/** @import { Json, JsonObject } from "./schema.js" */

/**
 * @typedef {{ code: string, message?: string, data?: Json }} WireError
 * @typedef {"joining" | "joined" | "refused" | "left"} SpaceState
 * @typedef {{ asked: string, ns: string, handshake: string, state: SpaceState, why: string, error?: WireError | undefined, since: number }} Joined
 *
 * @typedef {[kind: string, name: string, latency?: number | undefined]} Kind  what a frame is, what it is about, how long that took
 *
 * @typedef {object} Told  what a wire tells its page
 * @property {(entry: { direction: Direction, kind: string, name: string, text: string, size: number, latency: number | undefined }) => void} frame
 * @property {() => void} state  of the connection, or of a namespace
 * @property {(ns: string, event: string, data: Json | undefined) => void} event
 * @property {(ns: string, event: string, error: WireError) => void} refusal  of an event that wanted no reply
 * @property {(question: Question) => void} question
 */

export class Wire {
  connection;
  /** By what was asked for. @type {Map<string, Joined>} */
  spaces = new Map();
  #nextId = 0;
  /** @type {Map<number, Call>} */
  #calls = new Map();
  /** @type {Map<number, Question>} */
  #questions = new Map();
  /** While a frame is handled: what is to be logged after it. @type {(() => void)[] | undefined} */
  #behind;
  #told;

  /** @param {string} url @param {Told} told */
  constructor(url, told) {
    this.#told = told;
    this.connection = new Connection(url, {
      text: (text) => this.#receive(text),
      note: (why) => this.#log("note", why.startsWith("open") ? "open" : "closed", why, why),
      gone: () => this.#forget(),
      state: told.state,
    });
  }

  get isOpen() {
    return this.connection.state === "open";
  }

  /** Ends the connection, and joins nothing again. */
  close() {
    this.connection.close();
    for (const space of this.spaces.values()) Object.assign(space, { state: "left", why: "disconnected" });
    this.#told.state();
  }

  /** @param {string} ns @param {string} handshake  JSON */
  join(ns, handshake) {
    this.spaces.set(ns, { asked: ns, ns, handshake, state: "joining", why: "", since: performance.now() });
    if (this.isOpen) this.#send(`{"ns":${JSON.stringify(ns)},"join":${handshake}}`, "join", ns);
    else if (this.connection.state !== "connecting") this.connection.connect();
    this.#told.state();
  }

  /** @param {string} ns */
  leave(ns) {
    this.#send(`{"ns":${JSON.stringify(ns)},"leave":{}}`, "leave", ns);
  }

  /** A new handshake where one is in. @param {string} ns @param {string} handshake  JSON */
  refresh(ns, handshake) {
    const space = this.#find(ns);
    if (space) Object.assign(space, { handshake, since: performance.now() });
    this.#send(`{"ns":${JSON.stringify(ns)},"refresh":${handshake}}`, "refresh", ns);
  }

  /** Sends an event that wants no reply. @param {string} ns @param {string} event @param {string | undefined} data  JSON */
  emit(ns, event, data) {
    this.#send(frameText(ns, event, undefined, data), "event", `${ns} ${event}`);
  }

  /** @param {string} ns @param {string} event @param {string | undefined} data  JSON; left out where the client streams */
  call(ns, event, data) {
    const id = ++this.#nextId;
    const name = `${ns} ${event}`;
    const call = new Call(id, ns, event, (fields, kind) => this.#send(`{"id":${id},${fields}}`, kind, name));
    this.#calls.set(id, call);
    if (!this.#send(frameText(ns, event, id, data), "call", name)) call.fail({ code: "unavailable", message: "not connected" });
    return call;
  }

  /** @param {string} text @param {string} kind @param {string} name @param {number} [latency] @returns {boolean} */
  #send(text, kind, name, latency) {
    if (!this.connection.send(text)) return false;
    this.#log("out", kind, name, text, latency);
    return true;
  }

  /** @param {Direction} direction @param {string} kind @param {string} name @param {string} text @param {number} [latency] */
  #log(direction, kind, name, text, latency) {
    const tell = () => this.#told.frame({ direction, kind, name, text, size: direction === "note" ? 0 : utf8Size(text), latency });
    if (this.#behind) this.#behind.push(tell);
    else tell();
  }

  #forget() {
    for (const call of this.#calls.values()) call.fail({ code: "unavailable", message: "the connection was lost" });
    for (const question of this.#questions.values()) question.withdraw("the connection was lost");
    this.#calls.clear();
    this.#questions.clear();
    for (const space of this.spaces.values()) if (space.state === "joined") space.state = "joining";
  }

  /** @param {string} text */
  #receive(text) {
    /** @type {JsonObject} */
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return this.#log("in", "broken", "", text);
    }
    // What is sent in answer comes behind it in the log.
    /** @type {(() => void)[]} */
    const behind = (this.#behind = []);
    const [kind, name, latency] = this.#handle(frame);
    this.#behind = undefined;
    this.#log("in", kind, name, text, latency);
    for (const log of behind) log();
    if (kind === "ping") this.#send('{"pong":1}', "pong", "");
    if (kind === "hello") this.#greeted(frame);
  }

  /** @param {JsonObject} frame */
  #greeted(frame) {
    const { heartbeat, timeout } = /** @type {JsonObject} */ (frame["hello"]);
    this.connection.greeted(Number(heartbeat) + Number(timeout));
    for (const space of this.spaces.values()) {
      if (space.state === "joining") this.join(space.asked, space.handshake);
    }
  }

  /** What kind of frame it is, what it is about, and how long that took. @param {JsonObject} frame @returns {Kind} */
  #handle(frame) {
    const ns = String(frame["ns"] ?? "/");
    if ("hello" in frame) return ["hello", ""];
    if ("ping" in frame) return ["ping", ""];
    if ("drain" in frame) return ["drain", ""];
    if (typeof frame["event"] === "string") return this.#event(ns, frame["event"], frame);
    if (typeof frame["id"] === "number") return this.#about(frame["id"], frame);
    if ("ns" in frame) return this.#space(ns, frame);
    return ["error" in frame ? "error" : "unknown", ""];
  }

  /** @param {string} ns @param {string} event @param {JsonObject} frame @returns {Kind} */
  #event(ns, event, frame) {
    const name = `${ns} ${event}`;
    if (frame["error"]) {
      this.#told.refusal(ns, event, /** @type {WireError} */ (frame["error"]));
      return ["error", name];
    }
    const id = frame["id"];
    if (typeof id !== "number") {
      this.#told.event(ns, event, frame["data"]);
      return ["event", name];
    }
    const question = new Question(ns, event, frame["data"], (fields, kind) => {
      this.#questions.delete(id);
      this.#send(`{"id":${id}${fields}}`, kind, name, question.age);
    });
    this.#questions.set(id, question);
    this.#told.question(question);
    return ["question", name];
  }

  /** @param {number} id @param {JsonObject} frame @returns {Kind} */
  #about(id, frame) {
    if ("cancel" in frame) {
      const question = this.#questions.get(id);
      this.#questions.delete(id);
      question?.withdraw("the server took it back");
      return ["cancel", question ? `${question.ns} ${question.event}` : ""];
    }
    const call = this.#calls.get(id);
    if (!call) return ["late", ""];
    const name = `${call.ns} ${call.event}`;
    const kind = call.take(frame);
    if (call.state === "running") return [kind, name];
    this.#calls.delete(id);
    return [kind, name, call.latency];
  }

  /** @param {string} ns @param {JsonObject} frame @returns {Kind} */
  #space(ns, frame) {
    const space = this.#find(ns);
    const took = space && performance.now() - space.since;
    const become = (/** @type {SpaceState} */ state, /** @type {string} */ why, /** @type {WireError | undefined} */ error) => {
      if (space) Object.assign(space, { state, why, error });
      this.#told.state();
    };
    const error = /** @type {WireError | undefined} */ (frame["error"]);
    if (error) {
      become("refused", error.message ?? error.code, error);
      return ["refused", ns, took];
    }
    if ("joined" in frame) {
      // The server may call an instance by another spelling from now on.
      const spelt = /** @type {JsonObject} */ (frame["joined"])["ns"];
      if (space && typeof spelt === "string") space.ns = spelt;
      become("joined", "", undefined);
      return ["joined", ns, took];
    }
    if ("left" in frame) {
      become("left", String(/** @type {JsonObject} */ (frame["left"])["reason"]), undefined);
      return ["left", ns];
    }
    const refused = /** @type {WireError | undefined} */ (/** @type {JsonObject | undefined} */ (frame["refreshed"])?.["error"]);
    become("joined", refused ? `refresh refused: ${refused.message ?? refused.code}` : "refreshed", refused);
    return [refused ? "refused" : "refreshed", ns, took];
  }

  /** @param {string} ns */
  #find(ns) {
    return [...this.spaces.values()].find((space) => space.ns === ns || space.asked === ns);
  }
}

/** @param {string} ns @param {string} event @param {number | undefined} id @param {string | undefined} data */
function frameText(ns, event, id, data) {
  const head = `{"ns":${JSON.stringify(ns)},"event":${JSON.stringify(event)}`;
  return `${head}${id === undefined ? "" : `,"id":${id}`}${data === undefined ? "" : `,"data":${data}`}}`;
}
