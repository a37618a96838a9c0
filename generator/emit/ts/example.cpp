#include "emit/ts/example.h"

#include "emit/ts/names.h"
#include "schema/lookup.h"

namespace gangway::gen::ts {
namespace {

/// The codec of the runtime that makes a value of text, for what is no plain literal; null for the rest.
const char* codec_of_text(Scalar scalar) {
  switch (scalar) {
    case Scalar::Bytes:
      return "bytes";
    case Scalar::TimestampNs:
      return "timestampNs";
    case Scalar::Date:
      return "date";
    case Scalar::Decimal:
      return "decimal";
    case Scalar::Uuid:
      return "uuid";
    default:
      return nullptr;
  }
}

}  // namespace

std::string Examples::scalar(Scalar scalar, const Json& value) {
  if (scalar == Scalar::I64 || scalar == Scalar::U64)
    return (value.is_string() ? value.get<std::string>() : value.dump()) + "n";
  if (scalar == Scalar::Timestamp) return "new Date(" + value.dump() + ")";
  if (const char* codec = codec_of_text(scalar)) {
    imports_.insert(codec);
    return std::string(codec) + ".decode(" + value.dump() + ")";
  }
  return value.dump();
}

std::string Examples::literal(const TypeRef& written, const Json& value) {
  if (value.is_null()) return "null";
  const TypeRef type = behind_aliases(schema_, written);
  std::string out;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return scalar(type.scalar, value);
    case TypeRef::Kind::List:
      for (const Json& one : value) out += (out.empty() ? "" : ", ") + literal(type.element.front(), one);
      return "[" + out + "]";
    case TypeRef::Kind::Map:
      for (const auto& [key, one] : value.items())
        out += (out.empty() ? "" : ", ") + quote(key) + ": " + literal(type.element.front(), one);
      return "{ " + out + " }";
    case TypeRef::Kind::Named:
      break;
  }
  const auto& def = schema_.type(type.named).def;
  if (const auto* structure = std::get_if<StructDef>(&def)) return members(structure->fields, value, {});
  if (const auto* sum = std::get_if<UnionDef>(&def)) {
    for (const ArmDef& arm : sum->arms) {
      if (value.value(sum->tag, "") != arm.name) continue;
      const TypeRef base = behind_aliases(schema_, arm.type);
      const auto& structure = std::get<StructDef>(schema_.type(base.named).def);
      return members(structure.fields, value, sum->tag + ": " + quote(arm.name));
    }
  }
  return value.dump();
}

std::string Examples::members(const std::vector<FieldDef>& fields, const Json& value, std::string before) {
  for (const FieldDef& field : fields) {
    const auto found = value.find(field.name);
    if (field.optional || field.default_value || found == value.end()) continue;
    before += (before.empty() ? "" : ", ") + field.name + ": " + literal(field.type, *found);
  }
  return before.empty() ? "{}" : "{ " + before + " }";
}

std::string Examples::fields(const std::vector<FieldDef>& fields) {
  return members(fields, values_.fields(fields), {});
}

std::string Examples::payload(const EventDef& event) {
  const PayloadDef& payload = event.payload;
  const auto one = [&] { return literal(payload.type, values_.payload(payload, event.name)); };
  switch (payload.kind) {
    case PayloadDef::Kind::None:
      return {};
    case PayloadDef::Kind::Params: {
      const std::string given = fields(payload.params);
      return given == "{}" ? "" : given;
    }
    case PayloadDef::Kind::Stream:
      return "[" + one() + "]";
    case PayloadDef::Kind::Type:
      return one();
  }
  return {};
}

}  // namespace gangway::gen::ts
