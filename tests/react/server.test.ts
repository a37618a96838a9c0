import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { act, createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { useCall, useEvent, useHandler, useLatest, useReply, useStatus, useStream } from "@gangway/client/react";
import { countSubscriptions, fakeChat, message, rest } from "./support.js";

test("on a server nothing is subscribed to, called or connected, and the page comes to life as it was", async () => {
  const log = mock.method(console, "error", () => {});
  const fake = fakeChat({ join: () => [message], history: () => [message] });
  const { chat } = fake.client;
  const count = countSubscriptions(chat, "on");
  const View = () => {
    const { state } = useStatus(fake.client);
    const typing = useLatest(chat, "typing", null);
    const join = useCall(chat, "join");
    const { value, isPending } = useReply(chat, "join", { room: "den" });
    const { items, status } = useStream(chat, "history", { room: "den" });
    useEvent(chat, "posted", () => {});
    useHandler(chat, "confirm", () => true);
    const text = [state, typing?.user, join.status, value?.length, isPending, items.length, status].join(" ");
    return createElement("p", null, text);
  };
  const html = renderToString(createElement(View));
  assert.equal(html, "<p>idle  idle  true 0 open</p>");
  await fake.settled();
  assert.equal(count.made, 0);
  assert.equal(fake.connections, 0);

  // The client of the page may be further on than what the server rendered.
  await chat.$join();
  const element = document.createElement("div");
  element.innerHTML = html;
  const complaints: unknown[] = [];
  const onRecoverableError = (error: unknown): void => void complaints.push(error);
  const root = await act(async () => hydrateRoot(element, createElement(View), { onRecoverableError }));
  await rest(fake);
  assert.equal(element.textContent, "open  idle 1 false 1 done");
  assert.deepEqual(complaints, []);
  assert.deepEqual(log.mock.calls.map((call) => String(call.arguments[0])), []);
  await act(async () => root.unmount());
  log.mock.restore();
});
