#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "emit/ts/layout.h"
#include "emit/ts/names.h"
#include "schema/schema.h"

namespace gangway::gen::ts {

/// What a value is: as it is read, or as it may be given to build one (fields with a default may be left
/// out).
enum class Form { Read, Init };

/// Which module is written.
enum class ModuleKind {
  Client,    ///< `chat.gw.ts`: values as the client's codecs make them.
  SocketIo,  ///< `chat.gw.socketio.ts`: values as they travel, types alone.
};

/// The names that one declared type has in the module of its file.
struct TypeNames {
  std::string name;  ///< Type and codec; the class of an error.
  std::string init;  ///< What it is built from; the same as `name` where that makes no difference.
  std::string data;  ///< The interface of an error's fields; empty for all others.
};

/// Which names every file's types have, and which of them have an `Init`. The same for every importing file.
class TypeTable {
 public:
  explicit TypeTable(const Schema& schema);

  [[nodiscard]] const TypeNames& names(TypeId id) const { return names_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] bool has_init(TypeId id) const { return has_init_[static_cast<std::size_t>(id)]; }
  [[nodiscard]] bool has_init(const TypeRef& type) const;

 private:
  void find_inits(const Schema& schema);

  std::vector<TypeNames> names_;
  std::vector<bool> has_init_;
};

/// The type mapping as one module sees it: TypeScript types, codec expressions and literals. Remembers which
/// names of other modules it was asked for.
class TypeMapper {
 public:
  /// `scope` holds the names of the module's own; imported ones are added as they are needed.
  TypeMapper(const Schema& schema, const TypeTable& table, FileId file, Scope& scope,
             ModuleKind kind = ModuleKind::Client);

  [[nodiscard]] ModuleKind kind() const { return kind_; }
  [[nodiscard]] std::string type(const TypeRef& type, Form form);
  [[nodiscard]] std::string codec(const TypeRef& type);
  [[nodiscard]] std::string error_class(TypeId id) { return imported(id, table_.names(id).name, false); }

  /// `name: T`, or `name?: T` where it may be left out.
  [[nodiscard]] std::string member(const FieldDef& field, Form form);
  /// The codec of a field, with what is to be done when it is left out.
  [[nodiscard]] std::string field_codec(const FieldDef& field);
  /// `gw.struct({ … })` over `fields`.
  [[nodiscard]] Piece struct_codec(const std::vector<FieldDef>& fields);
  /// `{ a: T; b?: U }`
  [[nodiscard]] Piece object_type(const std::vector<FieldDef>& fields, Form form);

  /// An expression for a constant of `type`.
  [[nodiscard]] std::string literal(const Value& value, const TypeRef& type) const;

  /// `id` of this file has its codec from here on; until then it is referred to lazily.
  void declare(TypeId id) { declared_.insert(id); }

  /// Whether a type of the runtime was among those that were asked for, or somebody said that one is.
  [[nodiscard]] bool says_runtime() const { return says_runtime_; }
  void use_runtime() { says_runtime_ = true; }

  /// What was asked for: by module of the schema, its `import` list entries.
  [[nodiscard]] const std::map<FileId, std::set<std::string>>& imports() const { return imports_; }

 private:
  std::string imported(TypeId id, const std::string& name, bool is_type_only);
  [[nodiscard]] TypeRef resolved(const TypeRef& type) const;

  const Schema& schema_;
  const TypeTable& table_;
  FileId file_;
  Scope& scope_;
  ModuleKind kind_;
  bool says_runtime_ = false;
  std::set<TypeId> declared_;
  std::map<std::pair<FileId, std::string>, std::string> local_names_;
  std::map<FileId, std::set<std::string>> imports_;
};

/// Whether a value of these fields can be built from nothing.
[[nodiscard]] bool can_be_empty(const std::vector<FieldDef>& fields);

}  // namespace gangway::gen::ts
