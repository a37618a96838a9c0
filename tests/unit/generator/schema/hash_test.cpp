#include "schema/hash.h"

#include <string>

#include <doctest/doctest.h>

#include "support/compile.h"

namespace gangway::test {
namespace {

std::string hash_of(const std::string& text) { return must_compile(text).files[0].gateways.at(0).hash; }

const std::string kBase =
    "package demo;\nstruct A { x: u32; y?: string; }\nerror Full { limit: u32; }\n"
    "gateway G { handshake { token: string; } on a(A) -> u32 throws Full; emit b(x: u32 = 5); }\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kBase;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a gateway's hash is 16 hex digits and the same in every run") {
  CHECK(hash_of(kBase).size() == 16);
  CHECK(hash_of(kBase).find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(hash_of(kBase) == hash_of(kBase));
}

TEST_CASE("what no peer can see does not change the hash") {
  CHECK(hash_of("/// Docs.\n" + kBase) == hash_of(kBase));
  CHECK(hash_of(with("gateway G", "@since(\"1.0\") gateway Other")) == hash_of(kBase));
  CHECK(hash_of(
            with("struct A {", "type Number = u32;\nstruct Unused { z: bool; }\nstruct A { reserved old;")) ==
        hash_of(kBase));
  CHECK(hash_of(with("x: u32; y?: string;", "y?: string; x: u32;")) == hash_of(kBase));
  CHECK(hash_of(with("on a(A)", "session { user: string; } on a(A)")) == hash_of(kBase));
  std::string renamed = with("struct A", "struct Renamed");
  renamed.replace(renamed.find("on a(A)"), 7, "on a(Renamed)");
  CHECK(hash_of(renamed) == hash_of(kBase));
  CHECK(hash_of(with("emit b(x: u32 = 5);", "room R(id: u32) { emit b(x: u32 = 5); }")) == hash_of(kBase));
}

TEST_CASE("what a peer can see changes the hash") {
  CHECK(hash_of(with("x: u32; y", "x: u64; y")) != hash_of(kBase));
  CHECK(hash_of(with("y?: string", "y: string")) != hash_of(kBase));
  CHECK(hash_of(with("y?: string", "y?: string?")) != hash_of(kBase));
  CHECK(hash_of(with("on a(A) -> u32", "on a(A) -> stream u32")) != hash_of(kBase));
  CHECK(hash_of(with(" throws Full", "")) != hash_of(kBase));
  CHECK(hash_of(with("= 5", "= 6")) != hash_of(kBase));
  CHECK(hash_of(with("token: string", "token: uuid")) != hash_of(kBase));
  CHECK(hash_of(with("gateway G", "@path(\"/x\") gateway G")) != hash_of(kBase));
  CHECK(hash_of(with("emit b", "emit c")) != hash_of(kBase));
  CHECK(hash_of(with("limit: u32", "limit: u8")) != hash_of(kBase));
}

TEST_CASE("a client's stream and the types in a path are seen, names in a path and internal fields are not") {
  CHECK(hash_of(with("on a(A)", "on a(stream A)")) != hash_of(kBase));
  CHECK(hash_of(with("x: u32; y", "@internal z: u32 = 1; x: u32; y")) == hash_of(kBase));
  const auto at = [](const std::string& path) {
    return hash_of("package d; gateway G { namespace n \"" + path + "\" { on a(); } }");
  };
  CHECK(at("/doc/{id: uuid}") == at("/doc/{doc: uuid}"));
  CHECK(at("/doc/{id: uuid}") != at("/doc/{id: u32}"));
  CHECK(at("/doc/{id: uuid}") != at("/docs/{id: uuid}"));
}

TEST_CASE("recursive types are hashed in finite text") {
  const gen::Schema schema =
      must_compile("package d; struct N { next?: N; all: list<N>; } gateway G { on a(N); on b(N); }");
  CHECK(gen::wire_text(schema, schema.files[0].gateways[0]).size() < 300);
}

}  // namespace
}  // namespace gangway::test
