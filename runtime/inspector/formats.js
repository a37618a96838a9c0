// The forms of `@format`, as the server knows them.

const label = "[A-Za-z\\d]([A-Za-z\\d-]{0,61}[A-Za-z\\d])?";
const host = `${label}(\\.${label})*`;
const octet = "(25[0-5]|(2[0-4]|1\\d|[1-9])?\\d)";
const ipv4 = `${octet}(\\.${octet}){3}`;
const rest = "([\\w.~:/?@!$&'()*+,;=[\\]-]|%[\\dA-Fa-f]{2})*";
/** Each with the most characters that it may have. @type {Record<string, [RegExp, number]>} */
const forms = {
  email: [new RegExp(`^[\\w.!#$%&'*+/=?^\`{|}~-]{1,64}@${host}$`), 254],
  hostname: [new RegExp(`^${host}$`), 253],
  uri: [new RegExp(`^[A-Za-z][A-Za-z\\d+.-]*:${rest}(#${rest})?$`), Infinity],
  ipv4: [new RegExp(`^${ipv4}$`), Infinity],
};

/** Whether text is of a form that `@format` names. @param {string} format @param {string} text */
export function isOfFormat(format, text) {
  const form = forms[format];
  if (form) return text.length <= form[1] && form[0].test(text);
  const halves = text.replace(new RegExp(`:${ipv4}$`), ":0:0").split("::");
  const groups = halves.flatMap((half) => (half ? half.split(":") : []));
  const isFull = halves.length < 3 && (halves.length > 1 ? groups.length < 8 : groups.length === 8);
  return isFull && groups.every((group) => /^[\dA-Fa-f]{1,4}$/.test(group));
}
