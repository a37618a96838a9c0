// What several panels show: what a type is, whether a namespace is joined, what an error says.
import { button, docsView, h } from "./dom.js";
import { check } from "./check.js";
import { constraintsText, facts, prettyJson, signature } from "./words.js";

/** @import { Problem } from "./check.js" */
/** @import { SpaceSession } from "./session.js" */
/** @import { WireError } from "./wire.js" */
/** @import { EventDef, Json, Model, TypeDef, TypeRef } from "./schema.js" */

/** A panel of the page, kept while another one is shown. @typedef {{ element: HTMLElement, update: () => void }} Panel */

/** The head of an event's panel. @param {Model} model @param {EventDef} event @param {string} direction */
export function eventHead(model, event, direction) {
  return h(
    "header",
    {},
    h("p", { class: "quiet" }, direction),
    h("h2", {}, event.name),
    h("pre", { class: "signature" }, signature(model, event)),
    h("p", { class: "facts" }, ...facts(event).map(({ text, warn }) => h("span", { class: warn ? "fact warn" : "fact" }, text))),
    docsView(event.docs),
  );
}

/** The declarations of the types that an event speaks of, folded. @param {Model} model @param {(TypeRef | undefined)[]} refs @param {string[]} [errors] */
export function typesView(model, refs, errors = []) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const ref of refs) if (ref) model.within(ref, names);
  for (const error of errors) model.within({ kind: "named", type: error }, names);
  if (names.size === 0) return h("div");
  const all = [...names].map((name) => h("section", {}, docsView(model.type(name).docs), h("pre", { class: "signature" }, declaration(model, name))));
  return h("details", { class: "types" }, h("summary", {}, `types (${names.size})`), ...all);
}

/** @param {Model} model @param {string} name */
function declaration(model, name) {
  const def = model.type(name);
  const head = `${def.closed ? "closed " : ""}${def.kind === "alias" ? "type" : def.kind} ${model.short(name)}`;
  const lines = members(model, def);
  if (def.target) return `${head} = ${model.text(def.target)}${comment(constraintsText(model, def.target))}`;
  return lines.length === 0 ? `${head} {}` : `${head}${def.tag ? ` tag "${def.tag}"` : ""} {\n${lines.map((line) => `  ${line}\n`).join("")}}`;
}

/** @param {Model} model @param {TypeDef} def */
function members(model, def) {
  const lines = (def.fields ?? []).map((field) => `${model.field(field)};${comment(constraintsText(model, field.type), field.docs)}`);
  lines.push(...(def.arms ?? []).map((arm) => `${arm.name}: ${model.text(arm.type)}${comment(arm.docs)}`));
  return [...lines, ...(def.enumerators ?? []).map(({ name, docs }) => name + comment(docs))];
}

/** @param {...(string | undefined)} texts */
function comment(...texts) {
  const said = texts.filter(Boolean).map((text) => text?.replaceAll("\n", " "));
  return said.length > 0 ? `  // ${said.join("; ")}` : "";
}

/** Where an event goes, and how to get in there. @param {SpaceSession} space @param {() => void} show  shows the namespace's panel */
export function placeLine(space, show) {
  const state = h("span", { class: "state" });
  const join = button("Join", () => void (space.join() || show()));
  const element = h("p", { class: "place" }, "in ", h("code", {}, space.def.path), " ", state, " ", join);
  const update = () => {
    const now = space.isJoined ? "joined" : (space.joined?.state ?? "not joined");
    state.textContent = space.path ? `${space.ns} ${now}` : now;
    state.dataset["state"] = now;
    join.hidden = space.isJoined;
  };
  update();
  return { element, update };
}

/** An error, with its data. @param {WireError} error */
export function errorView(error) {
  return h(
    "div",
    { class: "error" },
    h("strong", {}, error.code),
    h("span", {}, error.message && error.message !== error.code ? ` ${error.message}` : ""),
    error.data !== undefined && h("pre", {}, prettyJson(error.data)),
  );
}

/** What a refused payload has wrong, for its form; nothing for other errors. @param {WireError} error @returns {Problem[]} */
export function problemsOf(error) {
  if (error.code !== "invalid_payload" || typeof error.data !== "object" || error.data === null) return [];
  const data = /** @type {{ path?: string, rule?: string, violations?: { path: string, rule: string, message?: string }[] }} */ (error.data);
  const all = data.violations ?? (data.rule === undefined ? [] : [{ path: data.path ?? "", rule: data.rule, message: error.message }]);
  return all.map(({ path, rule, message }) => ({ path, rule, reason: `the server: ${message ?? error.message ?? "refused"}` }));
}

/** A value that came, and what about it does not fit the schema. @param {Model} model @param {TypeRef | undefined} type @param {Json | undefined} value */
export function valueView(model, type, value) {
  const wrong = type && value !== undefined ? check(model, type, value) : [];
  const said = wrong.map(({ path, reason }) => `does not fit the schema: ${path || "the value"}: ${reason}`).join("\n");
  return h("div", {}, said !== "" && h("p", { class: "problem" }, said), h("pre", {}, value === undefined ? "(no value)" : prettyJson(value)));
}
