#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/cpp/holding.h"
#include "schema/schema.h"

namespace gangway::gen::cpp {

/// How types are spelt in one file's generated C++: the mapping from the language's types, in one place.
class Types {
 public:
  Types(const Schema& schema, FileId file);

  /// The type of a value: `std::vector<Message>`, `std::optional<std::string>` for a nullable one.
  [[nodiscard]] std::string value(const TypeRef& type) const;
  /// Constraints are checked where values are read; who only writes need not know them.
  enum class Use { Read, Write };
  /// The codec of a value: `gangway::codec::List<codec::Message>`.
  [[nodiscard]] std::string codec(const TypeRef& type, Use use) const;
  /// Whether an alias has a codec of its name: where it has constraints, so that they are checked by one.
  [[nodiscard]] bool has_own_codec(const AliasDef& alias) const;
  /// Whether it may be null, by itself or by its alias.
  [[nodiscard]] bool is_nullable(const TypeRef& type) const;
  /// `type` without its aliases.
  [[nodiscard]] const TypeRef& expanded(const TypeRef& type) const;

  /// What a field adds to its type: `?`, both kinds of nothing, a box.
  struct Field {
    std::string type;
    std::string codec;        ///< Of what is written when it is there.
    std::string read_codec;   ///< Of the whole member.
    std::string initialiser;  ///< "= 3", "{}" or nothing where the author must give a value.
    bool optional = false;    ///< Left out when empty: `if (x)` and `*x`.
    bool patch = false;       ///< Left out when absent: `!x.is_absent()`.
    bool nullable = false;    ///< Null when empty, and always written.
    bool boxed = false;
  };
  /// `owner`: the struct whose field it is, where that is a declared type; decides what is boxed.
  [[nodiscard]] Field field(const FieldDef& field, std::optional<TypeId> owner = std::nullopt) const;

  /// How a value is passed to a function that only reads it: `std::uint32_t`, `const Message&`.
  [[nodiscard]] std::string parameter(const FieldDef& field) const;
  [[nodiscard]] std::string parameter(const TypeRef& type) const;

  /// `Message`, or `::demo::common::Message` of another package.
  [[nodiscard]] std::string name(TypeId id) const;
  [[nodiscard]] std::string codec_name(TypeId id) const;
  /// `::demo::chat::Message`, from anywhere.
  [[nodiscard]] std::string full_name(TypeId id) const;

  /// A checked default or constant as an expression of the type.
  [[nodiscard]] std::string constant(const Value& value, const TypeRef& type) const;

  /// The types declared in this file so that each is complete where C++ wants it to be.
  [[nodiscard]] std::vector<TypeId> definition_order() const { return holding_.definition_order(file_); }

  [[nodiscard]] const Schema& schema() const { return schema_; }
  [[nodiscard]] const FileDef& file() const { return schema_.file(file_); }

 private:
  [[nodiscard]] bool is_boxed(const TypeRef& type, TypeId owner) const;
  [[nodiscard]] std::string bare_value(const TypeRef& type) const;
  [[nodiscard]] std::string bare_codec(const TypeRef& type, Use use) const;
  [[nodiscard]] std::string unchecked_codec(const TypeRef& type, Use use) const;
  [[nodiscard]] bool is_small(const TypeRef& type) const;

  const Schema& schema_;
  FileId file_;
  Holding holding_;
};

}  // namespace gangway::gen::cpp
