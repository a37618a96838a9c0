// A small chat in StrictMode: every hook at work in a browser. `?user=NAME` says who.
import { StrictMode, useReducer, useState } from "react";
import { createRoot } from "react-dom/client";
import { createClientContext, useCall, useClient, useEvent, useReply, useStatus, useStream } from "@gangway/client/react";
import { ChatClient, type Message } from "client/chat.gw.js";

const [ChatProvider, useChat] = createClientContext<ChatClient>();
const user = new URLSearchParams(location.search).get("user");

async function signIn(): Promise<{ token: string }> {
  const response = await fetch("/login", { method: "POST", body: JSON.stringify({ user }) });
  return (await response.json()) as { token: string };
}

function App() {
  const client = useClient(() => new ChatClient("/", { handshake: signIn }));
  return (
    <ChatProvider value={client}>
      <Room name="lobby" />
    </ChatProvider>
  );
}

function textOf({ content }: Message): string {
  return content.kind === "text" ? content.body : "?";
}

function Room({ name }: { name: string }) {
  const client = useChat();
  const { chat } = client;
  const { state } = useStatus(client);
  const joined = useReply(chat, "join", { room: name });
  const [messages, add] = useReducer((all: Message[], one: Message) => [...all, one], []);
  useEvent(chat, "posted", add);
  const send = useCall(chat, "send");
  const [draft, setDraft] = useState("");
  const [before] = useState(() => new Date());
  const older = useStream(joined.value && chat, "history", { room: name, before }, { limit: 50 });
  const say = async (body: string): Promise<void> => {
    const sent = await send.run({ room: name, content: { kind: "text", body } });
    if (sent.ok) add(sent.value); // the others hear it, who said it is answered
    setDraft("");
  };
  return (
    <>
      <p id="state">{state}</p>
      <p id="joined">{joined.error?.code ?? String(!!joined.value)}</p>
      <p id="older">{older.isDone ? older.items.length : "…"}</p>
      <p id="error">{send.error?.code ?? "-"}</p>
      <ul>{messages.map((one) => <li key={one.id}>{textOf(one)}</li>)}</ul>
      <input id="draft" value={draft} onChange={({ target }) => setDraft(target.value)} />
      <button id="send" disabled={send.isPending} onClick={() => void say(draft)}>Send</button>
      <button id="again" onClick={() => void joined.refresh()}>Join</button>
    </>
  );
}

function Door() {
  const [isIn, setIn] = useState(true);
  return (
    <>
      <button id="door" onClick={() => setIn(!isIn)}>{isIn ? "Out" : "In"}</button>
      {isIn && <App />}
    </>
  );
}

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <Door />
  </StrictMode>,
);
