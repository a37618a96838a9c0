import { Agent, request } from "node:http";
import { patience } from "../../support/waiting.mjs";

/**
 * One HTTP request. Settles with the answer, `{ status, headers, body }`, or with `{ cut: true }` where there is none, because
 * either side ended the connection, or there is none for too long.
 */
export function ask(url, { method = "GET", headers = {}, body, agent, signal } = {}) {
  return new Promise((resolve) => {
    const asked = request(url, { method, headers, agent, signal });
    asked.on("error", () => resolve({ cut: true }));
    asked.setTimeout(patience, () => asked.destroy());
    asked.on("response", (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", () => resolve({ cut: true }));
      answer.on("close", () => resolve({ cut: true })); // after `end` it says nothing new
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    asked.end(body);
  });
}

/** Connections of one client: kept, as browsers do. */
export function connections() {
  return new Agent({ keepAlive: true });
}

/** The headers that the protocol is about. */
const telling = [
  "content-type",
  "cache-control",
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "vary",
  "set-cookie",
];

/** An answer as one line of a record. */
export function line({ cut, status, headers, body }) {
  if (cut) return "http cut";
  const shown = telling.filter((name) => name in headers).map((name) => `${name}: ${headers[name]}`);
  return `http ${status} [${shown.join("; ")}] ${body}`;
}
