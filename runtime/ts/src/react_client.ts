import { createContext, useContext, useEffect, useState, type Provider } from "react";

/** A client, or anything else that is made for a component and closed with it. */
export interface Closable {
  /** Closes it for good. */
  close(): void;
}

/** A client that is made when first asked for, and closed when nobody has held it for a moment. */
class Held<C extends Closable> {
  isClosed = false;
  readonly #make: () => C;
  #client: C | undefined;
  #holders = 0;

  constructor(make: () => C) {
    this.#make = make;
  }

  get client(): C {
    return (this.#client ??= this.#make());
  }

  hold(): () => void {
    this.#holders++;
    return () => {
      this.#holders--;
      // Not at once: StrictMode lets go of everything and takes it again before anything else happens.
      queueMicrotask(() => {
        if (this.#holders > 0 || this.isClosed) return;
        this.isClosed = true;
        this.#client?.close();
      });
    };
  }
}

/**
 * A client that lives as long as the component: `make` is called once for it, also in StrictMode, and what it made is
 * closed with it. It is called while rendering, which React may throw away: leave the client lazy (no `namespaces`, no
 * `connect: "eager"`), so that only one that is used connects. A component that was hidden and comes back gets a new one.
 */
export function useClient<C extends Closable>(make: () => C): C {
  const [held, take] = useState(() => new Held(make));
  useEffect(() => {
    if (held.isClosed) return take(new Held(make));
    return held.hold();
    // `make` is another function in every render; only the first counts.
  }, [held]);
  return held.client;
}

/**
 * A provider and the hook that finds what it provides, typed by the client:
 * `const [ChatProvider, useChat] = createClientContext<ChatClient>()`. Outside of a provider the hook throws.
 */
export function createClientContext<C extends Closable>(): readonly [provider: Provider<C>, use: () => C] {
  const context = createContext<C | undefined>(undefined);
  const use = (): C => {
    const client = useContext(context);
    if (!client) throw new Error("no provider of this client stands above this component");
    return client;
  };
  return [context.Provider as Provider<C>, use];
}
