#pragma once

#include <cstdint>
#include <memory>
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
enum class GuardId : std::uint32_t {};
enum class PipeId : std::uint32_t {};

/// Where a declaration stands: for comments in generated code, `gangway ir`, and whoever points at it.
struct Origin {
  FileId file{};
  std::uint32_t line = 0;    ///< 1-based
  std::uint32_t offset = 0;  ///< Where its name begins, in bytes from the file's begin.
  std::uint32_t length = 0;  ///< The name's bytes. 0 where there is no text: a schema read from a dump.
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
  bool operator==(const Value&) const = default;
};

/// Bounds of a count, inclusive; either may be left out.
struct CountRange {
  std::optional<std::uint64_t> min;
  std::optional<std::uint64_t> max;
};

/// `@range`: bounds as values of the type that they bound, inclusive; at least one is there.
struct ValueRange {
  std::optional<Value> min;
  std::optional<Value> max;
};

/// `@pattern`: one regular expression, matched against the whole string.
struct Pattern {
  std::string written;
  std::string re2;         ///< The same language, spelt for RE2.
  std::string javascript;  ///< The same, spelt for a RegExp with the flag `u`.
};

enum class Format { Email, Uri, Hostname, Ipv4, Ipv6 };
std::string_view format_name(Format format);

/// What annotations behind a type ask of its values and do to them, checked to fit the type. They are
/// applied in this order.
struct Constraints {
  bool trim = false;
  bool lowercase = false;
  std::optional<CountRange> length;  ///< Code points of a string.
  std::optional<Pattern> pattern;
  std::optional<Format> format;
  std::optional<CountRange> size;  ///< Bytes.
  std::optional<ValueRange> range;
  std::optional<CountRange> items;  ///< Of a list or map.
  bool unique = false;
  std::optional<PipeId> pipe;
  bool secret = false;  ///< Never logged or echoed.
};

/// The type of a value. `nullable` is `T?`: the value may be null (an optional field is
/// `FieldDef::optional`).
struct TypeRef {
  enum class Kind { Scalar, Named, List, Map };
  Kind kind = Kind::Scalar;
  Scalar scalar = Scalar::Bool;  ///< When Kind::Scalar.
  TypeId named{};  ///< When Kind::Named: alias, struct, enum or union. Aliases are kept, not expanded.
  std::vector<TypeRef> element;  ///< List: its element. Map: its value (keys are strings). Otherwise empty.
  bool nullable = false;
  /// What stands behind this type; null for nothing. That of an alias' target is found there and comes first.
  std::shared_ptr<const Constraints> constraints = nullptr;
};

struct FieldDef {
  Docs docs;
  Origin origin;
  std::string name;
  TypeRef type;
  bool optional = false;               ///< `name?: T`: the key may be left out.
  std::optional<Value> default_value;  ///< `= v`: filled in when left out; always written.
  bool secret = false;                 ///< `@secret` before it, or behind its type or that type's alias.
  bool internal = false;               ///< `@internal`: never leaves the server.
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

/// `guard G(params);`: a rule that the application implements in C++.
struct GuardDef {
  Docs docs;
  Origin origin;
  std::string name;
  std::vector<FieldDef> params;  ///< Scalars or enums; may be empty.
};

/// `pipe P: T;`: a step on one value that the application implements in C++.
struct PipeDef {
  Docs docs;
  Origin origin;
  std::string name;
  TypeRef type;
};

/// Where a part of a policy was written.
enum class Level { Gateway, Namespace, Event };
std::string_view level_name(Level level);

template <class T>
struct Inherited {
  T value;
  Level from = Level::Event;
};

/// `HasRole(admin)`: a guard with its arguments, one for each parameter.
struct GuardUse {
  GuardId guard{};
  std::vector<Value> arguments;
  bool operator==(const GuardUse&) const = default;
};

/// `@rate(20 per 10s, burst: 40, by: connection)`
struct Rate {
  enum class By { Connection, Address, Session };
  std::uint64_t count = 0;
  std::int64_t period_ms = 0;
  std::uint64_t burst = 0;  ///< As large as `count` where it was not given.
  By by = By::Connection;
  std::string session_field;  ///< By::Session.
};

enum class Overflow { Close, DropOldest, DropNewest };
std::string_view overflow_name(Overflow overflow);

/// What holds for one event, for what a namespace's events inherit, or for a gateway's: guards add up from
/// the outside in, of all else the nearest one holds.
struct Policy {
  std::vector<Inherited<GuardUse>> guards;             ///< `@requires`, in the order in which they run.
  std::optional<Inherited<Rate>> rate;                 ///< `on` events.
  std::optional<Inherited<std::int64_t>> deadline_ms;  ///< Events with a reply.
  std::optional<Inherited<std::int64_t>> max_payload;  ///< `on` events: bytes of one message.
  std::optional<Inherited<Overflow>> overflow;         ///< `emit` events.
  std::optional<Inherited<std::uint64_t>> concurrent;  ///< `on` events; one at a time where it is not given.
  bool is_volatile = false;                            ///< Events only, as all below.
  bool is_idempotent = false;                          ///< `@idempotent`: `on` events with one reply.
  std::optional<std::string> latest_key;               ///< `@latest(key)`
  std::optional<std::int64_t> replay_ms;               ///< `@replay(5m)`
  bool is_public = false;  ///< `@public`: of a namespace and its `on` events, or of one of these.
};

/// What an event carries: nothing, an object of named parameters, or one value of a type.
struct PayloadDef {
  enum class Kind { None, Params, Type, Stream };
  Kind kind = Kind::None;
  std::vector<FieldDef> params;  ///< Kind::Params, at least one.
  TypeRef type;                  ///< Kind::Type; Kind::Stream: of each value that the client sends.
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
  Policy policy;               ///< The effective one.
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
  std::string path;  ///< "/chat", "/doc/{id}"; "/" for the root namespace.
  std::vector<FieldDef>
      path_params;  ///< Of a dynamic namespace: scalars or enums, as they stand in the path.
  bool is_root = false;
  std::vector<RoomDef> rooms;
  std::vector<EventDef> ons;
  std::vector<EventDef> emits;  ///< Of the namespace itself, not of its rooms.
  /// What a client presents to join, and what the server keeps about it while joined: the namespace's own
  /// declaration or the gateway's. Absent where neither declares one.
  std::optional<std::vector<FieldDef>> handshake;
  std::optional<std::vector<FieldDef>> session;
  Policy policy;               ///< What its events inherit: its own and the gateway's.
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
  std::optional<std::uint16_t> port;        ///< `@port`
  std::vector<std::string> origins;         ///< `@origins`; empty where not given.
  std::vector<std::string> transports;      ///< `@transports`; empty where not given.
  bool compression = false;                 ///< `@compression`
  bool denies_by_default = false;           ///< `@denyByDefault`
  Policy policy;                            ///< What all its events inherit.
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
  std::vector<GuardId> guards;
  std::vector<PipeId> pipes;
  std::vector<GatewayDef> gateways;
};

struct Schema {
  std::vector<FileDef> files;
  std::vector<TypeDef> types;
  std::vector<GuardDef> guards;
  std::vector<PipeDef> pipes;

  const FileDef& file(FileId id) const { return files[static_cast<std::size_t>(id)]; }
  const TypeDef& type(TypeId id) const { return types[static_cast<std::size_t>(id)]; }
  const GuardDef& guard(GuardId id) const { return guards[static_cast<std::size_t>(id)]; }
  const PipeDef& pipe(PipeId id) const { return pipes[static_cast<std::size_t>(id)]; }
  /// The file that declares `id`.
  const FileDef& home(TypeId id) const { return file(type(id).origin.file); }
};

}  // namespace gangway::gen
