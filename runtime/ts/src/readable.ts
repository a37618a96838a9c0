import { Emitter, onAbort, stopping, type Unsubscribe } from "./emitter.js";
import { cancelledBy, type GangwayError } from "./errors.js";

/** A value that changes, and tells when it did: what the stores and hooks of frameworks subscribe to. */
export interface Readable<T> {
  /** As it is now; immutable, and the same object until something changes. */
  readonly value: T;
  /** Told of every later change, and not called at once. May be used without its object. */
  readonly subscribe: (listener: (value: T) => void) => Unsubscribe;
}

/** A `Readable` and the right to change it. */
export class Cell<T> extends Emitter<T> implements Readable<T> {
  value: T;

  constructor(value: T, onThrow: (thrown: unknown) => void) {
    super(onThrow);
    this.value = value;
  }

  /** Where a listener sets it, too, those behind it are told of the newer value alone: never of an older one last. */
  set(value: T): void {
    this.value = value;
    this.emit(value, () => this.value === value);
  }
}

/** Settles when `status` is in that state, with what ended it, or with its signal. Nobody has to listen to a rejection. */
export function arrival(
  status: Readable<{ readonly state: string }>,
  state: string,
  end: () => GangwayError | undefined,
  signal?: AbortSignal,
): Promise<void> {
  let stop = (): void => {};
  const promise = new Promise<void>((resolve, reject) => {
    const look = (): void => {
      const error = end();
      if (error) reject(error);
      else if (status.value.state === state) resolve();
    };
    look();
    stop = stopping(
      status.subscribe(look),
      onAbort(signal, (reason) => reject(cancelledBy("the wait", reason))),
    );
  });
  promise.then(stop, stop);
  return promise;
}
