#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gangway::gen {

// The resolved model: every name bound, every default checked, nothing left of the text it came from but
// where it stood. `analysis` makes it; `emit` and `gangway ir` read it. Ids index the vectors of `Schema`.

enum class TypeId : std::uint32_t {};
enum class FileId : std::uint32_t {};

/// Where a declaration stands, for comments in generated code and for `gangway ir`.
struct Origin {
  FileId file{};
  std::uint32_t line = 0;  ///< 1-based
};

/// What the author wrote about a declaration and what generated documentation repeats.
struct Docs {
  std::string text;                       ///< The `///` lines without the slashes, joined by '\n'.
  std::optional<std::string> deprecated;  ///< The argument of `@deprecated`.
  std::optional<std::string> since;       ///< The argument of `@since`.
};

enum class Scalar {
  Bool,
  I8,
  I16,
  I32,
  I64,
  U8,
  U16,
  U32,
  U64,
  SafeInt,
  F32,
  F64,
  String,
  Bytes,
  Timestamp,
  TimestampNs,
  Duration,
  Date,
  Decimal,
  Uuid,
  Json,
};

/// The name a scalar has in the language: "bool", "i8", … "json".
std::string_view scalar_name(Scalar scalar);

/// The type of a value. `nullable` is `T?`: the value may be null (an optional field is
/// `FieldDef::optional`).
struct TypeRef {
  enum class Kind { Scalar, Named, List, Map };
  Kind kind = Kind::Scalar;
  Scalar scalar = Scalar::Bool;  ///< When Kind::Scalar.
  TypeId named{};  ///< When Kind::Named: alias, struct, enum or union. Aliases are kept, not expanded.
  std::vector<TypeRef> element;  ///< List: its element. Map: its value (keys are strings). Otherwise empty.
  bool nullable = false;
};

struct Value;

/// One enumerator as a value, by the name it has on the wire.
struct EnumeratorRef {
  std::string name;
  bool operator==(const EnumeratorRef&) const = default;
};

/// A checked constant, in the shape its type asks for: a default, or the value of a `const`.
/// i64 holds every signed integer type, durations (ms) and integers that fit; u64 only what does not fit i64.
/// Strings also hold uuid, decimal, date, timestamp and base64 bytes in canonical text. A list is empty or
/// holds its elements; an empty map is the empty list.
struct Value {
  std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, EnumeratorRef,
               std::vector<Value>>
      data;
};

struct FieldDef {
  Docs docs;
  Origin origin;
  std::string name;
  TypeRef type;
  bool optional = false;               ///< `name?: T`: the key may be left out.
  std::optional<Value> default_value;  ///< `= v`: filled in when left out; always written.
};

struct AliasDef {
  TypeRef target;
};

/// A `struct`, or an `error` when `is_error`.
struct StructDef {
  std::vector<FieldDef> fields;
  std::vector<std::string> reserved;
  bool is_error = false;
};

struct EnumeratorDef {
  Docs docs;
  Origin origin;
  std::string name;
};

struct EnumDef {
  bool closed = false;
  std::vector<EnumeratorDef> enumerators;
  std::vector<std::string> reserved;
};

struct ArmDef {
  Docs docs;
  Origin origin;
  std::string name;  ///< The tag's value on the wire.
  TypeRef type;      ///< Always a named struct (through aliases or not), never nullable.
};

struct UnionDef {
  bool closed = false;
  std::string tag;
  std::vector<ArmDef> arms;
  std::vector<std::string> reserved;
};

struct TypeDef {
  Docs docs;
  Origin origin;
  std::string name;
  std::variant<AliasDef, StructDef, EnumDef, UnionDef> def;
};

struct ConstDef {
  Docs docs;
  Origin origin;
  std::string name;
  TypeRef type;  ///< A scalar, or an alias of one.
  Value value;
};

/// What an event carries: nothing, an object of named parameters, or one value of a type.
struct PayloadDef {
  enum class Kind { None, Params, Type };
  Kind kind = Kind::None;
  std::vector<FieldDef> params;  ///< Kind::Params, at least one.
  TypeRef type;                  ///< Kind::Type.
};

struct ReplyDef {
  enum class Kind {
    None,    ///< No arrow and no `throws`: fire and forget.
    Empty,   ///< `-> void`, or `throws` without an arrow: an acknowledgement without a value.
    Value,   ///< `-> T`
    Stream,  ///< `-> stream T`
  };
  Kind kind = Kind::None;
  TypeRef type;  ///< Value and Stream.
};

/// One event: an `on` (client to server) or an `emit` (server to client), by the list it stands in.
struct EventDef {
  Docs docs;
  Origin origin;
  std::string name;
  PayloadDef payload;
  ReplyDef reply;              ///< An `emit` never has Kind::Stream.
  std::vector<TypeId> throws;  ///< Errors, in written order; only where there is a reply.
};

struct RoomDef {
  Docs docs;
  Origin origin;
  std::string name;
  std::vector<FieldDef> keys;   ///< Scalars or enums, never optional; may be empty (one room of that name).
  std::vector<EventDef> emits;  ///< Replies are None.
};

struct NamespaceDef {
  Docs docs;
  Origin origin;
  std::string name;  ///< "root" for the root namespace.
  std::string path;  ///< "/chat"; "/" for the root namespace.
  bool is_root = false;
  std::vector<RoomDef> rooms;
  std::vector<EventDef> ons;
  std::vector<EventDef> emits;  ///< Of the namespace itself, not of its rooms.
  /// What a client presents to join, and what the server keeps about it while joined: the namespace's own
  /// declaration or the gateway's. Absent where neither declares one.
  std::optional<std::vector<FieldDef>> handshake;
  std::optional<std::vector<FieldDef>> session;
  bool own_handshake = false;  ///< Declared in the namespace, not inherited from the gateway.
  bool own_session = false;
};

struct GatewayDef {
  Docs docs;
  Origin origin;
  std::string name;
  std::string path = "/";  ///< `@path`, always starts with '/', never ends with one but for "/".
  std::optional<std::int64_t> heartbeat_ms;  ///< `@heartbeat(25s, …)`
  std::optional<std::int64_t> heartbeat_timeout_ms;
  std::optional<std::int64_t> max_payload;  ///< `@maxPayload`, bytes.
  /// The gateway's own declarations; each namespace holds its effective ones too.
  std::optional<std::vector<FieldDef>> handshake;
  std::optional<std::vector<FieldDef>> session;
  /// The root namespace first, where the gateway has one: when it declares an event or a room of its own, or
  /// no other namespace.
  std::vector<NamespaceDef> namespaces;
  std::string hash;  ///< 16 hex digits over everything that matters on the wire; both ends exchange it.
};

struct FileDef {
  std::string name;  ///< As the user or the import wrote it, '/' separators: "chat.gw", "sub/common.gw".
  std::vector<std::string> package;  ///< {"demo","chat"}
  Docs docs;                         ///< The doc comment before `package`.
  std::vector<FileId> imports;
  bool requested = false;     ///< Named on the command line, not only imported.
  std::vector<TypeId> types;  ///< Declared here, in written order.
  std::vector<ConstDef> consts;
  std::vector<GatewayDef> gateways;
};

struct Schema {
  std::vector<FileDef> files;
  std::vector<TypeDef> types;

  const FileDef& file(FileId id) const { return files[static_cast<std::size_t>(id)]; }
  const TypeDef& type(TypeId id) const { return types[static_cast<std::size_t>(id)]; }
  /// The file that declares `id`.
  const FileDef& home(TypeId id) const { return file(type(id).origin.file); }
};

}  // namespace gangway::gen
