#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "schema/schema.h"

namespace gangway::gen {

/// One example of each type as it is on the wire: for documentation, the same in every run. It fulfils the
/// type's constraints; `@pipe` alone, which is code of the application's, may want another.
class ExampleValues {
 public:
  using Json = nlohmann::ordered_json;

  explicit ExampleValues(const Schema& schema) : schema_(schema) {}

  /// `name` is what the value is called where it stands; strings are made from it.
  [[nodiscard]] Json value(const TypeRef& type, std::string_view name) const;
  [[nodiscard]] Json fields(const std::vector<FieldDef>& fields) const;
  /// What the event carries, a stream's first value; null for nothing.
  [[nodiscard]] Json payload(const PayloadDef& payload, std::string_view name) const;

 private:
  class Maker;

  const Schema& schema_;
};

}  // namespace gangway::gen
