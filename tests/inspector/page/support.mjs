import assert from "node:assert/strict";

/** Opens the inspector of a server, in a window that is wide enough for everything. */
export async function inspect(watch, server, hash = "") {
  return watch.open(`${server.origin}/inspector/${hash}`, (page) => page.setViewportSize({ width: 1360, height: 860 }));
}

/** Waits until the text of something has this in it. */
export async function says(page, selector, part) {
  try {
    await page.waitForFunction(([where, wanted]) => document.querySelector(where)?.textContent.includes(wanted), [selector, part]);
  } catch {
    assert.ok((await page.textContent(selector))?.includes(part), `${selector} says ${await page.textContent(selector)}, not ${part}`);
  }
}

/** The input of a field in what is shown in the middle. */
export const field = (name) => `main [data-field="${name}"] :is(input:not([type="checkbox"]), textarea, select)`;

export async function goTo(page, hash) {
  await page.evaluate((to) => void (location.hash = to), hash);
  await page.waitForFunction((to) => document.querySelector("nav a[aria-current]")?.hash === to, hash);
}

/** Presses the button that a panel is about, and waits for the end of the call. */
export async function call(page, state = "done") {
  await page.click("main .buttons .primary");
  await page.waitForSelector(`main .results .call:first-child .state[data-state="${state}"]`);
}

/** What the last call gave. */
export async function result(page) {
  return JSON.parse(await page.textContent("main .results .call:first-child > div:last-child pre"));
}

/** Rows of the log: `call /chat send`. */
export async function frames(page) {
  return page.locator(".frame").evaluateAll((all) =>
    all.map((one) => `${one.querySelector(".kind").textContent} ${one.querySelector(".what").textContent}`.trim()),
  );
}
