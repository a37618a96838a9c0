// Whether a value is one of a type: the server's rules, so that most mistakes are told before anything is sent.
import { constrain } from "./constraints.js";
import { checkScalar, describe } from "./scalars.js";

/** @import { Json, Model, Shape, TypeRef } from "./schema.js" */

/**
 * What is wrong, where (a JSON Pointer), and by which rule of `invalid_payload`.
 * @typedef {{ path: string, rule: string, reason: string }} Problem
 */

/** As deep as a payload may nest. */
const deepest = 62;

/** All that is wrong with a value. @param {Model} model @param {TypeRef} type @param {Json} value @returns {Problem[]} */
export function check(model, type, value) {
  /** @type {Problem[]} */
  const found = [];
  new Checker(model, found).value(type, value, "", 0);
  return found;
}

/** A step of a JSON Pointer. @param {string} key */
export function step(key) {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

class Checker {
  #model;
  #found;

  /** @param {Model} model @param {Problem[]} found */
  constructor(model, found) {
    this.#model = model;
    this.#found = found;
  }

  /** @param {TypeRef} type @param {Json} value @param {string} path @param {number} depth */
  value(type, value, path, depth) {
    const shape = this.#model.shape(type);
    if (value === null && (shape.nullable || (shape.kind === "scalar" && shape.scalar === "json"))) return;
    const before = this.#found.length;
    this.#shape(shape, value, path, depth);
    if (this.#found.length > before) return;
    let now = value;
    for (const each of shape.constraints) {
      const result = constrain(shape, each, now);
      if ("rule" in result) return this.#tell(path, result.rule, result.reason);
      now = result.value;
    }
  }

  /** @param {string} path @param {string} rule @param {string} reason */
  #tell(path, rule, reason) {
    this.#found.push({ path, rule, reason });
  }

  /** @param {Shape} shape @param {Json} value @param {string} path @param {number} depth */
  #shape(shape, value, path, depth) {
    if (shape.kind === "scalar") {
      if (shape.scalar === "json") return this.#anything(value, path, depth);
      const wrong = checkScalar(shape.scalar, value);
      if (wrong) this.#tell(path, ...wrong);
    } else if (shape.kind === "enum") {
      this.#enumerator(shape, value, path);
    } else if (depth >= deepest) {
      this.#tell(path, "depth", "nested too deep");
    } else if (shape.kind === "list") {
      if (!Array.isArray(value)) return this.#tell(path, "type", `expected a list, found ${describe(value)}`);
      value.forEach((each, at) => this.value(shape.element, each, `${path}/${at}`, depth + 1));
    } else {
      this.#object(shape, value, path, depth);
    }
  }

  /** @param {Shape & { kind: "enum" }} shape @param {Json} value @param {string} path */
  #enumerator(shape, value, path) {
    const names = shape.enumerators.map(({ name }) => name);
    if (typeof value !== "string") return this.#tell(path, "type", `expected one of ${names.join(", ")}, found ${describe(value)}`);
    if (shape.closed && !names.includes(value)) {
      this.#tell(path, "enum", `expected one of ${names.join(", ")}, found ${describe(value)}`);
    }
  }

  /** @param {Exclude<Shape, { kind: "scalar" | "enum" | "list" }>} shape @param {Json} value @param {string} path @param {number} depth */
  #object(shape, value, path, depth) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return this.#tell(path, "type", `expected an object, found ${describe(value)}`);
    }
    if (shape.kind === "map") {
      for (const [key, each] of Object.entries(value)) this.value(/** @type {TypeRef} */ (shape.element), each, path + step(key), depth + 1);
    } else if (shape.kind === "union") {
      this.#arm(shape, value, path, depth);
    } else if (shape.kind === "struct") {
      this.#fields(shape, value, path, depth);
    }
  }

  /** @param {Shape & { kind: "struct" }} shape @param {{ [key: string]: Json }} value @param {string} path @param {number} depth */
  #fields(shape, value, path, depth) {
    for (const [key, each] of Object.entries(value)) {
      if (!shape.fields.some(({ name }) => name === key)) this.#anything(each, path + step(key), depth + 1, false);
    }
    for (const field of shape.fields) {
      const given = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
      const at = path + step(field.name);
      if (given === undefined) {
        if (!field.optional && field.default === undefined) this.#tell(at, "missing", "the field is missing");
      } else if (!(given === null && field.optional)) {
        this.value(field.type, given, at, depth + 1);
      }
    }
  }

  /** What has no type has to end, and what is kept to be a value. @param {Json} value @param {string} path @param {number} depth */
  #anything(value, path, depth, isKept = true) {
    if (isKept && (value === Infinity || value === -Infinity)) return this.#tell(path, "range", "expected a finite number");
    if (typeof value !== "object" || value === null) return;
    if (depth >= deepest) return this.#tell(path, "depth", "nested too deep");
    for (const [key, each] of Object.entries(value)) this.#anything(each, path + step(key), depth + 1, isKept);
  }

  /** @param {Shape & { kind: "union" }} shape @param {{ [key: string]: Json }} value @param {string} path @param {number} depth */
  #arm(shape, value, path, depth) {
    const name = Object.hasOwn(value, shape.tag) ? value[shape.tag] : undefined;
    const at = path + step(shape.tag);
    const names = shape.arms.map((each) => each.name).join(", ");
    if (name === undefined) return this.#tell(at, "missing", "the field is missing");
    if (typeof name !== "string") return this.#tell(at, "type", `expected one of ${names}, found ${describe(name)}`);
    const arm = shape.arms.find((each) => each.name === name);
    if (arm) return this.value(arm.type, value, path, depth);
    if (!shape.closed) return this.#anything(value, path, depth);
    this.#tell(at, "tag", `expected one of ${names}, found ${describe(name)}`);
  }
}
