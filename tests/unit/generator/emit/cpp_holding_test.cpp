#include "emit/cpp/holding.h"

#include <doctest/doctest.h>

using namespace gangway::gen;
using cpp::Holding;

namespace {

TypeRef named(std::size_t type) {
  TypeRef ref;
  ref.kind = TypeRef::Kind::Named;
  ref.named = static_cast<TypeId>(type);
  return ref;
}

TypeRef a_list_of(const TypeRef& element) {
  TypeRef ref;
  ref.kind = TypeRef::Kind::List;
  ref.element.push_back(element);
  return ref;
}

/// Structs of one file; `fields[i]` are what the struct i has.
Schema schema_of(const std::vector<std::vector<TypeRef>>& fields) {
  Schema schema;
  schema.files.emplace_back();
  for (const std::vector<TypeRef>& types : fields) {
    StructDef def;
    for (const TypeRef& type : types) def.fields.emplace_back().type = type;
    schema.files[0].types.push_back(static_cast<TypeId>(schema.types.size()));
    schema.types.emplace_back().def = std::move(def);
  }
  return schema;
}

bool is_circle(const Holding& holding, std::size_t a, std::size_t b) {
  return holding.is_circle(static_cast<TypeId>(a), static_cast<TypeId>(b));
}

}  // namespace

TEST_CASE("what holds each other is a circle, what is held only from there is not") {
  // 0 -> 1 -> 2 -> 0, 2 -> 3 -> 4, 4 has a list of 3, 5 holds itself and 0.
  const Schema schema = schema_of(
      {{named(1)}, {named(2)}, {named(0), named(3)}, {named(4)}, {a_list_of(named(3))}, {named(5), named(0)}});
  const Holding holding(schema);
  CHECK(is_circle(holding, 4, 4));
  CHECK(is_circle(holding, 0, 1));
  CHECK(is_circle(holding, 1, 0));
  CHECK(is_circle(holding, 2, 1));
  CHECK_FALSE(is_circle(holding, 2, 3));
  CHECK_FALSE(is_circle(holding, 3, 4));
  CHECK_FALSE(is_circle(holding, 5, 0));
}

TEST_CASE("a chain of any length is put in order without recursion") {
  constexpr std::size_t length = 200'000;
  std::vector<std::vector<TypeRef>> fields(length);
  for (std::size_t i = 0; i + 1 < length; ++i) fields[i] = {named(i + 1)};
  const Schema schema = schema_of(fields);
  const Holding holding(schema);
  const std::vector<TypeId> order = holding.definition_order(FileId{0});
  REQUIRE(order.size() == length);
  CHECK(order.front() == static_cast<TypeId>(length - 1));
  CHECK(order.back() == TypeId{0});
  CHECK_FALSE(is_circle(holding, 0, length - 1));
}
