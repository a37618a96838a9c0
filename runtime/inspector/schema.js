// The schema of a gateway as the generator describes it (`gangway export inspector`), and what its types come down to.

/**
 * @typedef {null | boolean | number | string | JsonArray | JsonObject} Json
 * @typedef {Json[]} JsonArray
 * @typedef {{ [key: string]: Json }} JsonObject
 *
 * @typedef {"bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "safeint" | "f32" | "f64" | "string" | "bytes"
 *   | "timestamp" | "timestamp_ns" | "duration" | "date" | "decimal" | "uuid" | "json"} Scalar
 * @typedef {{ min?: number | string, max?: number | string }} Bounds
 * @typedef {{ trim?: boolean, lowercase?: boolean, length?: Bounds, pattern?: { written: string, javascript: string },
 *   format?: string, size?: Bounds, range?: Bounds, items?: Bounds, unique?: boolean, pipe?: string, secret?: boolean }} Constraints
 *
 * @typedef {{ nullable?: boolean, constraints?: Constraints }} Beside
 * @typedef {Beside & { kind: "scalar", scalar: Scalar }} ScalarRef
 * @typedef {Beside & { kind: "named", type: string }} NamedRef
 * @typedef {Beside & { kind: "list" | "map", element: TypeRef }} ContainerRef
 * @typedef {Beside & { kind: "fields", fields: Field[] }} FieldsRef  what no type names: parameters, a handshake
 * @typedef {ScalarRef | NamedRef | ContainerRef | FieldsRef} TypeRef
 *
 * @typedef {{ name: string, docs?: string, deprecated?: string, since?: string }} Named
 * @typedef {Named & { type: TypeRef, optional?: boolean, default?: Json, secret?: boolean }} Field
 * @typedef {Named & { type: TypeRef }} Arm
 * @typedef {Named & { example?: Json, kind: "alias" | "struct" | "error" | "enum" | "union", target?: TypeRef, fields?: Field[],
 *   closed?: boolean, enumerators?: Named[], tag?: string, arms?: Arm[] }} TypeDef
 *
 * @typedef {{ kind: "none" } | { kind: "params", params: Field[] } | { kind: "type" | "stream", type: TypeRef }} Payload
 * @typedef {{ kind: "none" | "empty" } | { kind: "value" | "stream", type: TypeRef }} Reply
 * @typedef {{ value: unknown, from: string }} Inherited
 * @typedef {{ guards?: { guard: string, arguments?: Json[], from: string }[], rate?: Inherited, deadlineMs?: Inherited,
 *   maxPayload?: Inherited, overflow?: Inherited, concurrent?: Inherited, volatile?: boolean, latest?: string,
 *   replayMs?: number | string, public?: boolean, idempotent?: boolean }} Policy
 * @typedef {Named & { payload: Payload, reply: Reply, throws?: string[], policy?: Policy, idempotent?: boolean, example?: Json,
 *   replyExample?: Json }} EventDef
 * @typedef {Named & { keys?: Field[], emits?: EventDef[] }} Room
 * @typedef {Named & { path: string, pathParams?: Field[], pathExample?: Json, handshake?: Field[], handshakeExample?: Json,
 *   ons?: EventDef[], emits?: EventDef[], rooms?: Room[] }} Space
 * @typedef {Named & { path: string, hash?: string, heartbeatMs?: number, heartbeatTimeoutMs?: number, maxPayload?: number,
 *   origins?: string[], namespaces: Space[] }} GatewayDef
 * @typedef {{ version: number, package?: string, gateway: GatewayDef, types?: Record<string, TypeDef> }} Description
 *
 * @typedef {{ name: string, path: string, source: string, port: number | null, websocket: boolean,
 *   namespaces: { name: string, path: string }[], description: Description | null }} Gateway
 */

/**
 * What a type comes down to behind its aliases. `constraints` are in the order in which they hold.
 *
 * @typedef {{ nullable: boolean, constraints: Constraints[], name?: string }} Around
 * @typedef {Around & { kind: "scalar", scalar: Scalar }} ScalarShape
 * @typedef {Around & { kind: "list" | "map", element: TypeRef }} ContainerShape
 * @typedef {Around & { kind: "struct", fields: Field[] }} StructShape
 * @typedef {Around & { kind: "enum", enumerators: Named[], closed: boolean }} EnumShape
 * @typedef {Around & { kind: "union", tag: string, arms: Arm[], closed: boolean }} UnionShape
 * @typedef {ScalarShape | ContainerShape | StructShape | EnumShape | UnionShape} Shape
 */

/** The types of a gateway. */
export class Model {
  /** @type {ReadonlyMap<string, TypeDef>} */
  types;
  #package;

  /** @param {Record<string, TypeDef>} types  by their full names @param {string} [home]  the package that goes without saying */
  constructor(types, home = "") {
    this.types = new Map(Object.entries(types));
    this.#package = home;
  }

  /** @param {string} name @returns {TypeDef} */
  type(name) {
    const found = this.types.get(name);
    if (!found) throw new Error(`the schema has no type ${name}`);
    return found;
  }

  /** @param {TypeRef} ref @returns {Shape} */
  shape(ref) {
    const own = ref.constraints ? [ref.constraints] : [];
    const around = { nullable: ref.nullable ?? false, constraints: own };
    switch (ref.kind) {
      case "scalar":
        return { ...around, kind: "scalar", scalar: ref.scalar };
      case "list":
      case "map":
        return { ...around, kind: ref.kind, element: ref.element };
      case "fields":
        return { ...around, kind: "struct", fields: ref.fields };
      case "named":
        return this.#declared(ref, around);
    }
  }

  /** @param {NamedRef} ref @param {Around} around @returns {Shape} */
  #declared(ref, around) {
    const def = this.type(ref.type);
    const named = { ...around, name: this.short(ref.type) };
    if (def.kind === "alias" && def.target) {
      const inner = this.shape(def.target);
      return { ...inner, nullable: inner.nullable || around.nullable, constraints: [...inner.constraints, ...around.constraints] };
    }
    if (def.kind === "enum") return { ...named, kind: "enum", enumerators: def.enumerators ?? [], closed: def.closed ?? false };
    if (def.kind === "union") {
      return { ...named, kind: "union", tag: def.tag ?? "", arms: def.arms ?? [], closed: def.closed ?? false };
    }
    return { ...named, kind: "struct", fields: def.fields ?? [] };
  }

  /** A type's name as one writes it in the schema's own package. @param {string} full */
  short(full) {
    const prefix = `${this.#package}.`;
    return this.#package && full.startsWith(prefix) ? full.slice(prefix.length) : full;
  }

  /** A type as one writes it: `list<Message>`, `u32?`. @param {TypeRef} ref @returns {string} */
  text(ref) {
    const mark = ref.nullable ? "?" : "";
    switch (ref.kind) {
      case "scalar":
        return ref.scalar + mark;
      case "named":
        return this.short(ref.type) + mark;
      case "list":
        return `list<${this.text(ref.element)}>${mark}`;
      case "map":
        return `map<string, ${this.text(ref.element)}>${mark}`;
      case "fields":
        return `{ ${ref.fields.map((field) => this.field(field)).join("; ")} }`;
    }
  }

  /** `name?: string = "x"` @param {Field} field */
  field(field) {
    const fallback = field.default === undefined ? "" : ` = ${constantText(field.default)}`;
    return `${field.name}${field.optional ? "?" : ""}: ${this.text(field.type)}${fallback}`;
  }

  /** The names of the types in `ref` and in those, each once. @param {TypeRef} ref @param {Set<string>} [names] */
  within(ref, names = new Set()) {
    if (ref.kind === "list" || ref.kind === "map") this.within(ref.element, names);
    if (ref.kind === "fields") for (const field of ref.fields) this.within(field.type, names);
    if (ref.kind !== "named" || names.has(ref.type)) return names;
    names.add(ref.type);
    const def = this.type(ref.type);
    if (def.target) this.within(def.target, names);
    for (const part of [...(def.fields ?? []), ...(def.arms ?? [])]) this.within(part.type, names);
    return names;
  }
}

/** A constant as one writes it. @param {Json} value */
export function constantText(value) {
  const isEnumerator = typeof value === "object" && value !== null && !Array.isArray(value);
  return isEnumerator ? String(value["enumerator"]) : JSON.stringify(value);
}

/** A constant as it is on the wire. @param {Json} value @returns {Json} */
export function constantJson(value) {
  const isEnumerator = typeof value === "object" && value !== null && !Array.isArray(value);
  return isEnumerator ? String(value["enumerator"]) : value;
}

/** What an event carries, as a type; nothing where it carries nothing. @param {Payload} payload @returns {TypeRef | undefined} */
export function payloadType(payload) {
  if (payload.kind === "none") return undefined;
  return payload.kind === "params" ? { kind: "fields", fields: payload.params } : payload.type;
}

/** What an event answers with, each item of a stream. @param {Reply} reply @returns {TypeRef | undefined} */
export function replyType(reply) {
  return "type" in reply ? reply.type : undefined;
}
