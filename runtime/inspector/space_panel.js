// The panel of a namespace: joining it, leaving it, its rooms; and any event, where the events are not known.
import { beforePaint, button, docsView, h, tick } from "./dom.js";
import { callView } from "./call_view.js";
import { Form } from "./form.js";
import { problemsOf, typesView } from "./parts.js";
import { anyJson } from "./session.js";
import { prettyJson } from "./words.js";

/** @import { Panel } from "./parts.js" */
/** @import { SpaceSession } from "./session.js" */

/** @param {SpaceSession} space @returns {Panel} */
export function spacePanel(space) {
  const { session, def } = space;
  const { wire, model } = session;
  const state = h("p", { class: "place", role: "status" });
  const again = button("Join anyway", () => void space.join(true), { hidden: true });
  const join = button("Join", () => void (again.hidden = space.join()), { class: "primary" });
  const refresh = button("Refresh", () => wire.refresh(space.ns, space.handshake?.text ?? "{}"), { title: "sends the handshake anew" });
  const leave = button("Leave", () => wire.leave(space.ns));
  const others = h("p", { class: "quiet" });
  /** The error that is shown in the form already. @type {unknown} */
  let told;

  const update = () => {
    const joined = space.joined;
    const now = space.isJoined ? "joined" : (joined?.state ?? "not joined");
    state.dataset["state"] = now;
    state.textContent = `${space.ns}: ${now}${joined?.why ? `, ${joined.why}` : ""}`;
    if (joined?.error && joined.error.data !== undefined) state.textContent += ` ${prettyJson(joined.error.data)}`;
    if (joined?.error && joined.error !== told) space.handshake?.show(problemsOf(joined.error));
    told = joined?.error;
    join.hidden = space.isJoined;
    leave.hidden = !space.isJoined;
    refresh.hidden = !space.isJoined || !space.handshake;
    const instances = [...wire.spaces.values()].filter(({ ns, state: how }) => how === "joined" && ns !== space.ns && space.has(ns));
    others.textContent = instances.length > 0 ? `also joined: ${instances.map(({ ns }) => ns).join(", ")}` : "";
  };
  const fields = [...(def.pathParams ?? []), ...(def.handshake ?? [])];
  const element = h(
    "section",
    {
      class: "panel",
      onkeydown: (/** @type {KeyboardEvent} */ key) => {
        if (key.key === "Enter" && (key.ctrlKey || key.metaKey) && !space.isJoined) again.hidden = space.join();
      },
    },
    h("header", {}, h("p", { class: "quiet" }, "namespace"), h("h2", {}, def.path), docsView(def.docs)),
    fields.length > 0 && typesView(model, [{ kind: "fields", fields }]),
    state,
    others,
    space.path && h("fieldset", {}, h("legend", {}, "path"), space.path.element),
    space.handshake && h("fieldset", {}, h("legend", {}, "handshake"), space.handshake.element),
    h("p", { class: "buttons" }, join, again, refresh, leave),
    ...(def.rooms ?? []).map((room) => {
      const keys = (room.keys ?? []).map((key) => model.field(key)).join(", ");
      return h("section", { class: "room" }, h("h3", {}, "room ", h("code", {}, `${room.name}(${keys})`)), docsView(room.docs));
    }),
    !session.isDescribed && anyEvent(space),
  );
  update();
  return { element, update };
}

/** A form for an event of which only the name has to be known. @param {SpaceSession} space */
function anyEvent(space) {
  const { model, wire } = space.session;
  const name = h("input", { "aria-label": "event", placeholder: "event", spellcheck: "false" });
  const payload = new Form(model, anyJson, {});
  const withPayload = tick("payload", true, (isOn) => void (payload.element.hidden = !isOn));
  const answers = tick("answers", true, () => {});
  const streams = tick("answers with a stream", false, () => {});
  const results = h("div", { class: "results", "aria-live": "polite" });
  const send = () => {
    const data = withPayload.box.checked ? payload.text : undefined;
    if (!answers.box.checked && !streams.box.checked) return wire.emit(space.ns, name.value, data);
    const call = wire.call(space.ns, name.value, data);
    const view = callView(model, call, { reply: undefined, isStream: streams.box.checked });
    call.onChange = beforePaint(view.update);
    results.prepend(view.element);
    view.update();
  };
  return h(
    "section",
    { class: "any" },
    h("h3", {}, "Any event"),
    h(
      "p",
      { class: "docs" },
      "Events, types and docs are not known here: give ",
      h("code", {}, "gangway_generate"),
      " the word ",
      h("code", {}, "INSPECTOR"),
      ", or ",
      h("code", {}, "gangway generate"),
      " the option ",
      h("code", {}, "--cpp-inspector"),
      ".",
    ),
    h("p", {}, name, " ", withPayload.element, " ", answers.element, " ", streams.element),
    payload.element,
    h("p", { class: "buttons" }, button("Send", send, { class: "primary" })),
    results,
  );
}
