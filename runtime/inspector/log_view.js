// The log on the page: a row for each frame, the frame itself on a click.
import { beforePaint, button, h, tick } from "./dom.js";
import { clockText, durationText, prettyText, sizeText } from "./text.js";

/** @import { Entry, Log } from "./log.js" */

const arrows = { in: "↓", out: "↑", note: "·" };
const words = { in: "from the server", out: "to the server", note: "about the connection" };

/** @param {Log} log @returns {HTMLElement} */
export function logView(log) {
  const rows = h("ol", { class: "frames", role: "log", "aria-label": "frames", tabindex: "-1" });
  const detail = h("div", { class: "detail", hidden: true });
  const count = h("span", { class: "quiet" });
  /** Whether rows that were left out may come back, so that all are made anew. */
  let isStale = true;

  const filter = h("input", { type: "search", id: "filter", placeholder: "filter ( / )", "aria-label": "filter", oninput: () => refilter() });
  const heartbeats = tick("heartbeats", false, () => refilter());
  const refilter = () => {
    isStale = true;
    log.filter(filter.value, heartbeats.box.checked);
  };
  const pause = button("Pause", () => {
    isStale = true;
    log.pause(!log.isPaused);
    pause.setAttribute("aria-pressed", String(log.isPaused));
  }, { "aria-pressed": "false" });
  const clear = button("Clear", () => {
    isStale = true;
    detail.hidden = true;
    log.clear();
  });

  const show = (/** @type {Entry} */ entry) => {
    rows.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const chosen = rows.querySelector(`[data-n="${entry.n}"]`);
    chosen?.setAttribute("aria-current", "true");
    const about = `${clockText(entry.at)}, ${words[entry.direction]}, ${sizeText(entry.size)} (${entry.size} bytes)`;
    const text = h("pre", {}, prettyText(entry.text));
    const raw = tick("raw", false, (isOn) => void (text.textContent = isOn ? entry.text : prettyText(entry.text)));
    const copy = button("Copy", () => void navigator.clipboard?.writeText(entry.text));
    detail.replaceChildren(h("p", {}, `${entry.kind} ${entry.name}`, " ", h("span", { class: "quiet" }, about)), h("p", {}, raw.element, copy, button("Close", close)), text);
    detail.hidden = false;
    chosen?.scrollIntoView({ block: "nearest" });
  };
  const close = () => void (detail.hidden = true);

  const row = (/** @type {Entry} */ entry) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: `frame ${entry.direction}`, "data-n": entry.n, "data-kind": entry.kind, onclick: () => show(entry) },
        h("time", {}, clockText(entry.at)),
        h("span", { class: "arrow", title: words[entry.direction] }, arrows[entry.direction]),
        h("span", { class: "kind" }, entry.kind),
        h("span", { class: "what" }, entry.name),
        h("span", { class: "latency" }, entry.latency === undefined ? "" : durationText(entry.latency)),
        h("span", { class: "size" }, entry.direction === "note" ? "" : sizeText(entry.size)),
      ),
    );
  const numberOf = (/** @type {Element | null} */ item) => Number(/** @type {HTMLElement | null} */ (item?.firstElementChild)?.dataset["n"] ?? 0);

  const render = () => {
    const shown = log.shown;
    const isAtEnd = rows.scrollHeight - rows.scrollTop - rows.clientHeight < 40;
    if (isStale) rows.replaceChildren();
    isStale = false;
    const first = shown[0]?.n ?? Infinity;
    while (rows.firstElementChild && numberOf(rows.firstElementChild) < first) rows.firstElementChild.remove();
    const last = numberOf(rows.lastElementChild);
    rows.append(...shown.filter(({ n }) => n > last).map(row));
    if (isAtEnd) rows.scrollTop = rows.scrollHeight;
    count.textContent = `${shown.length} frames${log.waiting > 0 ? `, ${log.waiting} since the pause` : ""}`;
  };
  log.onChange = beforePaint(render);
  render();

  rows.addEventListener("keydown", ({ key }) => {
    const here = document.activeElement?.closest("li");
    const next = key === "ArrowDown" ? here?.nextElementSibling : key === "ArrowUp" ? here?.previousElementSibling : undefined;
    if (next?.firstElementChild instanceof HTMLElement) next.firstElementChild.focus();
  });
  return h(
    "section",
    { class: "log", "aria-label": "log", onkeydown: (/** @type {KeyboardEvent} */ { key }) => key === "Escape" && close() },
    h("p", { class: "tools" }, filter, heartbeats.element, pause, clear, count),
    rows,
    detail,
  );
}
