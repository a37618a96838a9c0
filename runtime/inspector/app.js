// The inspector: reads what the server says about its gateways, and puts the page together.
import { beforePaint, button, docsView, h } from "./dom.js";
import { emitPanel } from "./emit_panel.js";
import { Log } from "./log.js";
import { logView } from "./log_view.js";
import { anchor, navView } from "./nav.js";
import { onPanel } from "./on_panel.js";
import { questionsView } from "./questions.js";
import { Session } from "./session.js";
import { spacePanel } from "./space_panel.js";

/** @import { Panel } from "./parts.js" */
/** @import { Gateway } from "./schema.js" */

class App {
  #log = new Log();
  #sessions;
  #current;
  /** By what stands behind `#`. @type {Map<string, Panel>} */
  #panels = new Map();
  #main = h("main", { tabindex: "-1" });
  #nav = h("div", { class: "nav" });
  /** @type {WeakMap<Session, ReturnType<typeof navView>>} */
  #navs = new WeakMap();
  #questions = questionsView();
  #state = h("span", { class: "state", role: "status", id: "state" });
  #connect = button("Connect", () => this.#current.wire.connection.connect());
  #reconnect = button("Reconnect", () => this.#current.wire.connection.connect());
  #disconnect = button("Disconnect", () => this.#current.wire.close());
  #choice = h("select", { id: "gateway", "aria-label": "gateway", onchange: () => this.#choose() });
  #ask = beforePaint(() => this.#update());

  /** @param {Gateway[]} gateways @param {Gateway} first */
  constructor(gateways, first) {
    this.#sessions = gateways.map((gateway) => {
      const session = new Session(gateway, socketUrl(gateway), this.#log);
      session.onChange = this.#ask;
      this.#choice.append(h("option", { value: gateway.name }, `${gateway.name} ${gateway.path}`));
      return session;
    });
    this.#current = /** @type {Session} */ (this.#sessions.find(({ gateway }) => gateway === first));
    addEventListener("hashchange", () => this.#show());
    addEventListener("keydown", (key) => {
      const isTyping = key.target instanceof HTMLElement && key.target.closest("input, textarea, select");
      if (key.key !== "/" || isTyping) return;
      key.preventDefault();
      document.getElementById("filter")?.focus();
    });
  }

  start() {
    const head = h("header", { class: "top" }, h("h1", {}, "Gangway inspector"), this.#choice, this.#state, this.#connect, this.#reconnect, this.#disconnect);
    document.body.replaceChildren(head, this.#nav, h("div", { class: "middle" }, this.#questions.element, this.#main), logView(this.#log));
    this.#show();
    if (this.#current.wire.connection.state === "closed") this.#current.wire.connection.connect();
  }

  #choose() {
    const session = this.#sessions.find(({ gateway }) => gateway.name === this.#choice.value);
    const space = session?.spaces[0];
    if (session && space) location.hash = anchor(session, space);
    if (session?.wire.connection.state === "closed") session.wire.connection.connect();
  }

  #show() {
    const [gateway = "", space, direction, event] = location.hash.slice(1).split("/").map(decodeURIComponent);
    this.#current = this.#sessions.find((session) => session.gateway.name === gateway) ?? this.#current;
    this.#choice.value = this.#current.gateway.name;
    const nav = this.#navs.get(this.#current) ?? navView(this.#current);
    this.#navs.set(this.#current, nav);
    this.#nav.replaceChildren(docsView(this.#current.def.docs), nav.element);
    const panel = this.#panels.get(location.hash) ?? this.#make(space, direction, event);
    this.#panels.set(location.hash, panel);
    this.#main.replaceChildren(panel.element);
    this.#main.scrollTop = 0;
    this.#update();
  }

  /** @param {string | undefined} name @param {string | undefined} direction @param {string | undefined} event @returns {Panel} */
  #make(name, direction, event) {
    const session = this.#current;
    const space = session.spaces.find(({ def }) => def.name === name) ?? session.spaces[0];
    if (!space) return { element: h("p", {}, "this gateway has no namespaces"), update: () => {} };
    const showSpace = () => void (location.hash = anchor(session, space));
    const on = direction === "on" && space.def.ons?.find((each) => each.name === event);
    if (on) return onPanel(space, on, showSpace);
    const emit = direction === "emit" && space.emit(event ?? "");
    return emit ? emitPanel(space, emit, showSpace) : spacePanel(space);
  }

  #update() {
    const { state, why } = this.#current.wire.connection;
    this.#state.textContent = why ? `${state}: ${why}` : state;
    this.#state.dataset["state"] = state;
    this.#connect.hidden = state !== "closed";
    this.#reconnect.hidden = state === "closed";
    this.#disconnect.hidden = state === "closed";
    this.#navs.get(this.#current)?.update();
    this.#panels.get(location.hash)?.update();
    this.#questions.update(this.#current);
  }
}

/** @param {Gateway} gateway */
function socketUrl({ port, path }) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${port === null ? location.host : `${location.hostname}:${port}`}${path}`;
}

try {
  const answer = await fetch("schema.json");
  if (!answer.ok) throw new Error(await answer.text());
  const { gateways } = /** @type {{ gateways: Gateway[] }} */ (await answer.json());
  const [first] = gateways;
  if (!first) throw new Error("the server serves no gateway");
  new App(gateways, first).start();
} catch (error) {
  document.body.replaceChildren(h("p", { class: "problem" }, String(error)));
}
