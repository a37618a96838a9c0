// A client of `gangway lsp` for tests: starts the real program, sends what a test says, keeps what comes back.
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const GANGWAY = process.env["GANGWAY"];

/** A folder with files, gone after the test. */
export class Folder {
  constructor(test, files = {}) {
    this.path = mkdtempSync(join(tmpdir(), "gangway-lsp-"));
    test.after(() => rmSync(this.path, { recursive: true, force: true }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }
  write(name, text) {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }
  read(name) {
    return readFileSync(join(this.path, name), "utf8");
  }
  uri(name) {
    return pathToFileURL(join(this.path, name)).href;
  }
}

/** `text` without its `|`, and where that stood, in lines and UTF-16 columns. */
export function cursor(text) {
  const at = text.indexOf("|");
  if (at < 0) throw new Error(`no | in ${text}`);
  return { text: text.slice(0, at) + text.slice(at + 1), position: positionAt(text, at) };
}

export function positionAt(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
}

export function offsetAt(text, { line, character }) {
  const lines = text.split("\n");
  return lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
}

/** What stands in a range. */
export function textIn(text, { start, end }) {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

/** `text` with edits of the protocol applied. */
export function applied(text, edits) {
  const inOrder = edits.toSorted((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start));
  for (const { range, newText } of inOrder) {
    text = text.slice(0, offsetAt(text, range.start)) + newText + text.slice(offsetAt(text, range.end));
  }
  return text;
}

export class Client {
  #process;
  #buffer = Buffer.alloc(0);
  #waiting = new Map();
  #lastId = 0;
  #listeners = new Set();
  /** The newest diagnostics by URI. */
  diagnostics = new Map();
  /** All notifications in order, and the server's requests. */
  received = [];
  /** What the server's requests are answered with, by method. */
  answers = { "workspace/configuration": () => [null], "client/registerCapability": () => null };

  constructor(test, args = []) {
    this.#process = spawn(GANGWAY, ["lsp", ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.#process.stdout.on("data", (bytes) => this.#feed(bytes));
    this.exited = new Promise((resolve) => this.#process.on("exit", (code, signal) => resolve(signal ?? code)));
    this.#process.stdin.on("error", () => {}); // a server that has ended reads nothing
    test.after(() => this.#process.kill());
  }

  /** Started, initialized, and looking at `folder`. */
  static async start(test, folder, { capabilities = {}, initializationOptions, args } = {}) {
    const client = new Client(test, args);
    const rich = { hierarchicalDocumentSymbolSupport: true };
    client.initialized = await client.request("initialize", {
      processId: process.pid,
      rootUri: folder && pathToFileURL(folder.path).href,
      capabilities: { textDocument: { documentSymbol: rich }, ...capabilities },
      initializationOptions,
    });
    client.notify("initialized", {});
    return client;
  }

  #feed(bytes) {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.subarray(0, end).toString())[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString());
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#handle(message);
    }
  }

  #handle(message) {
    if (message.method === undefined) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (waiting === undefined) this.received.push(message);
      else if (message.error) waiting.reject(Object.assign(new Error(message.error.message), message.error));
      else waiting.resolve(message.result);
    } else {
      this.received.push(message);
      if (message.method === "textDocument/publishDiagnostics") {
        this.diagnostics.set(message.params.uri, message.params);
      }
      if (message.id !== undefined) {
        this.send({ jsonrpc: "2.0", id: message.id, result: this.answers[message.method]?.(message.params) ?? null });
      }
    }
    for (const listener of this.#listeners) listener();
  }

  sendBytes(bytes) {
    this.#process.stdin.write(bytes);
  }
  send(message) {
    const body = Buffer.from(JSON.stringify(message));
    this.sendBytes(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
  notify(method, params) {
    this.send({ jsonrpc: "2.0", method, params });
  }
  request(method, params) {
    const id = ++this.#lastId;
    this.send({ jsonrpc: "2.0", id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }
  get lastId() {
    return this.#lastId;
  }
  endInput() {
    this.#process.stdin.end();
  }

  /** Resolves when `condition()` is true, which is asked after every message. */
  until(condition, what = condition.toString()) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#listeners.delete(check);
        reject(new Error(`this did not happen: ${what}`));
      }, 20_000);
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#listeners.delete(check);
        resolve();
      };
      this.#listeners.add(check);
      check();
    });
  }

  open(uri, text, version = 1) {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "gangway", version, text } });
  }
  change(uri, version, ...contentChanges) {
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }
  close(uri) {
    this.notify("textDocument/didClose", { textDocument: { uri } });
  }

  /** The diagnostics of one version of a file, once they have come. */
  async diagnosticsOf(uri, version) {
    await this.until(() => this.diagnostics.get(uri)?.version === version, `diagnostics of version ${version}`);
    return this.diagnostics.get(uri).diagnostics;
  }

  at(method, uri, position, more = {}) {
    return this.request(`textDocument/${method}`, { textDocument: { uri }, position, ...more });
  }
}
