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

export const date: Codec<PlainDate> = matching(
  "a date like 2026-01-31",
  (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isMoment(`${text}T00:00:00Z`),
);

export const timestampNs: Codec<TimestampNs> = matching(
  "an RFC 3339 time in UTC",
  (text) => /^.{19}(\.\d{1,9})?Z$/.test(text) && isMoment(`${text.slice(0, 19)}Z`),
);

export const timestamp: Codec<Date> = {
  decode: (json) => {
    if (typeof json !== "string") mismatch("an RFC 3339 time in UTC", json);
    if (!/^.{19}(\.\d{1,3})?Z$/.test(json) || !isMoment(`${json.slice(0, 19)}Z`)) {
      mismatch("an RFC 3339 time in UTC with milliseconds", json, "format");
    }
    return new Date(json);
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

/** Whether `text` is a second that exists: Date.parse alone would read February 30 as March 2. */
function isMoment(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return false;
  const parsed = new Date(text);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 19) === text.slice(0, 19);
}

/* @__NO_SIDE_EFFECTS__ */
function matching<Kind extends string>(wanted: string, fits: (text: string) => boolean): Codec<Branded<Kind>> {
  return checked((value) => {
    if (typeof value !== "string") mismatch(wanted, value);
    if (!fits(value)) mismatch(wanted, value, "format");
  });
}
