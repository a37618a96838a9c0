// Calls over a socket of socket.io-client, by names.
import type { Socket } from "socket.io-client";
import { GangwayError, type WireError } from "./errors.js";
import type { CallOptions } from "./options.js";
import type { Exception, Failed } from "./socketio_types.js";

export const patience = 30_000;
/** As long as setTimeout can wait; more would fire at once. */
export const longestWait = 2_147_483_647;

export function tooLate(what: string): GangwayError {
  return new GangwayError("deadline_exceeded", `no answer to ${what} came in time`);
}

export function aborted(what: string): GangwayError {
  return new GangwayError("cancelled", `${what} was aborted`);
}

export async function ask(socket: Socket, event: string, data: unknown, options: CallOptions = {}): Promise<unknown> {
  const { timeout = patience, signal } = options;
  if (signal?.aborted) throw aborted(event);
  const stops: (() => void)[] = [];
  try {
    const answer = await new Promise<unknown>((resolve, reject) => {
      const onAnswer = (failure: Error | null, value: unknown): void => {
        if (!failure) return resolve(value);
        const isLate = /timed out/.test(failure.message);
        reject(isLate ? tooLate(event) : new GangwayError("unavailable", `${event}: ${failure.message}`));
      };
      const waiting = socket.sendBuffer.length;
      socket.timeout(Math.min(timeout, longestWait)).emit(event, ...(data === undefined ? [] : [data]), onAnswer);
      const packet = socket.sendBuffer[waiting];
      const onAbort = (): void => {
        // What has not been sent yet need not be.
        const at = packet ? socket.sendBuffer.indexOf(packet) : -1;
        if (at >= 0) socket.sendBuffer.splice(at, 1);
        reject(aborted(event));
      };
      signal?.addEventListener("abort", onAbort);
      stops.push(() => signal?.removeEventListener("abort", onAbort));
    });
    if (isRefused(answer)) throw errorFrom((answer as Failed).error);
    return answer;
  } finally {
    for (const stop of stops) stop();
  }
}

export async function* read<T>(
  socket: Socket,
  event: string,
  data: unknown,
  { timeout = patience, signal }: CallOptions = {},
): AsyncGenerator<T, void, undefined> {
  const items: T[] = [];
  let isOver = false;
  let failure: unknown;
  let wake = (): void => {};
  const end = (error?: unknown): void => {
    if (isOver) return;
    isOver = true;
    failure = error;
    wake();
  };
  const timer = setTimeout(() => end(tooLate(event)), Math.min(timeout, longestWait));
  const onAbort = (): void => end(aborted(event));
  const onItem = (item: T): void => {
    clearTimeout(timer);
    items.push(item);
    wake();
  };
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted) onAbort();
  const run = async (): Promise<unknown> => {
    if (isOver) return;
    socket.on(event, onItem);
    return ask(socket, event, data, { timeout: Infinity });
  };
  inTurn(socket, event, run).then(() => end(), end);
  try {
    while (!isOver || items.length > 0) {
      const [item] = items.splice(0, 1);
      if (item !== undefined) yield item;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (failure) throw failure;
  } finally {
    isOver = true;
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    socket.off(event, onItem);
  }
}

const turns = /* @__PURE__ */ new WeakMap<Socket, Map<string, Promise<unknown>>>();

/** Runs `run` when what ran before it for the same event has ended. */
function inTurn(socket: Socket, event: string, run: () => Promise<unknown>): Promise<unknown> {
  let running = turns.get(socket);
  if (!running) turns.set(socket, (running = new Map()));
  const mine = (running.get(event) ?? Promise.resolve()).then(run);
  running.set(event, mine.catch(() => {}));
  return mine;
}

/** Whether an acknowledgement is a failure: an object of an `error` with code and message, and nothing else. */
export function isRefused<A>(answer: A): answer is Extract<A, Failed> {
  if (typeof answer !== "object" || answer === null || Object.keys(answer).join() !== "error") return false;
  const { error } = answer as unknown as { error: Partial<WireError> | null };
  return typeof error?.code === "string" && typeof error.message === "string";
}

/**
 * The error object for what failed: the `error` of an acknowledgement, an `exception`, or what the socket tells its
 * `connect_error` listeners: why a namespace was refused, or `unavailable` where the server was not reached at all.
 */
export function errorFrom(failure: WireError | Exception | Error): GangwayError {
  if (!(failure instanceof Error)) return new GangwayError(failure.code, failure.message || failure.code, failure.data);
  if (failure instanceof GangwayError) return failure;
  const { code, data } = (failure as { data?: Partial<WireError> }).data ?? {};
  if (code) return new GangwayError(code, failure.message, data);
  const isUnknown = failure.message === "Invalid namespace";
  const error = new GangwayError(isUnknown ? "unknown_namespace" : "unavailable", failure.message);
  error.cause = failure;
  return error;
}
