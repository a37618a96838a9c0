// Inputs for one value that has no parts: scalars, enums, any JSON.
import { h, button, newId } from "./dom.js";
import { describe, hints, isNumber } from "./scalars.js";

/** @import { Problem } from "./check.js" */
/** @import { EnumShape, Json, ScalarShape } from "./schema.js" */

/**
 * A part of a form, for one value.
 *
 * @typedef {object} Editor
 * @property {HTMLElement} element
 * @property {string | undefined} id  of the input, for its label
 * @property {(path: string, wrong: Problem[]) => Json} get  what was entered; text that cannot be read as a value is noted in `wrong`
 * @property {(key: string) => Editor | undefined} part  the editor of a member, by a step of a JSON Pointer
 * @property {(text: string) => void} note  shows what is wrong with the value itself
 */

/** Where a mistake is shown. */
export function notes() {
  const element = h("p", { class: "problem", role: "alert", hidden: true });
  const note = (/** @type {string} */ text) => {
    element.textContent = text;
    element.hidden = !text;
  };
  return { element, note };
}

/**
 * An editor around one input, with buttons beside it.
 * @param {HTMLElement} input @param {(path: string, wrong: Problem[]) => Json} get @param {...HTMLElement} beside @returns {Editor}
 */
function simple(input, get, ...beside) {
  input.id ||= newId();
  const problem = notes();
  const note = (/** @type {string} */ text) => {
    problem.note(text);
    input.toggleAttribute("aria-invalid", !!text);
  };
  return { element: h("div", { class: "value" }, input, ...beside, problem.element), id: input.id, get, part: () => undefined, note };
}

/** @param {ScalarShape} shape @param {Json} value @returns {Editor} */
export function scalarEditor(shape, value) {
  const { scalar } = shape;
  if (scalar === "bool") {
    const box = h("input", { type: "checkbox", checked: value === true });
    return simple(box, () => box.checked);
  }
  if (scalar === "json") return jsonEditor(value);
  if (scalar === "bytes") return bytesEditor(String(value));
  const isLong = scalar === "string" && (shape.constraints.some(({ length }) => Number(length?.max) > 200) || String(value).length > 60);
  const input = isLong ? h("textarea", { rows: 2, spellcheck: "false" }) : h("input", { spellcheck: "false", autocomplete: "off" });
  if (scalar !== "string") input.placeholder = hints[scalar];
  if (isNumber(scalar)) input.inputMode = "decimal";
  input.value = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const get = () => (isNumber(scalar) ? numberIn(input.value) : input.value);
  /** @type {Partial<Record<typeof scalar, [string, () => string]>>} */
  const makers = {
    uuid: ["new", newUuid],
    timestamp: ["now", () => new Date().toISOString()],
    timestamp_ns: ["now", () => new Date().toISOString().replace("Z", "000000Z")],
    date: ["today", () => new Date().toISOString().slice(0, 10)],
  };
  const maker = makers[scalar];
  return maker ? simple(input, get, button(maker[0], () => void (input.value = maker[1]()))) : simple(input, get);
}

/** What is no number stays text: the check says what it should be. @param {string} text */
function numberIn(text) {
  const isOne = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(text);
  return isOne ? Number(text) : text;
}

/** Also where pages have no `crypto.randomUUID`: on plain HTTP from another machine. */
function newUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (Number(bytes[6]) & 0x0f) | 0x40;
  bytes[8] = (Number(bytes[8]) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** @param {EnumShape} shape @param {Json} value @returns {Editor} */
export function enumEditor(shape, value) {
  const known = shape.enumerators.some(({ name }) => name === value);
  const other = h("input", { spellcheck: "false", "aria-label": "another name", hidden: known, value: known ? "" : String(value) });
  const choice = h("select", { onchange: () => void (other.hidden = choice.value !== "") });
  for (const { name, docs, deprecated } of shape.enumerators) {
    choice.append(h("option", { value: name, title: docs, selected: name === value }, name + (deprecated === undefined ? "" : " (deprecated)")));
  }
  // An open enum takes names that the schema does not have; what a closed one says to them can be tried as well.
  choice.append(h("option", { value: "", selected: !known }, "another …"));
  return simple(choice, () => choice.value || other.value, other);
}

/** @param {Json} value @returns {Editor} */
export function jsonEditor(value) {
  const text = h("textarea", { rows: 3, spellcheck: "false", class: "code" });
  text.value = JSON.stringify(value, null, 2) ?? "";
  return simple(text, (path, wrong) => {
    try {
      return JSON.parse(text.value);
    } catch (error) {
      wrong.push({ path, rule: "syntax", reason: error instanceof Error ? error.message : describe(error) });
      return null;
    }
  });
}

/** Base64, or text of which the base64 is made. @param {string} value @returns {Editor} */
function bytesEditor(value) {
  const text = h("textarea", { rows: 2, spellcheck: "false", class: "code", placeholder: hints.bytes });
  text.value = value;
  const kind = h("select", { "aria-label": "written as" }, h("option", { value: "base64" }, "base64"), h("option", { value: "text" }, "text"));
  const get = () => (kind.value === "text" ? base64(text.value) : text.value);
  return simple(text, get, kind);
}

/** @param {string} text */
function base64(text) {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
