// What calls take and give. Nothing here runs: the compiler is the test.
import { NotMember, RoomFull, type Message, type MessageInit, type StudioClient, type Task, type User } from "@acme/studio";
import type { Decimal, GangwayError, Reply, Stream, SystemCode, Uuid } from "@gangway/client";
import { expectType, type Same } from "./expect.js";

export async function calls({ root, rooms, board, document }: StudioClient, id: Uuid): Promise<void> {
  expectType<Same<Awaited<ReturnType<typeof root.whoAmI>>, User>>();
  expectType<Same<Awaited<ReturnType<typeof rooms.join>>, Message[]>>();
  expectType<Same<ReturnType<typeof rooms.leave>, void>>();
  expectType<Same<ReturnType<typeof rooms.history>, Stream<Message, NotMember>>>();
  expectType<Same<Parameters<typeof document>, [path: { slug: string }]> extends never ? false : true>();

  // What has a default may be left out, and is there when it is read.
  const created = await rooms.create({ title: "a", slug: "b" });
  expectType<Same<typeof created.topic, string>>();
  await board({ id }).change({ id, title: "t", cost: undefined as unknown as Decimal, tags: [] });
  const task: Task = await board({ id }).add({ title: "t", tags: [] });
  expectType<Same<typeof task.due, import("@gangway/client").PlainDate | undefined>>();
  await board({ id }).assign({ task: id, user: null });

  // @ts-expect-error: a parameter is missing
  await rooms.join({});
  // @ts-expect-error: a parameter of the wrong type
  await rooms.join({ room: 5 });
  // @ts-expect-error: a parameter that does not exist
  await rooms.join({ room: "a", rom: "b" });
  // @ts-expect-error: no parameters at all
  await rooms.join();
  // @ts-expect-error: an event that does not exist
  await rooms.joins({ room: "a" });
  // @ts-expect-error: undefined is not the same as left out
  await rooms.kick({ room: "a", user: id, reason: undefined });
  // @ts-expect-error: null is for fields that have it
  await rooms.send({ room: "a", content: { kind: "text", body: "b", mentions: [] }, replyTo: null });
  // @ts-expect-error: any text is no uuid
  await rooms.remove({ id: "01890a5d-ac96-774b-bcce-b302099a8057" });
  // @ts-expect-error: u64 is a bigint
  rooms.markRead({ room: "a", seq: 5 });
  // @ts-expect-error: a closed enum has no other names
  root.setPresence({ presence: 5 });
  // @ts-expect-error: a namespace with parameters has to be given them
  await board.all();
  // @ts-expect-error: of their type
  await board({ id: "a" }).all();
  // @ts-expect-error: a stream is not a promise
  (await rooms.history({ room: "a" })).length;
  // @ts-expect-error: an event without a reply is not waited for
  rooms.leave({ room: "a" }).then(() => {});
  // @ts-expect-error: nor has it a timeout
  rooms.leave({ room: "a" }, { timeout: 5 });
  // @ts-expect-error: options are checked
  await root.whoAmI({ timeOut: 5 });
  // @ts-expect-error: names of the server's own events are no calls
  await rooms.posted({});
}

export async function outcomes({ rooms }: StudioClient): Promise<void> {
  const result = await rooms.try.join({ room: "a" });
  if (result.ok) {
    expectType<Same<typeof result.value, Message[]>>();
    // @ts-expect-error: no error where it went well
    result.error;
  } else if (result.error.code === "RoomFull") {
    expectType<Same<typeof result.error, RoomFull>>();
    expectType<Same<typeof result.error.data, { room: string; limit: number }> extends never ? false : true>();
    expectType<Same<typeof result.error.data.limit, number>>();
  } else if (result.error.code !== "NotFound") {
    expectType<Same<typeof result.error.code, SystemCode>>();
    // @ts-expect-error: an error that join does not declare
    if (result.error.code === "NotMember") return;
  }
  for await (const one of rooms.try.history({ room: "a" })) {
    if (!one.ok && one.error.code === "NotMember") expectType<Same<typeof one.error, NotMember>>();
  }
  // @ts-expect-error: nothing to await in an event without a reply
  rooms.try.leave({ room: "a" });
  // @ts-expect-error: built-ins have no twin
  rooms.try.$join();

  const reply: Reply<Message, NotMember> = rooms.send({ room: "a", content: { kind: "poll", question: "q", options: [] } });
  reply.catch((error: GangwayError) => error.code);
  try {
    await reply;
  } catch (error) {
    if (error instanceof RoomFull) expectType<Same<typeof error.data.room, string>>();
  }
}

export async function streams({ rooms }: StudioClient, file: ReadableStream<Uint8Array>): Promise<void> {
  for await (const message of rooms.history({ room: "a", before: 5n })) expectType<Same<typeof message, Message>>();
  const ids = await rooms.upload([{ name: "a", kind: "b", size: 5n }]);
  expectType<Same<typeof ids, Uuid[]>>();
  await rooms.upload(
    (async function* () {
      yield { name: "a", kind: "b", size: 5n, data: new Uint8Array() };
    })(),
  );
  // @ts-expect-error: values of another type
  await rooms.upload(file);
  // @ts-expect-error: one value is not many
  await rooms.upload({ name: "a", kind: "b", size: 5n });
}

export function built(id: Uuid): MessageInit {
  const whole = { id, seq: 1n, room: "a", from: id, sentAt: new Date(), editedAt: null, reactions: {}, attachments: [] };
  // @ts-expect-error: arms are told apart by their tag
  const wrong: MessageInit = { ...whole, content: { kind: "text", url: "" } };
  // @ts-expect-error: what is read has its defaults
  const read: Message = { ...whole, content: { kind: "text", body: "a", mentions: [] } };
  return read ?? wrong ?? { ...whole, content: { kind: "text", body: "a", mentions: [] } };
}
