// What must compile and what must not. Nothing here runs but the last line: tsc is the test.
import { test } from "node:test";
import * as gw from "../src/index.js";
import { ChatClient, Content, Message, NotMember, Presence, RoomFull, type MessageInit } from "./support/chat.gw.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

export async function calls({ chat, root }: ChatClient): Promise<void> {
  same<Awaited<ReturnType<typeof chat.join>>, Message[]>(true);
  same<ReturnType<typeof chat.leave>, void>(true);
  same<Parameters<typeof root.whoAmI>, [options?: gw.CallOptions]>(true);
  // @ts-expect-error: a parameter is missing
  await chat.join({});
  // @ts-expect-error: a parameter of the wrong type
  await chat.join({ room: 5 });
  // @ts-expect-error: a parameter that does not exist
  await chat.join({ room: "a", rom: "b" });
  // @ts-expect-error: an event that does not exist
  await chat.joins({ room: "a" });
  // @ts-expect-error: undefined is not the same as left out
  await chat.kick({ user: "a", reason: undefined });
  // @ts-expect-error: a stream is not a promise
  (await chat.history({ room: "a" })).length;
}

export async function outcomes({ chat }: ChatClient): Promise<void> {
  const result = await chat.try.join({ room: "a" });
  if (result.ok) {
    same<typeof result.value, Message[]>(true);
  } else if (result.error.code === "RoomFull") {
    same<typeof result.error, RoomFull>(true);
    same<typeof result.error.data.limit, number>(true);
  } else {
    same<typeof result.error.code, gw.SystemCode>(true);
    // @ts-expect-error: an error that join does not declare
    if (result.error.code === "NotMember") return;
  }
  for await (const one of chat.try.history({ room: "a" })) {
    if (!one.ok && one.error.code === "NotMember") same<typeof one.error, NotMember>(true);
  }
  // @ts-expect-error: nothing to await in an event without a reply
  chat.try.leave({ room: "a" });
  // @ts-expect-error: built-ins have no twin
  chat.try.$join();
}

export function events({ chat }: ChatClient): void {
  chat.on("posted", (message) => same<typeof message, Message>(true));
  chat.on("posted", () => {});
  chat.once("notice").then(({ at }) => same<typeof at, Date>(true), () => {});
  // @ts-expect-error: an event the server does not send
  chat.on("join", () => {});
  chat.handle("confirm", async ({ question }) => question.length > 0);
  // @ts-expect-error: the answer has another type
  chat.handle("confirm", () => "yes");
  // @ts-expect-error: posted wants no answer
  chat.handle("posted", () => true);
}

export function values(content: Content, presence: Presence, init: MessageInit, message: Message): void {
  switch (content.kind) {
    case "text":
      same<typeof content.body, string>(true);
      break;
    case "image":
      same<typeof content.alt, string | undefined>(true);
      break;
    case "$unknown":
      same<typeof content.tag, string>(true);
      break;
    default:
      content satisfies never;
  }
  if (presence === "online") return;
  Message.encode(init);
  Message.encode(message);
  same<(typeof message)["pinned"], boolean>(true);
  same<(typeof message)["replyTo"], gw.Uuid | undefined>(true);
  same<(typeof message)["note"], string | null>(true);
  // @ts-expect-error: a plain string is no uuid
  message.id = "0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10";
  // @ts-expect-error: u64 is a bigint
  message.seq = 5;
}

export function making(): void {
  new ChatClient("ws://host", { handshake: { token: "t" } });
  new ChatClient("ws://host", { handshake: async () => ({ token: "t", locale: "de" }), namespaces: ["chat"] });
  // @ts-expect-error: the handshake needs its token
  new ChatClient("ws://host", { handshake: {} });
  // @ts-expect-error: the handshake is needed
  new ChatClient("ws://host", {});
  // @ts-expect-error: a namespace the gateway does not have
  new ChatClient("ws://host", { handshake: { token: "t" }, namespaces: ["chats"] });
  new RoomFull({ room: "a", limit: 1 });
  // @ts-expect-error: its fields are missing
  new RoomFull();
  new NotMember();
  // @ts-expect-error: a default must fit its type
  gw.withDefault(gw.u8, "1");
}

test("types: what must compile does, what must not does not", () => {});
