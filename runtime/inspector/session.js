// What goes on with one gateway: its connection, its namespaces, what they sent, what the server asks.
import { Form } from "./form.js";
import { Model } from "./schema.js";
import { Wire } from "./wire.js";

/** @import { Log } from "./log.js" */
/** @import { Question } from "./calls.js" */
/** @import { Joined, WireError } from "./wire.js" */
/** @import { EventDef, Gateway, GatewayDef, Json, Space, TypeRef } from "./schema.js" */

/** As many values of an event as are kept for showing. */
const keptValues = 20;

/** @typedef {{ at: Date, ns: string, value: Json | undefined }} Received */

export class Session {
  gateway;
  /** @type {GatewayDef} */
  def;
  model;
  wire;
  /** @type {SpaceSession[]} */
  spaces;
  /** Those that wait for an answer, and those that were taken back. @type {Set<Question>} */
  questions = new Set();
  /** Called when there is something else to show. */
  onChange = () => {};

  /** @param {Gateway} gateway @param {string} url @param {Log} log */
  constructor(gateway, url, log) {
    this.gateway = gateway;
    this.def = gateway.description?.gateway ?? undescribed(gateway);
    this.model = new Model(gateway.description?.types ?? {}, gateway.description?.package);
    this.wire = new Wire(url, {
      frame: (entry) => log.add(entry),
      state: () => this.onChange(),
      event: (ns, event, value) => this.#space(ns)?.receive(ns, event, value),
      refusal: (ns, event, error) => this.#space(ns)?.refuse(event, error),
      question: (question) => {
        this.questions.add(question);
        question.onChange = () => this.onChange();
        this.#space(question.ns)?.count(question.event);
        this.onChange();
      },
    });
    this.spaces = this.def.namespaces.map((space) => new SpaceSession(this, space));
  }

  get isDescribed() {
    return this.gateway.description !== null;
  }

  /** @param {Question} question */
  dismiss(question) {
    this.questions.delete(question);
    this.onChange();
  }

  /** The namespace that a frame's `ns` is of, or is an instance of. @param {string} ns */
  #space(ns) {
    return this.spaces.find((space) => space.has(ns));
  }

  /** @param {Question} question @returns {EventDef | undefined} */
  asked(question) {
    return this.#space(question.ns)?.emit(question.event);
  }
}

/** One namespace of the schema; of a dynamic one, the instance that its form names. */
export class SpaceSession {
  session;
  def;
  /** The parameters in its path. @type {Form | undefined} */
  path;
  /** @type {Form | undefined} */
  handshake;
  /** How often each event came. @type {Map<string, number>} */
  counts = new Map();
  /** The last values of each. @type {Map<string, Received[]>} */
  values = new Map();
  /** Told of errors of events that want no reply. @type {Map<string, (error: WireError) => void>} */
  refusals = new Map();
  #pattern;

  /** @param {Session} session @param {Space} def */
  constructor(session, def) {
    this.session = session;
    this.def = def;
    const { pathParams, pathExample, handshake, handshakeExample } = def;
    if (pathParams?.length) this.path = new Form(session.model, { kind: "fields", fields: pathParams }, pathExample ?? {});
    if (handshake) this.handshake = new Form(session.model, { kind: "fields", fields: handshake }, handshakeExample ?? {});
    if (!session.isDescribed) this.handshake = new Form(session.model, anyJson, {});
    const parts = def.path.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    this.#pattern = new RegExp(`^${parts.join("[^/]+")}$`);
  }

  /** What it is called on the wire: as the server spells it, once it is in. */
  get ns() {
    return this.joined?.ns ?? this.asked;
  }

  /** What it is called by its form. */
  get asked() {
    const values = this.path?.values ?? {};
    return this.def.path.replace(/\{(\w+)[^}]*\}/g, (_, name) => encodeURIComponent(String(values[name] ?? "")));
  }

  /** @returns {Joined | undefined} */
  get joined() {
    return this.session.wire.spaces.get(this.asked);
  }

  get isJoined() {
    return this.joined?.state === "joined" && this.session.wire.isOpen;
  }

  /** @param {string} ns */
  has(ns) {
    return this.#pattern.test(ns);
  }

  /** Joins with what the forms say, also where that is wrong if `anyway`; false where they are not filled in right. @param {boolean} [anyway] */
  join(anyway = false) {
    const isFine = [this.path, this.handshake].map((form) => form?.check() ?? true).every(Boolean);
    if (!isFine && !anyway) return false;
    this.session.wire.join(this.asked, this.handshake?.text ?? "{}");
    return true;
  }

  /** The declaration of an event that the server sends. @param {string} name */
  emit(name) {
    const all = [...(this.def.emits ?? []), ...(this.def.rooms ?? []).flatMap((room) => room.emits ?? [])];
    return all.find((event) => event.name === name);
  }

  /** @param {string} event */
  count(event) {
    this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
  }

  /** @param {string} ns @param {string} event @param {Json | undefined} value */
  receive(ns, event, value) {
    this.count(event);
    const all = this.values.get(event) ?? [];
    all.push({ at: new Date(), ns, value });
    if (all.length > keptValues) all.shift();
    this.values.set(event, all);
    this.session.onChange();
  }

  /** @param {string} event @param {WireError} error */
  refuse(event, error) {
    this.refusals.get(event)?.(error);
  }
}

/** @type {TypeRef} */
export const anyJson = { kind: "scalar", scalar: "json" };

/** What is known of a gateway that was generated without its description. @param {Gateway} gateway @returns {GatewayDef} */
function undescribed({ name, path, namespaces }) {
  const parameters = (/** @type {string} */ pattern) =>
    [...pattern.matchAll(/\{(\w+)/g)].map(([, each = ""]) => ({ name: each, type: /** @type {const} */ ({ kind: "scalar", scalar: "string" }) }));
  return { name, path, namespaces: namespaces.map((space) => ({ ...space, pathParams: parameters(space.path) })) };
}
