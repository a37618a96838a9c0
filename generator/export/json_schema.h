#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "schema/schema.h"

namespace gangway::gen::exports {

using Json = nlohmann::ordered_json;

/// Which JSON Schema is written: 2020-12, or the dialect of AsyncAPI documents (draft 07, where a `$ref` has
/// no neighbours).
enum class Dialect { JsonSchema, AsyncApi };

/// The JSON Schemas of the values on the wire. Declared types become definitions, which are collected as they
/// are referred to.
class Schemas {
 public:
  Schemas(const Schema& schema, Dialect dialect);

  Json type(const TypeRef& type);
  /// An object with these fields.
  Json fields(const std::vector<FieldDef>& fields);
  /// What an event carries; not for Kind::None.
  Json payload(const PayloadDef& payload);
  Json reference(TypeId id);

  /// Every type that was referred to so far, and what these need, by name.
  Json definitions();

  /// The name of a definition: the type's own, with its package where two packages have the same.
  [[nodiscard]] const std::string& name(TypeId id) const { return names_[static_cast<std::size_t>(id)]; }

 private:
  Json declaration(TypeId id);
  Json structure(const TypeDef& def, const StructDef& structure);
  Json enumeration(const EnumDef& enumeration);
  Json choice(const UnionDef& choice);
  Json field(const FieldDef& field);
  /// `json` with more said about it; puts a reference out of the way where it may have no neighbours.
  Json beside(Json json, const Json& more) const;

  const Schema& schema_;
  Dialect dialect_;
  std::vector<std::string> names_;
  std::map<TypeId, Json> done_;
  std::vector<TypeId> wanted_;
  std::set<TypeId> known_;
};

/// `docs` as keywords: description and deprecated. Empty when there is nothing to say.
Json annotations(const Docs& docs);

/// A constant as it is on the wire when it stands for a value of `type`.
Json wire_value(const Schema& schema, const TypeRef& type, const Value& value);

/// The payloads of all gateways, or of the one given, as one JSON Schema document: a definition for each type
/// and for each payload, reply and handshake ("Chat.chat.on.send.payload").
Json json_schema(const Schema& schema, const GatewayDef* only);

}  // namespace gangway::gen::exports
