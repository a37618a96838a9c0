import type { Codec } from "./codec.js";
import type { CallDef } from "./defs.js";
import { DeclaredError, errorToWire, GangwayError, type WireError } from "./errors.js";
import { Namespace } from "./namespace.js";

/** How a generated method says something: the part of its namespace that it ends in. */
export type CallKind = "$send" | "$call" | "$stream" | "$upload" | "$exchange";

/** One event that a client may send. Codecs go both ways, though the client needs one of them. */
export interface KnownCall {
  readonly method: string;
  readonly kind: CallKind;
  readonly event: string;
  readonly data: Codec<unknown, never>;
  readonly reply: Codec<unknown, never>;
  readonly errors: CallDef<never, unknown, unknown>["errors"];
}

/** A value as frames carry it. */
export type FakeEncode = (type: Codec<unknown, never>, value: unknown) => unknown;

const kinds: readonly CallKind[] = ["$send", "$call", "$stream", "$upload", "$exchange"];

/** The events that a generated class sends: each method is called on an object that only sees what it would say. */
export function knownCalls(generated: object): KnownCall[] {
  const calls: KnownCall[] = [];
  for (let prototype = generated; prototype !== Namespace.prototype; prototype = Object.getPrototypeOf(prototype) as object) {
    for (const method of Object.getOwnPropertyNames(prototype)) {
      if (method === "constructor") continue;
      const see = (kind: CallKind) => (def: CallDef<never, unknown, unknown>): void => {
        const { name: event, data, reply, errors = [] } = def as typeof def & Pick<KnownCall, "data" | "reply">;
        calls.push({ method, kind, event, data, reply, errors });
      };
      const onlooker = Object.fromEntries(kinds.map((kind) => [kind, see(kind)]));
      Reflect.apply(Reflect.get(prototype, method) as () => unknown, onlooker, []);
    }
  }
  return calls;
}

/**
 * What is sent for what a handler threw. What no server could send, an error that the call does not declare or anything
 * that is no `GangwayError`, is a mistake in the test: the client is told `internal`, the console the rest.
 */
export function refusal(thrown: unknown, call: KnownCall): WireError {
  const isMeant =
    thrown instanceof DeclaredError
      ? call.errors.some(({ code }) => code === thrown.code)
      : thrown instanceof GangwayError;
  if (isMeant) return errorToWire(thrown);
  const why = thrown instanceof DeclaredError ? `threw ${thrown.code}, which it does not declare` : "failed";
  console.error(`the fake's ${call.method} ${why}:`, thrown);
  return { code: "internal", message: "the handler failed" };
}
