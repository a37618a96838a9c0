import type { Decoder } from "./codec.js";
import type { Call, Sink } from "./correlator.js";
import { asGangwayError, GangwayError } from "./errors.js";
import { feed, type Feed } from "./feed.js";

/** What one side may send of a stream before the other has asked for more. */
export const granted = 16;
/** Credit is renewed in steps, to spare a frame per item. */
export const creditStep: number = granted / 2;

/** One run of a stream: a call on one side, `for await` on the other, credit in between. */
export function readStream<T>(
  decoder: Decoder<T>,
  start: (sink: Sink) => Call,
  send: (frame: object) => void,
): AsyncIterableIterator<T> {
  let call: Call | undefined;
  let consumed = 0;
  // The annotation is for TypeScript 5.4, which goes in circles without it.
  const stream: Feed<T> = feed(
    () => {
      const item = (data: unknown): void => {
        try {
          stream.push(decoder.decode(data));
        } catch (error) {
          call?.cancel(asGangwayError(error));
        }
      };
      const opened = (call = start({ item, done: () => stream.end(), fail: stream.end }));
      return () => opened.cancel(new GangwayError("cancelled", "the stream was left"));
    },
    () => {
      if (++consumed < creditStep || call?.settled) return;
      send({ id: call?.id, more: consumed });
      consumed = 0;
    },
  );
  return stream;
}
