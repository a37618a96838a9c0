/** What a browser tells of its page, for as long as `run` goes on. */
export async function onPage(run: (page: FakePage) => Promise<void>): Promise<void> {
  const page = new FakePage();
  const names = ["addEventListener", "removeEventListener", "document", "navigator"] as const;
  const saved = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  const define = (name: string, value: unknown): void =>
    void Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  define("addEventListener", page.window.addEventListener.bind(page.window));
  define("removeEventListener", page.window.removeEventListener.bind(page.window));
  define("document", page.document);
  define("navigator", page.navigator);
  try {
    await run(page);
  } finally {
    for (const [name, descriptor] of saved) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** An `EventTarget` that knows how many listen. */
class Counted extends EventTarget {
  listeners = 0;

  override addEventListener(...args: Parameters<EventTarget["addEventListener"]>): void {
    this.listeners++;
    super.addEventListener(...args);
  }

  override removeEventListener(...args: Parameters<EventTarget["removeEventListener"]>): void {
    this.listeners--;
    super.removeEventListener(...args);
  }
}

export class FakePage {
  readonly window: Counted = new Counted();
  readonly document: Counted & { hidden: boolean } = Object.assign(new Counted(), { hidden: false });
  readonly navigator = { onLine: true };

  get listeners(): number {
    return this.window.listeners + this.document.listeners;
  }

  online(isOnline: boolean): void {
    this.navigator.onLine = isOnline;
    this.window.dispatchEvent(new Event(isOnline ? "online" : "offline"));
  }

  hide(isHidden: boolean): void {
    this.document.hidden = isHidden;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
}
