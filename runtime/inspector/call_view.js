// A call that was made: its state, its items and its end, what may still be sent to it.
import { button, h, tick } from "./dom.js";
import { Form } from "./form.js";
import { errorView, valueView } from "./parts.js";
import { clockText, durationText } from "./text.js";

/** @import { Call } from "./calls.js" */
/** @import { Json, Model, TypeRef } from "./schema.js" */

/** So many items are asked for at a time by hand. */
const handful = 8;

/**
 * @param {Model} model @param {Call} call @param {{ reply: TypeRef | undefined, isStream: boolean, upload?: TypeRef | undefined, example?: Json | undefined }} about
 */
export function callView(model, call, { reply, isStream, upload, example }) {
  const state = h("strong", { class: "state" });
  const controls = h("span", { class: "controls" });
  const items = h("pre", { class: "items", hidden: true });
  const end = h("div");
  const element = h("article", { class: "call" }, h("p", {}, clockText(call.at), " ", state, " ", controls), items, end);

  const more = button(`${handful} more`, () => call.more(handful), { hidden: true });
  if (isStream) {
    const byItself = tick("ask for more by itself", true, (isOn) => {
      call.asksByItself = isOn;
      more.hidden = isOn;
      if (isOn) call.more(handful);
    });
    controls.append(byItself.element, more);
  }
  controls.append(button("Cancel", () => call.cancel()));

  const sending = upload && uploadView(model, call, upload, example ?? null);
  if (sending) element.insertBefore(sending.element, items);

  let isShown = false;
  const update = () => {
    const isOver = call.state !== "running";
    state.dataset["state"] = call.state;
    state.textContent = `${call.state}${call.latency === undefined ? " …" : ` in ${durationText(call.latency)}`}`;
    if (isStream) state.textContent += `, ${call.received} ${call.received === 1 ? "item" : "items"}`;
    items.hidden = call.items.length === 0;
    items.textContent = call.items.map((item) => JSON.stringify(item)).join("\n");
    items.scrollTop = items.scrollHeight;
    controls.hidden = isOver;
    sending?.update(isOver);
    if (!isOver || isShown) return;
    isShown = true;
    if (call.error) end.append(errorView(call.error));
    else if (!isStream) end.append(valueView(model, reply, call.value));
  };
  update();
  return { element, update };
}

/** @param {Model} model @param {Call} call @param {TypeRef} type @param {Json} example */
function uploadView(model, call, type, example) {
  const form = new Form(model, type, example);
  const waiting = h("span", { class: "quiet" });
  const send = (/** @type {boolean} */ anyway) => {
    const isFine = form.check();
    still.hidden = isFine || anyway;
    if (isFine || anyway) call.push(form.text);
  };
  const still = button("Send anyway", () => send(true), { hidden: true });
  const finish = button("End", () => call.finish());
  const buttons = h("p", {}, button("Send item", () => send(false), { class: "primary" }), still, finish, waiting);
  const element = h("div", { class: "upload" }, form.element, buttons);
  const update = (/** @type {boolean} */ isOver) => {
    element.hidden = isOver || call.isFinished;
    waiting.textContent = call.queued > 0 ? ` ${call.queued} wait until the server asks for more` : ` the server takes ${call.credit} more`;
  };
  return { element, update };
}
