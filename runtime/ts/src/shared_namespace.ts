import type { WebSocketLike } from "./options.js";

/** A frame, as it was read. */
export type Frame = Readonly<Record<string, unknown>>;

/** So many events of a namespace are kept for clients of the page that join it later than others. */
const mostKept = 500;

interface Kept {
  readonly offset: unknown;
  readonly message: unknown;
}

/** A namespace as the clients of one connection share it: joined once, with what came since. */
export class SharedNamespace {
  /** Those whose join waits for the server's answer. */
  readonly waiting: Set<WebSocketLike> = new Set();
  readonly members: Set<WebSocketLike> = new Set();
  /** What the server said to the join, once it did. */
  joined: Readonly<Record<string, unknown>> | undefined;
  readonly #kept: Kept[] = [];
  /** The place before the first that is kept. */
  #base: unknown;

  /** The server took the one join: all who wait are in. */
  accept(joined: Frame): void {
    this.joined = joined;
    this.#base = joined["offset"];
    for (const one of this.waiting) this.members.add(one);
    this.waiting.clear();
  }

  /** Keeps an event that has a place. */
  keep(offset: unknown, message: unknown): void {
    if (this.#base === undefined) return;
    this.#kept.push({ offset, message });
    if (this.#kept.length > mostKept) this.#base = this.#kept.shift()?.offset;
  }

  /** What one hears that joins late: an answer as from the server, and the messages it has missed. */
  late(resume: { readonly offset?: unknown } | undefined): { joined: Frame; missed: unknown[] } {
    if (this.#base === undefined) return { joined: this.joined ?? {}, missed: [] };
    const now: Record<string, unknown> = { ...this.joined, offset: this.#kept.at(-1)?.offset ?? this.#base };
    // Where the server counts anew, what one remembers means nothing.
    if (resume === undefined || now["resumed"] !== true) return { joined: { ...now, resumed: false }, missed: [] };
    const { offset } = resume;
    const at = this.#kept.findIndex((one) => one.offset === offset);
    if (at < 0 && offset !== this.#base) return { joined: { ...now, gap: true }, missed: [] };
    return { joined: { ...now, offset }, missed: this.#kept.slice(at + 1).map(({ message }) => message) };
  }
}
