// Lays the record of one server beside the other's.

/**
 * Compares two lists of lines. `deviations` are those of the scenario: `{ reference, gangway }`, each a pattern for the whole line
 * that stands there, or undefined where that side says nothing. Gives one row for each line:
 * `{ verdict: "same" | "deviation" | "different", reference?, gangway?, deviation? }`, with as few differences as there can be.
 */
export function compare(reference, gangway, deviations) {
  /** best[i][j]: the cheapest rows for what begins at i and at j, as [cost, row, next i, next j]. */
  const best = Array.from({ length: reference.length + 1 }, () => []);
  for (let i = reference.length; i >= 0; i--) {
    for (let j = gangway.length; j >= 0; j--) best[i][j] = cheapest(i, j);
  }
  const rows = [];
  for (let i = 0, j = 0; i < reference.length || j < gangway.length; ) {
    const [, row, nextI, nextJ] = best[i][j];
    rows.push(row);
    [i, j] = [nextI, nextJ];
  }
  return rows;

  function cheapest(i, j) {
    const ways = [];
    const [theirs, ours] = [reference[i], gangway[j]];
    const way = (cost, row, toI, toJ) => ways.push([cost + best[toI][toJ][0], row, toI, toJ]);
    if (theirs === undefined && ours === undefined) return [0];
    if (theirs !== undefined && ours !== undefined && theirs === ours) {
      way(0, { verdict: "same", reference: theirs, gangway: ours }, i + 1, j + 1);
    }
    for (const deviation of deviations) {
      const isTheirs = deviation.reference !== undefined;
      const isOurs = deviation.gangway !== undefined;
      if (isTheirs && !(theirs !== undefined && fits(deviation.reference, theirs))) continue;
      if (isOurs && !(ours !== undefined && fits(deviation.gangway, ours))) continue;
      const row = { verdict: "deviation", deviation };
      if (isTheirs) row.reference = theirs;
      if (isOurs) row.gangway = ours;
      way(1, row, i + isTheirs, j + isOurs);
    }
    if (theirs !== undefined) way(1000, { verdict: "different", reference: theirs }, i + 1, j);
    if (ours !== undefined) way(1000, { verdict: "different", gangway: ours }, i, j + 1);
    return ways.reduce((a, b) => (b[0] < a[0] ? b : a));
  }
}

const fits = (pattern, line) => (pattern instanceof RegExp ? pattern.test(line) : pattern === line);

/** Compares two records, client by client. */
export function compareRecords(reference, gangway, deviations) {
  const clients = [...new Set([...Object.keys(reference), ...Object.keys(gangway)])];
  return clients.flatMap((client) =>
    compare(reference[client] ?? [], gangway[client] ?? [], deviations).map((row) => ({ client, ...row })),
  );
}

/** The rows that differ, as people read them. */
export function describe(rows) {
  return rows
    .map(({ client, verdict, reference, gangway }) => {
      if (verdict === "same") return `    ${client} ${reference}`;
      const lines = [];
      if (reference !== undefined) lines.push(`  - ${client} ${reference}`);
      if (gangway !== undefined) lines.push(`  + ${client} ${gangway}`);
      return lines.join("\n") + (verdict === "deviation" ? "   (documented)" : "");
    })
    .join("\n");
}
