// The panel of an event that the server sends: the last values that came.
import { h, tick } from "./dom.js";
import { eventHead, placeLine, typesView, valueView } from "./parts.js";
import { payloadType, replyType } from "./schema.js";
import { clockText } from "./text.js";

/** @import { Panel } from "./parts.js" */
/** @import { Received, SpaceSession } from "./session.js" */
/** @import { EventDef } from "./schema.js" */

/** @param {SpaceSession} space @param {EventDef} event @param {() => void} showSpace @returns {Panel} */
export function emitPanel(space, event, showSpace) {
  const { model } = space.session;
  const type = payloadType(event.payload);
  const place = placeLine(space, showSpace);
  const heading = h("h3");
  const list = h("div", { class: "results", "aria-live": "polite" });
  /** @type {WeakMap<Received, HTMLElement>} */
  const views = new WeakMap();
  let isListening = true;
  const listening = tick("listen", true, (isOn) => {
    isListening = isOn;
    update();
  });
  const view = (/** @type {Received} */ one) => {
    const known = views.get(one);
    if (known) return known;
    const made = h("article", { class: "call" }, h("p", {}, clockText(one.at), " ", h("code", {}, one.ns)), valueView(model, type, one.value));
    views.set(one, made);
    return made;
  };
  const isQuestion = event.reply.kind !== "none";
  const update = () => {
    place.update();
    const count = space.counts.get(event.name) ?? 0;
    heading.textContent = isQuestion ? `asked ${count} times; what waits for an answer is above` : `${count} came`;
    if (!isListening) return;
    const now = (space.values.get(event.name) ?? []).map(view).reverse();
    if (now.length !== list.childElementCount || now.some((each, at) => list.children[at] !== each)) list.replaceChildren(...now);
  };
  update();
  const element = h(
    "section",
    { class: "panel" },
    eventHead(model, event, isQuestion ? "server → client, who answers" : "server → client"),
    typesView(model, [type, replyType(event.reply)], event.throws),
    place.element,
    h("div", { class: "came" }, heading, !isQuestion && listening.element),
    list,
  );
  return { element, update };
}
