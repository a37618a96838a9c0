/** The scenario once for each transport: steps say TRANSPORT where it is named. */
export function by(transports, scenario) {
  return transports.map((transport) => ({
    ...scenario,
    name: `${scenario.name}, by ${transport}`,
    steps: scenario.steps.map((step) => step.replaceAll("TRANSPORT", transport)),
  }));
}

/** `by` the two transports. */
export const both = (scenario) => by(["websocket", "polling"], scenario);

/** `by` the two and by a WebSocket that polling was upgraded to. */
export const all = (scenario) => by(["websocket", "polling", "upgraded"], scenario);

/** Opens a session and joins `/`. */
export const joined = (client, path = "/", auth = "") => [
  `${client} opens TRANSPORT ${path}`,
  `${client} > 40${auth}`,
  `${client} < 40`,
];
