import { mismatch, refuse, type Codec } from "./codec.js";
import { checked } from "./scalars.js";

declare const brand: unique symbol;

/** Text that was checked to be of one kind, so that a plain string is not taken for it by mistake. */
export type Branded<Kind extends string> = string & { readonly [brand]: Kind };

/** Canonical, lower case: `uuid.decode(text)` makes one of any text that is one. */
export type Uuid = Branded<"uuid">;
/** `2026-01-31`. */
export type PlainDate = Branded<"date">;
/** RFC 3339 in UTC with up to nine digits of a second. */
export type TimestampNs = Branded<"timestamp_ns">;
/** An exact decimal number: `-12.50`. */
export type Decimal = Branded<"decimal">;

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const readUuid = (value: unknown): Uuid => {
  if (typeof value !== "string") mismatch("a uuid", value);
  if (!uuidForm.test(value)) mismatch("a uuid", value, "format");
  return value.toLowerCase() as Uuid;
};

export const uuid: Codec<Uuid> = { decode: readUuid, encode: readUuid };

export const decimal: Codec<Decimal> = matching("a decimal number", (text) => /^-?\d+(\.\d+)?$/.test(text));

export const date: Codec<PlainDate> = matching("a date like 2026-01-31", isDay);

export const timestampNs: Codec<TimestampNs> = matching("an RFC 3339 time with at most nine digits", (text) => {
  return readTime(text) !== undefined && !/\.\d{10}/.test(text);
});

/** Read with any offset, finer digits than milliseconds cut off; written in UTC. */
export const timestamp: Codec<Date> = {
  decode: (json) => {
    if (typeof json !== "string") mismatch("an RFC 3339 time", json);
    return new Date(readTime(json) ?? mismatch("an RFC 3339 time", json, "format"));
  },
  encode: (value) => {
    if (!(value instanceof Date)) mismatch("a Date", value);
    if (Number.isNaN(value.getTime())) refuse("range", "the Date is not a time");
    const text = value.toISOString();
    // Years before 0 and after 9999 have a sign and six digits, which RFC 3339 does not know.
    if (text.length !== 24) refuse("range", "expected a year from 0 to 9999");
    return text;
  },
};

const timeForm =
  /^(\d{4}-\d\d-\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Milliseconds since 1970, or undefined. A leap second is the second after it. */
function readTime(text: string): number | undefined {
  const parts = timeForm.exec(text);
  if (!parts) return undefined;
  const [, day = "", hour, minute, second, fraction = "", sign = "+", offsetHours = 0, offsetMinutes = 0] = parts;
  if (!isDay(day)) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const isLeap = second === "60";
  const local = Date.parse(`${day}T${hour}:${minute}:${isLeap ? "59" : second}Z`);
  const utc = sign === "-" ? local + offset : local - offset;
  if (isLeap && (((utc % 86_400_000) + 86_400_000) % 86_400_000) !== 86_399_000) return undefined;
  return utc + (isLeap ? 1000 : 0) + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

/** Whether the day exists: Date.parse alone would read February 30 as March 2. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/* @__NO_SIDE_EFFECTS__ */
function matching<Kind extends string>(wanted: string, fits: (text: string) => boolean): Codec<Branded<Kind>> {
  return checked((value) => {
    if (typeof value !== "string") mismatch(wanted, value);
    if (!fits(value)) mismatch(wanted, value, "format");
  });
}
