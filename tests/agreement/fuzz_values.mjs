// Random values: one that fits its type, in which nothing, one thing or several are then made wrong.
//
// A value is a tree of leaves (their JSON text), lists of values and objects, which are lists of [key, value]: so that
// a number keeps the form it has and a key may stand twice.

const samples = {
  bool: ["true", "false"],
  i64: ['"0"', '"-9223372036854775808"', '"9223372036854775807"', "5", "-9007199254740991", '"5"'],
  u64: ['"0"', '"18446744073709551615"', "5", "9007199254740991", '"-0"'],
  f32: ["0", "0.5", "-1.25", "3.4e38", "1e-45", "16777216", "1e2"],
  f64: ["0", "0.5", "-1.25", "1.7976931348623157e308", "5e-324", "1e21", "123456789.125", "-0"],
  string: ['""', '"a"', '"ab"', '" a "', '"ABC"', '"é😀"', '"a\\u0000b"', '"\\ud83d\\ude00"', '"abcabc"', '"42"', '"a.b"', '"x@y.z"', '"a:b"', '"1.2.3.4"', '"::1"', '"\\u00a0x\\ufeff"'],
  bytes: ['""', '"AA=="', '"AAA="', '"AAAA"', '"_-8"', '"AAAAAAAA"'],
  timestamp: ['"2026-01-31T12:00:00Z"', '"2026-01-31T12:00:00.5+01:00"', '"0000-01-01T00:00:00Z"', '"9999-12-31T23:59:59.999Z"', '"2016-12-31T23:59:60Z"'],
  timestamp_ns: ['"2026-01-31T12:00:00Z"', '"1677-09-21T00:12:43.145224192Z"', '"2262-04-11T23:47:16.854775807Z"', '"1969-12-31T23:59:59.999999999-01:00"'],
  duration: ["0", "1000", "-5", "9007199254740991", "60000"],
  date: ['"2024-02-29"', '"0000-01-01"', '"9999-12-31"'],
  decimal: ['"0"', '"-12.50"', '"0.999"', '"10"', '"100.0"', '"1"'],
  uuid: ['"0b8f1d7e-5c0a-4f3e-9d57-2f4c8c1f9a10"', '"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"'],
  json: ["null", "1.5", '"x"', '{"a":[1,{"__proto__":null}]}', "[]", "true", "-0"],
};
const integers = ["0", "1", "5", "-0", "1.0", "1e2", "127", "-1", "100", "255", "65535", "2147483647", "4294967295", "9007199254740991", "-128"];

/** One at a time, in any place. */
const hostile = [
  "null", "true", "0", "-1", "1.5", "256", "1e400", "-1e400", "1e-400", "9007199254740992", "9007199254740993", "18446744073709551616", '""', '"x"',
  '"-1"', '"01"', '"1e5"', '"\\ud800"', '"\\udc00a"', '"__proto__"', '"2026-02-30"', '"2026-01-31T24:00:00Z"', '"AB=="', "[]", "{}", "[null]",
  '{"a":1}', '{"__proto__":1}', "1.0000000000000000000001", '"9223372036854775808"', '"  "', '"\\u2003\\u200b"', '"' + "a".repeat(300) + '"',
  "[".repeat(70) + "]".repeat(70), '{"a":1,"a":2}', '"İ"', '"😀😀😀😀😀😀😀😀"',
];
/** Those that are wrong only as values of their type: several of them at once are told apart by no order of reading. */
const plain = hostile.filter((text) => !/\\ud[89a-f]|^\[\[|"a":1,"a"/i.test(text));
const oddKeys = ["__proto__", "constructor", "toString", "no such key", "", "hasOwnProperty", "a/b~c"];

export function randomValue(random, schema, type) {
  const root = make(random, { kind: "named", type }, 0);
  // Looking for a tag that comes last passes over everything else, and finds there first what is no text.
  const hasLateTag = /,\s*"tag"/.test(text(random, root.value));
  const wrong = random.oneIn(6) ? 0 : random.oneIn(6) ? 2 + random.below(3) : 1;
  for (let count = 0; count < wrong; count++) spoil(random, root, wrong > 1, hasLateTag);
  return { json: text(random, root.value), several: wrong > 1 };
}

function text(random, value) {
  const space = () => (random.oneIn(40) ? random.pick([" ", "\n", "\t\r"]) : "");
  if (typeof value === "string") return value;
  if (value.list) return `[${value.list.map((one) => space() + text(random, one.value) + space()).join(",")}]`;
  return `{${value.members.map(([key, one]) => `${space()}${JSON.stringify(key)}${space()}:${text(random, one.value)}${space()}`).join(",")}}`;
}

/** A box around a value that fits, so that it can be changed in its place. */
function make(random, type, depth) {
  if (type.nullable && random.oneIn(4)) return { value: "null" };
  if (type.kind === "scalar") return { value: random.pick(samples[type.scalar] ?? integers.filter((text) => fits(type.scalar, text))) };
  if (type.kind === "list") {
    return { value: { list: Array.from({ length: depth > 5 ? 0 : random.below(4) }, () => make(random, type.element, depth + 1)) } };
  }
  if (type.kind === "map") {
    const keys = ["k", "__proto__", "toString", "a/b"].slice(0, depth > 5 ? 0 : random.below(4));
    return { value: { members: keys.map((key) => [key, make(random, type.element, depth + 1)]) } };
  }
  const { type: named } = type;
  if (named.kind === "alias") return make(random, named.target, depth);
  if (named.kind === "enum") return { value: JSON.stringify(!named.closed && random.oneIn(5) ? "mauve" : random.pick(named.names)) };
  if (named.kind === "union") {
    if (!named.closed && random.oneIn(6)) return { value: { members: [["tag", { value: '"new"' }], ["a", { value: "[1,{}]" }]] } };
    const arm = random.pick(named.arms);
    const { value } = make(random, { kind: "named", type: arm.type }, depth + 1);
    const tag = ["tag", { value: JSON.stringify(arm.name) }];
    return { value: { members: random.oneIn(3) ? [...value.members, tag] : [tag, ...value.members] } };
  }
  const members = [];
  for (const field of named.fields) {
    if ((field.optional || field.default) && (depth > 5 || random.oneIn(3))) continue;
    if (field.optional && random.oneIn(6)) members.push([field.name, { value: "null" }]);
    else members.push([field.name, make(random, field.type, depth + 1)]);
  }
  if (random.oneIn(8)) members.reverse();
  if (random.oneIn(8)) members.push([random.pick(oddKeys.filter((key) => !named.fields.some((field) => field.name === key))), { value: '{"b":[0]}' }]);
  return { value: { members } };
}

function fits(scalar, text) {
  const value = Number(text);
  const [, sign, bits] = /^([iu])(\d+)$/.exec(scalar) ?? ["", "i", "54"];
  return sign === "u" ? value >= 0 && value < 2 ** Number(bits) : value >= -(2 ** (Number(bits) - 1)) && value < 2 ** (Number(bits) - 1);
}

/** Makes one thing wrong, somewhere below `box`. */
function spoil(random, box, isOneOfSeveral, hasLateTag) {
  const boxes = [];
  const collect = (one) => {
    boxes.push(one);
    if (typeof one.value === "string") return;
    for (const inner of one.value.list ?? one.value.members.map(([, value]) => value)) collect(inner);
  };
  collect(box);
  const target = random.pick(boxes);
  const { value } = target;
  const members = typeof value === "string" ? undefined : value.members;
  const way = random.below(8);
  if (members?.length && way === 0) members.splice(random.below(members.length), 1);
  else if (members?.length && way === 1 && !isOneOfSeveral) members.push(random.pick(members));
  else if (members && way === 2) members.push([random.pick(oddKeys.filter((key) => !members.some(([name]) => name === key))), { value: random.pick(plain) }]);
  else if (value.list?.length && way <= 2) value.list.push(random.pick(value.list));
  else target.value = random.pick(isOneOfSeveral || hasLateTag ? plain : hostile);
}
