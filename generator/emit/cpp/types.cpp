#include "emit/cpp/types.h"

#include <array>
#include <limits>

#include <fmt/format.h>

#include "emit/cpp/constraints.h"
#include "emit/cpp/names.h"

namespace gangway::gen::cpp {
namespace {

struct ScalarNames {
  Scalar scalar;
  std::string_view value;
  std::string_view codec;
  bool small;  ///< Passed by value.
};

constexpr std::array kScalars = {
    ScalarNames{Scalar::Bool, "bool", "Bool", true},
    ScalarNames{Scalar::I8, "std::int8_t", "I8", true},
    ScalarNames{Scalar::I16, "std::int16_t", "I16", true},
    ScalarNames{Scalar::I32, "std::int32_t", "I32", true},
    ScalarNames{Scalar::I64, "std::int64_t", "I64", true},
    ScalarNames{Scalar::U8, "std::uint8_t", "U8", true},
    ScalarNames{Scalar::U16, "std::uint16_t", "U16", true},
    ScalarNames{Scalar::U32, "std::uint32_t", "U32", true},
    ScalarNames{Scalar::U64, "std::uint64_t", "U64", true},
    ScalarNames{Scalar::SafeInt, "std::int64_t", "SafeInt", true},
    ScalarNames{Scalar::F32, "float", "F32", true},
    ScalarNames{Scalar::F64, "double", "F64", true},
    ScalarNames{Scalar::String, "std::string", "String", false},
    ScalarNames{Scalar::Bytes, "gangway::Bytes", "Bytes", false},
    ScalarNames{Scalar::Timestamp, "gangway::Timestamp", "Timestamp", true},
    ScalarNames{Scalar::TimestampNs, "gangway::TimestampNs", "TimestampNs", true},
    ScalarNames{Scalar::Duration, "gangway::Duration", "Duration", true},
    ScalarNames{Scalar::Date, "gangway::Date", "Date", true},
    ScalarNames{Scalar::Decimal, "gangway::Decimal", "Decimal", false},
    ScalarNames{Scalar::Uuid, "gangway::Uuid", "Uuid", true},
    ScalarNames{Scalar::Json, "nlohmann::json", "Json", false},
};

const ScalarNames& names_of(Scalar scalar) { return kScalars[static_cast<std::size_t>(scalar)]; }

std::string integer_constant(std::int64_t value, Scalar scalar) {
  const bool wide = scalar == Scalar::I64 || scalar == Scalar::SafeInt;
  if (value == std::numeric_limits<std::int64_t>::min()) return "std::numeric_limits<std::int64_t>::min()";
  if (scalar == Scalar::Duration) return fmt::format("gangway::Duration({})", value);
  if (scalar == Scalar::U64) return fmt::format("{}U", value);
  if (scalar == Scalar::U32 && value > std::numeric_limits<std::int32_t>::max())
    return fmt::format("{}U", value);
  if (scalar == Scalar::F32) return fmt::format("{}.0F", value);
  if (scalar == Scalar::F64) return fmt::format("{}.0", value);
  if (wide && (value > std::numeric_limits<std::int32_t>::max() ||
               value < std::numeric_limits<std::int32_t>::min())) {
    return fmt::format("std::int64_t{{{}}}", value);
  }
  return std::to_string(value);
}

std::string float_constant(double value, Scalar scalar) {
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return scalar == Scalar::F32 ? text + "F" : text;
}

std::string text_constant(const std::string& text, Scalar scalar) {
  switch (scalar) {
    case Scalar::String:
      return fmt::format("\"{}\"", literal(text));
    case Scalar::Uuid:
      return fmt::format("*gangway::Uuid::parse(\"{}\")", text);
    case Scalar::Decimal:
      return fmt::format("*gangway::Decimal::parse(\"{}\")", text);
    case Scalar::Timestamp:
      return fmt::format("gangway::literal::timestamp(\"{}\")", text);
    case Scalar::TimestampNs:
      return fmt::format("gangway::literal::timestamp_ns(\"{}\")", text);
    case Scalar::Date:
      return fmt::format("gangway::literal::date(\"{}\")", text);
    default:
      return fmt::format("gangway::literal::bytes(\"{}\")", text);
  }
}

}  // namespace

Types::Types(const Schema& schema, FileId file) : schema_(schema), file_(file), holding_(schema) {}

const TypeRef& Types::expanded(const TypeRef& type) const {
  if (type.kind != TypeRef::Kind::Named) return type;
  const auto* alias = std::get_if<AliasDef>(&schema_.type(type.named).def);
  return alias ? expanded(alias->target) : type;
}

bool Types::is_nullable(const TypeRef& type) const {
  if (type.nullable) return true;
  if (type.kind != TypeRef::Kind::Named) return false;
  const auto* alias = std::get_if<AliasDef>(&schema_.type(type.named).def);
  return alias != nullptr && is_nullable(alias->target);
}

std::string Types::full_name(TypeId id) const {
  return "::" + package_namespace(schema_.home(id).package) + "::" + type_name(schema_.type(id).name);
}

std::string Types::name(TypeId id) const {
  const std::string& written = schema_.type(id).name;
  // A member may be called like a type in lower case, and would then hide it from the members after it.
  const bool may_be_hidden = written[0] >= 'a' && written[0] <= 'z';
  return schema_.home(id).package == file().package && !may_be_hidden ? type_name(written) : full_name(id);
}

std::string Types::codec_name(TypeId id) const {
  const std::string local = "codec::" + type_name(schema_.type(id).name);
  if (schema_.home(id).package == file().package) return local;
  return "::" + package_namespace(schema_.home(id).package) + "::" + local;
}

std::string Types::bare_value(const TypeRef& type) const {
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return std::string(names_of(type.scalar).value);
    case TypeRef::Kind::List:
      return fmt::format("std::vector<{}>", value(type.element[0]));
    case TypeRef::Kind::Map:
      return fmt::format("std::map<std::string, {}>", value(type.element[0]));
    case TypeRef::Kind::Named:
      break;
  }
  const auto* enumeration = std::get_if<EnumDef>(&schema_.type(type.named).def);
  if (enumeration && !enumeration->closed) return fmt::format("gangway::Open<{}>", name(type.named));
  return name(type.named);
}

std::string Types::value(const TypeRef& type) const {
  return type.nullable ? fmt::format("std::optional<{}>", bare_value(type)) : bare_value(type);
}

std::string Types::bare_codec(const TypeRef& type, Use use) const {
  const std::string codec = unchecked_codec(type, use);
  return use == Use::Read ? checked(codec, type, expanded(type)) : codec;
}

/// Without null and without what stands behind the type itself.
std::string Types::unchecked_codec(const TypeRef& type, Use use) const {
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      return fmt::format("gangway::codec::{}", names_of(type.scalar).codec);
    case TypeRef::Kind::List:
      return fmt::format("gangway::codec::List<{}>", codec(type.element[0], use));
    case TypeRef::Kind::Map:
      return fmt::format("gangway::codec::Map<{}>", codec(type.element[0], use));
    case TypeRef::Kind::Named:
      break;
  }
  const auto* alias = std::get_if<AliasDef>(&schema_.type(type.named).def);
  if (alias == nullptr || (use == Use::Read && has_own_codec(*alias))) return codec_name(type.named);
  return bare_codec(alias->target, use);
}

bool Types::has_own_codec(const AliasDef& alias) const {
  return has_constraints(alias.target) && !is_nullable(alias.target);
}

std::string Types::codec(const TypeRef& type, Use use) const {
  const std::string bare = bare_codec(type, use);
  return is_nullable(type) ? fmt::format("gangway::codec::Nullable<{}>", bare) : bare;
}

bool Types::is_boxed(const TypeRef& type, TypeId owner) const {
  const TypeRef& held = expanded(type);
  return held.kind == TypeRef::Kind::Named && holding_.is_circle(held.named, owner);
}

Types::Field Types::field(const FieldDef& def, std::optional<TypeId> owner) const {
  const bool boxed = owner && is_boxed(def.type, *owner);
  const bool nullable = is_nullable(def.type);
  // Nullability that an alias brings along is the field's own here.
  const TypeRef& bare = nullable ? expanded(def.type) : def.type;
  std::string type = nullable || boxed ? bare_value(bare) : value(def.type);
  if (boxed) type = fmt::format("gangway::Box<{}>", type);
  const auto codec = [&](Use use, std::string_view around) {
    std::string text = bare_codec(def.type, use);
    if (boxed) text = fmt::format("gangway::codec::Boxed<{}>", text);
    return around.empty() ? text : fmt::format("gangway::codec::{}<{}>", around, text);
  };

  Field field;
  field.boxed = boxed;
  field.nullable = nullable && !def.optional;
  if (def.optional && nullable) {
    field.patch = true;
    field.type = fmt::format("gangway::Patch<{}>", type);
    field.codec = codec(Use::Write, "Patched");
    field.read_codec = codec(Use::Read, "Patched");
    field.initialiser = "{}";
  } else if (def.optional) {
    field.optional = true;
    field.type = fmt::format("std::optional<{}>", type);
    field.codec = codec(Use::Write, "");
    field.read_codec = codec(Use::Read, "Optional");
    field.initialiser = "{}";
  } else if (nullable) {
    field.type = fmt::format("std::optional<{}>", type);
    field.codec = codec(Use::Write, "Nullable");
    field.read_codec = codec(Use::Read, "Nullable");
  } else {
    field.type = type;
    field.codec = codec(Use::Write, "");
    field.read_codec = codec(Use::Read, "");
    const TypeRef& held = expanded(def.type);
    const bool closed_enum = held.kind == TypeRef::Kind::Named &&
                             std::holds_alternative<EnumDef>(schema_.type(held.named).def) &&
                             std::get<EnumDef>(schema_.type(held.named).def).closed;
    // A scalar nobody sets must not be indeterminate; a class type left out is worth the compiler's warning.
    if (held.kind == TypeRef::Kind::Scalar && held.scalar == Scalar::Date) {
      field.initialiser = " = gangway::kEpochDate";
    } else if (closed_enum || (held.kind == TypeRef::Kind::Scalar && names_of(held.scalar).small)) {
      field.initialiser = "{}";
    }
  }
  if (def.default_value) field.initialiser = " = " + constant(*def.default_value, def.type);
  return field;
}

bool Types::is_small(const TypeRef& type) const {
  const TypeRef& held = expanded(type);
  if (is_nullable(type)) return false;
  if (held.kind == TypeRef::Kind::Scalar) return names_of(held.scalar).small;
  if (held.kind != TypeRef::Kind::Named) return false;
  const auto* enumeration = std::get_if<EnumDef>(&schema_.type(held.named).def);
  return enumeration && enumeration->closed;
}

std::string Types::parameter(const TypeRef& type) const {
  const TypeRef& held = expanded(type);
  if (!is_nullable(type) && held.kind == TypeRef::Kind::Scalar && held.scalar == Scalar::String) {
    return "std::string_view";
  }
  return is_small(type) ? value(type) : fmt::format("const {}&", value(type));
}

std::string Types::parameter(const FieldDef& def) const {
  if (!def.optional) return parameter(def.type);
  return fmt::format("const {}&", field(def).type);
}

std::string Types::constant(const Value& value, const TypeRef& type) const {
  const TypeRef& held = expanded(type);
  const Scalar scalar = held.kind == TypeRef::Kind::Scalar ? held.scalar : Scalar::String;
  if (held.kind == TypeRef::Kind::Scalar && scalar == Scalar::Json && !is_nullable(type) &&
      std::holds_alternative<std::nullptr_t>(value.data)) {
    return "nullptr";
  }
  return std::visit(
      [&]<class V>(const V& v) -> std::string {
        if constexpr (std::is_same_v<V, std::nullptr_t>) {
          return "std::nullopt";
        } else if constexpr (std::is_same_v<V, bool>) {
          return v ? "true" : "false";
        } else if constexpr (std::is_same_v<V, std::int64_t>) {
          return integer_constant(v, scalar);
        } else if constexpr (std::is_same_v<V, std::uint64_t>) {
          return fmt::format("{}U", v);
        } else if constexpr (std::is_same_v<V, double>) {
          return float_constant(v, scalar);
        } else if constexpr (std::is_same_v<V, std::string>) {
          return text_constant(v, scalar);
        } else if constexpr (std::is_same_v<V, EnumeratorRef>) {
          return fmt::format("{}::{}", name(held.named), member(v.name));
        } else {
          std::string items;
          for (const Value& item : v) {
            if (!items.empty()) items += ", ";
            items += constant(item, held.element[0]);
          }
          return fmt::format("{{{}}}", items);
        }
      },
      value.data);
}

}  // namespace gangway::gen::cpp
