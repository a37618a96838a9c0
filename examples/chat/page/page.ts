import { GangwayError } from "./gangway.js";
import { ChatClient, RoomFull, type Content, type Message, type RoomInfo } from "./chat.gw.js";

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const list = find("messages");
const problem = find("problem");
const text = find<HTMLInputElement>("text");
const inRoom = [text, ...document.querySelectorAll<HTMLButtonElement>("#compose button, header button")];

let client: ChatClient;
let user = "";
let room: string | undefined;
let oldest: Date | undefined;
const typists = new Set<string>();

let renewal: ReturnType<typeof setTimeout> | undefined;

/** The handshake: a token for the name, fetched anew for every join, and again shortly before it runs out. */
async function signIn(): Promise<{ token: string }> {
  const response = await fetch("login", { method: "POST", body: JSON.stringify({ user }) });
  if (!response.ok) throw new GangwayError("unauthenticated", (await response.text()).trim());
  const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
  clearTimeout(renewal);
  const renew = (): Promise<void> => client.chat.$refresh().catch((error: Error) => show(error.message));
  renewal = setTimeout(renew, expiresIn * 800); // after four fifths of its life
  return { token };
}

find<HTMLFormElement>("enter").onsubmit = async (submit) => {
  submit.preventDefault();
  user = find<HTMLInputElement>("user").value.trim();
  client = new ChatClient("/", { handshake: signIn });
  client.onState((state) => {
    const shown = find("state");
    shown.textContent = state;
    shown.dataset["state"] = state;
    if (state === "open" && room !== undefined) void enter(room); // back after a lost connection
  });
  client.onError((error) => show(error.message));
  client.chat.on("rooms", showRooms);
  client.chat.on("posted", (message) => add(message));
  client.chat.on("typing", ({ user, isTyping }) => {
    if (isTyping) typists.add(user);
    else typists.delete(user);
    showTyping();
  });
  client.chat.on("cleared", ({ by }) => {
    list.replaceChildren();
    show(`${by} cleared the room`);
  });
  client.chat.handle("confirm", ({ question }) => confirm(question));
  try {
    await client.chat.$join();
    find("enter").hidden = true;
    find("chat").hidden = false;
  } catch (error) {
    client.close();
    find("refused").textContent = String(error instanceof Error ? error.message : error);
  }
};

function showRooms(rooms: RoomInfo[]): void {
  find("rooms").replaceChildren(
    ...rooms.map(({ name, present, limit }) => {
      const button = document.createElement("button");
      const seats = document.createElement("small");
      seats.textContent = `${present}/${limit}`;
      button.append(`${name} `, seats);
      button.dataset["room"] = name;
      button.setAttribute("aria-current", String(name === room));
      button.onclick = () => void enter(name);
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
}

async function enter(name: string): Promise<void> {
  const result = await client.chat.try.join({ room: name });
  if (!result.ok) {
    const { error } = result;
    return show(error instanceof RoomFull ? `${name} is full: ${error.data.limit} fit in` : error.message);
  }
  if (room !== undefined && room !== name) client.chat.leave({ room });
  room = name;
  oldest = undefined;
  typists.clear();
  list.replaceChildren();
  result.value.forEach((message) => add(message));
  find("title").textContent = name;
  for (const button of document.querySelectorAll<HTMLElement>("[data-room]")) {
    button.setAttribute("aria-current", String(button.dataset["room"] === name));
  }
  for (const control of inRoom) control.disabled = false;
  show("");
  showTyping();
  text.focus();
}

async function say(content: Content): Promise<void> {
  if (room === undefined) return;
  const sent = await client.chat.try.send({ room, content });
  if (sent.ok) add(sent.value);
  else show(sent.error.message);
}

find<HTMLFormElement>("compose").onsubmit = (submit) => {
  submit.preventDefault();
  if (text.value === "") return;
  void say({ kind: "text", body: text.value });
  text.value = "";
  tell(false);
};
find("wave").onclick = () => void say({ kind: "sticker", name: "👋" });

let told = false;
function tell(isTyping: boolean): void {
  if (room !== undefined && told !== isTyping) client.chat.typing({ room, isTyping });
  told = isTyping;
}
text.oninput = () => tell(text.value !== "");

find("older").onclick = async () => {
  if (room === undefined) return;
  let count = 0;
  for await (const message of client.chat.history({ room, before: oldest ?? new Date() })) {
    add(message, true);
    if (++count === 20) break; // tells the server to stop
  }
  if (count === 0) show("that is all");
};

find("clear").onclick = async () => {
  if (room !== undefined && !(await client.chat.clear({ room }))) show("nothing was cleared");
};

function add(message: Message, atTop = false): void {
  if (message.room !== room) return;
  if (oldest === undefined || message.sentAt < oldest) oldest = message.sentAt;
  const item = document.createElement("li");
  const from = document.createElement("b");
  const said = document.createElement("span");
  const time = document.createElement("time");
  from.textContent = message.from === user ? "you" : message.from;
  const { content } = message;
  said.textContent = content.kind === "text" ? content.body : content.kind === "sticker" ? content.name : `(${content.tag})`;
  said.className = content.kind;
  time.textContent = message.sentAt.toLocaleTimeString();
  item.append(time, from, said);
  if (atTop) return list.prepend(item);
  list.append(item);
  item.scrollIntoView();
}

function showTyping(): void {
  find("typing").textContent = typists.size === 0 ? "" : `${[...typists].join(", ")} is typing…`;
}

function show(message: string): void {
  problem.textContent = message;
}
