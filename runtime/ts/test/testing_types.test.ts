// What createFake, stores and hooks infer from a generated class, and what must not compile. Checked by tsc.
import { test } from "node:test";
import type { SystemError } from "../src/index.js";
import { callStore, latest, reduced, streamStore, type CallState, type Readable } from "../src/store.js";
import { createFake } from "../src/testing.js";
import { ChatClient, NotMember, type ChatHandshake, type Message, type RoomFull } from "./support/chat.gw.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Same<A, B> extends true ? [] : [differs: never]): void => {};

const handshake: ChatHandshake = { token: "t" };

export function fakes(message: Message): void {
  const fake = createFake(
    ChatClient,
    {
      root: { whoAmI: () => "ann" },
      chat: {
        join({ room }, { signal, path }) {
          same<typeof room, string>();
          same<typeof signal, AbortSignal>();
          same<typeof path, undefined>();
          return [message];
        },
        async *history({ room, before }) {
          same<typeof before, Date | undefined>();
          if (room) yield message;
        },
        async upload(items) {
          for await (const { body } of items) same<typeof body, string>();
          return 1;
        },
        async *translate(items) {
          for await (const { body } of items) yield { body };
        },
        typing({ isTyping }) {
          same<typeof isTyping, boolean>();
        },
        kick: async ({ user }) => {
          if (user) throw new NotMember();
        },
      },
      document: {
        edit({ text }, { path }) {
          same<typeof path, { id: Message["id"]; title: string }>();
          return text.length;
        },
      },
    },
    { handshake },
  );
  same<typeof fake.client, ChatClient>();
  same<typeof fake.chat.calls.join, readonly { room: string }[]>();
  same<typeof fake.chat.calls.upload, readonly (readonly { body: string }[])[]>();
  same<typeof fake.root.calls.whoAmI, readonly undefined[]>();
  fake.chat.emit("posted", message);
  const sure = fake.chat.ask("confirm", { question: "?" });
  same<typeof sure, Promise<boolean>>();
  fake.document({ id: message.id, title: "t" }).emit("changed", { text: "t" });

  // @ts-expect-error: the handshake is missing
  createFake(ChatClient, {});
  // @ts-expect-error: the token is missing
  createFake(ChatClient, {}, { handshake: {} });
  // @ts-expect-error: the socket is the fake's own
  createFake(ChatClient, {}, { handshake, WebSocket: class {} });
  // @ts-expect-error: no such namespace
  createFake(ChatClient, { nope: {} }, { handshake });
  // @ts-expect-error: no such event
  createFake(ChatClient, { chat: { nope: () => 1 } }, { handshake });
  // @ts-expect-error: part of the client, no event
  createFake(ChatClient, { chat: { on: () => 1 } }, { handshake });
  // @ts-expect-error: not the reply's type
  createFake(ChatClient, { chat: { join: () => "no" } }, { handshake });
  // @ts-expect-error: a reply, no stream
  createFake(ChatClient, { chat: { history: () => message } }, { handshake });
  // @ts-expect-error: no such event
  fake.chat.emit("nope", message);
  // @ts-expect-error: not its payload
  fake.chat.emit("posted", { text: "hi" });
  // @ts-expect-error: no payload
  fake.chat.emit("posted");
  // @ts-expect-error: the server says this, it does not ask it
  void fake.chat.ask("posted", message);
  // @ts-expect-error: not its payload
  void fake.chat.ask("confirm", { question: 1 });
  // @ts-expect-error: the path is missing
  fake.document.emit("changed", { text: "t" });
  // @ts-expect-error: no code of the system
  fake.chat.refuseJoin("RoomFull");
}

export function stores(client: ChatClient): void {
  const { chat } = client;
  const join = callStore(chat, "join");
  same<Parameters<typeof join.run>[0], { room: string }>();
  const state: CallState<Message[], RoomFull> = join.value;
  if (state.status === "failed") {
    same<typeof state.error, RoomFull | SystemError>();
    if (state.error.code === "RoomFull") same<typeof state.error.data.limit, number>();
  }
  if (state.status === "done") same<typeof state.value, Message[]>();
  same<(typeof join)["value"], CallState<Message[], RoomFull>>();
  const history = streamStore(chat, "history", { room: "den" }, { limit: 10 });
  same<(typeof history)["value"]["items"], readonly Message[]>();
  const posted = latest(chat, "posted");
  same<typeof posted, Readable<Message | undefined>>();
  const typing = latest(chat, "typing", null);
  same<typeof typing, Readable<{ user: string; isTyping: boolean } | null>>();
  const count = reduced(chat, "posted", (sum, { tags }) => sum + tags.length, 0);
  same<typeof count, Readable<number>>();

  // @ts-expect-error: a stream
  callStore(chat, "history");
  // @ts-expect-error: no call
  callStore(chat, "$join");
  // @ts-expect-error: has no answer
  callStore(chat, "leave");
  // @ts-expect-error: not its payload
  void join.run({ rom: "den" });
  // @ts-expect-error: one reply
  streamStore(chat, "join", { room: "den" });
  // @ts-expect-error: the payload is missing
  streamStore(chat, "history");
  // @ts-expect-error: no such event
  latest(chat, "join");
}

test("what must not compile does not, and what is inferred is what the schema says", () => {});
