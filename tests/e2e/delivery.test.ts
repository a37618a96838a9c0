// Clients that are slow, and clients whose connections break, over real sockets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { once } from "node:events";
import { connect as dial, createServer, type AddressInfo, type Server as Proxy, type Socket } from "node:net";
import { test, type TestContext } from "node:test";
import type { Resumed } from "@gangway/client";
import { DeliveryClient } from "client/deliveries.gw.js";
import { WebSocket } from "ws";
import { Server, soon, until, usualFormat, Wire } from "./support.js";

let shared: Promise<Server> | undefined;
const server = (): Promise<Server> => (shared ??= Server.start());

/** A way to the server that can be cut. */
class Cable {
  readonly port: number;
  readonly #ends = new Set<Socket>();

  private constructor(proxy: Proxy) {
    this.port = (proxy.address() as AddressInfo).port;
  }

  static async lay(test: TestContext, to: Server): Promise<Cable> {
    const proxy = createServer();
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const cable = new Cable(proxy);
    proxy.on("connection", (near) => {
      const far = dial(to.port, "127.0.0.1");
      for (const [end, other] of [
        [near, far],
        [far, near],
      ] as const) {
        cable.#ends.add(end);
        end.setNoDelay(true);
        end.on("error", () => {});
        end.on("close", () => {
          cable.#ends.delete(end);
          other.destroy();
        });
        end.pipe(other);
      }
    });
    test.after(() => {
      cable.cut();
      proxy.close();
    });
    return cable;
  }

  /** Ends every connection at once, whatever is on its way. */
  cut(): void {
    for (const end of this.#ends) end.resetAndDestroy();
  }
}

function client(test: TestContext, port: number, user = "ann"): DeliveryClient {
  const made = new DeliveryClient(`http://127.0.0.1:${port}/`, {
    handshake: { user },
    backoff: { initial: 5, max: 20 },
    timeout: 10_000,
    WebSocket,
    ...usualFormat,
  });
  test.after(() => made.close());
  return made;
}

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

test("delivery: events that are replayed come once and in order, however often the connection breaks", async (test) => {
  const to = await server();
  const cable = await Cable.lay(test, to);
  const reader = client(test, cable.port);
  const heard: number[] = [];
  const resumed: Resumed[] = [];
  reader.root.on("said", ({ n }) => heard.push(n));
  reader.root.$onResume((how) => resumed.push(how));
  await soon("the lane", reader.root.enter({ lane: "a" }));

  const count = 3000;
  const driver = client(test, to.port, "driver");
  const talk = driver.root.talk({ lane: "a", to: count, every: 1 }, { timeout: 60_000 });
  let cuts = 0;
  let spoken = false;
  void talk.then(() => (spoken = true));
  while (!spoken) {
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 60));
    cable.cut();
    cuts++;
  }
  await talk;
  await until("the last event", () => heard.at(-1) === count);
  assert.deepEqual(heard, upTo(count));
  assert.ok(cuts > 20, `only ${cuts} cuts`);
  assert.ok(resumed.length > 10, `came back only ${resumed.length} times`);
  assert.deepEqual(
    resumed.filter(({ resumed, gap }) => !resumed || gap),
    [],
  );
  // The last cut may be noticed only by this call, which then fails.
  let joins = await reader.root.try.joins();
  if (!joins.ok) joins = await reader.root.try.joins();
  assert.ok(joins.ok && joins.value > 10, "the session is the same");
  test.diagnostic(`${count} events over ${cuts} cuts, ${resumed.length} resumes`);
});

test("delivery: after its time a client is a new one, and is told so", async (test) => {
  const to = await server();
  const cable = await Cable.lay(test, to);
  const reader = client(test, cable.port, "late");
  const resumed: Resumed[] = [];
  reader.root.$onResume((how) => resumed.push(how));
  const heard: number[] = [];
  reader.root.on("counted", ({ n }) => heard.push(n));
  assert.equal(await reader.root.joins(), 1);

  // The events of this namespace are kept for 20 s at most, `counted` for 2 s: what is older leaves a gap.
  const wire = await Wire.open(test, to, "/delivery", "gangway.v1");
  wire.send({ join: { user: "wire" } });
  const { joined } = await wire.next((frame) => "joined" in frame);
  const driver = client(test, to.port, "driver");
  await driver.root.count({ to: 3 });
  wire.socket.terminate();
  await new Promise((resolve) => setTimeout(resolve, 2200));
  await driver.root.count({ to: 1 });

  const again = await Wire.open(test, to, "/delivery", "gangway.v1");
  again.send({ join: { user: "wire" }, resume: { sid: joined.sid, offset: joined.offset } });
  const back = (await again.next((frame) => "joined" in frame))["joined"];
  assert.equal(back.resumed, true);
  assert.equal(back.gap, true);
  assert.equal((await again.next((frame) => frame["event"] === "counted"))["data"].n, 1);

  // Once it has spoken, it has got its answer: a second use of the same place is none.
  again.send({ event: "joins", id: 1 });
  assert.equal((await again.next((frame) => frame["id"] === 1))["data"], 2);
  const thief = await Wire.open(test, to, "/delivery", "gangway.v1");
  thief.send({ join: { user: "thief" }, resume: { sid: joined.sid, offset: joined.offset } });
  const other = (await thief.next((frame) => "joined" in frame))["joined"];
  assert.equal(other.resumed, false);

  await until("the events", () => heard.length === 4);
  cable.cut();
  await until("the client to come back", () => resumed.length === 1);
  assert.deepEqual(resumed, [{ resumed: true, gap: false }]);
  assert.equal(await reader.root.joins(), 2);
});

test("delivery: a server that was started anew knows nobody, and says so", async (test) => {
  const first = await Server.start();
  const reader = client(test, first.port);
  const resumed: Resumed[] = [];
  reader.root.$onResume((how) => resumed.push(how));
  await soon("the join", reader.root.$join());
  await first.end("SIGKILL");
  await Server.start(first.port);
  await until("the client to come back", () => resumed.length === 1);
  assert.deepEqual(resumed, [{ resumed: false, gap: true }]);
});

/** A client that joined the slow ones, and then stops reading. */
async function sloth(test: TestContext, to: Server): Promise<Wire> {
  const wire = await Wire.open(test, to, "/delivery", "gangway.v1");
  wire.send({ join: { user: "sloth" } });
  await wire.next((frame) => "joined" in frame);
  await wire.call({ event: "listen", id: 1 });
  wire.frames.splice(0);
  wire.socket.pause();
  return wire;
}

/** Megabytes that the process occupies. */
function memory(to: Server): number {
  const status = readFileSync(`/proc/${to.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}

const bytes = 16 * 1024;
const many = 6400; // 100 MiB in all, 25 times what is kept for one client

/** Floods a client that does not read; returns what it finds when it does. */
async function flood(test: TestContext, event: string): Promise<{ ns: number[]; wire: Wire; to: Server }> {
  const to = await Server.start();
  const wire = await sloth(test, to);
  const driver = client(test, to.port, "driver");
  await driver.root.$join();
  const before = memory(to);
  await soon("the flood", driver.root.flood({ event, to: many, bytes }, { timeout: 60_000 }), 60_000);
  const grown = memory(to) - before;
  if (event !== "kept") wire.send({ event: "echo", id: 2, data: { n: 77 } });
  wire.socket.resume();
  if (event !== "kept") {
    const answer = await wire.next((frame) => frame["id"] === 2);
    assert.equal(answer["data"], 77, "the answer is never dropped");
  }
  const ns = wire.frames.filter((frame) => frame["event"] === event).map((frame) => frame["data"].n as number);
  test.diagnostic(`${event}: ${ns.length} of ${many} arrived, the server grew by ${grown.toFixed(1)} MiB`);
  assert.ok(grown < 40, `the server grew by ${grown} MiB`);
  if (event !== "priced") {
    assert.deepEqual(ns, [...ns].sort((one, other) => one - other), "in order");
  }
  return { ns, wire, to };
}

test("delivery: a slow client gets of dropOldest what was sent last", async (test) => {
  const { ns } = await flood(test, "scrolled");
  assert.equal(ns.at(-1), many);
  assert.ok(ns.length < many / 2);
  assert.equal(new Set(ns).size, ns.length);
  // What was sent last was kept: 4 MiB of it, without a hole.
  let run = 1;
  while (ns.at(-run - 1) === many - run) run++;
  assert.ok(run > 200, `only the last ${run} came without a hole`);
});

test("delivery: of dropNewest what was sent first", async (test) => {
  const { ns } = await flood(test, "hinted");
  assert.equal(ns[0], 1);
  assert.ok(ns.length < many / 2);
  assert.ok(ns.at(-1)! < many);
});

test("delivery: of @latest the newest of each key", async (test) => {
  const { wire, ns } = await flood(test, "priced");
  const newest = new Map<number, number>();
  for (const { data } of wire.frames.filter((frame) => frame["event"] === "priced")) newest.set(data.key, data.n);
  assert.deepEqual(
    [...newest.values()].sort((a, b) => a - b),
    upTo(many).slice(-10),
  );
  assert.ok(ns.length < many / 2);
});

test("delivery: volatile events are gone for one who is slow, and come again for one who caught up", async (test) => {
  const { wire, ns, to } = await flood(test, "pointed");
  assert.ok(ns.length < many / 2);
  const driver = client(test, to.port, "driver");
  await driver.root.flood({ event: "pointed", to: 1, bytes: 1 });
  await until("the next one", () => wire.frames.some((frame) => frame["event"] === "pointed" && frame["data"].filler === "x"));
});

test("delivery: one who must have everything, and does not read, is closed", async (test) => {
  const { wire } = await flood(test, "kept");
  assert.equal((await soon("the end", wire.closed)).code, 1013);
});

test("delivery: a volatile event of the client's is not kept for later", async (test) => {
  const to = await server();
  const cable = await Cable.lay(test, to);
  const nudger = client(test, cable.port);
  await soon("the join", nudger.root.$join());
  const before = await nudger.root.nudged();
  nudger.root.nudge({ n: 1 });
  assert.equal(await nudger.root.nudged(), before + 1);
  // While it is away, which may be for a moment only.
  const nudged = new Promise<void>((resolve) => {
    nudger.onState((state) => {
      if (state !== "reconnecting") return;
      nudger.root.nudge({ n: 2 });
      resolve();
    });
  });
  cable.cut();
  await soon("the loss", nudged);
  assert.equal(await nudger.root.nudged(), before + 1);
});
