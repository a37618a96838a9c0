// A page of happy-dom for React, the hooks' fake server, and counters.
import { after } from "node:test";
import { Window } from "happy-dom";
import { act, createElement, StrictMode, type FunctionComponent, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { createFake, type Fake, type FakeHandlers } from "@gangway/client/testing";
import { uuid } from "@gangway/client";
import { ChatClient, type Message } from "../../runtime/ts/test/support/chat.gw.js";

const window = new Window();
/** For `act`, which makes one per use and closes none: real ones would keep the program from ending. */
class Channel {
  readonly port1 = { onmessage: (): void => {} };
  readonly port2 = { postMessage: () => setImmediate(() => this.port1.onmessage()) };
}
const globals = { window, document: window.document, MessageChannel: Channel, IS_REACT_ACT_ENVIRONMENT: true };
Object.assign(globalThis, globals);
after(() => window.happyDOM.close());

export const message: Message = {
  id: uuid.decode("0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10"),
  seq: 1n,
  room: "lobby",
  from: "ann",
  content: { kind: "text", body: "hi" },
  sentAt: new Date("2026-01-31T12:00:00.250Z"),
  pinned: false,
  note: null,
  tags: [],
  reactions: {},
};

const fakes: Fake<ChatClient>[] = [];
// One that is offline would try to connect for ever.
after(() => fakes.forEach(({ client }) => client.close()));

export function fakeChat(chat: FakeHandlers<ChatClient>["chat"] = {}): Fake<ChatClient> {
  const fake = createFake(ChatClient, { chat, root: { whoAmI: () => "ann" } }, { handshake: { token: "t" } });
  fakes.push(fake);
  return fake;
}

/** A component on the page. */
export interface Page {
  readonly element: HTMLElement;
  readonly root: Root;
  readonly text: string;
  render(node: ReactNode): Promise<void>;
  unmount(): Promise<void>;
}

/** Shows `node`, in StrictMode unless `isStrict` says no. */
export async function show(node: ReactNode, isStrict = true): Promise<Page> {
  const element = document.createElement("div");
  const root = createRoot(element);
  const page: Page = {
    element,
    root,
    get text() {
      return element.textContent ?? "";
    },
    render: (next) => act(async () => root.render(isStrict ? createElement(StrictMode, null, next) : next)),
    unmount: () => act(async () => root.unmount()),
  };
  await page.render(node);
  return page;
}

/** An element of a component that is only its render function. */
export function component<P extends object>(render: (props: P) => ReactNode, props: P): ReactNode {
  return createElement(render as FunctionComponent<P>, props);
}

/** Counts how often a namespace's method `name` is called, and how many of the subscriptions it gave still stand. */
export function countSubscriptions(namespace: object, name: "on" | "handle"): { made: number; standing: number } {
  const count = { made: 0, standing: 0 };
  const original = Reflect.get(namespace, name) as (...args: unknown[]) => () => void;
  Object.defineProperty(namespace, name, {
    value: (...args: unknown[]) => {
      const stop = Reflect.apply(original, namespace, args) as () => void;
      count.made++;
      count.standing++;
      return () => {
        count.standing--;
        stop();
      };
    },
  });
  return count;
}

/** Lets the fake and the page come to rest. */
export function rest(fake: { settled(): Promise<void> }): Promise<void> {
  return act(async () => {
    await fake.settled();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await fake.settled();
  });
}
