// What must compile with socket.io-client and the generated events, and what must not. tsc is the test.
import { io, Manager } from "socket.io-client";
import { test } from "node:test";
import * as gw from "../src/socketio.js";
import {
  chatNamespace,
  chatOptions,
  documentNamespace,
  type ChatHandshake,
  type ChatSocket,
  type Content,
  type Message,
  type NotMember,
  type Presence,
  type RoomFull,
} from "./support/chat.gw.socketio.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

export function connecting(token: string): ChatSocket {
  const auth: ChatHandshake = { token };
  io(`https://chat.example${documentNamespace({ id: "x", title: "y" })}`, { ...chatOptions, auth });
  new Manager("https://chat.example", chatOptions).socket(chatNamespace, { auth });
  // @ts-expect-error: the handshake needs its token
  ({}) satisfies ChatHandshake;
  return io(chatNamespace, { ...chatOptions, auth });
}

export async function plainly(socket: ChatSocket): Promise<void> {
  socket.on("posted", (message) => same<typeof message, Message>(true));
  socket.on("exception", (failure) => same<typeof failure.cause, { readonly pattern: string } | undefined>(true));
  socket.on("confirm", ({ question }, ack) => ack(question.length > 0));
  socket.on("confirm", (_, ack) => ack({ error: { code: "internal", message: "no" } }));
  // @ts-expect-error: the answer has another type
  socket.on("confirm", (_, ack) => ack("yes"));
  // @ts-expect-error: an event the server does not send
  socket.on("leave", () => {});

  socket.emit("leave", { room: "a" });
  socket.volatile.emit("typing", { room: "a", isTyping: true });
  socket.emit("join", { room: "a" }, (answer) => {
    same<typeof answer, gw.Ack<Message[], RoomFull>>(true);
    if (!gw.isRefused(answer)) return same<typeof answer, Message[]>(true);
    if (answer.error.code === "RoomFull") same<typeof answer.error, RoomFull>(true);
    // @ts-expect-error: an error that join does not declare
    if (answer.error.code === "NotMember") return;
    if (answer.error.code === "rate_limited") return;
  });
  socket.timeout(1000).emit("kick", { user: "a" }, (late, failure) => {
    same<typeof late, Error>(true);
    same<typeof failure, gw.Refused<NotMember> | undefined>(true);
  });
  same<gw.Ack<Message, NotMember>, Awaited<ReturnType<typeof sending>>>(true);
  const sending = () => socket.emitWithAck("send", { room: "a", content: { kind: "text", body: "b" } });
  // @ts-expect-error: without an acknowledgement nobody knows how it ended
  socket.emit("join", { room: "a" });
  // @ts-expect-error: a parameter is missing
  socket.emit("leave", {});
  // @ts-expect-error: streams of clients are not to be had
  socket.emit("upload", { body: "a" });
}

export async function calls(socket: ChatSocket): Promise<void> {
  const content = { kind: "text", body: "hi" } as const;
  same<Message, Awaited<ReturnType<typeof send>>>(true);
  const send = () => gw.call(socket, "send", { room: "a", content }, { timeout: 3000 });
  same<void, Awaited<ReturnType<typeof kick>>>(true);
  const kick = () => gw.call(socket, "kick", { user: "a" });
  // @ts-expect-error: a parameter that does not exist
  await gw.call(socket, "kick", { user: "a", why: "b" });
  // @ts-expect-error: the payload is missing
  await gw.call(socket, "kick");
  // @ts-expect-error: it is not answered
  await gw.call(socket, "leave", { room: "a" });
  // @ts-expect-error: an event that does not exist
  await gw.call(socket, "joins", { room: "a" });

  const result = await gw.tryCall(socket, "join", { room: "a" });
  if (result.ok) {
    same<typeof result.value, Message[]>(true);
  } else if (result.error.code === "RoomFull") {
    same<typeof result.error.data.limit, number>(true);
  } else if (result.error.code === "deadline_exceeded") {
    same<typeof result.error.data, unknown>(true);
    // @ts-expect-error: an error that join does not declare
  } else if (result.error.code === "NotMember") {
    return;
  }

  for await (const message of gw.stream(socket, "history", { room: "a" })) same<typeof message, Message>(true);
  // @ts-expect-error: it is answered by one value
  gw.stream(socket, "join", { room: "a" });

  gw.handle(socket, "confirm", async ({ question }) => question.length > 0);
  // @ts-expect-error: the answer has another type
  gw.handle(socket, "confirm", () => "yes");
  // @ts-expect-error: posted wants no answer
  gw.handle(socket, "posted", () => true);
  await gw.joined(socket, { signal: AbortSignal.timeout(1000) });
}

export function values(content: Content, presence: Presence, message: Message, seq: bigint): void {
  switch (content.kind) {
    case "text":
      same<typeof content.body, string>(true);
      break;
    case "image":
      same<typeof content.thumbnail, gw.Bytes | undefined>(true);
      if (content.thumbnail) gw.toBytes(content.thumbnail);
      break;
    default:
      same<typeof content, gw.Unknown<"kind">>(true);
      content.kind.toUpperCase();
  }
  if (presence === "online") return;
  BigInt(message.seq);
  message.seq = `${seq}`;
  // @ts-expect-error: digits, no number
  message.seq = 5;
  // @ts-expect-error: text, no Date
  message.sentAt = new Date();
  same<gw.InText<{ a: gw.Bytes[]; b?: { c: gw.Bytes | null; d: Presence } }>, { a: string[]; b?: { c: string | null; d: Presence } }>(true);
}

test("types: what must compile with socket.io-client does, what must not does not", () => {});
