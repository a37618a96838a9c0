// What the schema says beside types, in words.
import { constantText } from "./schema.js";
import { durationText, sizeText } from "./text.js";

/** @import { Bounds, EventDef, Json, Model, TypeRef } from "./schema.js" */

/** @param {Bounds} bounds */
const span = ({ min, max }) => `${min ?? ""}..${max ?? ""}`;

/** `1..64 characters, matches [a-z]+` @param {Model} model @param {TypeRef} type */
export function constraintsText(model, type) {
  const said = model.shape(type).constraints.flatMap((each) => [
    each.trim && "trimmed",
    each.lowercase && "small letters",
    each.length && `${span(each.length)} characters`,
    each.pattern && `matches ${each.pattern.written}`,
    each.format && `of format ${each.format}`,
    each.size && `${span(each.size)} bytes`,
    each.range && span(each.range),
    each.items && `${span(each.items)} items`,
    each.unique && "no two alike",
    each.secret && "secret",
  ]);
  return said.filter(Boolean).join(", ");
}

/** @typedef {{ value: { count: number, periodMs: number, burst: number, by: string, sessionField?: string } }} RateRow */

/** What holds for an event, each with a reason to be looked at where it is a warning. @param {EventDef} event */
export function facts(event) {
  const policy = event.policy ?? {};
  /** @type {{ text: string, warn?: boolean }[]} */
  const all = [];
  const say = (/** @type {string} */ text, warn = false) => all.push({ text, warn });
  if (event.deprecated !== undefined) say(`deprecated${event.deprecated && `: ${event.deprecated}`}`, true);
  if (event.since !== undefined) say(`since ${event.since}`);
  for (const { guard, arguments: given = [] } of policy.guards ?? []) {
    say(`requires ${guard.slice(guard.lastIndexOf(".") + 1)}${given.length > 0 ? `(${given.map(constantText).join(", ")})` : ""}`);
  }
  if (policy.public) say("public");
  if (policy.rate) {
    const { count, periodMs, burst, by, sessionField } = /** @type {RateRow} */ (/** @type {unknown} */ (policy.rate)).value;
    say(`at most ${count} in ${durationText(periodMs)} for each ${sessionField ?? by}${burst > count ? `, ${burst} at once` : ""}`);
  }
  if (policy.deadlineMs) say(`ends within ${durationText(Number(policy.deadlineMs.value))}`);
  if (policy.maxPayload) say(`at most ${sizeText(Number(policy.maxPayload.value))}`);
  if (policy.concurrent) say(`${policy.concurrent.value} at once`);
  if (policy.overflow) say(`slow clients: ${policy.overflow.value}`);
  if (policy.volatile) say("volatile");
  if (policy.latest) say(`only the latest by ${policy.latest}`);
  if (policy.replayMs) say(`kept for ${durationText(Number(policy.replayMs))}`);
  if (policy.idempotent || event.idempotent) say("safe to repeat");
  return all;
}

/** `send(room: RoomName, content: Content) -> Message throws NotMember` @param {Model} model @param {EventDef} event */
export function signature(model, event) {
  const { payload, reply } = event;
  const given =
    payload.kind === "none"
      ? ""
      : payload.kind === "params"
        ? payload.params.map((field) => model.field(field)).join(", ")
        : (payload.kind === "stream" ? "stream " : "") + model.text(payload.type);
  const answers = { none: "", empty: " -> void", value: " -> ", stream: " -> stream " }[reply.kind];
  const type = "type" in reply ? model.text(reply.type) : "";
  const errors = (event.throws ?? []).map((name) => model.short(name)).join(", ");
  return `${event.name}(${given})${answers}${type}${errors && ` throws ${errors}`}`;
}

/** @param {Json | undefined} value */
export function prettyJson(value) {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}
