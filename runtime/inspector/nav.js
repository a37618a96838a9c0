// The list of namespaces and events, with what is joined and how much came.
import { h } from "./dom.js";

/** @import { Session, SpaceSession } from "./session.js" */
/** @import { EventDef } from "./schema.js" */

/** What stands behind `#` for a panel. @param {Session} session @param {SpaceSession} space @param {string} [direction] @param {string} [event] */
export function anchor(session, space, direction, event) {
  return `#${[session.gateway.name, space.def.name, direction, event].filter((part) => part !== undefined).map((part) => encodeURIComponent(part)).join("/")}`;
}

/** @param {Session} session */
export function navView(session) {
  /** @type {(() => void)[]} */
  const updates = [];
  const link = (/** @type {SpaceSession} */ space, /** @type {"on" | "emit"} */ direction, /** @type {EventDef} */ event) => {
    const count = h("span", { class: "count" });
    const isOld = event.deprecated !== undefined ? " old" : "";
    const arrow = h("span", { class: "arrow" }, direction === "on" ? "↑" : "↓");
    if (direction === "emit") updates.push(() => void (count.textContent = String(space.counts.get(event.name) ?? "")));
    const title = event.docs?.split("\n")[0];
    return h("li", {}, h("a", { href: anchor(session, space, direction, event.name), class: direction + isOld, title }, arrow, event.name, count));
  };
  const space = (/** @type {SpaceSession} */ one) => {
    const name = h("a", { href: anchor(session, one), class: "space" }, one.def.path);
    updates.push(() => void (name.dataset["state"] = one.isJoined ? "joined" : (one.joined?.state ?? "")));
    const rooms = (one.def.rooms ?? []).map((room) =>
      h("li", { class: "in" }, h("span", { class: "quiet" }, `room ${room.name}`), h("ul", {}, ...(room.emits ?? []).map((event) => link(one, "emit", event)))),
    );
    const events = [...(one.def.ons ?? []).map((event) => link(one, "on", event)), ...(one.def.emits ?? []).map((event) => link(one, "emit", event))];
    return h("li", {}, name, h("ul", {}, ...events, ...rooms));
  };
  const element = h("nav", { "aria-label": "events" }, h("ul", {}, ...session.spaces.map(space)));
  const update = () => {
    for (const each of updates) each();
    for (const each of element.querySelectorAll("a")) {
      if (each.hash === location.hash) each.setAttribute("aria-current", "page");
      else each.removeAttribute("aria-current");
    }
  };
  return { element, update };
}
