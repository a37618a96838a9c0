import { asText, bothWays, isNative, isoText, mismatch, refuse, type Codec } from "./codec.js";
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
/** A UUID; in JSON its 36 characters. */
export const uuid: Codec<Uuid> = /* @__PURE__ */ bothWays((value) => {
  const text = asText(value, "a uuid");
  return uuidForm.test(text) ? text.toLowerCase() : mismatch("a uuid", text, "format");
});

/** An exact decimal number as text, such as `-12.50`. */
export const decimal: Codec<Decimal> = matching("a decimal number", (text) => /^-?\d+(\.\d+)?$/.test(text));

/** A day of the calendar as text: `2026-01-31`. */
export const date: Codec<PlainDate> = matching("a date", isDay);

/** Read with any offset, written in UTC with nine digits. */
export const timestampNs: Codec<TimestampNs> = /* @__PURE__ */ bothWays((value) => {
  const { second, digits } = readTime(value);
  if (digits.length > 9) mismatch("nine digits", value, "format");
  // What 64 bits of nanoseconds hold, since servers count them: from 1677 to 2262.
  const count = BigInt(second) * 1_000_000n + BigInt(digits);
  if (BigInt.asIntN(64, count) !== count) refuse("range", "expected a year from 1677 to 2262");
  return `${new Date(second).toISOString().slice(0, 19)}.${digits}Z`;
});

/** Read with any offset, finer digits than milliseconds cut off; written in UTC. */
export const timestamp: Codec<Date> = {
  decode: (json) => {
    if (json instanceof Date) {
      isoText(json);
      return json;
    }
    const { second, digits } = readTime(json);
    return new Date(second + Number(digits.slice(0, 3)));
  },
  encode: (value) => {
    if (!(value instanceof Date)) mismatch("a Date", value);
    const text = isoText(value);
    return isNative ? (value as never) : text;
  },
};

const timeForm =
  /^(\d{4}-\d\d-\d\d)T((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/** The second in ms since 1970, and the digits behind it, nine at least. A leap second is the second after it. */
function readTime(value: unknown): { second: number; digits: string } {
  const wanted = "an RFC 3339 time";
  const parts = timeForm.exec(asText(value, wanted)) ?? mismatch(wanted, value, "format");
  const [, day = "", minute, seconds, fraction = "", offset = ""] = parts;
  const second = Date.parse(`${day}T${minute}${offset.toUpperCase()}`) + Number(seconds) * 1000;
  if (!isDay(day) || (seconds === "60" && second % 86_400_000 !== 0)) mismatch(wanted, value, "format");
  isoText(new Date(second));
  return { second, digits: fraction.padEnd(9, "0") };
}

/** Whether the day exists: Date.parse alone would read February 30 as March 2. Years of six digits have a sign. */
function isDay(text: string): boolean {
  return text >= "0" && new Date(Date.parse(text) || 0).toISOString().slice(0, 10) === text;
}

/* @__NO_SIDE_EFFECTS__ */
function matching<Kind extends string>(wanted: string, fits: (text: string) => boolean): Codec<Branded<Kind>> {
  return checked((value) => {
    if (!fits(asText(value, wanted))) mismatch(wanted, value, "format");
  });
}
