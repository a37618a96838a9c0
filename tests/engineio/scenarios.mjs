// What is played against both servers, by name: each gives what a client saw.
import { maxPayload, pingInterval, pingTimeout } from "./servers.mjs";
import { polling, sleep, websocket } from "./ends.mjs";

/** Long enough for a packet to be there and back, much less than a ping. */
const soon = () => sleep(40);
const tooMuch = "4" + "x".repeat(maxPayload);
const shownBody = (body) => JSON.stringify(body.length > 40 ? `${body.slice(0, 10)}… (${body.length})` : body);

export const scenarios = new Map();
const scenario = (name, play) => scenarios.set(name, play);

for (const method of ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"])
  scenario(`${method} that opens nothing or a session`, (ends) => ends.request(method, polling));
for (const query of [
  "",
  "EIO=4",
  "EIO=4&transport=foo",
  "EIO=4&transport=websocket",
  "EIO=4&transport=polling&sid=nobody",
  "EIO=4&transport=websocket&sid=nobody",
  "EIO=3&transport=polling",
  "transport=polling",
]) {
  scenario(`GET ?${query}`, (ends) => ends.request("GET", query));
}
for (const method of ["HEAD", "PUT", "DELETE"])
  scenario(`${method} of a session`, async (ends) => (await ends.session()).request(method));
scenario("a preflight", (ends) =>
  ends.request("OPTIONS", polling, undefined, { origin: "http://a.example", "access-control-request-method": "POST" }),
);

// Polling.
for (const body of ["4a", "4a\x1e4b", "bAQID", "bAQ==\x1e4", "2", "3", "0\x1e4x", "5\x1e4x", "6\x1e4x", "1", "1\x1e4x", "4é€😀", "4"]) {
  scenario(`POST ${shownBody(body)}, then GET`, async (ends) => {
    const session = await ends.session();
    return [await session.post(body), await Promise.race([session.get(), sleep(150).then(() => "waits")])];
  });
}
for (const body of ["2", "1", "4a", "abc", "", "7", "4a\x1e", "4a\x1e\x1e4b"]) {
  scenario(`POST ${shownBody(body)} while a GET waits`, async (ends) => {
    const session = await ends.session();
    const waiting = session.get();
    await soon();
    return [await session.post(body), await waiting, await session.post("4")];
  });
}
scenario("GETs that overlap", async (ends) => {
  const session = await ends.session();
  const waiting = session.get();
  await soon();
  return [await session.get(), await waiting, await session.get()];
});
scenario("a GET that is given up", async (ends) => {
  const session = await ends.session();
  const waiting = session.get();
  await soon();
  waiting.abort();
  await soon();
  return session.get();
});
scenario("bytes of an older protocol", async (ends) => {
  const session = await ends.session();
  return [await session.post("4a", { "content-type": "application/octet-stream" }), await session.get()];
});
for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
  scenario(`a body that is too long${headers["transfer-encoding"] ? ", in chunks" : ""}`, async (ends) => {
    const session = await ends.session();
    return [await session.post(tooMuch, headers), await session.post("4b"), await session.get()];
  });
}
scenario("a session that polls and is silent", async (ends) => {
  const session = await ends.session();
  return [await session.get(), await session.get(), await session.get()];
});

// WebSockets.
for (const query of ["EIO=4&transport=foo", `${websocket}&sid=nobody`, polling]) {
  scenario(`WebSocket ?${query}`, async (ends) => {
    const socket = await ends.socket(query);
    await soon();
    return socket.log;
  });
}
const bytes = (...values) => Buffer.from(values);
for (const packets of [["4a"], ["4"], [bytes(1, 2)], [bytes()], ["bAQID"], ["abc"], [""], ["2"], ["2probe"], ["0", "4a"], ["3", "4a"], ["5", "4a"], ["6", "4a"], [tooMuch]]) {
  scenario(`WebSocket message ${packets.map(shownBody)}`, async (ends) => {
    const socket = await ends.socket();
    for (const packet of packets) socket.send(packet);
    await sleep(80);
    return socket.log;
  });
}
scenario("a WebSocket that is silent", async (ends) => {
  const socket = await ends.socket();
  await sleep(pingInterval + pingTimeout + 120);
  return socket.log;
});
scenario("another packet gives a pong its time again, once", async (ends) => {
  const socket = await ends.socket();
  await sleep(pingInterval + 150);
  socket.send("4a");
  await sleep(150);
  socket.send("4b");
  await sleep(150);
  return socket.log;
});

// The upgrade.
scenario("an upgrade, and what comes too late", async (ends) => {
  const session = await ends.session();
  const waiting = session.get();
  const socket = await session.probe();
  socket.send("2probe");
  const ended = await waiting;
  socket.send("5");
  socket.send("4a");
  await soon();
  const second = await session.probe();
  await soon();
  return [ended, socket.log, second.log, await session.get(), await session.post("4b")];
});
scenario("a GET that waits when the 5 comes", async (ends) => {
  const session = await ends.session();
  const socket = await session.probe();
  socket.send("2probe");
  await sleep(10);
  const waiting = session.get();
  await sleep(20);
  socket.send("5");
  return [await waiting, socket.log];
});
scenario("what was written and not fetched goes out after the 5", async (ends) => {
  const session = await ends.session();
  const socket = await session.probe();
  socket.send("2probe");
  await session.post("4a\x1ebAQID");
  socket.send("5");
  await soon();
  return socket.log;
});
scenario("a 5 without a probe", async (ends) => {
  const socket = await (await ends.session()).probe();
  socket.send("5");
  socket.send("4a");
  await soon();
  return socket.log;
});
scenario("two that probe", async (ends) => {
  const session = await ends.session();
  const first = await session.probe();
  first.send("2probe");
  await soon();
  const second = await session.probe();
  await soon();
  first.send("5");
  first.send("4a");
  await soon();
  return [first.log, second.log];
});
scenario("1 by POST during the probe", async (ends) => {
  const session = await ends.session();
  const socket = await session.probe();
  socket.send("2probe");
  await soon();
  const posted = await session.post("1");
  await soon();
  return [posted, socket.log];
});
for (const packet of ["4a", "2", "2probes", "abc", "", "1", "6", bytes(1)]) {
  scenario(`during the probe, ${shownBody(packet)}`, async (ends) => {
    const session = await ends.session();
    const socket = await session.probe();
    socket.send("2probe");
    await sleep(10);
    socket.send(packet);
    await soon();
    return [socket.log, await session.post("4b"), await session.get()];
  });
}
for (const step of ["open", "2probe", "3probe"]) {
  scenario(`an upgrade killed after ${step}`, async (ends) => {
    const session = await ends.session();
    const socket = await session.probe();
    if (step !== "open") socket.send("2probe");
    if (step === "3probe") await soon();
    socket.terminate();
    await soon();
    return [await session.post("4a"), await session.get()];
  });
}
scenario("an upgrade killed after 5", async (ends) => {
  const session = await ends.session();
  const socket = await session.probe();
  socket.send("2probe");
  await soon();
  socket.send("5");
  await soon();
  socket.terminate();
  await soon();
  return session.get();
});
scenario("a ping that is never answered, over an upgrade", async (ends) => {
  const session = await ends.session();
  const socket = await session.probe();
  socket.send("2probe");
  await sleep(pingInterval + 10);
  const pinged = await session.get();
  socket.send("5");
  await sleep(2 * pingTimeout);
  return [pinged, socket.log];
});
