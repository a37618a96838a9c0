// socket.io-client from npm, unchanged, in Node.
import { assert, collect, connected, event, everywhere } from "./variants.mjs";
import { until } from "../support/waiting.mjs";

everywhere({
  "calls, and is answered": async (variant) => {
    const socket = await variant.connect();
    assert.deepEqual(await socket.emitWithAck("echo", { value: { a: [1, "ü", null] } }), { a: [1, "ü", null] });
    assert.equal(await socket.emitWithAck("whoAmI"), "nobody");
    assert.equal(await socket.emitWithAck("nothing"), undefined);
    assert.equal(socket.io.engine.transport.name, variant.way === "polling" ? "polling" : "websocket");
  },

  "events of the server come in order, before the answer": async (variant) => {
    const socket = await variant.connect();
    const shown = collect(socket, "shown");
    for (let n = 0; n < 20; n++) socket.emit("show", { value: n, times: 5 });
    await socket.emitWithAck("nothing");
    assert.deepEqual(shown.map(({ value }) => value), Array.from({ length: 100 }, (_, i) => Math.floor(i / 5)));
  },

  "hundreds of calls while it is upgraded, each answered once": async (variant) => {
    const socket = variant.client();
    const got = [];
    await Promise.all(
      Array.from({ length: 300 }, async (_, n) => got.push(await socket.emitWithAck("echo", { value: n }))),
    );
    assert.deepEqual(got, Array.from({ length: 300 }, (_, n) => n));
  },

  "binary there and back": async (variant) => {
    const socket = await variant.connect();
    const data = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i * 7));
    const { name, data: back } = await socket.emitWithAck("picture", { name: "x", data });
    assert.equal(name, "x");
    assert.ok(data.equals(Buffer.from(back)));
    const all = [Buffer.from("a"), Buffer.alloc(0), Buffer.from([0, 255])].map((one, n) => ({ name: String(n), data: one }));
    const pictures = await socket.emitWithAck("pictures", { all });
    assert.deepEqual(pictures.map((one) => [one.name, [...one.data]]), [["0", [97]], ["1", []], ["2", [0, 255]]]);
  },

  "the server asks": async (variant) => {
    const socket = await variant.connect();
    socket.on("confirm", ({ question }, answer) => answer(question === "yes?"));
    socket.on("compare", ({ name, data }, answer) => answer({ name: name + "!", data: Buffer.concat([data, data]) }));
    assert.equal(await socket.emitWithAck("ask", { question: "yes?" }), true);
    assert.equal(await socket.emitWithAck("ask", { question: "no?" }), false);
    const { name, data } = await socket.emitWithAck("askPicture", { name: "x", data: Buffer.from([1, 2]) });
    assert.deepEqual([name, [...data]], ["x!", [1, 2, 1, 2]]);
  },

  "an ack that does not come in time": async (variant) => {
    const socket = await variant.connect();
    await assert.rejects(socket.timeout(50).emitWithAck("never"), /timed out/);
    assert.equal(await socket.timeout(2000).emitWithAck("echo", { value: "later" }), "later");
  },

  "what fails is told in the ack, or as exception": async (variant) => {
    const socket = await variant.connect();
    const { error } = await socket.emitWithAck("refuse", { reason: "closed" });
    assert.deepEqual(error, { code: "Refused", message: "Refused", data: { reason: "closed" } });
    assert.equal((await socket.emitWithAck("fault")).error.code, "internal");
    const exception = event(socket, "exception");
    socket.emit("refuse", { reason: "again" });
    const [told] = await exception;
    assert.equal(told.status, "error");
    assert.equal(told.code, "Refused");
    assert.deepEqual(told.data, { reason: "again" });
    assert.deepEqual(told.cause, { pattern: "refuse" });
  },

  "items of a stream": async (variant) => {
    const socket = await variant.connect();
    const items = collect(socket, "history");
    assert.equal(await socket.emitWithAck("history", { count: 50 }), undefined);
    assert.deepEqual(items, Array.from({ length: 50 }, (_, i) => i + 1));
  },

  "volatile events both ways": async (variant) => {
    const socket = await variant.connect();
    const ticked = collect(socket, "ticked");
    // By polling they may be dropped, where no request waits just then.
    await until("a tick", () => ticked.length > 0 || void socket.volatile.emit("tick", { times: 1 }));
    assert.deepEqual(ticked[0], { n: 1 });
  },

  "the handshake, and who has not the right one": async (variant) => {
    const socket = variant.client("/chat", { auth: { token: "guess" } });
    const [error] = await event(socket, "connect_error");
    assert.equal(error.message, "not authorized");
    assert.equal(error.data.code, "unauthenticated");
    assert.equal(socket.active, false);
    socket.auth = (answer) => answer({ token: "letmein", user: "ann" });
    socket.connect();
    await connected(socket);
    assert.equal(await socket.emitWithAck("whoAmI"), "ann");
  },

  "a namespace that does not exist": async (variant) => {
    const [error] = await event(variant.client("/nosuch"), "connect_error");
    assert.equal(error.message, "Invalid namespace");
  },

  "several namespaces on one connection": async (variant) => {
    const root = await variant.connect();
    const chat = root.io.socket("/chat", { auth: { token: "letmein" } });
    const page = root.io.socket(variant.doc(1));
    await Promise.all([chat, page].map(connected));
    assert.equal(await chat.emitWithAck("echo", { value: "chat" }), "chat");
    assert.equal(await page.emitWithAck("where"), variant.doc(1).slice("/doc/".length));
    assert.equal(new Set([root.id, chat.id, page.id, root.io.engine.id]).size, 4);
    const left = event(chat, "disconnect");
    chat.disconnect();
    assert.equal((await left)[0], "io client disconnect");
    assert.equal(await root.emitWithAck("echo", { value: 1 }), 1);
    chat.connect();
    await connected(chat);
    assert.equal(await chat.emitWithAck("echo", { value: "again" }), "again");
  },

  "instances of a namespace with parameters": async (variant) => {
    const [a, b, c] = await Promise.all([2, 2, 3].map((n) => variant.connect(variant.doc(n))));
    const [heard, other] = [collect(b, "changed"), collect(c, "changed")];
    await a.emitWithAck("change", { text: "x" });
    await until("the change", () => heard.length === 1);
    assert.equal(await c.emitWithAck("count"), 1);
    assert.deepEqual([heard, other], [[{ text: "x" }], []]);
  },

  "rooms with clients of every way": async (variant) => {
    const room = variant.unique;
    const sockets = await Promise.all(
      ["polling", "websocket", "upgrade"].map((way) => variant.connect("/", { way, auth: { user: way } })),
    );
    const said = sockets.map((socket) => collect(socket, "said"));
    await Promise.all(sockets.map((socket) => socket.emitWithAck("join", { room })));
    for (const socket of sockets) await socket.emitWithAck("say", { room, text: "hello" });
    await until("all of it", () => said.every((all) => all.length === 2));
    assert.deepEqual(said.map((all) => all.map(({ by }) => by)), [
      ["websocket", "upgrade"],
      ["polling", "upgrade"],
      ["polling", "websocket"],
    ]);
    await sockets[0].emitWithAck("leave", { room });
    sockets[1].emit("sayToAll", { room, text: "bye" });
    await until("the last word", () => said[1].length === 3 && said[2].length === 3);
    await sockets[0].emitWithAck("nothing");
    assert.equal(said[0].length, 2);
  },

  "everybody in a room gets a picture": async (variant) => {
    const room = variant.unique;
    const [painter, ...others] = await Promise.all(Array.from({ length: 5 }, () => variant.connect()));
    const drawn = others.map((socket) => collect(socket, "drawn"));
    await Promise.all(others.map((socket) => socket.emitWithAck("join", { room })));
    await painter.emitWithAck("draw", { room, picture: { name: "p", data: Buffer.from([9, 8, 7]) } });
    await until("the picture", () => drawn.every((all) => all.length === 1));
    for (const [{ name, data }] of drawn) assert.deepEqual([name, [...data]], ["p", [9, 8, 7]]);
  },

  "the server puts it out, and it comes again when told to": async (variant) => {
    const socket = await variant.connect();
    const [id, out] = [socket.id, event(socket, "disconnect")];
    socket.emit("putOut");
    assert.equal((await out)[0], "io server disconnect");
    assert.equal(socket.active, false);
    socket.connect();
    await connected(socket);
    assert.notEqual(socket.id, id);
    assert.equal(await socket.emitWithAck("echo", { value: 1 }), 1);
  },

  "what is emitted before it is connected": async (variant) => {
    const socket = variant.client();
    for (let n = 1; n <= 5; n++) socket.emit("note", { text: String(n) });
    assert.deepEqual(await socket.emitWithAck("noted"), ["1", "2", "3", "4", "5"]);
  },

  "a lost connection comes back by itself, as somebody new": async (variant) => {
    const socket = await variant.connect();
    const id = socket.id;
    const lost = event(socket, "disconnect");
    socket.io.engine.close();
    assert.equal((await lost)[0], "forced close");
    await connected(socket);
    assert.notEqual(socket.id, id);
    assert.ok(!socket.recovered);
    assert.equal(await socket.emitWithAck("echo", { value: 1 }), 1);
  },

  "retries": async (variant) => {
    const socket = variant.client("/", { retries: 3, ackTimeout: 2000 });
    const answers = await Promise.all([1, 2, 3].map((value) => socket.emitWithAck("echo", { value })));
    assert.deepEqual(answers, [1, 2, 3]);
  },

  "it stays connected over many heartbeats": async (variant) => {
    const socket = await variant.connect("/", { path: "/quick" });
    let pings = 0;
    let losses = 0;
    socket.io.on("ping", () => pings++);
    socket.on("disconnect", () => losses++);
    await until("four pings", () => pings >= 4);
    assert.equal(await socket.emitWithAck("echo", { value: 1 }), 1);
    assert.equal(losses, 0);
  },

  "a message that is too long ends the connection, and it comes back": async (variant) => {
    const socket = await variant.connect("/", { path: "/quick" });
    const lost = event(socket, "disconnect");
    socket.emit("echo", { value: "x".repeat(20_000) });
    assert.equal((await lost)[0], variant.way === "polling" ? "transport error" : "transport close");
    await connected(socket);
    assert.equal(await socket.emitWithAck("echo", { value: "short" }), "short");
  },

  "a gateway that takes one transport": async (variant) => {
    const path = variant.way === "websocket" ? "/websocket-only" : "/polling-only";
    const socket = variant.client("/", { path });
    await connected(socket);
    assert.equal(await socket.emitWithAck("echo", { value: 1 }), 1);
    assert.equal(socket.io.engine.transport.name, variant.way === "websocket" ? "websocket" : "polling");
    const [error] = await event(
      variant.client("/", { path: variant.way === "websocket" ? "/polling-only" : "/websocket-only", reconnection: false }),
      "connect_error",
    );
    assert.match(error.message, /websocket error|xhr poll error/);
  },

  "fifty clients come at once, talk and go": async (variant) => {
    const room = variant.unique;
    const sockets = await Promise.all(Array.from({ length: 50 }, () => variant.connect()));
    const said = sockets.map((socket) => collect(socket, "said"));
    await Promise.all(sockets.map((socket) => socket.emitWithAck("join", { room })));
    for (const socket of sockets) socket.emit("sayToAll", { room, text: socket.id });
    await until("everything", () => said.every((all) => all.length === sockets.length));
    for (const all of said) assert.equal(new Set(all.map(({ text }) => text)).size, sockets.length);
    for (const socket of sockets.slice(1)) socket.disconnect();
    await until("all others gone", async () => (await sockets[0].emitWithAck("countIn", { room })) === 1);
  },
});
