// The server goes and comes again at the same port, and the real client with it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { io } from "socket.io-client";
import { reference, tested } from "./places.mjs";
import { until } from "../support/waiting.mjs";

const ways = [["polling"], ["websocket"], ["polling", "websocket"]];

for (const [name, start] of Object.entries({ reference, tested })) {
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    test(`all come back when the server was ended by ${signal} and started again (${name})`, async (context) => {
      const first = await start();
      const options = { forceNew: true, reconnectionDelay: 20, reconnectionDelayMax: 100 };
      const sockets = ways.map((transports) => io(first.url, { ...options, transports }));
      context.after(() => sockets.forEach((socket) => (socket.io.reconnection(false), socket.disconnect())));
      await until("all of them", () => sockets.every((socket) => socket.connected));
      const reasons = sockets.map((socket) => new Promise((resolve) => socket.once("disconnect", resolve)));
      await first.end(signal);
      for (const reason of await Promise.all(reasons)) assert.match(reason, /^transport (close|error)$/);
      const second = await start(first.port);
      context.after(() => second.end());
      await until("all of them again", () => sockets.every((socket) => socket.connected));
      const answers = await Promise.all(sockets.map((socket, value) => socket.emitWithAck("echo", { value })));
      assert.deepEqual(answers, [0, 1, 2]);
    });
  }
}
