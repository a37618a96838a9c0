import { asObject } from "./codec.js";
import { GangwayError, type WireError } from "./errors.js";
import type { WireFormat } from "./format.js";
import type { FakeEncode } from "./testing_calls.js";
import type { FakeRoom } from "./testing_room.js";
import { FakeCall } from "./testing_serving.js";
import type { Wire } from "./testing_socket.js";

/** A call of the client that the test makes. */
interface Asked {
  readonly ns: string;
  done(data: unknown): void;
  fail(error: GangwayError): void;
}

/** What a server knows of one connection: the calls in flight, either way. */
export class FakeConnection {
  readonly #wire: Wire;
  readonly #format: WireFormat;
  readonly #encode: FakeEncode;
  readonly #rooms: ReadonlyMap<string, FakeRoom>;
  readonly #calls = new Map<number, FakeCall>();
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #isDraining = false;

  constructor(wire: Wire, format: WireFormat, encode: FakeEncode, rooms: ReadonlyMap<string, FakeRoom>) {
    this.#wire = wire;
    this.#format = format;
    this.#encode = encode;
    this.#rooms = rooms;
  }

  say(frame: object): void {
    this.#wire.say(this.#format.write(frame, this.#wire.protocol));
  }

  heard(message: unknown): void {
    const frame = asObject(this.#format.read(message, this.#wire.protocol));
    const { ns = "/", id } = frame as { ns?: string; id?: number };
    if (id !== undefined && frame["event"] === undefined) return this.#heardOf(id, frame);
    const room = this.#rooms.get(ns);
    if (!room) {
      if (frame["join"] !== undefined) this.say({ ns, error: { code: "unknown_namespace", message: `no ${ns} here` } });
    } else if (frame["join"] !== undefined) room.join(this, frame["join"], frame["resume"] !== undefined);
    else if (frame["refresh"] !== undefined) room.refresh(this, frame["refresh"]);
    else if (frame["leave"] !== undefined) room.leave(this, "client_left");
    else if (frame["event"] !== undefined) this.#event(room, frame["event"] as string, id, frame["data"]);
  }

  /** Calls the client. */
  ask(ns: string, event: string, data: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.say({ id, cancel: true });
        settle(() => reject(new GangwayError("cancelled", `${event} was cancelled`)));
      };
      const settle = (finish: () => void): void => {
        this.#asked.delete(id);
        signal?.removeEventListener("abort", onAbort);
        finish();
      };
      this.#asked.set(id, {
        ns,
        done: (answer) => settle(() => resolve(answer)),
        fail: (error) => settle(() => reject(error)),
      });
      signal?.addEventListener("abort", onAbort);
      this.say({ ns, event, id, data });
      if (signal?.aborted) onAbort();
    });
  }

  /** Says that it is going away, and goes when nothing is in flight any more. */
  drain(reconnectAfter: number): void {
    this.say({ drain: { reconnectAfter } });
    this.#isDraining = true;
    this.#goIfDone();
  }

  /** Nothing of `ns`, or nothing at all, is waited for any more. */
  forget(ns?: string): void {
    for (const call of [...this.#calls.values()]) if (ns === undefined || call.ns === ns) call.cancel();
    const gone = new GangwayError("unavailable", "the client is gone");
    for (const asked of [...this.#asked.values()]) if (ns === undefined || asked.ns === ns) asked.fail(gone);
  }

  #heardOf(id: number, frame: Record<string, unknown>): void {
    const call = this.#calls.get(id);
    if (frame["cancel"] !== undefined) return call?.cancel();
    if (frame["more"] !== undefined) return call?.more(frame["more"] as number);
    if (frame["item"] !== undefined) return call?.item(frame["item"]);
    if (frame["end"] !== undefined) return call?.end();
    const { code, message, data } = (frame["error"] ?? {}) as Partial<WireError>;
    if (code === undefined) this.#asked.get(id)?.done(frame["data"]);
    else this.#asked.get(id)?.fail(new GangwayError(code, message ?? code, data));
  }

  #event(room: FakeRoom, event: string, id: number | undefined, data: unknown): void {
    const known = room.known.get(event);
    if (!known || id === undefined) return room.told(known, data);
    const call = new FakeCall(room.ns, id, known, this.#encode, (frame) => this.say(frame), () => {
      this.#calls.delete(id);
      this.#goIfDone();
    });
    this.#calls.set(id, call);
    void call.answer(room.serve(known), data);
  }

  #goIfDone(): void {
    if (this.#isDraining && this.#calls.size === 0) this.#wire.end(1001, "going away");
  }
}
