import assert from "node:assert/strict";
import { test } from "node:test";
import { act, createElement, Fragment, startTransition, useReducer, useState } from "react";
import { useEvent, useHandler, useLatest, useReadable, useStatus } from "@gangway/client/react";
import { derived } from "@gangway/client/store";
import type { ChatClient } from "../../runtime/ts/test/support/chat.gw.js";
import { component, countSubscriptions, fakeChat, message, rest, show } from "./support.js";

test("useStatus tells of the connection and of a namespace", async () => {
  const fake = fakeChat();
  const View = ({ client }: { client: ChatClient }) => `${useStatus(client).state} ${useStatus(client.chat).state}`;
  const page = await show(component(View, { client: fake.client }));
  assert.equal(page.text, "idle idle");
  await act(() => fake.client.chat.$join());
  assert.equal(page.text, "open joined");
  await act(async () => fake.offline());
  assert.equal(page.text, "reconnecting joining");
  await page.unmount();
});

test("useReadable shows a derived store", async () => {
  const fake = fakeChat();
  const isOpen = derived(fake.client.status, ({ state }) => state === "open");
  const View = () => String(useReadable(isOpen));
  const page = await show(component(View, {}));
  assert.equal(page.text, "false");
  await act(() => fake.client.chat.$join());
  assert.equal(page.text, "true");
  await page.unmount();
});

test("useEvent calls the newest handler, and subscribes once whatever the renders", async () => {
  const fake = fakeChat();
  const count = countSubscriptions(fake.client.chat, "on");
  const heard: string[] = [];
  const View = ({ turn }: { turn: number }) => {
    useEvent(fake.client.chat, "posted", ({ room }) => heard.push(`${room} ${turn}`));
    return null;
  };
  const page = await show(component(View, { turn: 0 }), false);
  for (let turn = 1; turn <= 100; turn++) await page.render(component(View, { turn }));
  assert.deepEqual(count, { made: 1, standing: 1 });
  await act(() => fake.chat.joined());
  act(() => fake.chat.emit("posted", message));
  assert.deepEqual(heard, ["lobby 100"]);
  await page.unmount();
  assert.deepEqual(count, { made: 1, standing: 0 });
});

test("in StrictMode one subscription stands, and a handler is called once", async () => {
  const fake = fakeChat();
  const count = countSubscriptions(fake.client.chat, "on");
  let heard = 0;
  const View = () => {
    useEvent(fake.client.chat, "posted", () => void heard++);
    return null;
  };
  const page = await show(component(View, {}));
  assert.equal(count.standing, 1);
  await act(() => fake.chat.joined());
  act(() => fake.chat.emit("posted", message));
  assert.equal(heard, 1);
  await page.unmount();
  assert.equal(count.standing, 0);
});

test("useEvent follows its namespace and event, and waits where there is none", async () => {
  const fake = fakeChat();
  const heard: string[] = [];
  const View = ({ event }: { event: "posted" | "typing" | null }) => {
    useEvent(event && fake.client.chat, event ?? "posted", () => heard.push(event ?? ""));
    return null;
  };
  const page = await show(component(View, { event: null as never }));
  assert.equal(fake.client.state, "idle");
  await page.render(component(View, { event: "posted" }));
  await rest(fake);
  fake.chat.emit("posted", message);
  await page.render(component(View, { event: "typing" }));
  fake.chat.emit("posted", message);
  fake.chat.emit("typing", { user: "ann", isTyping: true });
  assert.deepEqual(heard, ["posted", "typing"]);
  await page.unmount();
});

test("a reducer makes a list of events", async () => {
  const fake = fakeChat();
  const View = () => {
    const [rooms, add] = useReducer((list: string[], { room }: { room: string }) => [...list, room], []);
    useEvent(fake.client.chat, "posted", add);
    return rooms.join(" ");
  };
  const page = await show(component(View, {}));
  await rest(fake);
  await act(async () => {
    fake.chat.emit("posted", { ...message, room: "a" });
    fake.chat.emit("posted", { ...message, room: "b" });
  });
  assert.equal(page.text, "a b");
  await page.unmount();
});

test("useLatest: a hundred components share one subscription and all see the same", async () => {
  const fake = fakeChat();
  const count = countSubscriptions(fake.client.chat, "on");
  let renders = 0;
  const One = () => {
    renders++;
    return `${useLatest(fake.client.chat, "typing", null)?.user ?? "-"} `;
  };
  const all = createElement(Fragment, null, ...Array.from({ length: 100 }, (_, key) => createElement(One, { key })));
  const page = await show(all, false);
  assert.equal(page.text, "- ".repeat(100));
  assert.deepEqual(count, { made: 1, standing: 1 });
  await rest(fake);
  renders = 0;
  await act(async () => fake.chat.emit("typing", { user: "ann", isTyping: true }));
  assert.equal(page.text, "ann ".repeat(100));
  assert.equal(renders, 100);
  await page.unmount();
  assert.equal(count.standing, 0);
  const later = await show(createElement(One), false);
  assert.equal(later.text, "- ", "what was heard before is not known to be true any more");
  await later.unmount();
});

test("an event in the middle of a transition tears nothing", async () => {
  const fake = fakeChat();
  const { chat } = fake.client;
  let begun = () => {};
  const seen: Set<string>[] = [];
  let commit = new Set<string>();
  const Slow = ({ turn }: { turn: number }) => {
    const text = useLatest(chat, "notice")?.text ?? "-";
    if (turn > 0) begun();
    for (const end = performance.now() + 2; performance.now() < end; );
    return createElement("i", null, text);
  };
  let go = (_: number): void => {};
  const View = () => {
    const [turn, setTurn] = useState(0);
    go = setTurn;
    return createElement("div", { key: turn }, ...Array.from({ length: 30 }, (_, key) => createElement(Slow, { key, turn })));
  };
  const page = await show(createElement(View), false);
  await rest(fake);
  const at = new Date();
  let isSaid = false;
  begun = () => {
    if (isSaid) return;
    isSaid = true;
    // React yields to other tasks while it renders a transition.
    setTimeout(() => fake.chat.emit("notice", { text: "new", at }), 0);
  };
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = false;
  startTransition(() => go(1));
  for (let i = 0; i < 60; i++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    commit = new Set([...page.element.querySelectorAll("i")].map((one) => one.textContent ?? ""));
    seen.push(commit);
  }
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  assert.ok(isSaid);
  for (const texts of seen) assert.equal(texts.size, 1, [...texts].join(" and "));
  assert.deepEqual([...commit], ["new"]);
  await page.unmount();
});

test("useHandler answers with the newest handler, and not after the component is gone", async () => {
  const fake = fakeChat();
  const count = countSubscriptions(fake.client.chat, "handle");
  const View = ({ answer }: { answer: boolean }) => {
    useHandler(fake.client.chat, "confirm", () => answer);
    return null;
  };
  const page = await show(component(View, { answer: true }));
  await rest(fake);
  assert.equal(await fake.chat.ask("confirm", { question: "?" }), true);
  await page.render(component(View, { answer: false }));
  assert.equal(await fake.chat.ask("confirm", { question: "?" }), false);
  assert.equal(count.standing, 1);
  await page.unmount();
  await assert.rejects(fake.chat.ask("confirm", { question: "?" }), { code: "unknown_event" });
});
