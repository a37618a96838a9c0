// The references stand alone, escape what documentation says, and lead where they say.
import assert from "node:assert/strict";
import test from "node:test";
import { gangway, schemas } from "./support.mjs";

const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found]) => found);

for (const path of schemas) {
  test(`the HTML of ${path} asks nobody for anything and its links lead somewhere`, () => {
    const html = gangway("export", "html", path);
    assert.ok(html.startsWith("<!doctype html>"));
    assert.doesNotMatch(html, /<[^>]*\b(?:src|action|on\w+)=|@import|url\(|<link|https?:\/\/(?!example)/);
    const ids = all(html, /\bid="([^"]*)"/g);
    assert.equal(new Set(ids).size, ids.length, "every id once");
    const links = all(html, /href="([^"]*)"/g);
    for (const link of links) {
      assert.ok(link.startsWith("#") && ids.includes(link.slice(1)), `no place for ${link}`);
    }
    const open = all(html, /<(main|nav|section|article|table|tbody|ul|li|p|dl|pre|details|h[1-4])\b/g);
    const close = all(html, /<\/(main|nav|section|article|table|tbody|ul|li|p|dl|pre|details|h[1-4])>/g);
    assert.deepEqual(open.sort(), close.sort(), "what is opened is closed");
  });

  test(`the Markdown of ${path} has links that lead somewhere`, () => {
    const markdown = gangway("export", "markdown", path);
    const ids = all(markdown, /<a id="([^"]*)"><\/a>/g);
    assert.equal(new Set(ids).size, ids.length, "every id once");
    for (const link of all(markdown, /\]\(#([^)]*)\)/g)) assert.ok(ids.includes(link), `no place for ${link}`);
    assert.equal(all(markdown, /^(```)/gm).length % 2, 0);
    assert.doesNotMatch(markdown, /\n\n\n/);
  });
}

test("documentation is text, not markup", () => {
  const html = gangway("export", "html", "tests/exports/rich.gw");
  assert.equal(all(html, /(<script)/g).length, 1, "ours");
  assert.doesNotMatch(html, /<img|<b>|<i>/);
  assert.match(html, /&lt;script&gt;alert\(&quot;docs&quot;\)&lt;\/script&gt;/);
  const markdown = gangway("export", "markdown", "tests/exports/rich.gw");
  assert.doesNotMatch(markdown, /<(?!a id=|\/a>)/);
  assert.match(markdown, /Not for long \\\| perhaps/);
});

test("every event has an example payload", () => {
  const markdown = gangway("export", "markdown", "tests/exports/rich.gw");
  assert.match(markdown, /##### find[^]*?Payload:\n\n```json\n\{\n {2}"name": "/);
  assert.match(markdown, /##### find[^]*?Reply:\n\n```json\n\{/);
});

test("one gateway is exported with what it needs", () => {
  const html = gangway("export", "html", "tests/e2e/everything.gw", "--gateway", "Brief");
  assert.match(html, /Gateway Brief/);
  assert.doesNotMatch(html, /Gateway Everything|Containers/);
});
