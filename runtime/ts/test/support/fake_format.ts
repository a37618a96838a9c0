// The server's end of a format: MessagePack by another implementation than the client's.
import { decode, encode } from "@msgpack/msgpack";
import { msgpack } from "../../src/msgpack.js";
import type { WireFormat } from "../../src/format.js";

const usual = process.env["CLIENT_FORMAT"] === "msgpack";

/** What the clients of this run speak where a test does not say: JSON, or what CLIENT_FORMAT asks for. */
export const usualFormat: { format?: WireFormat } = usual ? { format: msgpack } : {};

const packed = "gangway.v1.msgpack";

/** What the server sends for a frame. */
export function written(frame: unknown, subprotocol: string): unknown {
  if (subprotocol !== packed) return JSON.stringify(frame);
  return encode(frame, { useBigInt64: true, ignoreUndefined: true });
}

/** The frame in what the client sent; values are there as in JSON, so that tests need not know the format. */
export function understood(message: unknown, subprotocol: string): Record<string, unknown> {
  if (subprotocol !== packed) return JSON.parse(message as string) as Record<string, unknown>;
  return asJson(decode(message as ArrayBuffer, { useBigInt64: true })) as Record<string, unknown>;
}

function asJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asJson(one)]));
}
