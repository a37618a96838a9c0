import type { ChatHandshake, Message, RoomInfo } from "./chat.gw.socketio.js";
import { room, type Client, type Screen } from "./screen.js";

type Frame = { event?: string; id?: number; data?: unknown; error?: { message: string } };

/**
 * The chat by a WebSocket without a subprotocol: `{event, data}` both ways, and an `id` where an answer is wanted. The
 * namespace is the URL's path, the handshake its query.
 */
export async function byWebSocket(signIn: () => Promise<ChatHandshake>, screen: Screen): Promise<Client> {
  const url = new URL("/realtime/chat", location.href.replace(/^http/, "ws"));
  url.search = new URLSearchParams({ ...(await signIn()) }).toString();
  const socket = new WebSocket(url);
  const calls: { done: (data: unknown) => void; fail: (error: Error) => void }[] = [];
  const send = (frame: Frame): void => socket.send(JSON.stringify(frame));
  const call = (event: string, data: object): Promise<unknown> =>
    new Promise((done, fail) => send({ event, id: calls.push({ done, fail }), data }));

  socket.onmessage = (received: MessageEvent<string>) => {
    const { event, id, data, error } = JSON.parse(received.data) as Frame;
    if (event === "posted") screen.posted(data as Message);
    else if (event === "rooms") screen.rooms(data as RoomInfo[]);
    else if (event === "confirm" && id) send({ id, data: screen.confirm((data as { question: string }).question) });
    else if (id && error) calls[id - 1]?.fail(new Error(error.message));
    else if (id) calls[id - 1]?.done(data);
  };
  socket.onclose = ({ reason }) => {
    screen.state("closed");
    for (const { fail } of calls.splice(0)) fail(new Error(reason || "the connection is gone"));
  };
  await new Promise((open, fail) => {
    socket.onopen = open;
    socket.onerror = () => fail(new Error("there is no connection"));
  });
  screen.state("open");
  return {
    join: () => call("join", { room }) as Promise<Message[]>,
    say: (body) => call("send", { room, content: { kind: "text", body } }) as Promise<Message>,
  };
}
