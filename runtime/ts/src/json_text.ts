import { refuse, repeated } from "./codec.js";

/**
 * `JSON.parse`, but a key that stands twice in one object does not vanish: the second one has `repeated` in front,
 * for the codecs to refuse. Throws `InvalidPayload` for what is no JSON.
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    // No fewer than keys: what a string says may look like the end of one, too.
    const ends = text.split(/"\s*:/).length - 1;
    return ends === keysIn(value, 0) ? value : JSON.parse(markRepeated(text));
  } catch {
    return refuse("syntax", "the text is not JSON");
  }
}

/** What is nested too deep to be read is not counted, for the sake of the stack. */
function keysIn(value: unknown, depth: number): number {
  const parts: unknown[] = value && typeof value === "object" && depth < 100 ? Object.values(value) : [];
  return parts.reduce<number>((sum, part) => sum + keysIn(part, depth + 1), Array.isArray(value) ? 0 : parts.length);
}

function markRepeated(text: string): string {
  const objects: Set<string>[] = [];
  return text.replace(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g, (token, key?: string, colon?: string) => {
    if (token === "{") objects.push(new Set());
    if (token === "}") objects.pop();
    const keys = objects.at(-1);
    if (!key || !colon || !keys) return token;
    const name = JSON.parse(key) as string;
    if (keys.has(name)) return JSON.stringify(repeated + name) + colon;
    keys.add(name);
    return token;
  });
}
