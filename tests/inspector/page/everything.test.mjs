import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Chat, shows, Watch } from "../../browser/support.mjs";
import { payloads, schemas } from "../schemas.mjs";
import { call, field, goTo, inspect, result, says } from "./support.mjs";

/** The server of the end-to-end tests, which has every construct of the language. */
const server = new Chat(["PORT"], process.env["E2E_SERVER"]);
const watch = new Watch();
before(() => server.serve());
after(() => server.kill());

let page;

async function join(space) {
  await goTo(page, space);
  await page.click('main .buttons button:has-text("Join")');
  await says(page, "main .place", ": joined");
}

test("every schema's forms are made, and their examples come out as they went in", async () => {
  page = await inspect(watch, server);
  let count = 0;
  for (const { name, descriptions } of schemas) {
    for (const description of descriptions) {
      const all = [...payloads(description)];
      const wrong = await page.evaluate(
        async ([types, home, forms]) => {
          const [{ Form }, { Model }] = await Promise.all([import("./form.js"), import("./schema.js")]);
          const model = new Model(types ?? {}, home);
          return forms.flatMap(({ what, type, example }) => {
            const form = new Form(model, type, example ?? null);
            document.querySelector("main").replaceChildren(form.element);
            const text = form.text;
            const isFine = form.check();
            // To JSON and back: the same again.
            for (const isRaw of [true, false]) {
              const box = form.element.querySelector(".tick input");
              box.checked = isRaw;
              box.dispatchEvent(new Event("change"));
            }
            const isSame = form.text === text && JSON.stringify(example) === text;
            return isFine && isSame ? [] : [`${what}: ${JSON.stringify(example)} became ${text}, then ${form.text}; ${form.element.textContent}`];
          });
        },
        [description.types, description.package, all],
      );
      assert.deepEqual(wrong, [], name);
      count += all.length;
    }
  }
  assert.ok(count > 150, `${count} forms`);
});

test("the server takes the examples of every type", async () => {
  page = await inspect(watch, server);
  await shows(page, "#state", "open");
  await join("#Everything/values");
  for (const event of ["scalars", "fields", "containers", "contents", "recursive", "names", "withDefaults", "bytes", "checked"]) {
    await goTo(page, `#Everything/values/on/${event}`);
    await call(page);
    assert.equal(await page.locator("main .results .problem").count(), 0, event);
  }
});

test("lists grow and shrink, optional fields come and go, null is one box away", async () => {
  await goTo(page, "#Everything/values/on/fields");
  const fields = 'main [data-field="required"] ~';
  await page.uncheck(`main [data-field="optional"] > .name input`);
  await page.check('main [data-field="nullable"] .nullable > .tick input');
  await page.click('main [data-field="words"] .add');
  await page.fill('main [data-field="words"] li:last-child input', "another");
  await call(page);
  const value = await result(page);
  assert.ok(!("optional" in value), fields);
  assert.equal(value.nullable, null);
  assert.equal(value.words.at(-1), "another");
  await page.click('main [data-field="words"] li:last-child .remove');
  await call(page);
  assert.equal((await result(page)).words.length, value.words.length - 1);
});

test("bytes may be written as text", async () => {
  await goTo(page, "#Everything/values/on/bytes");
  await page.selectOption("main .payload select", "text");
  await page.fill("main .payload textarea", "hä?");
  await call(page);
  assert.equal(await result(page), Buffer.from("hä?").toString("base64"));
});

test("a stream goes to the server, value by value", async () => {
  await join("#Everything/replies");
  await goTo(page, "#Everything/replies/on/add");
  await page.click("main .buttons .primary");
  for (const n of ["20", "22"]) {
    await page.fill("main .upload input:not([type=checkbox])", n);
    await page.click('main .upload button:has-text("Send item")');
  }
  await page.fill("main .upload input:not([type=checkbox])", "-1");
  await page.click('main .upload button:has-text("Send item")');
  await says(page, "main .upload .problem:not([hidden])", "(range)");
  await page.click('main .upload button:text-is("End")');
  await page.waitForSelector('main .results .state[data-state="done"]');
  assert.equal(await result(page), 42);
});

test("streams go both ways at once", async () => {
  await goTo(page, "#Everything/replies/on/echoes");
  await page.click("main .buttons .primary");
  for (const word of ["one", "two"]) {
    await page.fill("main .upload input:not([type=checkbox])", word);
    await page.click('main .upload button:has-text("Send item")');
    await says(page, "main .items", word);
  }
  await page.click('main .upload button:text-is("End")');
  await says(page, "main .results .state", "done");
  assert.equal(await page.textContent("main .items"), '"one"\n"two"');
});

test("a stream waits until it is asked for more, and can be stopped", async () => {
  await goTo(page, "#Everything/replies/on/numbers");
  await page.fill(field("count"), "100000");
  await page.uncheck(`main [data-field="failure"] > .name input`);
  await page.click("main .buttons .primary");
  await page.uncheck("main .controls .tick input");
  const first = Number(/(\d+) items/.exec(await page.textContent("main .results .state"))[1]);
  await page.waitForTimeout(100);
  const waiting = Number(/(\d+) items/.exec(await page.textContent("main .results .state"))[1]);
  assert.ok(waiting < 100_000 && waiting >= first);
  await page.click('main .controls button:has-text("8 more")');
  await says(page, "main .results .state", `${waiting + 8} items`);
  await page.click('main .controls button:has-text("Cancel")');
  await page.waitForSelector('main .results .state[data-state="failed"]');
  await shows(page, "main .results .error strong", "cancelled");
});

test("an event without a reply is sent, and its refusal finds the form", async () => {
  await goTo(page, "#Everything/replies/on/forget");
  await page.check("main .payload > .tick input");
  await page.fill("main .raw", '{"text":7}');
  await page.click("main .buttons .primary");
  await says(page, "main .payload > .problem", "/text: expected text, found 7 (type)");
  await page.click('main .buttons button:has-text("Send anyway")');
  await says(page, "main .payload > .problem", "/text: the server: ");
});

test("a server's question may be refused with a declared error", async () => {
  await join("#Everything/talk");
  await goTo(page, "#Everything/talk/on/askMe");
  await page.click("main .buttons .primary");
  await page.waitForSelector(".question");
  await page.selectOption('.question select[aria-label="with the error"]', { label: "NotHere" });
  await page.fill('.question [data-field="name"] input', "nobody");
  await page.click('.question button:has-text("Refuse")');
  await page.waitForSelector('main .results .state[data-state="done"]');
  assert.match(await result(page), /NotHere/);
});

test("instances of a dynamic namespace are joined by their path", async () => {
  await page.selectOption("#gateway", "Documents");
  await shows(page, "#state", "open");
  await page.fill(field("title"), "a/b");
  await page.fill(field("page"), "3");
  await page.click('main .buttons button:has-text("Join")');
  await says(page, "main .place", "/doc/a%2Fb/3: joined");
  await goTo(page, "#Documents/document/on/where");
  await call(page);
  assert.match(await result(page), /a\/b/);
});

test("a gateway whose origins leave the page out says so", async () => {
  watch.isOutage = true;
  await page.selectOption("#gateway", "Brief");
  await says(page, "#state", "`@origins`");
  await page.click(".top button:has-text('Disconnect')");
  watch.isOutage = false;
});

test("nothing complained", () => assert.deepEqual(watch.complaints, []));
