// Where we differ on purpose: what ours shows instead. The reasons are in runtime/README.md, "Engine.IO".
const badRequest = { status: 400, type: "application/json", cache: undefined, body: '{"code":3,"message":"Bad request"}' };

/** The answer to the POST is 400. */
const refused = ([posted, ...rest]) => [{ ...posted, ...badRequest }, ...rest];
/** The end goes out with what was written before it. */
const withTheEnd = ([posted, waiting, ...rest]) => [posted, { ...waiting, body: waiting.body + "\x1e1" }, ...rest];

/** By scenario: makes of what the reference shows what ours does. */
export const deviations = new Map([
  ['POST "abc" while a GET waits', refused],
  ['POST "" while a GET waits', refused],
  ['POST "7" while a GET waits', refused],
  ['POST "4a\\u001e" while a GET waits', (seen) => withTheEnd(refused(seen))],
  ['POST "4a\\u001e\\u001e4b" while a GET waits', (seen) => withTheEnd(refused(seen))],
  ["a ping that is never answered, over an upgrade", ([pinged, log]) => [pinged, [...log, "close 1005"]]],
]);
