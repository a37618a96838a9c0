// Numbers, sizes and times for people.

const encoder = new TextEncoder();

/** The bytes that a text takes on the wire. @param {string} text */
export function utf8Size(text) {
  return encoder.encode(text).length;
}

/** `97 B`, `1.2 kB`. @param {number} bytes */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `0.8 ms`, `12 ms`, `3.4 s`. @param {number} ms */
export function durationText(ms) {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${+(ms / 1000).toFixed(1)} s`;
}

/** `12:34:56.789`, in local time. @param {Date} at */
export function clockText(at) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** JSON text over several lines; what is no JSON stays as it is. @param {string} text */
export function prettyText(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
