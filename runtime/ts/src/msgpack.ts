// The entry point @gangway/client/msgpack.
import { isNativeValue, keepNative, textOf } from "./codec.js";
import { jsonFormat, type WireFormat } from "./format.js";
import { PackWriter } from "./pack.js";
import { PackReader } from "./unpack.js";

const packed = "gangway.v1.msgpack";
/** A buffer is not kept for the next frame after one larger than this. */
const muchPacked = 65_536;
let spare: PackWriter | undefined;

/** Values come as a binary format has them, and the server speaks JSON alone. */
function jsonOf(this: unknown, key: string, value: unknown): unknown {
  const given = (this as Record<string, unknown>)[key];
  return isNativeValue(given) ? textOf(given) : value;
}

/**
 * Frames as MessagePack, for `options.format`: bytes, 64-bit integers and times take less room than in JSON. With a
 * server that does not know it, the client speaks JSON.
 */
export const msgpack: WireFormat = {
  subprotocols: [packed, "gangway.v1"],
  encode(type, value) {
    keepNative(true);
    try {
      return type.encode(value);
    } finally {
      keepNative(false);
    }
  },
  write(frame, subprotocol) {
    if (subprotocol !== packed) return JSON.stringify(frame, jsonOf);
    const writer = spare ?? new PackWriter();
    // What an error carries is the application's own and may be a getter that sends something.
    spare = undefined;
    const message = writer.pack(frame);
    if (message.byteLength <= muchPacked) spare = writer;
    return message;
  },
  read(data, subprotocol) {
    if (subprotocol !== packed) return jsonFormat.read(data, subprotocol);
    return new PackReader(new Uint8Array(data as ArrayBuffer)).unpack();
  },
};
