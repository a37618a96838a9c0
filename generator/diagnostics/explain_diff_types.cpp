#include "diagnostics/explain.h"

namespace gangway::gen {

std::vector<Explanation> explain_diff_types() {
  return {
      {"GW6041", "Who does not know the field ignores it, and who does reads that it was left out.",
       "package demo;\nstruct A { x: u32; note?: string; limit: u32 = 3; }\ngateway G { on put(A); emit "
       "got(A); }\n",
       "", "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6042",
       "Old peers do not write the field, so new ones refuse what they send. Which end that is depends on "
       "who sends it.",
       "package demo;\nstruct In { x: u32; y: u32; } struct Out { x: u32; y: u32; }\ngateway G { on put(In); "
       "emit got(Out); }\n",
       "",
       "package demo;\nstruct In { x: u32; } struct Out { x: u32; }\ngateway G { on put(In); emit got(Out); "
       "}\n"},
      {"GW6043", "New peers do not write the field, so old ones refuse what they send.",
       "package demo;\nstruct In { x: u32; reserved y; } struct Out { x: u32; reserved y; }\ngateway G { on "
       "put(In); emit got(Out); }\n",
       "",
       "package demo;\nstruct In { x: u32; y: u32; } struct Out { x: u32; y: u32; }\ngateway G { on put(In); "
       "emit got(Out); }\n"},
      {"GW6044", "Old peers read that it was left out. Code that uses the field changes.",
       "package demo;\nstruct A { x: u32; reserved note; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; note?: string; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6045",
       "Without `reserved` somebody may use the name again one day, and peers that are old by then read it "
       "with its first meaning.",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; note?: string; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6046",
       "A field is gone and one of the same type is new. Names of fields are on the wire: neither end knows "
       "the other's.",
       "package demo;\nstruct A { x: u32; title: string; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; name: string; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6047",
       "The field is of another type. Some go together on the wire, in one direction or both; a 64-bit "
       "integer is a string there.",
       "package demo;\nstruct A { a: i64; b: u16; c: json; d: list<string>; }\ngateway G { on put(A); emit "
       "got(A); }\n",
       "",
       "package demo;\nstruct A { a: i32; b: u8; c: string; d: list<u32>; }\ngateway G { on put(A); emit "
       "got(A); }\n"},
      {"GW6048", "Old peers may leave the field out, and new ones refuse that.",
       "package demo;\nstruct A { x: u32; note: string; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; note?: string; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6049", "New peers may leave the field out, and old ones refuse that.",
       "package demo;\nstruct A { x: u32; note?: string; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; note: string; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6050",
       "Generated peers always write the field, but others may have left it out, and are refused now.",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32 = 3; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6051", "A field with a default is always written, so old peers find it.",
       "package demo;\nstruct A { x: u32 = 3; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6052", "Both may be left out. What it means when it is, changes.",
       "package demo;\nstruct A { x: u32 = 3; y?: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x?: u32; y: u32 = 3; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6053",
       "Whoever leaves the field out means something else now, and each end fills in its own default.",
       "package demo;\nstruct A { x: u32 = 4; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32 = 3; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6054", "Old peers refuse null; where the field is optional they read it as left out.",
       "package demo;\nstruct A { x: u32?; y?: u32?; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; y?: u32; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6055", "New peers refuse null; where the field is optional they read it as left out.",
       "package demo;\nstruct A { x: u32; y?: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32?; y?: u32?; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6056", "A secret value is neither logged nor echoed.",
       "package demo;\ngateway G { handshake { token: string @secret; } on ping(); }\n", "",
       "package demo;\ngateway G { handshake { token: string; } on ping(); }\n"},
      {"GW6057", "The field no longer leaves the server: clients that require it miss it.",
       "package demo;\nstruct A { x: u32; @internal y?: u32; @internal z?: u32; }\ngateway G { on put(A); "
       "emit got(A); }\n",
       "", "package demo;\nstruct A { x: u32; y: u32; z?: u32; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6058", "The field leaves the server now: new clients require what an old server keeps to itself.",
       "package demo;\nstruct A { x: u32; y: u32; z?: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; @internal y?: u32; @internal z?: u32; }\ngateway G { on put(A); "
       "emit got(A); }\n"},
      {"GW6059", "The name had a meaning once, and peers of that time read it so.",
       "package demo;\nstruct A { x: u32; y?: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; reserved y; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6060", "Nothing keeps the name from coming back with another meaning.",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { x: u32; reserved y; }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6061", "Names of types are not on the wire; code that uses the type changes.",
       "package demo;\nstruct A { x: u32; }\n", "", "package demo;\nstruct A { x: u32; }\nenum E { a }\n"},
      {"GW6062", "A type that nothing used before.", "package demo;\nstruct A { x: u32; }\nenum E { a }\n",
       "", "package demo;\nstruct A { x: u32; }\n"},
      {"GW6063",
       "Another name stands where the old one stood, and names of types are not on the wire: code changes, "
       "peers do not notice.",
       "package demo;\nstruct B { x: u32; }\ngateway G { on put(B); }\n", "",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); }\n"},
      {"GW6064", "The package is a namespace in C++ and a module in TypeScript, and not on the wire.",
       "package demo.two;\nstruct A { x: u32; }\ngateway G { on put(A); }\n", "",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); }\n"},
      {"GW6065", "One name for two things: what was a struct is something else.",
       "package demo;\nenum A { x }\ngateway G { on put(A); }\n", "",
       "package demo;\nstruct A { x: u32; }\ngateway G { on put(A); }\n"},
      {"GW6066", "Everything of the alias' type changes with it.",
       "package demo;\ntype Id = uuid;\nstruct A { id: Id; }\ngateway G { on put(A); emit got(Id); }\n", "",
       "package demo;\ntype Id = u32;\nstruct A { id: Id; }\ngateway G { on put(A); emit got(Id); }\n"},
      {"GW6067", "Constants are code, not on the wire.",
       "package demo;\nconst Most: u32 = 3;\nstruct A { x: u32; }\n", "",
       "package demo;\nstruct A { x: u32; }\n"},
      {"GW6068", "Code that uses the constant changes.",
       "package demo;\nconst Few: u64 = 1;\nstruct A { x: u32; }\n", "",
       "package demo;\nconst Most: u32 = 3;\nconst Few: u32 = 1;\nstruct A { x: u32; }\n"},
      {"GW6069", "Code that uses the constant does something else.",
       "package demo;\nconst Most: u32 = 4;\nstruct A { x: u32 = 3; }\n", "",
       "package demo;\nconst Most: u32 = 3;\nstruct A { x: u32 = Most; }\n"},
      {"GW6071", "Old peers keep a name that they do not know.",
       "package demo;\nenum E { a, b, c }\ngateway G { on put(E); emit got(E); }\n", "",
       "package demo;\nenum E { a, b }\ngateway G { on put(E); emit got(E); }\n"},
      {"GW6072", "Old peers refuse a name that they do not know.",
       "package demo;\nclosed enum E { a, b, c }\ngateway G { on put(E); emit got(E); }\n", "",
       "package demo;\nclosed enum E { a, b }\ngateway G { on put(E); emit got(E); }\n"},
      {"GW6073", "New peers keep a name that they no longer know; code that uses it changes.",
       "package demo;\nenum E { a, reserved b }\ngateway G { on put(E); emit got(E); }\n", "",
       "package demo;\nenum E { a, b }\ngateway G { on put(E); emit got(E); }\n"},
      {"GW6074", "New peers refuse a name that they no longer know.",
       "package demo;\nclosed enum E { a, reserved b }\ngateway G { on put(E); emit got(E); }\n", "",
       "package demo;\nclosed enum E { a, b }\ngateway G { on put(E); emit got(E); }\n"},
      {"GW6075", "What was kept is refused now.",
       "package demo;\nclosed enum E { a, b }\ngateway G { on put(E); emit got(E); }\n", "",
       "package demo;\nenum E { a, b }\ngateway G { on put(E); emit got(E); }\n"},
      {"GW6076",
       "The same names as before are on the wire. Code has to expect others now: the first step before a "
       "name is added.",
       "package demo;\nenum E { a, b }\ngateway G { on put(E); emit got(E); }\n", "",
       "package demo;\nclosed enum E { a, b }\ngateway G { on put(E); emit got(E); }\n"},
      {"GW6081", "Old peers keep an arm that they do not know.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y, z: Z }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6082", "Old peers refuse an arm that they do not know.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nclosed union U tag "
       "\"kind\" { x: X, y: Y, z: Z }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nclosed union U tag "
       "\"kind\" { x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6083", "New peers keep an arm that they no longer know; code that uses it changes.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, reserved y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6084", "New peers refuse an arm that they no longer know.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nclosed union U tag "
       "\"kind\" { x: X, reserved y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nclosed union U tag "
       "\"kind\" { x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6085", "What was kept is refused now.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nclosed union U tag "
       "\"kind\" { x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6086",
       "The same arms as before are on the wire. Code has to expect others now: the first step before an arm "
       "is added.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nclosed union U tag "
       "\"kind\" { x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6087", "Neither end finds the tag that it looks for.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"type\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6088", "What one end sends as this arm the other reads as something else.",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Z }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n",
       "",
       "package demo;\nstruct X { x: u32; } struct Y { y: u32; } struct Z { z: u32; }\nunion U tag \"kind\" "
       "{ x: X, y: Y }\ngateway G { on put(U); emit got(U); on all(X) -> Y; on z(Z); }\n"},
      {"GW6101", "Old peers may send what new ones refuse.",
       "package demo;\nstruct A { a: string @length(1..32); b: list<u32> @items(..8) @unique; c: u32 "
       "@range(10..100); d: bytes @size(..1KiB); e: string @pattern(\"[a-z]+\"); f: string @format(email) "
       "@length(..99); }\ngateway G { on put(A); emit got(A); }\n",
       "",
       "package demo;\nstruct A { a: string @length(1..64); b: list<u32>; c: u32 @range(..100); d: bytes; e: "
       "string; f: string @format(email); }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6102", "New peers may send what old ones refuse.",
       "package demo;\nstruct A { a: string @length(1..64); b: list<u32>; c: u32 @range(..100); d: bytes; e: "
       "string; f: string; }\ngateway G { on put(A); emit got(A); }\n",
       "",
       "package demo;\nstruct A { a: string @length(1..32); b: list<u32> @items(..8) @unique; c: u32 "
       "@range(10..100); d: bytes @size(..1KiB); e: string @pattern(\"[a-z]+\"); f: string @format(email); "
       "}\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6103",
       "Each end may send what the other refuses. Two patterns are not compared: another one counts as "
       "another set of strings.",
       "package demo;\nstruct A { a: string @length(2..64); e: string @pattern(\"[a-z0-9]+\"); f: string "
       "@format(ipv6); }\ngateway G { on put(A); emit got(A); }\n",
       "",
       "package demo;\nstruct A { a: string @length(1..32); e: string @pattern(\"[a-z]+\"); f: string "
       "@format(ipv4); }\ngateway G { on put(A); emit got(A); }\n"},
      {"GW6104", "The value that handlers see changes.",
       "package demo;\nstruct A { a: string @trim; b: string; }\ngateway G { on put(A); emit got(A); }\n", "",
       "package demo;\nstruct A { a: string; b: string @lowercase; }\ngateway G { on put(A); emit got(A); "
       "}\n"},
      {"GW6105", "What the application does to the value, or refuses, changes.",
       "package demo;\npipe Clean: string;\nstruct A { x: string @pipe(Clean); }\ngateway G { on put(A); }\n",
       "", "package demo;\npipe Clean: string;\nstruct A { x: string; }\ngateway G { on put(A); }\n"},
  };
}

}  // namespace gangway::gen
