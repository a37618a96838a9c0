import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { LeavingClient } from "client/leaving.gw.js";
import { WebSocket } from "ws";
import { Server, soon, until, usualFormat } from "./support.js";

// Clients that go without a word, one by one in the middle of a call, and many at once.

const path = "/leaving/calls";

function watcher(t: TestContext, to: Server): LeavingClient["calls"] {
  const client = new LeavingClient(to.http("/leaving"), { WebSocket, ...usualFormat });
  t.after(() => client.close());
  return client.calls;
}

/** Opens a connection and has joined. */
async function join(to: Server): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${to.port}${path}`, ["gangway.v1"]);
  socket.on("error", () => {});
  const joined = new Promise<void>((resolve) =>
    socket.on("message", (data) => {
      if (String(data).includes('"joined"')) resolve();
    }),
  );
  await once(socket, "open");
  socket.send('{"join":{}}');
  await soon("the join", joined);
  return socket;
}

/** Memory that a process has in use, in KiB. */
function residentKiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]);
}

/** A client in a process of its own: joins, calls `event`, says so when it was answered or the first item came. */
const killable = `
const { WebSocket } = require(process.argv[1]);
const [, , url, event, answered] = process.argv;
const socket = new WebSocket(url, ["gangway.v1"]);
socket.on("message", (data) => {
  const frame = JSON.parse(data);
  if (frame.joined) {
    socket.send(JSON.stringify({ event: "enter", id: 1, data: { name: "hall" } }));
    socket.send(JSON.stringify({ event, id: 2, ...(event === "sleep" && { data: { hours: 1 } }) }));
  }
  if (answered === "yes" ? frame.id === 2 || frame.event === "confirm" : frame.id === 1) console.log("in the middle");
});
socket.on("open", () => socket.send('{"join":{}}'));
`;

// What a call waits for when its client is killed, and whether the client hears of it before.
const kinds = [
  { event: "sleep", waits: "a timer", answered: "no" },
  { event: "deferred", waits: "another thread's answer", answered: "no" },
  { event: "ticks", waits: "the next item of a stream", answered: "yes" },
  { event: "flood", waits: "a stream's credit", answered: "yes" },
  { event: "ask", waits: "the client's own answer", answered: "yes" },
] as const;

for (const { event, waits, answered } of kinds) {
  test(`kill -9 of a client while its call waits for ${waits}: nothing of it is left, nobody else is disturbed`, async (t) => {
    const to = await Server.start();
    t.after(() => to.end("SIGKILL"));
    const calls = watcher(t, to);
    const told: number[] = [];
    calls.on("entered", ({ inHall }) => told.push(inHall));
    await calls.enter({ name: "hall" });
    assert.equal((await calls.alive()).clients, 1);

    const ws = process.env["WS_MODULE"]!;
    const child = spawn(process.execPath, ["-e", killable, ws, `ws://127.0.0.1:${to.port}${path}`, event, answered], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await soon("the client to be in its call", once(child.stdout, "data"));
    const during = await calls.alive();
    assert.equal(during.clients, 2);
    if (event !== "deferred") assert.ok(during.coroutines > 0, "the call is running");
    child.kill("SIGKILL");
    await once(child, "exit");

    await until("the server to notice", () => told.length > 0);
    assert.deepEqual(told, [1]);
    assert.deepEqual(await calls.alive(), { coroutines: 0, clients: 1, inHall: 1 });
  });
}

test("a thousand clients of one room leave at once: the one who stays is told, and the server works on", async (t) => {
  const to = await Server.start();
  t.after(() => to.end("SIGKILL"));
  const calls = watcher(t, to);
  let told = 0;
  calls.on("entered", () => told++);
  await calls.enter({ name: "hall" });

  const sockets: WebSocket[] = [];
  for (let i = 0; i < 20; i++) sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => join(to)))));
  for (const socket of sockets) socket.send('{"event":"enter","data":{"name":"hall"}}');
  await until("all to be in the hall", () => sockets.every((socket) => socket.readyState === WebSocket.OPEN));
  let alive = await calls.alive();
  while (alive.inHall < 1001) alive = await calls.alive();
  for (const socket of sockets) socket.terminate();
  await until("the last one to be told", () => told === 1000);
  assert.deepEqual(await calls.alive(), { coroutines: 0, clients: 1, inHall: 1 });
});

test("ten thousand clients that come, join and go leave no memory behind", { timeout: 120_000 }, async (t) => {
  const to = await Server.start();
  t.after(() => to.end("SIGKILL"));
  const calls = watcher(t, to);
  /** Clients that join, enter a room of their own, begin a call, and leave in order or not. */
  const cycles = async (count: number): Promise<void> => {
    let begun = 0;
    const one = async (): Promise<void> => {
      while (begun < count) {
        const n = begun++;
        const socket = await join(to);
        socket.send(`{"event":"enter","data":{"name":"room ${n}"}}`);
        socket.send('{"event":"sleep","id":1,"data":{"hours":1}}');
        if (n % 2 === 0) {
          socket.send('{"leave":{}}');
          socket.close(1000);
        } else {
          socket.terminate();
        }
        await once(socket, "close");
      }
    };
    await Promise.all(Array.from({ length: 20 }, one));
  };
  await cycles(2_000);
  const before = residentKiB(to.pid);
  await cycles(8_000);
  const grown = residentKiB(to.pid) - before;
  let alive = await calls.alive();
  while (alive.clients > 1) alive = await calls.alive();
  assert.deepEqual(alive, { coroutines: 0, clients: 1, inHall: 0 });
  t.diagnostic(`the server grew by ${grown} KiB between the 2,000th and the 10,000th client`);
  // A leak of a mere 256 bytes a client would be 2,000 KiB.
  assert.ok(grown < 1500, `grew by ${grown} KiB`);
});
