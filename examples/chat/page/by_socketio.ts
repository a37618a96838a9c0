import { io } from "socket.io-client";
import { chatNamespace, chatOptions, type ChatHandshake, type ChatSocket } from "./chat.gw.socketio.js";
import { call, handle, joined } from "./gangway.socketio.js";
import { room, type Client, type Screen } from "./screen.js";

/** The chat by socket.io-client: its own API and reconnecting, with the schema's types. */
export async function bySocketIo(signIn: () => Promise<ChatHandshake>, screen: Screen, byPolling: boolean): Promise<Client> {
  const { token } = await signIn(); // so that a name that is refused is told at once
  let first: ChatHandshake | undefined = { token };
  const socket: ChatSocket = io(chatNamespace, {
    ...chatOptions,
    ...(byPolling ? { transports: ["polling"] } : {}),
    auth: async (present) => {
      const handshake = first ?? (await signIn()); // anew whenever it connects again
      first = undefined;
      present(handshake);
    },
  });
  socket.on("connect", () => screen.state("open"));
  socket.on("disconnect", () => screen.state("reconnecting"));
  socket.on("posted", (message) => screen.posted(message));
  socket.on("rooms", (rooms) => screen.rooms(rooms));
  handle(socket, "confirm", ({ question }) => screen.confirm(question));
  await joined(socket);
  return {
    join: () => call(socket, "join", { room }),
    say: (body) => call(socket, "send", { room, content: { kind: "text", body } }),
  };
}
