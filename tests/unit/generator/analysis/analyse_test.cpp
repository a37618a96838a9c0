#include "analysis/analyse.h"

#include <doctest/doctest.h>

#include "support/compile.h"

// What a schema means; what is refused stands in tests/corpus/bad.

namespace gangway::test {
namespace {

using namespace gen;

const GatewayDef& gateway(const Schema& schema) { return schema.files[0].gateways.at(0); }

TEST_CASE("no arrow and no throws is no reply, throws alone is an empty one") {
  const Schema schema = must_compile(
      "package d; error E; gateway G { on a(); on b() -> void; on c() throws E; on d() -> u8; on e() -> "
      "stream u8 throws E; }");
  const auto& ons = gateway(schema).namespaces[0].ons;
  using Kind = ReplyDef::Kind;
  const Kind expected[] = {Kind::None, Kind::Empty, Kind::Empty, Kind::Value, Kind::Stream};
  for (std::size_t i = 0; i < 5; ++i) CHECK(ons[i].reply.kind == expected[i]);
  CHECK(ons[2].throws.size() == 1);
}

TEST_CASE("a gateway has a root namespace when it declares an event or a room, or no namespace at all") {
  const auto names = [](const char* members) {
    const Schema schema = must_compile(std::string("package d; gateway G { ") + members + " }");
    std::string result;
    for (const NamespaceDef& each : gateway(schema).namespaces) result += each.name + each.path + " ";
    return result;
  };
  CHECK(names("") == "root/ ");
  CHECK(names("handshake { t: u8; } namespace a \"/x\" { }") == "a/x ");
  CHECK(names("namespace a { } on b();") == "root/ a/a ");
  CHECK(names("namespace a { } room R;") == "root/ a/a ");
}

TEST_CASE("a namespace inherits the gateway's handshake and session unless it declares its own") {
  const Schema schema = must_compile(
      "package d; gateway G { handshake { t: string; } session { u: u8; } on x();"
      " namespace a { } namespace b { handshake { } } namespace c { session { v: u8; w: u8; } } }");
  const auto& spaces = gateway(schema).namespaces;
  CHECK(spaces[0].handshake->size() == 1);
  CHECK_FALSE(spaces[0].own_handshake);
  CHECK(spaces[1].handshake->size() == 1);
  CHECK(spaces[2].handshake->empty());
  CHECK(spaces[2].own_handshake);
  CHECK(spaces[3].session->size() == 2);
  CHECK(spaces[3].own_session);
  CHECK(spaces[3].handshake->size() == 1);
}

TEST_CASE("the annotations of a gateway become its settings") {
  const Schema schema = must_compile(
      "package d; @path(\"/r\") @heartbeat(25s, timeout: 20s) @maxPayload(256KiB) @since(\"1.2\") gateway G "
      "{ @deprecated(\"b\") on a(); }");
  const GatewayDef& g = gateway(schema);
  CHECK(g.path == "/r");
  CHECK(g.heartbeat_ms == 25000);
  CHECK(g.heartbeat_timeout_ms == 20000);
  CHECK(g.max_payload == 262144);
  CHECK(g.docs.since == "1.2");
  CHECK(g.namespaces[0].ons[0].docs.deprecated == "b");
}

TEST_CASE("defaults are values of their field's type in canonical form") {
  const Schema schema = must_compile(
      "package d; const Limit: u32 = 2000; const Same: u32 = Limit; enum P { on, off } struct S {"
      " a: u32 = Same; b: f64 = Limit; c: u64 = 18446744073709551615; d: i8 = -128; e: duration = 1.5s;"
      " f: uuid = \"F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6\"; g: timestamp = \"2026-01-31T00:30:00+01:00\";"
      " h: bytes = \"-_8\"; i: P = off; j: list<u8> = [1, 2]; k: string? = null; l: map<string, u8> = {};"
      " m: timestamp_ns = \"2026-01-31T00:00:00.100Z\"; n: decimal = 12.50; }");
  const auto& fields = std::get<StructDef>(schema.types[1].def).fields;
  using Text = std::string;
  CHECK(std::get<std::int64_t>(fields[0].default_value->data) == 2000);
  CHECK(std::get<double>(fields[1].default_value->data) == 2000.0);
  CHECK(std::get<std::uint64_t>(fields[2].default_value->data) == 18446744073709551615U);
  CHECK(std::get<std::int64_t>(fields[3].default_value->data) == -128);
  CHECK(std::get<std::int64_t>(fields[4].default_value->data) == 1500);
  CHECK(std::get<Text>(fields[5].default_value->data) == "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  CHECK(std::get<Text>(fields[6].default_value->data) == "2026-01-30T23:30:00.000Z");
  CHECK(std::get<Text>(fields[7].default_value->data) == "+/8=");
  CHECK(std::get<EnumeratorRef>(fields[8].default_value->data).name == "off");
  CHECK(std::get<std::vector<Value>>(fields[9].default_value->data).size() == 2);
  CHECK(std::holds_alternative<std::nullptr_t>(fields[10].default_value->data));
  CHECK(std::get<std::vector<Value>>(fields[11].default_value->data).empty());
  CHECK(std::get<Text>(fields[12].default_value->data) == "2026-01-31T00:00:00.1Z");
  CHECK(std::get<Text>(fields[13].default_value->data) == "12.50");
}

TEST_CASE("aliases are kept, and types are numbered in the order in which they are written") {
  const Schema schema = must_compile("package d; type A = list<B?>; struct B { a?: A; } error E { b: B; }");
  REQUIRE(schema.types.size() == 3);
  const TypeRef& target = std::get<AliasDef>(schema.types[0].def).target;
  CHECK(target.kind == TypeRef::Kind::List);
  CHECK(target.element[0].nullable);
  CHECK(target.element[0].named == TypeId{1});
  CHECK(std::get<StructDef>(schema.types[1].def).fields[0].type.named == TypeId{0});
  CHECK(std::get<StructDef>(schema.types[2].def).is_error);
  CHECK(schema.files[0].types == std::vector<TypeId>{TypeId{0}, TypeId{1}, TypeId{2}});
}

TEST_CASE("a file's own name hides an imported one, and a qualified name finds it again") {
  const Schema schema = must_compile(
      "package a;\nimport \"b.gw\";\nstruct Id { x: u8; }\nstruct S { own: Id; other: b.Id; }\n// --- "
      "b.gw\npackage "
      "b;\nstruct Id { y: u8; }\n");
  const auto& fields = std::get<StructDef>(schema.types[1].def).fields;
  CHECK(schema.home(fields[0].type.named).package == std::vector<std::string>{"a"});
  CHECK(schema.home(fields[1].type.named).package == std::vector<std::string>{"b"});
  CHECK(schema.files[0].imports == std::vector<FileId>{FileId{1}});
  CHECK(schema.files[0].requested);
  CHECK_FALSE(schema.files[1].requested);
}

TEST_CASE("what was understood of a broken file is analysed, and no schema comes of an error") {
  CHECK(compile("package d; struct A { x: strng; } struct B {").codes() == "GW2102 GW1011");
  CHECK_FALSE(compile("package d; struct A { x: u8; } struct B {").schema);
  CHECK_FALSE(compile("package d; struct A { x: strng; }").schema);
  CHECK(compile("package d; import \"b.gw\";\n// --- b.gw\npackage d;\n").schema);
}

}  // namespace
}  // namespace gangway::test
