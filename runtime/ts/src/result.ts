import { asGangwayError, type SystemError } from "./errors.js";

declare const fails: unique symbol;

/** A promise whose type remembers, for `try`, the declared errors it may reject with. */
export type Reply<T, E = never> = Promise<T> & { readonly [fails]?: E };

/** An outcome as a value: `error.code` tells the errors apart. */
export type Result<T, E = never> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E | SystemError };

/**
 * A streamed reply. Each `for await` over it is a call of its own, made at its first step; leaving the loop
 * cancels it at the server.
 */
export interface Stream<T, E = never> extends AsyncIterable<T> {
  readonly [fails]?: E;
}

type BuiltIn = "on" | "once" | "events" | "handle" | "try" | `$${string}`;
type Answered = Stream<unknown, unknown> | Promise<unknown>;

/** The calls of a namespace, with outcomes for exceptions. A stream's last element may be an error. */
export type Try<N> = {
  readonly [K in keyof N as K extends BuiltIn ? never : N[K] extends (...args: never[]) => Answered ? K : never]: N[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Tried<R>
    : never;
};

type Tried<R> =
  R extends Stream<infer T, infer E>
    ? AsyncIterable<Result<T, E>>
    : R extends Reply<infer T, infer E>
      ? Promise<Result<T, E>>
      : never;

/** The `try` twin of `target`: calls go to its own methods, only the outcome has another shape. */
export function tryTwin<N extends object>(target: N): Try<N> {
  return new Proxy(target, {
    get: (_, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return undefined;
      return (...args: unknown[]) => settle(Reflect.apply(method, target, args));
    },
  }) as unknown as Try<N>;
}

function settle(outcome: unknown): unknown {
  return outcome instanceof Promise ? settleReply(outcome) : settleStream(outcome as AsyncIterable<unknown>);
}

async function settleReply(reply: Promise<unknown>): Promise<unknown> {
  try {
    return { ok: true, value: await reply };
  } catch (error) {
    return { ok: false, error: asGangwayError(error) };
  }
}

async function* settleStream(stream: AsyncIterable<unknown>): AsyncGenerator {
  try {
    for await (const value of stream) yield { ok: true, value };
  } catch (error) {
    yield { ok: false, error: asGangwayError(error) };
  }
}
