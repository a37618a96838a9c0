import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { Model } from "../../runtime/inspector/schema.js";

const [gangway, ...files] = process.env["INSPECTOR_SCHEMAS"].split(";");

function run(...args) {
  return JSON.parse(execFileSync(gangway, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }));
}

/** All types of a file and those that it imports, by their full names, in the words of `gangway ir`. */
function modelOf(ir) {
  const types = ir.files.flatMap(({ package: home, types }) => types.map((type) => [home ? `${home}.${type.name}` : type.name, type]));
  return new Model(Object.fromEntries(types.map(([name, type]) => [name, withoutInternal(type)])));
}

function withoutInternal(type) {
  return type.fields ? { ...type, fields: type.fields.filter(({ internal }) => !internal) } : type;
}

/** The goldens and other schemas: each with its types, its vectors, and what the inspector is told of its gateways. */
export const schemas = files.map((file) => {
  const ir = run("ir", file);
  const gateways = ir.files.filter(({ requested }) => requested).flatMap((each) => each.gateways.map(({ name }) => name));
  return {
    name: basename(file),
    model: modelOf(ir),
    vectors: () => run("vectors", file).vectors,
    descriptions: gateways.map((name) => run("export", "inspector", file, "--gateway", name)),
  };
});

/** Every payload, reply, handshake and path of a gateway that has a type, with its example. */
export function* payloads({ gateway }) {
  for (const space of gateway.namespaces) {
    const at = `${gateway.name}${space.path}`;
    if (space.handshake) yield { what: `${at} handshake`, type: { kind: "fields", fields: space.handshake }, example: space.handshakeExample };
    if (space.pathParams) yield { what: `${at} path`, type: { kind: "fields", fields: space.pathParams }, example: space.pathExample };
    const rooms = (space.rooms ?? []).flatMap((room) => room.emits ?? []);
    for (const event of [...(space.ons ?? []), ...(space.emits ?? []), ...rooms]) {
      const { payload, reply } = event;
      const type = payload.kind === "params" ? { kind: "fields", fields: payload.params } : payload.type;
      if (type) yield { what: `${at} ${event.name}`, type, example: event.example };
      if (reply.type) yield { what: `${at} ${event.name}, its reply`, type: reply.type, example: event.replyExample };
    }
  }
}
