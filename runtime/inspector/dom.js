// Elements of the page, made in one line each.

/** @typedef {Node | string | false | undefined} Child */

let ids = 0;

/** A name that no other element has. */
export function newId() {
  return `e${++ids}`;
}

/**
 * An element. Properties whose names begin with `on` listen; true is an attribute without a value, false and undefined are none.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: never) => void)>} [properties]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/** @param {string} text @param {(event: MouseEvent) => void} onclick @param {Record<string, string | boolean>} [properties] */
export function button(text, onclick, properties = {}) {
  return h("button", { type: "button", onclick, ...properties }, text);
}

/** Does it once before the page is painted the next time, however often it is asked for. @param {() => void} act */
export function beforePaint(act) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      act();
    });
  };
}

/** A box to tick with its words. @param {string} text @param {boolean} isOn @param {(isOn: boolean) => void} onchange */
export function tick(text, isOn, onchange) {
  const box = h("input", { type: "checkbox", checked: isOn, onchange: () => onchange(box.checked) });
  return { element: h("label", { class: "tick" }, box, text), box };
}

/** Docs as they were written: paragraphs, and code between backticks. @param {string | undefined} docs */
export function docsView(docs) {
  const view = h("div", { class: "docs" });
  for (const paragraph of (docs ?? "").split(/\n\s*\n/).filter(Boolean)) {
    const parts = paragraph.split(/`([^`]+)`/);
    view.append(h("p", {}, ...parts.map((part, at) => (at % 2 ? h("code", {}, part) : part))));
  }
  return view;
}
