// Editors for values with parts: structs, lists, maps, unions, and what may be null or left out.
import { button, docsView, h, newId, tick } from "./dom.js";
import { enumEditor, jsonEditor, notes, scalarEditor } from "./inputs.js";
import { step } from "./check.js";
import { sample } from "./sample.js";
import { constantJson } from "./schema.js";
import { constraintsText } from "./words.js";

/** @import { Editor } from "./inputs.js" */
/** @import { ContainerShape, Field, Json, JsonObject, Model, StructShape, TypeRef, UnionShape } from "./schema.js" */

/** The editor for a type, with a value in it. @param {Model} model @param {TypeRef} type @param {Json} value @returns {Editor} */
export function editor(model, type, value) {
  const shape = model.shape(type);
  return shape.nullable ? nullableEditor(model, type, value) : plainEditor(model, type, value);
}

/** @param {Model} model @param {TypeRef} type @param {Json} value @returns {Editor} */
function plainEditor(model, type, value) {
  const shape = model.shape(type);
  switch (shape.kind) {
    case "scalar":
      return scalarEditor(shape, value);
    case "enum":
      return enumEditor(shape, value);
    case "struct":
      return structEditor(model, shape, asObject(value));
    case "union":
      return unionEditor(model, shape, asObject(value));
    case "list":
      return listEditor(model, shape, Array.isArray(value) ? value : []);
    case "map":
      return mapEditor(model, shape, asObject(value));
  }
}

/** @param {Json} value @returns {JsonObject} */
function asObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** @param {Model} model @param {TypeRef} type @param {Json} value @returns {Editor} */
function nullableEditor(model, type, value) {
  /** @type {Editor | undefined} */
  let inner;
  const body = h("div");
  const show = (/** @type {boolean} */ isNull) => {
    if (!isNull && !inner) {
      inner = plainEditor(model, type, value ?? sample(model, type));
      body.append(inner.element);
    }
    body.hidden = isNull;
  };
  const none = tick("null", value === null, show);
  show(value === null);
  return {
    element: h("div", { class: "nullable" }, none.element, body),
    id: undefined,
    get: (path, wrong) => (none.box.checked || !inner ? null : inner.get(path, wrong)),
    part: (key) => (none.box.checked ? undefined : inner?.part(key)),
    note: (text) => inner?.note(text),
  };
}

/** @param {Model} model @param {StructShape} shape @param {JsonObject} value @returns {Editor} */
function structEditor(model, shape, value) {
  const rows = shape.fields.map((field) => fieldRow(model, field, value[field.name]));
  const problem = notes();
  const empty = shape.fields.length === 0 && h("p", { class: "quiet" }, "no fields");
  return {
    element: h("div", { class: "fields" }, problem.element, empty, ...rows.map((row) => row.element)),
    id: undefined,
    get: (path, wrong) => {
      /** @type {[string, Json][]} */
      const given = rows.flatMap((row) => (row.isPresent() ? [[row.name, row.editor().get(path + step(row.name), wrong)]] : []));
      return Object.fromEntries(given);
    },
    part: (key) => rows.find((row) => row.name === key)?.editor(),
    note: problem.note,
  };
}

/** A field with its name, its docs, and a box to leave it out where it may be. @param {Model} model @param {Field} field @param {Json | undefined} value */
function fieldRow(model, field, value) {
  const mayBeAbsent = field.optional || field.default !== undefined;
  /** @type {Editor | undefined} */
  let inner;
  const body = h("div");
  const make = () => {
    const begin = value ?? (field.default === undefined ? sample(model, field.type) : constantJson(field.default));
    return (inner ??= editor(model, field.type, begin));
  };
  const name = h("label", {}, field.name);
  const show = (/** @type {boolean} */ isPresent) => {
    if (isPresent && body.childElementCount === 0) {
      body.append(make().element);
      if (inner?.id) name.htmlFor = inner.id;
    }
    body.hidden = !isPresent;
  };
  const present = tick("", value !== undefined || !mayBeAbsent, show);
  present.box.setAttribute("aria-label", `send ${field.name}`);
  show(present.box.checked);
  const limits = constraintsText(model, field.type);
  const head = h(
    "div",
    { class: "name" },
    mayBeAbsent && present.element,
    name,
    h("code", { class: "type" }, model.field(field).slice(field.name.length)),
    limits !== "" && h("span", { class: "quiet" }, limits),
    field.deprecated !== undefined && h("span", { class: "fact warn", title: field.deprecated }, "deprecated"),
  );
  return {
    name: field.name,
    element: h("div", { class: "field", "data-field": field.name }, head, docsView(field.docs), body),
    isPresent: () => present.box.checked,
    editor: () => make(),
  };
}

/** What lists and maps have in common: rows that come and go. @param {string} word @param {() => void} add */
function rowsView(word, add) {
  const rows = h("ol", { class: "rows" });
  const problem = notes();
  const element = h("div", { class: "list" }, problem.element, rows, button(`add ${word}`, add, { class: "add" }));
  return { element, rows, problem };
}

/** @param {HTMLElement} row @param {string} what @param {() => void} forget */
function removeButton(row, what, forget) {
  const remove = () => {
    forget();
    row.remove();
  };
  return button("×", remove, { class: "remove", "aria-label": `remove ${what}`, title: "remove" });
}

/** @param {Model} model @param {ContainerShape} shape @param {Json[]} value @returns {Editor} */
function listEditor(model, shape, value) {
  /** @type {Editor[]} */
  const editors = [];
  const view = rowsView("item", () => add(value.at(-1) ?? sample(model, shape.element)));
  const add = (/** @type {Json} */ each) => {
    const one = editor(model, shape.element, each);
    editors.push(one);
    const row = h("li", {}, one.element);
    row.append(removeButton(row, "item", () => editors.splice(editors.indexOf(one), 1)));
    view.rows.append(row);
  };
  value.forEach(add);
  return {
    element: view.element,
    id: undefined,
    get: (path, wrong) => editors.map((each, at) => each.get(`${path}/${at}`, wrong)),
    part: (key) => editors[Number(key)],
    note: view.problem.note,
  };
}

/** @param {Model} model @param {ContainerShape} shape @param {JsonObject} value @returns {Editor} */
function mapEditor(model, shape, value) {
  /** @type {{ key: HTMLInputElement, value: Editor }[]} */
  const entries = [];
  const first = Object.values(value)[0];
  const view = rowsView("entry", () => add(`key${entries.length + 1}`, first ?? sample(model, shape.element)));
  const add = (/** @type {string} */ name, /** @type {Json} */ each) => {
    const entry = { key: h("input", { "aria-label": "key", value: name, spellcheck: "false" }), value: editor(model, shape.element, each) };
    entries.push(entry);
    const row = h("li", {}, entry.key, entry.value.element);
    row.append(removeButton(row, "entry", () => entries.splice(entries.indexOf(entry), 1)));
    view.rows.append(row);
  };
  for (const [name, each] of Object.entries(value)) add(name, each);
  return {
    element: view.element,
    id: undefined,
    get: (path, wrong) => Object.fromEntries(entries.map(({ key, value: of }) => [key.value, of.get(path + step(key.value), wrong)])),
    part: (key) => entries.find((entry) => entry.key.value === key)?.value,
    note: view.problem.note,
  };
}

/** @param {Model} model @param {UnionShape} shape @param {JsonObject} value @returns {Editor} */
function unionEditor(model, shape, value) {
  const id = newId();
  const body = h("div", { class: "arm" });
  const problem = notes();
  /** @type {Map<string, Editor>} */
  const made = new Map();
  const begun = shape.arms.some(({ name }) => name === value[shape.tag]) ? String(value[shape.tag]) : "";
  const make = (/** @type {string} */ name) => {
    const arm = shape.arms.find((each) => each.name === name);
    if (!arm) return jsonEditor(begun === "" && shape.tag in value ? value : { [shape.tag]: "another" });
    return editor(model, arm.type, name === begun ? value : sample(model, arm.type));
  };
  const show = () => {
    const now = made.get(choice.value) ?? make(choice.value);
    made.set(choice.value, now);
    body.replaceChildren(now.element);
  };
  const choice = h("select", { id, onchange: show });
  for (const arm of shape.arms) choice.append(h("option", { value: arm.name, selected: arm.name === begun, title: arm.docs }, arm.name));
  choice.append(h("option", { value: "", selected: begun === "" }, "another …"));
  show();
  const current = () => /** @type {Editor} */ (made.get(choice.value));
  const head = h("label", { class: "tag" }, h("code", {}, shape.tag), " ", choice);
  return {
    element: h("div", { class: "union" }, head, problem.element, body),
    id,
    get: (path, wrong) => {
      const inner = current().get(path, wrong);
      return choice.value === "" ? inner : { [shape.tag]: choice.value, ...asObject(inner) };
    },
    part: (key) => (key === shape.tag ? undefined : current().part(key)),
    note: problem.note,
  };
}
