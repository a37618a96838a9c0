// What the server sends and asks, and what the client says of itself.
import { Presence, Role, StudioClient, type Message, type RoomsNamespaceAsks, type Room } from "@acme/studio";
import {
  GangwayError,
  uuid,
  violations,
  type ClientState,
  type ClientStatus,
  type Codec,
  type NamespaceStatus,
  type Readable,
  type Unsubscribe,
  type Uuid,
} from "@gangway/client";
import { expectType, type Same } from "./expect.js";

export function events({ rooms }: StudioClient): Unsubscribe {
  rooms.on("posted", (message) => expectType<Same<typeof message, Message>>());
  rooms.on("posted", () => {});
  rooms.once("invited", { timeout: 5 }).then(({ room }) => expectType<Same<typeof room, Room>>(), () => {});
  // @ts-expect-error: an event the server does not send
  rooms.on("join", () => {});
  // @ts-expect-error: data of another type
  rooms.on("posted", (message: string) => message);
  // @ts-expect-error: a listener is needed
  rooms.on("posted");
  // @ts-expect-error: what is asked is not listened to
  rooms.on("confirm", () => {});
  return rooms.on("removed", ({ id }) => expectType<Same<typeof id, Uuid>>(), { signal: new AbortController().signal });
}

export function asks({ rooms }: StudioClient): void {
  expectType<Same<RoomsNamespaceAsks["confirm"]["reply"], boolean>>();
  rooms.handle("confirm", async ({ question, yes }, { signal }) => question.length > yes.length && !signal.aborted);
  rooms.handle("confirm", () => true);
  // @ts-expect-error: the answer has another type
  rooms.handle("confirm", () => "yes");
  // @ts-expect-error: an answer is wanted
  rooms.handle("confirm", () => {});
  // @ts-expect-error: posted wants no answer
  rooms.handle("posted", () => true);
}

export function options(): void {
  new StudioClient("/", { handshake: { token: "t" }, namespaces: ["root", "rooms"], timeout: 5 });
  new StudioClient(new URL("wss://a"), { handshake: async () => ({ token: "t", locale: "de" }) });
  // @ts-expect-error: the handshake is needed
  new StudioClient("/");
  // @ts-expect-error: with its fields
  new StudioClient("/", { handshake: {} });
  // @ts-expect-error: no namespace of this gateway
  new StudioClient("/", { handshake: { token: "t" }, namespaces: ["chat"] });
  // @ts-expect-error: instances of a path are not joined by the name of all
  new StudioClient("/", { handshake: { token: "t" }, namespaces: ["board"] });
  // @ts-expect-error: no such option
  new StudioClient("/", { handshake: { token: "t" }, retries: 5 });
  // @ts-expect-error: one of two words
  new StudioClient("/", { handshake: { token: "t" }, whileOffline: "drop" });
}

export function state(client: StudioClient): number {
  expectType<Same<typeof client.status, Readable<ClientStatus>>>();
  expectType<Same<typeof client.state, ClientState>>();
  expectType<Same<typeof client.rooms.$status, Readable<NamespaceStatus>>>();
  const status = client.status.value;
  // @ts-expect-error: not in every state is there a next attempt
  status.retryAt;
  // @ts-expect-error: it cannot be set
  client.status.value = { state: "open" };
  if (status.state === "reconnecting") {
    expectType<Same<typeof status.error, GangwayError>>();
    return status.retryAt;
  }
  // @ts-expect-error: no such state
  return status.state === "online" ? 1 : 0;
}

export function values(json: unknown): void {
  expectType<Same<Presence, "online" | "away" | "busy" | "offline" | (string & {})>>();
  expectType<Same<Role, "guest" | "member" | "admin" | "owner">>();
  const id: Uuid = uuid.decode(json);
  const text: string = id;
  // @ts-expect-error: text has to be checked first
  const back: Uuid = text;
  // @ts-expect-error: a closed enum has no other names
  const role: Role = "root";
  const later: Presence = "asleep";
  const codec: Codec<Uuid> = uuid;
  for (const { data } of violations(codec, back)) data.path.concat(data.rule, role, later);
  // @ts-expect-error: codes are a closed list of text
  new GangwayError(5, "");
}
