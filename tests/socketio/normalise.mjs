// Takes out of a record what the protocol leaves to each server: ids, offsets, and when pings come and polls are answered with
// nothing. A scenario that waits for a ping or a noop has it missing in its record where none comes.
const timely = ["2", "6", "probe 2"];

/** Ids of a record become names that say who was told them first, so that the same id has the same name everywhere. */
export function normalise(record) {
  const [ids, offsets] = [new Map(), new Map()];
  return Object.fromEntries(
    Object.entries(record).map(([client, lines]) => [
      client,
      lines
        .filter((line) => !timely.includes(line))
        .map((line) => withOffset(client, withIds(client, withoutCallId(line), ids), offsets)),
    ]),
  );
}

function withIds(client, line, ids) {
  return line.replace(/"(sid|pid)":"([^"]+)"/g, (_, kind, id) => {
    const name = line.includes('"upgrades"') ? "session" : kind;
    if (!ids.has(id)) ids.set(id, `<${client} ${name} ${ids.size + 1}>`);
    return `"${kind}":"${ids.get(id)}"`;
  });
}

/** Each server counts its calls to clients as it likes. */
function withoutCallId(line) {
  return line.replace(/^(4[25](?:\d+-)?(?:\/[^,]*,)?)\d+\[/, "$1<call>[");
}

/** The place of a replayed event: a string behind its payload. */
function withOffset(client, line, offsets) {
  return line.replace(/^(4[25].*[\]}\d],)"([\w.-]+)"\]$/, (_, start, offset) => {
    if (!offsets.has(offset)) offsets.set(offset, `<${client} offset ${offsets.size + 1}>`);
    return `${start}"${offsets.get(offset)}"]`;
  });
}
