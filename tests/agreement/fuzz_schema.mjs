// A random schema, as text and as what fuzz_values.mjs makes values of.

const scalars = [
  "bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "safeint", "f32", "f64", "string", "bytes", "timestamp",
  "timestamp_ns", "duration", "date", "decimal", "uuid", "json",
];
const names = ["a", "id", "kind", "value", "constructor", "toString", "length", "type", "data", "seq", "on", "x1", "event", "prototype"];

const counts = (random, most) => {
  const min = random.below(3);
  return random.oneIn(3) ? `${min}..` : random.oneIn(2) ? `..${min + random.below(most)}` : `${min}..${min + random.below(most)}`;
};
const isNumber = /^([iu]\d+|safeint|f32|f64|duration)$/;

/** What may stand behind a type, as annotations; `type` then carries them for the values to be near them. */
function annotations(random, type) {
  if (!random.oneIn(3)) return "";
  const out = [];
  if (type.scalar === "string") {
    if (random.oneIn(3)) out.push("@trim");
    if (random.oneIn(4)) out.push("@lowercase");
    if (random.oneIn(2)) out.push(`@length(${counts(random, 6)})`);
    else if (random.oneIn(2)) out.push(`@pattern("${random.pick(["[a-z0-9-]+", "[^a]*", "(?:ab|c){1,3}", "\\\\d+", ".*", "a.b"])}")`);
    else out.push(`@format(${random.pick(["email", "uri", "hostname", "ipv4", "ipv6"])})`);
  } else if (type.scalar === "bytes") {
    out.push(`@size(${counts(random, 5)})`);
  } else if (type.scalar === "decimal") {
    out.push(`@range(${random.pick(["-1..1", "0..", "..10", "1..100"])})`);
  } else if (type.scalar === "duration") {
    out.push(`@range(${random.pick(["0ms..5s", "1s..", "..1m"])})`);
  } else if (isNumber.test(type.scalar ?? "")) {
    out.push(`@range(${random.pick(["0..5", "1..", "..100", "5..5"])})`);
  } else if (type.kind === "list" || type.kind === "map") {
    if (random.oneIn(2)) out.push(`@items(${counts(random, 3)})`);
    const { element } = type;
    const mayBeUnique = element.kind === "scalar" && !["f32", "f64", "decimal", "json"].includes(element.scalar);
    if (type.kind === "list" && mayBeUnique && random.oneIn(2)) out.push("@unique");
  }
  return out.filter((one) => !/\(0?\.\.\)/.test(one)).map((one) => ` ${one}`).join("");
}

export function randomSchema(random, name, withConstraints = process.env["FUZZ_CONSTRAINTS"] !== "0") {
  const types = [];
  const lines = [`package ${name};`, ""];

  const typeRef = (depth = 0) => {
    const choice = random.below(depth > 2 ? 6 : 12);
    let type;
    if (choice < 6) type = { kind: "scalar", scalar: random.pick(scalars) };
    else if (choice === 6 || choice === 7) type = { kind: "list", element: typeRef(depth + 1) };
    else if (choice === 8) type = { kind: "map", element: typeRef(depth + 1) };
    else if (types.length > 0) type = { kind: "named", type: random.pick(types.filter((one) => one.kind !== "error")) ?? types[0] };
    else type = { kind: "scalar", scalar: "string" };
    if (type.kind === "named" && type.type.kind === "error") type = { kind: "scalar", scalar: "u64" };
    const inner = type.kind === "named" && type.type.kind === "alias" ? type.type.target : type;
    type.nullable = !(inner.nullable || inner.scalar === "json") && random.oneIn(6);
    type.written = written(type) + (type.nullable ? "?" : "") + (withConstraints ? annotations(random, type) : "");
    return type;
  };
  const written = (type) =>
    type.kind === "scalar" ? type.scalar
    : type.kind === "list" ? `list<${type.element.written}>`
    : type.kind === "map" ? `map<string, ${type.element.written}>`
    : type.type.name;

  const fields = (owner) => {
    const out = [];
    const free = [...names];
    for (let count = random.below(6); count > 0; count--) {
      const [field] = free.splice(random.below(free.length), 1);
      const one = { name: field, type: typeRef(), optional: random.oneIn(4) };
      // A struct may contain itself where it need not.
      if (owner && random.oneIn(12)) one.type = { kind: "list", element: { kind: "named", type: owner, written: owner.name }, written: `list<${owner.name}>` };
      if (!one.optional && one.type.kind === "scalar" && !one.type.written.includes("@") && random.oneIn(5)) {
        one.default = { bool: "true", string: '"hi"', u8: "7", i32: "-7", i64: "-7", u64: "18446744073709551615", f64: "0.5", duration: "2s" }[one.type.scalar];
      }
      out.push(one);
    }
    return out;
  };
  const body = (all) =>
    all.map((one) => `  ${one.name}${one.optional ? "?" : ""}: ${one.type.written}${one.default ? ` = ${one.default}` : ""};`).join("\n");

  for (let at = 0, count = 4 + random.below(7); at < count; at++) {
    const kind = random.pick(["struct", "struct", "struct", "struct", "enum", "union", "alias", "error"]);
    const type = { kind, name: `T${at}`, closed: random.oneIn(2) };
    const closed = type.closed ? "closed " : "";
    if (kind === "struct" || kind === "error") {
      type.fields = fields(kind === "struct" ? type : undefined);
      lines.push(`${kind} T${at} {\n${body(type.fields)}\n}`);
    } else if (kind === "enum") {
      type.names = ["red", "green", "constructor", "toString"].slice(0, 1 + random.below(4));
      lines.push(`${closed}enum T${at} { ${type.names.join(", ")} }`);
    } else if (kind === "alias") {
      type.target = typeRef();
      lines.push(`type T${at} = ${type.target.written};`);
    } else {
      type.tag = "tag";
      const arms = types.filter((one) => one.kind === "struct").slice(0, 3);
      if (arms.length === 0) continue;
      type.arms = arms.map((arm, n) => ({ name: ["one", "constructor", "three"][n], type: arm }));
      lines.push(`${closed}union T${at} tag "tag" { ${type.arms.map((arm) => `${arm.name}: ${arm.type.name}`).join(", ")} }`);
    }
    types.push(type);
  }
  if (!types.some((one) => one.kind !== "alias")) {
    types.push({ kind: "struct", name: "Last", fields: [] });
    lines.push("struct Last {}");
  }
  return { text: lines.join("\n") + "\n", types };
}
