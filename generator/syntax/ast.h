#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source/span.h"

// What was written, in the order in which it was written, without a meaning yet. Nothing changes a node after
// `parse` made it, so passes refer to nodes by address for as long as the files live.

namespace gangway::gen::ast {

/// One word.
struct Name {
  std::string text;
  Span span;
};

/// `RoomName`, `demo.common.RoomName`, `session.user`.
struct QualifiedName {
  std::vector<Name> parts;  ///< At least one.
  Span span;

  [[nodiscard]] bool is_simple() const { return parts.size() == 1; }
  [[nodiscard]] const Name& last() const { return parts.back(); }
  [[nodiscard]] std::string text() const;
  /// All but the last word, joined by dots; empty for a simple name.
  [[nodiscard]] std::string qualifier() const;
};

struct StringLiteral {
  std::string text;  ///< Without quotes, escapes resolved.
  Span span;
};

struct Argument;

/// A written value: `-5`, `1.5`, `25s`, `"text"`, `admin`, `HasRole(admin)`, `[1, 2]`, `{}`.
struct Value {
  enum class Kind { Integer, Float, Duration, Size, String, Name, Call, List, EmptyMap };
  Kind kind = Kind::Integer;
  Span span;
  bool negative = false;            ///< Numbers: written with `-`.
  std::uint64_t integer = 0;        ///< Integer: the magnitude. Duration: milliseconds. Size: bytes.
  double real = 0;                  ///< Float, and Integer as well.
  std::string text;                 ///< String: its content. Numbers: as written, with the sign.
  QualifiedName name;               ///< Name and Call.
  std::vector<Argument> arguments;  ///< Call.
  std::vector<Value> elements;      ///< List.

  /// Whether it is the one word `word`. `true`, `false` and `null` are words: which they mean, their type
  /// decides.
  [[nodiscard]] bool is_word(std::string_view word) const {
    return kind == Kind::Name && name.is_simple() && name.last().text == word;
  }
};

/// One argument of an annotation or of a guard: `64`, `1..64`, `20 per 10s`, each with or without `label:`.
struct Argument {
  enum class Kind { Single, Range, Rate };
  std::optional<Name> label;
  Kind kind = Kind::Single;
  std::optional<Value> first;   ///< Absent in `..64`.
  std::optional<Value> second;  ///< Range: the upper bound, absent in `1..`. Rate: the period.
  Span span;
};

struct Annotation {
  QualifiedName name;
  std::vector<Argument> arguments;
  Span span;  ///< From `@` to the last parenthesis.
};

/// A type as written: `string?`, `list<Message>`, `demo.common.RoomName @length(1..8)`.
struct Type {
  QualifiedName name;
  std::vector<Type> arguments;
  std::vector<Span> question_marks;
  std::vector<Annotation> annotations;
  Span span;  ///< Without the annotations.
};

/// What stands before any declaration.
struct Preface {
  std::string docs;  ///< The `///` lines without slashes and the space after them, joined by '\n'.
  std::vector<Annotation> annotations;
  bool is_incomplete = false;  ///< An annotation was not understood and is left out.
};

/// A field of a struct, a parameter of an event or guard, a key of a room.
struct Field {
  Preface preface;
  Name name;
  std::optional<Span> question_mark;  ///< `name?: T`
  Type type;
  std::optional<Value> default_value;
};

struct Fields {
  std::vector<Field> fields;
  std::vector<Name> reserved;
  bool is_incomplete = false;  ///< Something here was not understood and is left out.
};

struct TypeAlias {
  Type target;
};
struct Const {
  Type type;
  Value value;
};
struct Struct {
  Fields body;
};
struct Error {
  Fields body;
};

struct Enumerator {
  Preface preface;
  Name name;
};
struct Enum {
  bool closed = false;
  std::vector<Enumerator> enumerators;
  std::vector<Name> reserved;
};

struct Arm {
  Preface preface;
  Name name;
  Type type;
};
struct Union {
  bool closed = false;
  StringLiteral tag;
  std::vector<Arm> arms;
  std::vector<Name> reserved;
};

struct Pipe {
  Type type;
};

/// What stands in the parentheses of an event, a room or a guard.
struct Payload {
  enum class Kind { None, Params, Type, Stream };
  Kind kind = Kind::None;
  std::vector<Field> params;  ///< Kind::Params
  std::optional<Type> type;   ///< Kind::Type and Kind::Stream
  Span span;                  ///< With the parentheses.
};

struct Guard {
  Payload payload;
};

struct Reply {
  bool is_void = false;
  bool is_stream = false;
  Type type;
  Span span;  ///< From `->` to the end of the type.
};

struct Event {
  enum class Direction { On, Emit };
  Preface preface;
  Direction direction = Direction::On;
  Span keyword;
  Name name;
  Payload payload;
  std::optional<Reply> reply;
  std::vector<QualifiedName> throws;
};

struct Room {
  Preface preface;
  Name name;
  Payload keys;
  std::vector<Event> events;
};

/// `handshake { … }` or `session { … }`.
struct Block {
  Preface preface;
  Span keyword;
  Fields body;
};

/// What a gateway and a namespace have in common.
struct Members {
  std::vector<Block> handshakes;  ///< More than one is a mistake that a check reports.
  std::vector<Block> sessions;
  std::vector<Event> events;
  std::vector<Room> rooms;
  bool is_incomplete = false;  ///< Something here was not understood and is left out.
};

struct Namespace {
  Preface preface;
  Name name;
  std::optional<StringLiteral> path;
  std::vector<Field> path_parameters;  ///< The `{id: uuid}` of the path, in order.
  Members members;
};

struct Gateway {
  Members members;
  std::vector<Namespace> namespaces;
};

/// A declaration of which only the name was understood: it exists, and nothing more is known about it.
struct Unread {};

struct Declaration {
  Preface preface;
  Name name;
  std::variant<TypeAlias, Const, Struct, Error, Enum, Union, Pipe, Guard, Gateway, Unread> what;
};

struct Package {
  std::string docs;
  QualifiedName name;  ///< Without parts when it was not understood.
};

struct Import {
  StringLiteral path;
  std::optional<SourceId> target;  ///< Filled in by whoever loads the files; absent when nothing was found.
  Span span{};                     ///< From `import` to `;`.
};

/// What a file with syntax errors may declare beyond what was understood, so that nobody calls it unknown.
struct Gaps {
  bool anything = false;        ///< It was not read to its end, or an import was lost: any name at all.
  std::set<std::string> names;  ///< Words in lost parts that stand where a name may be declared.
};

/// One file. What was not understood is not in it: a broken field, event or annotation is left out and what
/// holds it says `is_incomplete`; a broken declaration is `Unread`. Then a syntax error was reported.
struct File {
  SourceId source{};
  std::optional<Package> package;
  std::vector<Import> imports;
  std::vector<Declaration> declarations;
  Gaps gaps;
};

/// How a declaration is called in messages: "a struct", "an enum".
std::string_view kind_of(const Declaration& declaration);

}  // namespace gangway::gen::ast
