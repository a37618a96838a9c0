// Connection state recovery with the real client.
import { assert, collect, connected, event, everywhere } from "./variants.mjs";
import { until } from "../support/waiting.mjs";

/** A client in `lane` that has got 1 from it, and one that talks. */
async function inLane(variant, lane) {
  const talker = await variant.connect("/", { path: "/recovery", way: "websocket" });
  const socket = await variant.connect("/", { path: "/recovery", auth: { user: "ann" } });
  const said = collect(socket, "said");
  await socket.emitWithAck("enter", { lane });
  const talk = (from, to) => talker.emitWithAck("talk", { lane, from, to });
  await talk(1, 1);
  await until("the first word", () => said.length === 1);
  return { socket, talker, said, talk };
}

/** Cuts the connection as a bad network does, and waits until the server has seen it. */
async function lose(socket, talker, lane) {
  socket.io.reconnection(false);
  const lost = event(socket, "disconnect");
  const { transport } = socket.io.engine;
  if (transport.name === "websocket") transport.ws.terminate?.() ?? transport.ws.close();
  else socket.io.engine.close();
  await lost;
  await until("nobody in the lane", async () => (await talker.emitWithAck("countIn", { lane })) === 0);
}

async function back(socket) {
  socket.io.reconnection(true);
  socket.connect();
  await connected(socket);
}

everywhere({
  "what was missed comes before anything new, and it is who it was": async (variant) => {
    const lane = variant.unique;
    const { socket, talker, said, talk } = await inLane(variant, lane);
    const id = socket.id;
    await lose(socket, talker, lane);
    await talk(2, 30);
    await back(socket);
    assert.equal(socket.recovered, true);
    assert.equal(socket.id, id);
    assert.equal(await socket.emitWithAck("whoAmI"), "ann");
    await talk(31, 31);
    await until("all of it", () => said.length >= 31);
    assert.deepEqual(said.map(({ n }) => n), Array.from({ length: 31 }, (_, i) => i + 1));
  },

  "again and again": async (variant) => {
    const lane = variant.unique;
    const { socket, talker, said, talk } = await inLane(variant, lane);
    for (let n = 2; n <= 6; n++) {
      await lose(socket, talker, lane);
      await talk(n, n);
      await back(socket);
      assert.equal(socket.recovered, true, `the ${n}th time`);
    }
    await until("all of it", () => said.length >= 6);
    assert.deepEqual(said.map(({ n }) => n), [1, 2, 3, 4, 5, 6]);
  },

  "pictures that were missed": async (variant) => {
    const lane = variant.unique;
    const { socket, talker } = await inLane(variant, lane);
    const drawn = collect(socket, "drawn");
    await lose(socket, talker, lane);
    await talker.emitWithAck("draw", { lane, picture: { name: "p", data: Buffer.from([5, 6]) } });
    await back(socket);
    await until("the picture", () => drawn.length === 1);
    assert.deepEqual([drawn[0].name, [...drawn[0].data]], ["p", [5, 6]]);
  },

  "who left of its own accord is somebody new": async (variant) => {
    const lane = variant.unique;
    const { socket, talker, said, talk } = await inLane(variant, lane);
    socket.disconnect();
    await until("nobody in the lane", async () => (await talker.emitWithAck("countIn", { lane })) === 0);
    await talk(2, 2);
    socket.connect();
    await connected(socket);
    assert.ok(!socket.recovered);
    await socket.emitWithAck("whoAmI");
    assert.equal(said.length, 1);
  },
});
