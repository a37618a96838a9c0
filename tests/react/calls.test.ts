import assert from "node:assert/strict";
import { test } from "node:test";
import { act, createElement, Suspense, useState } from "react";
import { useCall, useReply, useStream, type UsedCall, type UsedReply, type UsedStream } from "@gangway/client/react";
import type { ChatClient, Message, NotMember, RoomFull } from "../../runtime/ts/test/support/chat.gw.js";
import { RoomFull as RoomFullError } from "../../runtime/ts/test/support/chat.gw.js";
import { component, fakeChat, message, rest, show } from "./support.js";

type Join = UsedCall<[data: { room: string }, options?: object], Message[], RoomFull>;

/** Shows what useCall gives, and keeps it. */
function caller(client: ChatClient, options?: Parameters<typeof useCall>[2]): { used: Join; View: () => string } {
  const held = {} as { used: Join; View: () => string };
  held.View = () => {
    const used = useCall(client.chat, "join", { ...options });
    held.used = used as Join;
    return `${used.status} ${used.value?.length ?? "-"} ${used.error?.code ?? "-"}`;
  };
  return held;
}

test("useCall goes from idle to pending to done, and tells errors apart by their code", async () => {
  const fake = fakeChat({ join: () => [message] });
  const held = caller(fake.client);
  const page = await show(createElement(held.View));
  assert.equal(page.text, "idle - -");
  const { run } = held.used;
  let outcome: ReturnType<typeof run> | undefined;
  await act(async () => void (outcome = run({ room: "den" })));
  await rest(fake);
  assert.equal(page.text, "done 1 -");
  assert.equal(held.used.run, run, "it is the same function in every render");
  assert.equal((await outcome)?.ok, true);
  fake.chat.handle("join", () => {
    throw new RoomFullError({ room: "den", limit: 3 });
  });
  await act(async () => void (await run({ room: "den" })));
  assert.equal(page.text, "failed - RoomFull");
  const { error } = held.used;
  if (error?.code === "RoomFull") assert.equal(error.data.limit satisfies number, 3);
  act(() => held.used.reset());
  assert.equal(page.text, "idle - -");
  await page.unmount();
});

test("what is pending when the component goes is aborted, unless it outlives it", async () => {
  for (const outlives of [false, true]) {
    let signal: AbortSignal | undefined;
    const fake = fakeChat({ join: (_, context) => new Promise(() => (signal = context.signal)) });
    const held = caller(fake.client, { outlives });
    const page = await show(createElement(held.View));
    await act(async () => void held.used.run({ room: "den" }));
    await rest(fake);
    assert.equal(page.text, "pending - -");
    await page.unmount();
    await fake.settled();
    assert.equal(signal?.aborted, !outlives);
    fake.client.close();
  }
});

test("with lastWins the runs before are aborted", async () => {
  const asked: string[] = [];
  const fake = fakeChat({
    join: ({ room }, { signal }) => {
      asked.push(room);
      signal.addEventListener("abort", () => asked.push(`${room} aborted`));
      return room === "2" ? [message] : new Promise(() => {});
    },
  });
  await fake.client.chat.$join();
  const held = caller(fake.client, { lastWins: true });
  const page = await show(createElement(held.View));
  await act(async () => void held.used.run({ room: "1" }));
  await rest(fake);
  await act(async () => void held.used.run({ room: "2" }));
  await rest(fake);
  assert.equal(page.text, "done 1 -");
  assert.deepEqual(asked.slice(0, 3), ["1", "1 aborted", "2"]);
  await page.unmount();
});

test("useReply asks once for the same data, written down anew in every render", async () => {
  const fake = fakeChat({ join: ({ room }) => (room === "den" ? [message] : []) });
  let renders = 0;
  let used: UsedReply<Message[], RoomFull> | undefined;
  const View = ({ room }: { room: string }) => {
    renders++;
    used = useReply(fake.client.chat, "join", { room }, { timeout: 1000 });
    return `${used.isPending} ${used.value?.length ?? "-"}`;
  };
  const page = await show(component(View, { room: "den" }));
  await rest(fake);
  assert.equal(page.text, "false 1");
  for (let i = 0; i < 20; i++) await page.render(component(View, { room: "den" }));
  assert.equal(fake.chat.calls.join.length, 1);
  assert.ok(renders < 60, `${renders} renders`);
  await page.render(component(View, { room: "other" }));
  await rest(fake);
  assert.equal(page.text, "false 0");
  assert.deepEqual(fake.chat.calls.join, [{ room: "den" }, { room: "other" }]);
  await act(async () => void (await used?.refresh()));
  assert.equal(fake.chat.calls.join.length, 3);
  await page.unmount();
});

test("useReply without data, and with no namespace yet", async () => {
  const fake = fakeChat();
  const View = ({ isOn }: { isOn: boolean }) => {
    const { value, isPending } = useReply(isOn && fake.client.root, "whoAmI");
    return `${value ?? "-"} ${isPending}`;
  };
  const page = await show(component(View, { isOn: false }));
  await rest(fake);
  assert.equal(page.text, "- false");
  assert.equal(fake.connections, 0);
  await page.render(component(View, { isOn: true }));
  await rest(fake);
  assert.equal(page.text, "ann false");
  assert.equal(fake.root.calls.whoAmI.length, 1);
  await page.unmount();
});

test("useReply aborts when the component goes or asks for something else", async () => {
  const aborted: string[] = [];
  const join = ({ room }: { room: string }, { signal }: { signal: AbortSignal }): Promise<Message[]> => {
    signal.addEventListener("abort", () => aborted.push(room));
    return new Promise(() => {});
  };
  const fake = fakeChat({ join });
  const View = ({ room }: { room: string }) => String(useReply(fake.client.chat, "join", { room }).isPending);
  const page = await show(component(View, { room: "1" }));
  await rest(fake);
  await page.render(component(View, { room: "2" }));
  await rest(fake);
  assert.deepEqual(aborted, ["1"]);
  await page.unmount();
  await fake.settled();
  assert.deepEqual(aborted, ["1", "2"]);
});

test("useStream: a thousand items are few renders, one call, and the newest where there is a limit", async () => {
  const fake = fakeChat({
    history: ({ before }) =>
      Array.from({ length: 1000 }, (_, at) => ({ ...message, seq: BigInt(at), room: String(Number(before)) })),
  });
  const mixed: string[] = [];
  let renders = 0;
  let used: UsedStream<Message, NotMember> | undefined;
  const View = ({ before }: { before: Date }) => {
    renders++;
    used = useStream(fake.client.chat, "history", { room: "den", before }, { limit: 10 });
    for (const { room } of used.items) if (room !== String(Number(before))) mixed.push(room);
    return `${used.items.length} ${used.status}`;
  };
  const page = await show(component(View, { before: new Date(5) }));
  for (let i = 0; i < 20 && !used?.isDone; i++) await rest(fake);
  assert.equal(page.text, "10 done");
  assert.equal(used?.items.at(-1)?.seq, 999n);
  assert.ok(renders < 150, `${renders} renders`);
  assert.equal(fake.chat.calls.history.length, 1);
  await page.render(component(View, { before: new Date(5) }));
  await rest(fake);
  assert.equal(fake.chat.calls.history.length, 1, "the same moment in another Date");
  await page.render(component(View, { before: new Date(6) }));
  await rest(fake);
  assert.deepEqual(mixed, [], "never the items of one with the data of another");
  assert.equal(fake.chat.calls.history.length, 2);
  act(() => used?.restart());
  await rest(fake);
  assert.equal(fake.chat.calls.history.length, 3);
  await page.unmount();
});

test("useStream ends with stop, with an error, and with the component", async () => {
  let left = 0;
  async function* endless(): AsyncGenerator<Message> {
    try {
      for (;;) {
        yield message;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      left++;
    }
  }
  const fake = fakeChat({ history: endless });
  let used: UsedStream<Message, NotMember> | undefined;
  const View = () => {
    used = useStream(fake.client.chat, "history", { room: "den" });
    return `${used.status} ${used.items.length > 0} ${used.error?.code ?? "-"}`;
  };
  const page = await show(component(View, {}));
  await rest(fake);
  await rest(fake);
  assert.equal(page.text, "open true -");
  await act(async () => used?.stop());
  assert.equal(page.text, "stopped true -");
  await rest(fake);
  assert.equal(left, 1);
  act(() => used?.restart());
  await rest(fake);
  await act(async () => fake.offline());
  assert.equal(page.text, "failed true unavailable");
  act(() => fake.online());
  act(() => used?.restart());
  await rest(fake);
  await rest(fake);
  await page.unmount();
  await rest(fake);
  assert.equal(left, 3);
});

test("a component that React throws away while it waits asks nothing", async () => {
  const fake = fakeChat({ join: () => [] });
  const never = new Promise<never>(() => {});
  const Waiting = () => {
    useReply(fake.client.chat, "join", { room: "den" });
    useStream(fake.client.chat, "history", { room: "den" });
    throw never;
  };
  const page = await show(createElement(Suspense, { fallback: "waiting" }, createElement(Waiting)));
  await rest(fake);
  assert.equal(page.text, "waiting");
  assert.equal(fake.connections, 0);
  await page.unmount();
});

test("a changed client makes a new store", async () => {
  const [one, two] = [fakeChat({ join: () => [message] }), fakeChat({ join: () => [] })];
  let take = (_: ChatClient): void => {};
  const View = () => {
    const [client, setClient] = useState(one.client);
    take = setClient;
    const { value } = useReply(client.chat, "join", { room: "den" });
    return String(value?.length ?? "-");
  };
  const page = await show(component(View, {}));
  await rest(one);
  assert.equal(page.text, "1");
  act(() => take(two.client));
  assert.equal(page.text, "-");
  await rest(two);
  assert.equal(page.text, "0");
  await page.unmount();
});
