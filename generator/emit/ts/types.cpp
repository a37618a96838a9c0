#include "emit/ts/types.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "emit/ts/constraints.h"

namespace gangway::gen::ts {
namespace {

struct ScalarNames {
  const char* type;
  const char* codec;
};

ScalarNames scalar_names(Scalar scalar) {
  switch (scalar) {
    case Scalar::Bool:
      return {"boolean", "gw.bool"};
    case Scalar::I8:
      return {"number", "gw.i8"};
    case Scalar::I16:
      return {"number", "gw.i16"};
    case Scalar::I32:
      return {"number", "gw.i32"};
    case Scalar::I64:
      return {"bigint", "gw.i64"};
    case Scalar::U8:
      return {"number", "gw.u8"};
    case Scalar::U16:
      return {"number", "gw.u16"};
    case Scalar::U32:
      return {"number", "gw.u32"};
    case Scalar::U64:
      return {"bigint", "gw.u64"};
    case Scalar::SafeInt:
      return {"number", "gw.safeint"};
    case Scalar::F32:
      return {"number", "gw.f32"};
    case Scalar::F64:
      return {"number", "gw.f64"};
    case Scalar::String:
      return {"string", "gw.string"};
    case Scalar::Bytes:
      return {"Uint8Array", "gw.bytes"};
    case Scalar::Timestamp:
      return {"Date", "gw.timestamp"};
    case Scalar::TimestampNs:
      return {"gw.TimestampNs", "gw.timestampNs"};
    case Scalar::Duration:
      return {"number", "gw.duration"};
    case Scalar::Date:
      return {"gw.PlainDate", "gw.date"};
    case Scalar::Decimal:
      return {"gw.Decimal", "gw.decimal"};
    case Scalar::Uuid:
      return {"gw.Uuid", "gw.uuid"};
    case Scalar::Json:
      return {"gw.JsonValue", "gw.json"};
  }
  return {"never", "gw.nothing"};
}

/// What a scalar is in JSON. Bytes are what socket.io-client makes attachments of.
const char* wire_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::I64:
    case Scalar::U64:
      return "gw.Int64";
    case Scalar::Bytes:
      return "gw.Bytes";
    case Scalar::Timestamp:
      return "gw.Timestamp";
    default:
      return scalar_names(scalar).type;
  }
}

bool is_branded(Scalar scalar) {
  return scalar == Scalar::Uuid || scalar == Scalar::Decimal || scalar == Scalar::Date ||
         scalar == Scalar::TimestampNs;
}

std::string string_literal(const std::string& value, const TypeRef& type) {
  if (type.kind != TypeRef::Kind::Scalar) return quote(value);
  if (is_branded(type.scalar)) return quote(value) + " as " + scalar_names(type.scalar).type;
  if (type.scalar == Scalar::Timestamp) return "new Date(" + quote(value) + ")";
  if (type.scalar == Scalar::Bytes) return "gw.bytes.decode(" + quote(value) + ")";
  return quote(value);
}

}  // namespace

TypeMapper::TypeMapper(const Schema& schema, const TypeTable& table, FileId file, Scope& scope,
                       ModuleKind kind)
    : schema_(schema), table_(table), file_(file), scope_(scope), kind_(kind) {}

std::string TypeMapper::imported(TypeId id, const std::string& name, bool is_type_only) {
  const FileId home = schema_.type(id).origin.file;
  if (home == file_) return name;
  const auto [found, is_new] = local_names_.try_emplace({home, name});
  if (is_new) {
    found->second = scope_.claim(name);
    const std::string entry = found->second == name ? name : name + " as " + found->second;
    // What is imported from a module of types alone is imported as types alone.
    const bool is_marked = is_type_only && kind_ == ModuleKind::Client;
    imports_[home].insert((is_marked ? "type " : "") + entry);
  }
  return found->second;
}

std::string TypeMapper::type(const TypeRef& type, Form form) {
  std::string written;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      written = kind_ == ModuleKind::Client ? scalar_names(type.scalar).type : wire_type(type.scalar);
      says_runtime_ = says_runtime_ || written.starts_with("gw.");
      break;
    case TypeRef::Kind::Named: {
      const TypeNames& names = table_.names(type.named);
      if (!names.data.empty()) {
        written = imported(type.named, names.data, true);
      } else if (form == Form::Init && table_.has_init(type.named)) {
        written = imported(type.named, names.init, true);
      } else {
        written = imported(type.named, names.name, false);
      }
      break;
    }
    case TypeRef::Kind::List: {
      const TypeRef& element = type.element.front();
      written = this->type(element, form);
      written = element.nullable ? "(" + written + ")[]" : written + "[]";
      break;
    }
    case TypeRef::Kind::Map:
      written = "Record<string, " + this->type(type.element.front(), form) + ">";
      break;
  }
  return type.nullable ? written + " | null" : written;
}

std::string TypeMapper::codec(const TypeRef& type) {
  std::string written;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      written = scalar_names(type.scalar).codec;
      break;
    case TypeRef::Kind::Named: {
      const TypeNames& names = table_.names(type.named);
      written = imported(type.named, names.name, false);
      if (!names.data.empty()) written += ".fields";
      const bool is_later = schema_.type(type.named).origin.file == file_ && !declared_.contains(type.named);
      if (is_later) written = "gw.lazy(() => " + written + ")";
      break;
    }
    case TypeRef::Kind::List:
      written = "gw.list(" + codec(type.element.front()) + ")";
      break;
    case TypeRef::Kind::Map:
      written = "gw.map(" + codec(type.element.front()) + ")";
      break;
  }
  if (type.constraints) {
    const std::string steps = constraint_steps(*type.constraints, resolved(type).scalar);
    if (!steps.empty()) written = "gw.constrained(" + written + ", " + steps + ")";
  }
  return type.nullable ? "gw.nullable(" + written + ")" : written;
}

std::string TypeMapper::member(const FieldDef& field, Form form) {
  const bool may_be_absent = field.optional || (form == Form::Init && field.default_value);
  return field.name + (may_be_absent ? "?: " : ": ") + type(field.type, form);
}

std::string TypeMapper::field_codec(const FieldDef& field) {
  if (field.optional) {
    TypeRef inner = field.type;
    inner.nullable = false;  // A patch allows null by itself.
    return (resolved(field.type).nullable ? "gw.patch(" : "gw.optional(") + codec(inner) + ")";
  }
  if (!field.default_value) return codec(field.type);
  const TypeRef type = resolved(field.type);
  const std::string value = literal(*field.default_value, field.type);
  // Objects are made anew each time: a shared one could be changed by whoever gets it.
  const bool is_object = !std::holds_alternative<std::nullptr_t>(field.default_value->data) &&
                         (type.kind == TypeRef::Kind::List || type.kind == TypeRef::Kind::Map ||
                          std::holds_alternative<std::vector<Value>>(field.default_value->data) ||
                          value.starts_with("new ") || value.starts_with("gw."));
  const std::string made =
      is_object ? "() => " + (value.starts_with('{') ? "(" + value + ")" : value) : value;
  return "gw.withDefault(" + codec(field.type) + ", " + made + ")";
}

Piece TypeMapper::struct_codec(const std::vector<FieldDef>& fields) {
  Piece piece{.open = "gw.struct({", .items = {}, .close = "})", .spaced = true};
  for (const FieldDef& field : fields) piece.items.push_back(text(field.name + ": " + field_codec(field)));
  return piece;
}

Piece TypeMapper::object_type(const std::vector<FieldDef>& fields, Form form) {
  Piece piece{.open = "{", .items = {}, .close = "}", .separator = ';', .spaced = true};
  for (const FieldDef& field : fields) piece.items.push_back(text(member(field, form)));
  return piece;
}

/// `type` with aliases followed to what they stand for; nullable where one on the way is.
TypeRef TypeMapper::resolved(const TypeRef& type) const {
  TypeRef out = type;
  while (out.kind == TypeRef::Kind::Named) {
    const auto* alias = std::get_if<AliasDef>(&schema_.type(out.named).def);
    if (alias == nullptr) break;
    const bool is_nullable = out.nullable;
    out = alias->target;
    out.nullable = out.nullable || is_nullable;
  }
  return out;
}

std::string TypeMapper::literal(const Value& value, const TypeRef& written_type) const {
  const TypeRef type = resolved(written_type);
  const bool is_big =
      type.kind == TypeRef::Kind::Scalar && (type.scalar == Scalar::I64 || type.scalar == Scalar::U64);
  struct Visitor {
    const TypeMapper& mapper;
    const TypeRef& type;
    bool is_big;

    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number) + (is_big ? "n" : ""); }
    std::string operator()(std::uint64_t number) const {
      return std::to_string(number) + (is_big ? "n" : "");
    }
    std::string operator()(double number) const { return nlohmann::json(number).dump(); }
    std::string operator()(const std::string& string) const { return string_literal(string, type); }
    std::string operator()(const EnumeratorRef& enumerator) const { return quote(enumerator.name); }
    std::string operator()(const std::vector<Value>& list) const {
      if (type.kind == TypeRef::Kind::Map) return "{}";
      std::string out = "[";
      for (std::size_t i = 0; i < list.size(); ++i) {
        const TypeRef& element = type.kind == TypeRef::Kind::List ? type.element.front() : type;
        out += (i > 0 ? ", " : "") + mapper.literal(list[i], element);
      }
      return out + "]";
    }
  };
  return std::visit(Visitor{*this, type, is_big}, value.data);
}

bool can_be_empty(const std::vector<FieldDef>& fields) {
  return std::ranges::all_of(fields,
                             [](const FieldDef& field) { return field.optional || field.default_value; });
}

}  // namespace gangway::gen::ts
