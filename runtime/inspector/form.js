// A form for a payload: fields made from its type, or the JSON itself. What is wrong is shown where it is.
import { h, tick } from "./dom.js";
import { check } from "./check.js";
import { editor } from "./editors.js";
import { notes } from "./inputs.js";

/** @import { Problem } from "./check.js" */
/** @import { Editor } from "./inputs.js" */
/** @import { Json, Model, TypeRef } from "./schema.js" */

export class Form {
  element;
  #model;
  #type;
  /** @type {Editor} */
  #editor;
  #fields = h("div", { class: "form" });
  #raw = h("textarea", { class: "code raw", rows: 8, spellcheck: "false", "aria-label": "JSON", hidden: true });
  #asJson;
  #problem = notes();
  /** @type {Editor[]} */
  #noted = [];

  /** @param {Model} model @param {TypeRef} type @param {Json} value  what it begins with */
  constructor(model, type, value) {
    this.#model = model;
    this.#type = type;
    this.#editor = editor(model, type, value);
    this.#fields.append(this.#editor.element);
    this.#asJson = tick("JSON", false, (isOn) => this.#switch(isOn));
    this.element = h("div", { class: "payload" }, this.#asJson.element, this.#problem.element, this.#fields, this.#raw);
  }

  /** The JSON text to be sent: in a raw form as it was written, right or wrong. */
  get text() {
    return this.#isRaw ? this.#raw.value : JSON.stringify(this.#editor.get("", []));
  }

  /** The members of what was entered; none where it is no object. @returns {Record<string, Json>} */
  get values() {
    const value = this.#read([]);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  }

  /** Shows what is wrong, and says whether all is fine. */
  check() {
    /** @type {Problem[]} */
    const wrong = [];
    const value = this.#read(wrong);
    if (wrong.length === 0) wrong.push(...check(this.#model, this.#type, value));
    this.show(wrong);
    return wrong.length === 0;
  }

  /** Shows mistakes at their fields, those of the server, too; takes away what was shown before. @param {Problem[]} problems */
  show(problems) {
    for (const each of this.#noted) each.note("");
    this.#noted = [];
    /** @type {string[]} */
    const above = [];
    for (const { path, rule, reason } of problems) {
      const found = this.#isRaw ? undefined : this.#find(path);
      if (!found) above.push(`${path || "the payload"}: ${reason} (${rule})`);
      else this.#note(found.editor, found.rest ? `${found.rest}: ${reason} (${rule})` : `${reason} (${rule})`);
    }
    this.#problem.note(above.join("\n"));
    this.#fields.querySelector("[aria-invalid]")?.scrollIntoView({ block: "nearest" });
  }

  get #isRaw() {
    return this.#asJson.box.checked;
  }

  /** @param {Editor} at @param {string} text */
  #note(at, text) {
    at.note(text);
    this.#noted.push(at);
  }

  /** The editor that is nearest to a place, and what is left of the way there. @param {string} path */
  #find(path) {
    let at = this.#editor;
    const steps = path.split("/").slice(1).map((each) => each.replaceAll("~1", "/").replaceAll("~0", "~"));
    for (const [index, key] of steps.entries()) {
      const next = at.part(key);
      if (!next) return { editor: at, rest: `/${steps.slice(index).join("/")}` };
      at = next;
    }
    return { editor: at, rest: "" };
  }

  /** @param {Problem[]} wrong @returns {Json} */
  #read(wrong) {
    if (!this.#isRaw) return this.#editor.get("", wrong);
    try {
      return JSON.parse(this.#raw.value);
    } catch (error) {
      wrong.push({ path: "", rule: "syntax", reason: error instanceof Error ? error.message : "no JSON" });
      return null;
    }
  }

  /** @param {boolean} toRaw */
  #switch(toRaw) {
    this.show([]);
    if (toRaw) {
      this.#raw.value = JSON.stringify(this.#editor.get("", []), null, 2);
    } else {
      try {
        this.#editor = editor(this.#model, this.#type, JSON.parse(this.#raw.value));
        this.#fields.replaceChildren(this.#editor.element);
      } catch {
        this.#asJson.box.checked = true;
        return void this.check();
      }
    }
    this.#fields.hidden = toRaw;
    this.#raw.hidden = !toRaw;
    if (toRaw) this.#raw.focus();
  }
}
