import assert from "node:assert/strict";
import { before, test, type TestContext } from "node:test";
import { uuid } from "@gangway/client";
import { NoSuchJob, NotApproved, WorkClient, type Progress } from "client/jobs.gw.js";
import { WebSocket } from "ws";
import { soon, until } from "../../tests/support/waiting.js";
import { started } from "../support/started.js";

let url: string;
before(async () => {
  url = await started(["10"]);
});

/** The sockets that a client opened, to cut them. */
const sockets = new WeakMap<WorkClient, WebSocket[]>();

function connect(test: TestContext): WorkClient {
  const opened: WebSocket[] = [];
  class Recorded extends WebSocket {
    constructor(to: string, protocols: string[]) {
      super(to, protocols);
      opened.push(this);
    }
  }
  const client = new WorkClient(url, { WebSocket: Recorded, backoff: { initial: 50, max: 100 } });
  test.after(() => client.close());
  sockets.set(client, opened);
  return client;
}

function watch(client: WorkClient): Progress[] {
  const seen: Progress[] = [];
  client.jobs.on("progress", (progress) => seen.push(progress));
  return seen;
}

const steps = (seen: Progress[]): number[] => seen.map(({ step }) => step);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

test("a job tells of every step, and its end answers a call", async (t) => {
  const client = connect(t);
  const seen = watch(client);
  const job = await client.jobs.submit({ steps: 5 });
  assert.equal(await soon("the end", client.jobs.ended({ job })), "done");
  await until("the last step", () => seen.length === 5);
  assert.deepEqual(steps(seen), upTo(5));
  assert.deepEqual(seen.at(-1), { job, state: "done", step: 5, of: 5 });
});

test("a long job is begun only when the client says so", async (t) => {
  const client = connect(t);
  const questions: string[] = [];
  let answer = false;
  client.jobs.handle("approve", ({ question }) => {
    questions.push(question);
    return answer;
  });
  const refused = await client.jobs.try.submit({ steps: 100 });
  assert.ok(!refused.ok && refused.error instanceof NotApproved);
  answer = true;
  const job = await client.jobs.submit({ steps: 100 });
  assert.deepEqual(questions, Array(2).fill("That takes 100 steps. Go on?"));
  await client.jobs.stop({ job });
  assert.equal(await soon("the end", client.jobs.ended({ job })), "stopped");
});

test("others may watch", async (t) => {
  const [owner, other] = [connect(t), connect(t)];
  const seen = watch(other);
  const job = await owner.jobs.submit({ steps: 20 });
  const now = await other.jobs.watch({ job });
  assert.equal(now.of, 20);
  await until("the last step", () => seen.at(-1)?.state === "done");
  assert.deepEqual(steps(seen), upTo(20).slice(now.step));
});

test("who loses the connection in the middle of a job gets the steps that it missed, in order", async (t) => {
  const client = connect(t);
  const seen = watch(client);
  const gaps: boolean[] = [];
  client.jobs.$onResume(({ gap }) => gaps.push(gap));
  await client.jobs.submit({ steps: 60 });
  await until("some steps", () => seen.length >= 10);
  sockets.get(client)!.at(-1)!.terminate();
  await until("the last step", () => seen.at(-1)?.state === "done");
  assert.deepEqual(steps(seen), upTo(60));
  assert.equal(sockets.get(client)!.length, 2);
  assert.deepEqual(gaps, [false]);
});

test("what is not there is a typed error", async (t) => {
  const { jobs } = connect(t);
  const job = uuid.decode("00000000-0000-4000-8000-000000000000");
  for (const result of [await jobs.try.watch({ job }), await jobs.try.ended({ job }), await jobs.try.stop({ job })]) {
    assert.ok(!result.ok && result.error instanceof NoSuchJob);
  }
});
