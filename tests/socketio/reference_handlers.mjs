// What the handlers of handlers.h do, on socket.io. Payloads are one object, answers one value, errors `{error: …}`, as in ours.

/** Handles `name`. What it gives answers the client; what it throws is told as our gateways tell it. */
function on(socket, name, handle) {
  socket.on(name, async (...given) => {
    const ack = typeof given.at(-1) === "function" ? given.pop() : undefined;
    try {
      // Not awaited where it is no promise: an answer goes out before the next packet is read.
      let value = handle(given[0] ?? {});
      if (value instanceof Promise) value = await value;
      if (value === undefined) ack?.();
      else ack?.(value);
    } catch ({ code = "internal", message, data }) {
      const error = { code, message: code === "internal" ? "the server failed" : message, ...(data && { data }) };
      if (ack) ack({ error });
      else socket.emit("exception", { status: "error", ...error, cause: { pattern: name } });
    }
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks the client; null where nothing comes in time. */
function ask(socket, ms, event, payload) {
  return new Promise((resolve) => {
    socket.timeout(ms).emit(event, payload, (late, value) => resolve(late ? null : value));
  });
}

export function everything(io) {
  const room = (name) => `room:${name}`;
  io.on("connection", (socket) => {
    const user = socket.handshake.auth.user ?? "nobody";
    const notes = [];
    on(socket, "echo", ({ value }) => value);
    on(socket, "whoAmI", () => user);
    on(socket, "nothing", () => {});
    on(socket, "note", ({ text }) => void notes.push(text));
    on(socket, "noted", () => notes);
    on(socket, "show", ({ value, times = 1 }) => {
      for (let i = 0; i < times; i++) socket.emit("shown", { value });
      return times;
    });
    on(socket, "hush", () => void socket.emit("silent"));
    on(socket, "tick", ({ times }) => {
      for (let n = 1; n <= times; n++) socket.volatile.emit("ticked", { n });
    });
    on(socket, "picture", (picture) => picture);
    on(socket, "pictures", ({ all }) => all);
    on(socket, "join", (payload) => void socket.join(room(payload.room)));
    on(socket, "leave", (payload) => void socket.leave(room(payload.room)));
    on(socket, "say", (payload) => void socket.to(room(payload.room)).emit("said", { by: user, text: payload.text }));
    on(socket, "sayToAll", (payload) => void io.to(room(payload.room)).emit("said", { by: user, text: payload.text }));
    on(socket, "draw", (payload) => void socket.to(room(payload.room)).emit("drawn", payload.picture));
    on(socket, "blink", (payload) => {
      for (let n = 1; n <= payload.times; n++) io.to(room(payload.room)).volatile.emit("blinked", { n });
    });
    on(socket, "ask", ({ question }) => ask(socket, 10_000, "confirm", { question }));
    on(socket, "askPicture", (picture) => ask(socket, 10_000, "compare", picture));
    on(socket, "vote", async (payload) => {
      const asked = (await io.in(room(payload.room)).fetchSockets()).length;
      const answers = await new Promise((resolve) => {
        io.to(room(payload.room)).timeout(300).emit("confirm", { question: payload.question }, (_, all) => resolve(all));
      });
      const yes = answers.filter(Boolean).length;
      return [yes, answers.length - yes, asked - answers.length];
    });
    on(socket, "refuse", ({ reason }) => {
      throw { code: "Refused", message: "Refused", data: { reason } };
    });
    on(socket, "fault", () => {
      throw new Error("a secret of the server");
    });
    on(socket, "never", () => new Promise(() => {}));
    on(socket, "later", async ({ wait, name }) => {
      await pause(wait);
      return name;
    });
    on(socket, "history", ({ count }) => {
      for (let n = 1; n <= count; n++) socket.emit("history", n);
    });
    on(socket, "putOut", () => void socket.disconnect());
    on(socket, "countIn", (payload) => io.of("/").adapter.rooms.get(room(payload.room))?.size ?? 0);
  });
  chat(io.of("/chat"));
  io.of(/^\/doc\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).on("connection", document);
}

function chat(namespace) {
  namespace.use((socket, next) => {
    const isKnown = socket.handshake.auth.token === "letmein";
    next(isKnown ? undefined : Object.assign(new Error("not authorized"), { data: { code: "unauthenticated" } }));
  });
  namespace.on("connection", (socket) => {
    const user = socket.handshake.auth.user ?? "nobody";
    on(socket, "post", ({ text }) => void socket.broadcast.emit("posted", { by: user, text }));
    on(socket, "echo", ({ value }) => value);
    on(socket, "whoAmI", () => user);
  });
}

function document(socket) {
  const namespace = socket.nsp;
  on(socket, "where", () => namespace.name.slice("/doc/".length));
  on(socket, "change", ({ text }) => void socket.broadcast.emit("changed", { text }));
  on(socket, "count", () => namespace.sockets.size);
}

/** What the small gateways have in common. */
export function quick(io) {
  io.on("connection", (socket) => {
    on(socket, "echo", ({ value }) => value);
    on(socket, "show", ({ value, times = 1 }) => {
      for (let i = 0; i < times; i++) socket.emit("shown", { value });
      return times;
    });
  });
}

export function recovery(io) {
  const room = (lane) => `lane:${lane}`;
  io.on("connection", (socket) => {
    if (!socket.recovered) socket.data.user = socket.handshake.auth.user ?? "nobody";
    on(socket, "echo", ({ value }) => value);
    on(socket, "picture", (picture) => picture);
    on(socket, "enter", ({ lane }) => void socket.join(room(lane)));
    on(socket, "talk", ({ lane, from, to }) => {
      for (let n = from; n <= to; n++) io.to(room(lane)).emit("said", { n });
    });
    on(socket, "draw", ({ lane, picture }) => void io.to(room(lane)).emit("drawn", picture));
    on(socket, "blink", ({ lane }) => void io.to(room(lane)).volatile.emit("blinked", { n: 1 }));
    on(socket, "tell", ({ n }) => void socket.emit("told", { n }));
    on(socket, "setUser", ({ user }) => void (socket.data.user = user));
    on(socket, "whoAmI", () => socket.data.user);
    on(socket, "countIn", ({ lane }) => io.of("/").adapter.rooms.get(room(lane))?.size ?? 0);
    on(socket, "putOut", () => void socket.disconnect());
  });
}

export function brief(io) {
  io.on("connection", (socket) => {
    on(socket, "tell", ({ n }) => void socket.emit("told", { n }));
    on(socket, "echo", ({ value }) => value);
  });
}
