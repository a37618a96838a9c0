// Plays a scenario: steps as text, `CLIENT VERB REST`. README.md has the verbs.
import { RawClient } from "./raw/client.mjs";
import { until } from "../support/waiting.mjs";

const verbs = {
  opens,
  ">": (client, rest) => client.send(...packets(rest)),
  "<": (client, rest) => client.reads(rest),
  probes: (client) => client.probe(),
  "probe>": (client, rest) => client.sendByProbe(...packets(rest)),
  "probe<": (client, rest) => client.reads(`probe ${rest}`),
  "kills the probe": (client) => client.killProbe(),
  pauses: (client) => client.pause(),
  switches: (client) => client.switch(),
  upgrades: upgrade,
  "holds pongs": (client) => client.holdPongs(),
  asks: (client, rest) => http(client, rest),
  ends: (client) => client.ends(),
  closes: (client, rest) => client.close(rest ? Number(rest) : undefined),
  kills: (client) => client.kill(),
  "kills polling": (client) => client.killPolling(),
  "pauses by a note": pauseByNote,
  fences: (client, rest) => fence(client, rest),
  sees: (client, rest) => sees(client, ...rest.split(" in ")),
  rests: (_, rest) => new Promise((resolve) => setTimeout(resolve, Number(rest))),
};

/** Longer ones first: `probe>` is no `probes`. */
const known = Object.keys(verbs).sort((a, b) => b.length - a.length);

/** `bin:00ff` is binary; ` + ` stands between packets that go out together. */
function packets(text) {
  return text.split(" + ").map((one) => (one.startsWith("bin:") ? Buffer.from(one.slice(4), "hex") : one));
}

/** `websocket /path &more=query`; `upgraded` is polling and then a WebSocket. */
async function opens(client, rest) {
  const [transport, path, query] = rest.split(" ");
  await client.open(transport === "upgraded" ? "polling" : transport, path, query);
  if (transport === "upgraded") await upgrade(client);
}

/** As the official client does it. */
async function upgrade(client) {
  await client.probe();
  await client.sendByProbe("2probe");
  await client.reads("probe 3probe");
  await client.pause();
  await client.sendByProbe("5");
  await client.switch();
}

/** `GET /path {"Header":"value"} body`: headers and body may be left out. ` until TEXT` asks until that is in the answer. */
async function http(client, rest) {
  const [, request, wanted] = /^(.*?)(?: until (.+))?$/s.exec(rest);
  const [, method, target, headers, body] = /^(\S+) (\S+)(?: (\{.*?\}))?(?: (.*))?$/s.exec(request);
  const ask = () => client.http(method, target, { headers: headers && JSON.parse(headers), body });
  if (!wanted) return client.records.push(await ask());
  await until(wanted, async () => {
    const line = await ask();
    return line.includes(wanted) && client.records.push(line);
  });
}

/** Without a probe nobody answers the GET that waits with a noop: an event does. */
async function pauseByNote(client) {
  const paused = client.pause();
  await client.send('42["show",{"value":"note"}]');
  await paused;
}

/** What was on its way has arrived when this has been answered. */
async function fence(client, namespace) {
  const to = namespace ? `${namespace},` : "";
  await client.send(`42${to}777["echo",{"value":"fence"}]`);
  await client.reads(`43${to}777`);
}

/** Asks how many clients are in a room until there are so many; none of that is in the record. */
async function sees(client, wanted, room) {
  await until(`${wanted} clients in ${room}`, async () => {
    const question = `42888["countIn",{"room":"${room}","lane":"${room}"}]`;
    return (await client.aside(question, "43888")) === `43888[${wanted}]`;
  });
}

/**
 * Plays `scenario` against the server at `base`; gives what each client got, by its name. A step that waited in vain is the last
 * line of its client.
 */
export async function play(scenario, base) {
  const clients = {};
  const client = (name) => (clients[name] ??= new RawClient(base));
  /** `$a.sid` is what a was told. */
  const fill = (text) => text.replace(/\$(\w+)\.(\w+)/g, (_, name, what) => client(name).told[what]);
  try {
    for (const step of scenario.steps) {
      const [, name, rest] = /^(\w+) (.*)$/s.exec(step);
      const verb = known.find((one) => rest === one || rest.startsWith(`${one} `));
      if (!verb) throw new Error(`no such step: ${step}`);
      try {
        await verbs[verb](client(name), fill(rest.slice(verb.length + 1)));
      } catch (error) {
        if (!/^in vain/.test(error.message)) throw error;
        client(name).records.push(error.message);
        break;
      }
    }
  } finally {
    for (const one of Object.values(clients)) one.kill();
  }
  return Object.fromEntries(Object.entries(clients).map(([name, one]) => [name, one.records]));
}

