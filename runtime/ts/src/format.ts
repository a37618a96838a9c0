import { asText } from "./codec.js";
import { parseJson } from "./json_text.js";

/** How frames are written: JSON, unless `options.format` is another, such as `msgpack` of `@gangway/client/msgpack`. */
export interface WireFormat {
  /** Offered to the server, the preferred one first; the connection then speaks one of them. */
  readonly subprotocols: readonly string[];
  /** Bytes, times and large integers of a frame come to `write` as they are, and not as the text that JSON has for them. */
  readonly isBinary: boolean;
  /** The message for one frame, on a connection that speaks `subprotocol`. */
  write(frame: object, subprotocol: string): string | ArrayBuffer;
  /** What a message says; throws `InvalidPayload` for what is none. Binary messages are `ArrayBuffer`s. */
  read(data: unknown, subprotocol: string): unknown;
}

/** The format that every server knows. */
export const jsonFormat: WireFormat = {
  subprotocols: ["gangway.v1"],
  isBinary: false,
  write: (frame) => JSON.stringify(frame),
  read: (data) => parseJson(asText(data, "a text frame")),
};
