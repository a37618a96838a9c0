import assert from "node:assert/strict";
import { before, test, type TestContext } from "node:test";
import { ChatClient } from "client/chat.gw.js";
import { GangwayError } from "client/gangway.js";
import { WebSocket } from "ws";
import { started } from "../support/started.js";

/** How long a token lives. */
const life = 2;
let url: string;
before(async () => {
  url = await started([String(life)]);
});

async function login(user: string): Promise<string> {
  const response = await fetch(new URL("login", url), { method: "POST", body: JSON.stringify({ user }) });
  assert.equal(response.status, 200);
  const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
  assert.equal(expiresIn, life);
  return token;
}

function connect(test: TestContext, token: () => string | Promise<string>): ChatClient {
  const client = new ChatClient(url, { WebSocket, handshake: async () => ({ token: await token() }) });
  test.after(() => client.close());
  client.onError(() => {});
  return client;
}

async function refusal(promise: Promise<unknown>): Promise<GangwayError> {
  const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
  assert.ok(error instanceof GangwayError, String(error));
  return error;
}

const tamper = (token: string): string => {
  const [header, , signature] = token.split(".");
  const claims = { iss: "gangway chat", aud: "chat", sub: "admin", exp: 99999999999 };
  return [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
};

test("the name in the token is who somebody is", async (t) => {
  const [ann, bob] = [connect(t, () => login("ann")), connect(t, () => login("bob"))];
  await ann.chat.join({ room: "lobby" });
  await bob.chat.join({ room: "lobby" });
  const posted = bob.chat.once("posted", { timeout: 5000 });
  await ann.chat.send({ room: "lobby", content: { kind: "text", body: "hello" } });
  assert.equal((await posted).from, "ann");
});

test("a token that was changed, or is none, is refused with the reason", async (t) => {
  const good = await login("ann");
  for (const [token, reason] of [
    [tamper(good), "bad_signature"],
    ["nonsense", "malformed"],
    ["eyJhbGciOiJub25lIn0." + good.split(".")[1] + ".", "wrong_algorithm"],
  ] as const) {
    const error = await refusal(connect(t, () => token).chat.$join());
    assert.equal(error.code, "unauthenticated");
    assert.deepEqual(error.data, { reason });
  }
});

test("when the token has run out calls are refused, until a new one is sent on the same connection", async (t) => {
  const { chat } = connect(t, () => login("ann"));
  await chat.join({ room: "lobby" });
  await new Promise((resolve) => setTimeout(resolve, (life + 1) * 1000));
  const error = await refusal(chat.join({ room: "lobby" }));
  assert.equal(`${error.code} ${error.message}`, "unauthenticated expired");
  await chat.$refresh();
  // Still in the room: nothing was left and joined again.
  await chat.send({ room: "lobby", content: { kind: "sticker", name: "wave" } });
});

test("a refresh cannot make somebody else of a client", async (t) => {
  let name = "ann";
  const { chat } = connect(t, () => login(name));
  await chat.$join();
  name = "bob";
  assert.equal((await refusal(chat.$refresh())).code, "forbidden");
  await chat.join({ room: "lobby" });
});

test("who asks for a token with a name that is none is told", async () => {
  for (const body of ["", "{}", '{"user":""}', JSON.stringify({ user: "x".repeat(33) })]) {
    assert.equal((await fetch(new URL("login", url), { method: "POST", body })).status, 400);
  }
});
