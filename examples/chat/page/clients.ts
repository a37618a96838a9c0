// The lobby for clients that are not Gangway's: socket.io-client with the schema's types, and a bare WebSocket.
import { bySocketIo } from "./by_socketio.js";
import { byWebSocket } from "./by_websocket.js";
import type { ChatHandshake } from "./chat.gw.socketio.js";
import { room, type Client, type Screen } from "./screen.js";

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const user = find<HTMLInputElement>("user");
const text = find<HTMLInputElement>("text");
let client: Client;

/** A token for the name: the handshake. */
async function signIn(): Promise<ChatHandshake> {
  const response = await fetch("login", { method: "POST", body: JSON.stringify({ user: user.value.trim() }) });
  if (!response.ok) throw new Error((await response.text()).trim());
  const { token } = (await response.json()) as ChatHandshake;
  return { token };
}

const screen: Screen = {
  posted(message) {
    if (message.room !== room) return;
    const [item, from, said, time] = (["li", "b", "span", "time"] as const).map((tag) => document.createElement(tag));
    const { content } = message;
    from!.textContent = message.from === user.value.trim() ? "you" : message.from;
    said!.textContent = content.kind === "text" ? content.body : content.kind === "sticker" ? content.name : `(${content.kind})`;
    said!.className = content.kind;
    time!.textContent = new Date(message.sentAt).toLocaleTimeString();
    item!.append(time!, from!, said!);
    find("messages").append(item!);
    item!.scrollIntoView();
  },
  rooms(rooms) {
    find("rooms").replaceChildren(
      ...rooms.map(({ name, present, limit }) => {
        const item = document.createElement("li");
        item.dataset["room"] = name;
        item.textContent = `${name} ${present}/${limit}`;
        return item;
      }),
    );
  },
  state(state) {
    find("state").textContent = state;
    find("state").dataset["state"] = state;
    if (state === "open" && !find("chat").hidden) void enter(); // back after a lost connection
  },
  confirm: (question) => confirm(question),
};

async function enter(): Promise<void> {
  const messages = await client.join();
  find("messages").replaceChildren();
  messages.forEach((message) => screen.posted(message));
  find("title").textContent = room;
}

find<HTMLFormElement>("enter").onsubmit = async (submit) => {
  submit.preventDefault();
  const kind = find<HTMLSelectElement>("client").value;
  try {
    client = kind === "websocket" ? await byWebSocket(signIn, screen) : await bySocketIo(signIn, screen, kind === "polling");
    await enter();
    find("enter").hidden = true;
    find("chat").hidden = false;
    text.focus();
  } catch (error) {
    find("refused").textContent = (error as Error).message;
  }
};

find<HTMLFormElement>("compose").onsubmit = async (submit) => {
  submit.preventDefault();
  const body = text.value;
  text.value = "";
  try {
    screen.posted(await client.say(body));
    find("problem").textContent = "";
  } catch (error) {
    find("problem").textContent = (error as Error).message;
  }
};
