// Pages of other origins: CORS where it polls, and who is let in at all.
const polling = "/pages/socket.io/?EIO=4&transport=polling";
const good = '"Origin":"https://page.example"';
const evil = '"Origin":"https://evil.example"';

export default [
  { name: "a page that may", steps: [`a asks GET ${polling} {${good}}`] },
  { name: "a page that may not", steps: [`a asks GET ${polling} {${evil}}`], deviations: ["no headers for pages that may not"] },
  { name: "no page", steps: [`a asks GET ${polling}`], deviations: ["no headers for no page"] },
  {
    name: "a page that asks before it posts",
    steps: [
      `a asks OPTIONS ${polling} {${good},"Access-Control-Request-Method":"POST","Access-Control-Request-Headers":"content-type"}`,
    ],
    deviations: ["a preflight names what there is"],
  },
  {
    name: "a page that may not asks before it posts",
    steps: [`a asks OPTIONS ${polling} {${evil},"Access-Control-Request-Method":"POST"}`],
    deviations: ["a preflight of others is refused"],
  },
  {
    name: "a page polls and posts",
    steps: [
      "s opens polling /pages",
      "s > 40",
      "s < 40",
      `a asks POST ${polling}&sid=$s.sid {${good}} 421["echo",{"value":1}]`,
      "s < 431",
    ],
  },
  { name: "errors have the headers, too", steps: [`a asks GET ${polling}&sid=nobody {${good}}`] },
];
