import { asText, type Encoder } from "./codec.js";
import { parseJson } from "./json_text.js";

/** How frames are written: JSON, unless `options.format` is another, such as `msgpack` of `@gangway/client/msgpack`. */
export interface WireFormat {
  /** Offered to the server, the preferred one first; the connection then speaks one of them. */
  readonly subprotocols: readonly string[];
  /** What is put in a frame for `value`, before it is known what the connection will speak. */
  encode<I>(type: Encoder<I>, value: I): unknown;
  /** The message for one frame, on a connection that speaks `subprotocol`. */
  write(frame: object, subprotocol: string): string | ArrayBuffer;
  /** What a message says; throws `InvalidPayload` for what is none. Binary messages are `ArrayBuffer`s. */
  read(data: unknown, subprotocol: string): unknown;
}

/** The format that every server knows. */
export const jsonFormat: WireFormat = {
  subprotocols: ["gangway.v1"],
  encode: (type, value) => type.encode(value),
  write: (frame) => JSON.stringify(frame),
  read: (data) => parseJson(asText(data, "a text frame")),
};
