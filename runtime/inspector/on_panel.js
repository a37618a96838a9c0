// The panel of an event that clients send: its form, and the calls that were made with it.
import { beforePaint, button, h } from "./dom.js";
import { callView } from "./call_view.js";
import { Form } from "./form.js";
import { errorView, eventHead, placeLine, problemsOf, typesView } from "./parts.js";
import { payloadType, replyType } from "./schema.js";
import { clockText } from "./text.js";

/** @import { Panel } from "./parts.js" */
/** @import { SpaceSession } from "./session.js" */
/** @import { EventDef } from "./schema.js" */
/** @import { WireError } from "./wire.js" */

/** As many calls as are kept for showing. */
const keptCalls = 10;

/** @param {SpaceSession} space @param {EventDef} event @param {() => void} showSpace @returns {Panel} */
export function onPanel(space, event, showSpace) {
  const { model, wire } = space.session;
  const takesStream = event.payload.kind === "stream";
  const type = payloadType(event.payload);
  const reply = replyType(event.reply);
  const form = type && !takesStream ? new Form(model, type, event.example ?? null) : undefined;
  const isCall = event.reply.kind !== "none" || takesStream;
  const place = placeLine(space, showSpace);
  /** @type {{ element: HTMLElement, update: () => void }[]} */
  let calls = [];
  const results = h("div", { class: "results", "aria-live": "polite" });

  const show = (/** @type {{ element: HTMLElement, update: () => void }} */ view) => {
    calls = [view, ...calls];
    for (const old of calls.splice(keptCalls)) old.element.remove();
    results.prepend(view.element);
  };
  const refused = (/** @type {WireError} */ error) => form?.show(problemsOf(error));

  const send = (/** @type {boolean} */ anyway) => {
    const isFine = form?.check() ?? true;
    still.hidden = isFine || anyway;
    if (!isFine && !anyway) return;
    if (!isCall) {
      wire.emit(space.ns, event.name, form?.text);
      return show({ element: h("article", { class: "call" }, h("p", {}, clockText(new Date()), " ", h("strong", {}, "sent"))), update: () => {} });
    }
    const call = wire.call(space.ns, event.name, form?.text);
    const upload = takesStream ? type : undefined;
    const view = callView(model, call, { reply, isStream: event.reply.kind === "stream", upload, example: event.example });
    show(view);
    call.onChange = beforePaint(() => {
      view.update();
      if (call.error) refused(call.error);
    });
    view.update();
  };
  space.refusals.set(event.name, (error) => {
    refused(error);
    show({ element: h("article", { class: "call" }, errorView(error)), update: () => {} });
  });

  const word = takesStream ? "Begin stream" : event.reply.kind === "stream" ? "Call for stream" : isCall ? "Call" : "Send";
  const go = button(word, () => send(false), { class: "primary", title: "Ctrl+Enter" });
  const still = button("Send anyway", () => send(true), { hidden: true });
  const element = h(
    "section",
    {
      class: "panel",
      onkeydown: (/** @type {KeyboardEvent} */ key) => {
        if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) send(false);
      },
    },
    eventHead(model, event, "client → server"),
    typesView(model, [type, reply], event.throws),
    place.element,
    form?.element,
    h("p", { class: "buttons" }, go, still),
    results,
  );
  const update = () => {
    place.update();
    go.disabled = !space.isJoined;
  };
  update();
  return { element, update };
}
