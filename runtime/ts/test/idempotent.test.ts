import assert from "node:assert/strict";
import { test } from "node:test";
import type { ClientOptions } from "../src/index.js";
import { FakeClock } from "./support/fake_clock.js";
import { failure } from "./support/fake_server.js";
import { NotesClient } from "./support/notes.js";

async function joined(options: ClientOptions = {}): Promise<{ client: NotesClient; clock: FakeClock }> {
  const clock = new FakeClock();
  const client = new NotesClient(clock, options);
  void client.notes.$join();
  await client.taken();
  return { client, clock };
}

const put = (id: number, text: string): object => ({ ns: "/notes", event: "put", id, data: { text } });

test("an idempotent call that was lost is sent again with its id, any other fails as unavailable", async () => {
  const { client, clock } = await joined();
  const first = client.notes.put("a");
  const other = failure(client.notes.add("b"));
  const second = client.notes.put("c");
  assert.equal(client.socket.take().length, 3);
  await client.socket.closes(1006);
  assert.equal((await other).code, "unavailable");
  const third = client.notes.put("d");
  await clock.advance(250);
  await client.taken();
  assert.deepEqual(client.socket.take(), [put(1, "a"), put(3, "c"), put(4, "d")]);
  await client.socket.says({ id: 4, data: 40 });
  await client.socket.says({ id: 3, data: 30 });
  await client.socket.says({ id: 1, data: 10 });
  assert.deepEqual(await Promise.all([first, second, third]), [10, 30, 40]);
});

test("it is sent again as often as it is lost, within its own timeout", async () => {
  const { client, clock } = await joined();
  const call = failure(client.notes.put("a", { timeout: 2000 }));
  for (let at = 0; at < 2; at++) {
    await client.socket.closes(1006);
    await clock.advance(500);
    await client.taken();
    assert.deepEqual(client.socket.takeOne(), put(1, "a"));
  }
  await client.socket.closes(1006);
  await clock.advance(1000);
  assert.equal((await call).code, "deadline_exceeded");
  await client.taken();
  assert.deepEqual(client.socket.take(), [], "it is over, and nobody has to be told");
});

test("aborted while it waits to be sent again it is not", async () => {
  const { client, clock } = await joined();
  const abort = new AbortController();
  const call = failure(client.notes.put("a", { signal: abort.signal }));
  await client.socket.closes(1006);
  abort.abort();
  assert.equal((await call).code, "cancelled");
  await clock.advance(250);
  await client.taken();
  assert.deepEqual(client.socket.take(), []);
});

test("an answer ends it: a loss after that sends nothing", async () => {
  const { client, clock } = await joined();
  const call = client.notes.put("a");
  await client.socket.says({ id: 1, data: 1 });
  assert.equal(await call, 1);
  await client.socket.closes(1006);
  await clock.advance(250);
  await client.taken();
  assert.deepEqual(client.socket.take(), []);
  assert.equal(clock.timers, 1, "that of the heartbeat");
});

test("one that waits to be sent again fails with the namespace it belongs to", async () => {
  const { client, clock } = await joined();
  const call = failure(client.notes.put("a"));
  await client.socket.closes(1006);
  await clock.advance(250);
  await client.socket.hello({ schema: "0" });
  client.onError(() => {});
  await client.socket.says({ ns: "/notes", error: { code: "forbidden", message: "no" } });
  assert.equal((await call).code, "forbidden");
});
