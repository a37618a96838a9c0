#pragma once

#include <set>
#include <string>
#include <string_view>

#include "emit/example_value.h"
#include "schema/schema.h"

namespace gangway::gen::ts {

/// Example values as one writes them in TypeScript: `{ room: "lobby", since: new Date("…") }`. What may be
/// left out is left out. Remembers which codecs of the runtime are needed to write them (`uuid.decode("…")`).
class Examples {
 public:
  explicit Examples(const Schema& schema) : schema_(schema), values_(schema) {}

  /// An object of `fields`; "{}" where none has to be given.
  std::string fields(const std::vector<FieldDef>& fields);
  /// What a call of `event` is given, without its options; empty for nothing.
  std::string payload(const EventDef& event);

  [[nodiscard]] const std::set<std::string>& imports() const { return imports_; }

 private:
  using Json = ExampleValues::Json;

  std::string literal(const TypeRef& type, const Json& value);
  std::string scalar(Scalar scalar, const Json& value);
  std::string members(const std::vector<FieldDef>& fields, const Json& value, std::string before);

  const Schema& schema_;
  ExampleValues values_;
  std::set<std::string> imports_;
};

}  // namespace gangway::gen::ts
