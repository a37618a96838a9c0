/** Strings up to this long are written here; calling the encoder costs more than it saves. */
const shortText = 64;

/** Writes frames as MessagePack, each value in the shortest form that has all of it. */
export class PackWriter {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** The message for one frame. Members that are undefined are left out, as in JSON. */
  pack(frame: object): ArrayBuffer {
    this.#at = 0;
    this.#write(frame);
    return this.#bytes.buffer.slice(0, this.#at) as ArrayBuffer;
  }

  /** Where the next `count` bytes go. */
  #place(count: number): number {
    const from = this.#at;
    this.#at += count;
    if (this.#at > this.#bytes.length) {
      const bytes = new Uint8Array(this.#at * 2);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    return from;
  }

  #byte(value: number): void {
    const at = this.#place(1);
    this.#bytes[at] = value;
  }

  #u32(value: number): void {
    const at = this.#place(4);
    this.#view.setUint32(at, value);
  }

  #i64(value: bigint): void {
    const at = this.#place(8);
    this.#view.setBigInt64(at, value);
  }

  /** A count in the first byte, if below `limit`, or behind a tag: `tag16`, the next one, or if it `has8`, that before. */
  #head(count: number, fixed: number, limit: number, tag16: number, has8: boolean): void {
    if (count < limit) return this.#byte(fixed | count);
    if (has8 && count < 256) {
      this.#byte(tag16 - 1);
      return this.#byte(count);
    }
    if (count < 65_536) {
      this.#byte(tag16);
      const at = this.#place(2);
      return this.#view.setUint16(at, count);
    }
    this.#byte(tag16 + 1);
    this.#u32(count);
  }

  #write(value: unknown): void {
    switch (typeof value) {
      case "string":
        return this.#text(value);
      case "number":
        return Number.isSafeInteger(value) ? this.#integer(value) : this.#float(value);
      case "bigint":
        return Number.isSafeInteger(Number(value)) ? this.#integer(Number(value)) : this.#large(value);
      case "boolean":
        return this.#byte(value ? 0xc3 : 0xc2);
      case "object":
        if (value) return this.#object(value);
    }
    // What has no place in a frame is nil.
    this.#byte(0xc0);
  }

  #object(value: object): void {
    if (Array.isArray(value)) {
      this.#head(value.length, 0x90, 16, 0xdc, false);
      for (const one of value) this.#write(one);
    } else if (value instanceof Uint8Array) {
      this.#head(value.length, 0, 0, 0xc5, true);
      const at = this.#place(value.length);
      this.#bytes.set(value, at);
    } else if (value instanceof Date) {
      this.#time(value.getTime());
    } else {
      const members = Object.entries(value).filter((member) => member[1] !== undefined);
      this.#head(members.length, 0x80, 16, 0xde, false);
      for (const [key, member] of members) {
        this.#text(key);
        this.#write(member);
      }
    }
  }

  #integer(value: number): void {
    if (value >= 0 && value < 2 ** 32) return this.#head(value, 0, 128, 0xcd, true);
    if (value < -(2 ** 31) || value > 0) return this.#large(BigInt(value));
    if (value >= -32) return this.#byte(value);
    if (value >= -128) {
      this.#byte(0xd0);
      return this.#byte(value);
    }
    if (value >= -32_768) {
      this.#byte(0xd1);
      const at = this.#place(2);
      return this.#view.setInt16(at, value);
    }
    this.#byte(0xd2);
    this.#u32(value);
  }

  #large(value: bigint): void {
    this.#byte(value < 0 ? 0xd3 : 0xcf);
    this.#i64(value);
  }

  /** Half as long where nothing is lost. */
  #float(value: number): void {
    const isSingle = Object.is(Math.fround(value), value);
    this.#byte(isSingle ? 0xca : 0xcb);
    const at = this.#place(isSingle ? 4 : 8);
    if (isSingle) this.#view.setFloat32(at, value);
    else this.#view.setFloat64(at, value);
  }

  /** The extension -1: seconds, and nanoseconds where they are not 0. */
  #time(ms: number): void {
    const seconds = Math.floor(ms / 1000);
    const ns = (ms - seconds * 1000) * 1_000_000;
    if (seconds < 0 || seconds >= 2 ** 34) {
      for (const byte of [0xc7, 12, 0xff]) this.#byte(byte);
      this.#u32(ns);
      return this.#i64(BigInt(seconds));
    }
    const isShort = ns === 0 && seconds < 2 ** 32;
    this.#byte(isShort ? 0xd6 : 0xd7);
    this.#byte(0xff);
    if (!isShort) this.#u32(ns * 4 + Math.floor(seconds / 2 ** 32));
    this.#u32(seconds);
  }

  #text(text: string): void {
    const from = this.#at;
    if (text.length < shortText) {
      this.#textHead(text.length);
      let at = this.#place(text.length);
      let char = 0;
      for (let i = 0; i < text.length && char < 128; i++) this.#bytes[at++] = char = text.charCodeAt(i);
      if (char < 128) return;
    }
    // How long its head is shows behind it: five bytes at most, and three for each character.
    this.#at = from;
    this.#place(5 + text.length * 3);
    const start = from + 5;
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(start));
    this.#at = from;
    this.#textHead(written);
    const at = this.#place(written);
    this.#bytes.copyWithin(at, start, start + written);
  }

  #textHead(count: number): void {
    this.#head(count, 0xa0, 32, 0xda, true);
  }
}
