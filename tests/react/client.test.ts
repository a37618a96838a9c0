import assert from "node:assert/strict";
import { test } from "node:test";
import * as React from "react";
import { act, createElement, type FunctionComponent, type ReactNode } from "react";
import { createClientContext, useClient, useEvent, useStatus } from "@gangway/client/react";
import type { ChatClient } from "../../runtime/ts/test/support/chat.gw.js";
import { component, fakeChat, rest, show } from "./support.js";

/** A component with a client of its own, and all the fakes it made. */
function owner() {
  const fakes: ReturnType<typeof fakeChat>[] = [];
  const make = (): ChatClient => {
    const fake = fakeChat();
    fakes.push(fake);
    return fake.client;
  };
  const View = () => {
    const client = useClient(make);
    useEvent(client.chat, "posted", () => {});
    return useStatus(client).state;
  };
  return { fakes, View };
}

const connections = (fakes: ReturnType<typeof fakeChat>[]): number =>
  fakes.reduce((sum, fake) => sum + fake.connections, 0);

test("useClient: in StrictMode one connection, which stays, and closes with the component", async () => {
  const { fakes, View } = owner();
  const page = await show(createElement(View));
  for (const fake of fakes) await rest(fake);
  assert.equal(page.text, "open");
  assert.equal(connections(fakes), 1);
  for (let i = 0; i < 10; i++) await page.render(createElement(View));
  assert.equal(page.text, "open");
  assert.equal(connections(fakes), 1);
  await page.unmount();
  const used = fakes.filter((fake) => fake.connections > 0);
  assert.deepEqual(used.map(({ client }) => client.state), ["closed"]);
});

test("a context gives its client to everything below, and says when there is none", async () => {
  const fake = fakeChat();
  const [ChatProvider, useChat] = createClientContext<ChatClient>();
  const View = () => useStatus(useChat()).state;
  const page = await show(createElement(ChatProvider, { value: fake.client }, createElement(View)));
  assert.equal(page.text, "idle");
  await page.unmount();
  const { renderToString } = await import("react-dom/server");
  assert.throws(() => renderToString(createElement(View)), /no provider/);
});

// React 19.2 has it.
const { Activity } = React as { Activity?: FunctionComponent<{ mode: string; children: ReactNode }> };
test("a component that was hidden and comes back has a client that works", { skip: !Activity }, async () => {
  const { fakes, View } = owner();
  const inside = (mode: string): ReactNode =>
    createElement(Activity as FunctionComponent<{ mode: string }>, { mode }, createElement(View));
  const page = await show(inside("visible"), false);
  for (const fake of fakes) await rest(fake);
  assert.equal(page.text, "open");
  await page.render(inside("hidden"));
  assert.equal(fakes[0]?.client.state, "closed");
  await page.render(inside("visible"));
  for (const fake of fakes) await rest(fake);
  assert.equal(page.text, "open");
  assert.equal(fakes.at(-1)?.client.state, "open");
  await page.unmount();
  assert.ok(fakes.every(({ client }) => client.state !== "open"));
});

test("two components with one client: the one that goes leaves it to the other", async () => {
  const fake = fakeChat();
  const View = ({ name }: { name: string }) => `${name} ${useStatus(fake.client).state} `;
  const both = createElement("div", null, component(View, { name: "a" }), component(View, { name: "b" }));
  const page = await show(both);
  await act(() => fake.client.chat.$join());
  await page.render(createElement("div", null, component(View, { name: "a" })));
  assert.equal(page.text, "a open ");
  await page.unmount();
  assert.equal(fake.client.state, "open");
});
