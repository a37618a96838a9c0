// The gateways of sio.gw on socket.io from npm: `node reference.mjs [PORT]`. Says where it listens, as socketio_server does.
//
// What handlers do is in reference_handlers.mjs; options stand here beside the annotations that they are in sio.gw.
import { createServer, ServerResponse } from "node:http";
import { Server } from "socket.io";
import * as handlers from "./reference_handlers.mjs";

const web = createServer((request, response) => response.writeHead(404).end());

/** One gateway. All of them listen at one HTTP server, each at a path of its own. */
function gateway(path, options = {}) {
  return new Server(web, {
    path: `${path}/socket.io`,
    connectTimeout: 3000,
    maxHttpBufferSize: 1_000_000,
    cleanupEmptyChildNamespaces: true,
    serveClient: false,
    destroyUpgrade: false, // each gateway would end the upgrades of the others
    cors: { origin: false },
    ...options,
  });
}

const origin = "https://page.example";
/** Who is let in: as `@origins` has it, also where no preflight asks. */
const allowRequest = (request, answer) => {
  const from = request.headers.origin;
  const isOwn = from === undefined || from === origin;
  answer(isOwn ? null : "pages of this origin may not connect", isOwn);
};

handlers.everything(gateway(""));
handlers.quick(gateway("/quick", { pingInterval: 300, pingTimeout: 1000, maxHttpBufferSize: 10_240 }));
handlers.recovery(
  gateway("/recovery", {
    pingInterval: 800,
    pingTimeout: 800,
    connectionStateRecovery: { maxDisconnectionDuration: 20_000 },
  }),
);
handlers.brief(gateway("/brief", { connectionStateRecovery: { maxDisconnectionDuration: 200 } }));
handlers.quick(gateway("/websocket-only", { transports: ["websocket"] }));
handlers.quick(gateway("/polling-only", { transports: ["polling"] }));
handlers.quick(gateway("/pages", { cors: { origin, credentials: true }, allowRequest }));

// Where no gateway took WebSockets, Node would hand these to the polling side as ordinary requests.
web.on("upgrade", (request, socket) => {
  if (!request.url.startsWith("/polling-only/")) return;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.on("finish", () => socket.end());
  web.emit("request", request, response);
});

web.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${web.address().port}/`);
});
