/** What the server said when it accepted a join. `offset` is there where the namespace replays events. */
export interface Joined {
  /** The path as the server writes it from now on, where it differs from ours. */
  readonly ns?: string;
  readonly sid?: string;
  readonly offset?: string;
  readonly resumed: boolean;
  readonly gap: boolean;
}

/** How a namespace came back after its connection was lost. */
export interface Resumed {
  /** The server still knew this client: its session and its rooms are as they were. */
  readonly resumed: boolean;
  /** Events were lost that the schema wants replayed: ask for the present state. */
  readonly gap: boolean;
}

/** A server that sends an event again does so soon. */
const remembered = 1000;

/** Where in a namespace's replayed events this client is, so that it can go on there after a reconnect. */
export class Resume {
  #sid: string | undefined;
  #offset: string | undefined;
  /** The newest places: their text has no order that a client knows of. */
  readonly #seen = new Set<string>();

  /** What a join says of it. */
  get request(): { resume?: { sid: string; offset: string } } {
    const [sid, offset] = [this.#sid, this.#offset];
    return sid === undefined || offset === undefined ? {} : { resume: { sid, offset } };
  }

  /** An event came from the place `offset`: false where it had come before. */
  isNew(offset: string | undefined): boolean {
    if (offset === undefined || this.#offset === undefined) return true;
    if (this.#seen.has(offset)) return false;
    this.#offset = offset;
    this.#seen.add(offset);
    for (const oldest of this.#seen) {
      if (this.#seen.size > remembered) this.#seen.delete(oldest);
      else break;
    }
    return true;
  }

  /** A join was accepted. Tells how the namespace came back, where it did. */
  joined({ sid, offset, resumed, gap }: Joined): Resumed | undefined {
    const isBack = this.#offset !== undefined;
    if (!resumed) this.forget();
    this.#sid = sid;
    this.#offset = offset;
    return isBack ? { resumed, gap: gap || !resumed } : undefined;
  }

  /** The client left, or was put out: there is nothing to go on with. */
  forget(): void {
    this.#sid = this.#offset = undefined;
    this.#seen.clear();
  }
}
