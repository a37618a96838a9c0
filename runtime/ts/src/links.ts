import type { EventFrame } from "./envelope.js";
import { errorFromWire, type WireError } from "./errors.js";
import type { Link } from "./link.js";
import type { Joined } from "./resume.js";

/** The namespaces of one connection, and what the server says to them. `ns` is what it calls them. */
export class Links {
  readonly #links = new Map<string, Link>();
  /** Links by the path that the server made of theirs. */
  readonly #canonical = new Map<string, Link>();

  get all(): Link[] {
    return [...this.#links.values()];
  }

  add(link: Link): void {
    this.#links.set(link.ns, link);
  }

  joined(ns: string, joined: Joined): void {
    const link = this.#links.get(ns);
    if (link && joined.ns !== undefined) this.#canonical.set(joined.ns, link);
    link?.accepted(joined);
  }

  /** A join was. */
  refused(ns: string, error: WireError): void {
    this.#links.get(ns)?.refused(error);
  }

  left(ns: string, reason: string): void {
    this.#find(ns)?.putOut(reason);
  }

  refreshed(ns: string, error: WireError | undefined): void {
    this.#find(ns)?.refreshed(error && errorFromWire(error));
  }

  /** False where there is no such namespace. */
  event(frame: EventFrame): boolean {
    const link = this.#find(frame.ns);
    link?.event(frame);
    return link !== undefined;
  }

  /** A call of the server is taken back. */
  cancelled(id: number): void {
    for (const link of this.all) link.onCancel(id);
  }

  #find(ns: string): Link | undefined {
    return this.#canonical.get(ns) ?? this.#links.get(ns);
  }
}
