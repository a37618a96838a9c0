// The two servers: both echo, with the same times.
import { spawn } from "node:child_process";
import http from "node:http";
import { Server } from "engine.io";

export const pingInterval = 300;
export const pingTimeout = 200;
export const maxPayload = 1_000_000;

/** engine.io from npm; its port, and how to end it. */
export async function startReference() {
  const listener = http.createServer((_, response) => response.writeHead(404).end());
  const server = new Server({ pingInterval, pingTimeout, cors: { origin: "*", methods: ["GET", "POST"] } });
  server.on("connection", (socket) => socket.on("message", (message) => socket.send(message)));
  server.attach(listener);
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  return {
    port: listener.address().port,
    stop() {
      server.close();
      listener.close();
      listener.closeAllConnections();
    },
  };
}

/** `conformance --engineio`. */
export async function startOurs() {
  const child = spawn(process.env["CONFORMANCE"], ["--engineio", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`conformance ended with ${code}`)));
    child.stdout.once("data", (line) => resolve(Number(/:(\d+)\//.exec(line)[1])));
  });
  child.removeAllListeners("exit");
  return { port, stop: () => child.kill() };
}
