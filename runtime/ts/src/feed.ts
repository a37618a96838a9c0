/** An iterator and, for its owner, where what it gives out comes from. */
export interface Feed<T> extends AsyncIterableIterator<T> {
  /** One more; gives how many wait to be taken. Nothing counts once it is over. */
  push(item: T): number;
  /** Nothing more will come; what waits is still given out, then the error, once. */
  end(error?: unknown): void;
  /** It is over at once: what waits is dropped. */
  leave(): void;
}

/**
 * Gives out what is pushed. `open` is called at the first step, and what it gives back when it is over, however that came
 * about; `onTaken` for each item that was given out.
 */
export function feed<T>(open: () => () => void, onTaken: () => void = () => {}): Feed<T> {
  let items: T[] = [];
  let isOver = false;
  let failed: unknown;
  let wake = (): void => {};
  const end = (error?: unknown): void => {
    if (!isOver) failed = error;
    isOver = true;
    wake();
  };
  const leave = (): void => {
    items = [];
    end();
  };
  const steps = (async function* (): AsyncGenerator<T, undefined> {
    const close = open();
    try {
      for (;;) {
        if (items.length > 0) {
          onTaken();
          yield items.shift() as T;
        } else if (isOver) {
          if (failed) throw failed;
          return;
        } else {
          await new Promise<void>((resolve) => (wake = resolve));
        }
      }
    } finally {
      close();
    }
  })();
  return {
    push: (item) => {
      if (!isOver) items.push(item);
      wake();
      return items.length;
    },
    end,
    leave,
    next: () => steps.next(),
    // Also while a step waits: that one ends first.
    return: () => {
      leave();
      return steps.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
