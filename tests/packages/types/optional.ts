// The optional entry points over a generated client: what they infer, and what they refuse.
import { StudioClient, type Message, type NotFound, type RoomFull, type User } from "@acme/studio";
import type { SystemError, Unsubscribe } from "@gangway/client";
import { msgpack } from "@gangway/client/msgpack";
import { useCall, useEvent, useLatest, useReply, useStatus, useStream } from "@gangway/client/react";
import { callStore, latest, streamStore, type Readable } from "@gangway/client/store";
import { createFake } from "@gangway/client/testing";
import { expectType, type Same } from "./expect.js";

export function formats(): void {
  new StudioClient("/", { handshake: { token: "t" }, format: msgpack, connect: "eager", maxAttempts: 5 });
  // @ts-expect-error: a format is no name
  new StudioClient("/", { handshake: { token: "t" }, format: "msgpack" });
  // @ts-expect-error: one of two words
  new StudioClient("/", { handshake: { token: "t" }, connect: "soon" });
}

export async function loops({ rooms }: StudioClient): Promise<void> {
  for await (const message of rooms.events("posted", { limit: 5 })) expectType<Same<typeof message, Message>>();
  // @ts-expect-error: an event the server does not send
  for await (const one of rooms.events("send")) console.log(one);
}

export function hooks({ rooms, root }: StudioClient): void {
  const newest = () => useLatest(rooms, "posted");
  const join = useCall(rooms, "join");
  expectType<Same<typeof join.value, Message[] | undefined>>();
  expectType<Same<typeof join.error, RoomFull | NotFound | SystemError | undefined>>();
  void join.run({ room: "a" });
  // @ts-expect-error: a parameter of the wrong type
  void join.run({ room: 5 });
  const me = useReply(root, "whoAmI");
  expectType<Same<typeof me.value, User | undefined>>();
  const all = useStream(rooms, "history", { room: "a" });
  expectType<Same<typeof all.items, readonly Message[]>>();
  useEvent(rooms, "posted", (message) => expectType<Same<typeof message, Message>>());
  expectType<Same<ReturnType<typeof newest>, Message | undefined>>();
  // @ts-expect-error: an event the server does not send
  useEvent(rooms, "join", () => {});
  // @ts-expect-error: a stream is no reply
  useReply(rooms, "history", { room: "a" });
  // @ts-expect-error: no status of its own
  useStatus({ status: 5 });
}

export function stores({ rooms }: StudioClient): Unsubscribe {
  const posted: Readable<Message | undefined> = latest(rooms, "posted");
  const join = callStore(rooms, "join");
  void join.run({ room: "a" });
  // @ts-expect-error: a parameter is missing
  void join.run({});
  // @ts-expect-error: a reply is no stream
  streamStore(rooms, "join", { room: "a" });
  expectType<Same<typeof join.value.value, Message[] | undefined>>();
  return posted.subscribe((message) => expectType<Same<typeof message, Message | undefined>>());
}

export function fakes(user: User): StudioClient {
  const { client } = createFake(
    StudioClient,
    {
      root: { whoAmI: () => user },
      board: { point: ({ x, y }) => expectType<Same<typeof x | typeof y, number>>() },
    },
    { handshake: { token: "t" } },
  );
  // @ts-expect-error: another type than the schema's
  createFake(StudioClient, { root: { whoAmI: () => 5 } }, { handshake: { token: "t" } });
  // @ts-expect-error: no such namespace
  createFake(StudioClient, { chat: {} }, { handshake: { token: "t" } });
  return client;
}
