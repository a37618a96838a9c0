import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { before, test, type TestContext } from "node:test";
import { uuid, type Uuid } from "@gangway/client";
import { NoSuchStroke, NotYours, WhiteboardClient, type Stroke } from "client/whiteboard.gw.js";
import { WebSocket } from "ws";
import { until } from "../../tests/support/waiting.js";
import { started } from "../support/started.js";

let url: string;
before(async () => {
  url = await started();
});

function connect(test: TestContext, name: string): WhiteboardClient {
  const client = new WhiteboardClient(url, { WebSocket, handshake: { name } });
  test.after(() => client.close());
  return client;
}

const newId = (): Uuid => uuid.decode(randomUUID());

/** Points as they travel: x and y, 16 bits each. */
const points = (...at: number[]): Uint8Array => new Uint8Array(new Uint16Array(at).buffer);

test("who is on the same board sees a line; who is on another does not", async (t) => {
  const [id, other] = [newId(), newId()];
  const ann = connect(t, "ann").board({ id });
  const bob = connect(t, "bob").board({ id });
  const eve = connect(t, "eve").board({ id: other });
  const seen: Stroke[] = [];
  const strange: Stroke[] = [];
  bob.on("drawn", (stroke) => seen.push(stroke));
  eve.on("drawn", (stroke) => strange.push(stroke));
  await Promise.all([ann, bob, eve].map((board) => board.$join()));
  const stroke = await ann.draw({ colour: "red", width: 3, points: points(1, 2, 300, 65535) });
  await until("the line", () => seen.length === 1);
  assert.equal(seen[0]?.id, stroke);
  assert.equal(seen[0]?.by, "ann");
  assert.deepEqual([...new Uint16Array(seen[0]!.points.slice().buffer)], [1, 2, 300, 65535]);
  assert.deepEqual(strange, []);
});

test("one connection, several boards", async (t) => {
  const client = connect(t, "ann");
  const [one, two] = [client.board({ id: newId() }), client.board({ id: newId() })];
  await one.draw({ colour: "blue", width: 1, points: points(1, 1) });
  const strokes = async (board: typeof one): Promise<number> => {
    let count = 0;
    for await (const _ of board.strokes()) count++;
    return count;
  };
  assert.deepEqual([await strokes(one), await strokes(two)], [1, 0]);
});

test("a line is taken away by who drew it", async (t) => {
  const id = newId();
  const [ann, bob] = [connect(t, "ann").board({ id }), connect(t, "bob").board({ id })];
  const stroke = await ann.draw({ colour: "green", width: 2, points: points(5, 5) });
  const erased: string[] = [];
  bob.on("erased", (event) => erased.push(event.stroke));
  const refused = await bob.try.erase({ stroke });
  assert.ok(!refused.ok && refused.error instanceof NotYours);
  await ann.erase({ stroke });
  await until("its end", () => erased.length === 1);
  const gone = await ann.try.erase({ stroke });
  assert.ok(!gone.ok && gone.error instanceof NoSuchStroke);
});

test("a board is gone when the last one has left", async (t) => {
  const id = newId();
  const board = connect(t, "ann").board({ id });
  await board.draw({ colour: "black", width: 2, points: points(5, 5) });
  board.$leave();
  await board.$join();
  for await (const _ of board.strokes()) assert.fail("a line from before");
});

test("an address that is no id is no board", async (t) => {
  const wire = new WebSocket(new URL("/whiteboard/board/lobby?name=ann", url).href.replace("http", "ws"));
  t.after(() => wire.terminate());
  const [status] = await new Promise<[number]>((resolve) => {
    wire.once("unexpected-response", (_request, response) => resolve([response.statusCode ?? 0]));
    wire.once("error", () => {});
  });
  assert.equal(status, 404);
});
