import { refuse, repeated, setKey } from "./codec.js";

/** No codec reads deeper, so what is nested deeper than this is passed over, for the sake of the stack. */
const deepest = 99;
/** Keys and other strings up to this long are read here; calling the decoder costs more than it saves. */
const shortString = 24;
const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Refuses the whole message. */
function malformed(): never {
  return refuse("syntax", "the message is not MessagePack");
}

/**
 * Reads one value as MessagePack, the same tree that JSON would give, but for bytes (`Uint8Array`), times (`Date`) and
 * integers that no number holds (`bigint`). Nothing is made room for because a length says so. A key that stands twice
 * has `repeated` in front the second time; text that is not UTF-8 is a lone surrogate: both are for the codecs to refuse.
 */
export class PackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  /** Values inside of what is too deep, still to be passed over. */
  #skipped = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The value that all of the message is. */
  unpack(): unknown {
    const value = this.#read(0);
    return this.#at === this.#bytes.length ? value : malformed();
  }

  /** Where the next `count` bytes are. */
  #take(count: number): number {
    const from = this.#at;
    this.#at += count;
    return this.#at <= this.#bytes.length ? from : malformed();
  }

  /** Of 1, 2 or 4 bytes. */
  #unsigned(size: number): number {
    const at = this.#take(size);
    if (size === 1) return this.#view.getUint8(at);
    return size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #signed(size: number): number {
    const value = this.#unsigned(size);
    return value - (value >= 2 ** (size * 8 - 1) ? 2 ** (size * 8) : 0);
  }

  #read(depth: number): unknown {
    const tag = this.#unsigned(1);
    if (tag < 0x80) return tag;
    if (tag < 0x90) return this.#map(tag & 15, depth);
    if (tag < 0xa0) return this.#list(tag & 15, depth);
    if (tag < 0xc0) return this.#text(tag & 31);
    if (tag >= 0xe0) return tag - 256;
    switch (tag) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return tag === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6: {
        const from = this.#take(this.#unsigned(1 << (tag - 0xc4)));
        return this.#bytes.slice(from, this.#at);
      }
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#unsigned(1 << (tag - 0xc7)));
      case 0xca:
        return this.#view.getFloat32(this.#take(4));
      case 0xcb:
        return this.#view.getFloat64(this.#take(8));
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.#unsigned(1 << (tag - 0xcc));
      case 0xcf:
        return asNumber(this.#view.getBigUint64(this.#take(8)));
      case 0xd0:
      case 0xd1:
      case 0xd2:
        return this.#signed(1 << (tag - 0xd0));
      case 0xd3:
        return asNumber(this.#view.getBigInt64(this.#take(8)));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#text(this.#unsigned(1 << (tag - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#list(this.#unsigned(2 << (tag - 0xdc)), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.#unsigned(2 << (tag - 0xde)), depth);
    }
    return tag === 0xc1 ? malformed() : this.#extension(1 << (tag - 0xd4));
  }

  #list(count: number, depth: number): unknown {
    if (depth > deepest) return this.#skip(count);
    const out: unknown[] = [];
    while (count-- > 0) out.push(this.#inside(depth));
    return out;
  }

  #map(count: number, depth: number): unknown {
    if (depth > deepest) return this.#skip(count * 2);
    const out = {};
    while (count-- > 0) {
      const key = this.#inside(depth);
      if (typeof key !== "string") malformed();
      setKey(out, Object.hasOwn(out, key) ? repeated + key : key, this.#inside(depth));
    }
    return out;
  }

  #skip(count: number): null {
    this.#skipped += count;
    return null;
  }

  #inside(depth: number): unknown {
    const value = this.#read(depth + 1);
    for (; depth === deepest && this.#skipped > 0; this.#skipped--) this.#read(depth + 1);
    return value;
  }

  #text(count: number): string {
    const from = this.#take(count);
    let text = "";
    if (count <= shortString) {
      let at = from;
      for (let byte; at < this.#at && (byte = this.#bytes[at] as number) < 128; at++) text += String.fromCharCode(byte);
      if (at === this.#at) return text;
    }
    try {
      return utf8.decode(this.#bytes.subarray(from, this.#at));
    } catch {
      return "\ud800";
    }
  }

  /** Only times are known. One beyond what a `Date` holds is an invalid `Date`. */
  #extension(size: number): Date {
    if (this.#signed(1) !== -1) malformed();
    let ns = 0;
    let seconds: number;
    if (size === 12) {
      ns = this.#unsigned(4);
      seconds = Number(this.#view.getBigInt64(this.#take(8)));
    } else if (size === 8) {
      const high = this.#unsigned(4);
      ns = high >>> 2;
      seconds = (high & 3) * 2 ** 32 + this.#unsigned(4);
    } else if (size === 4) {
      seconds = this.#unsigned(4);
    } else {
      return malformed();
    }
    return ns < 1e9 ? new Date(seconds * 1000 + Math.floor(ns / 1e6)) : malformed();
  }
}

function asNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
