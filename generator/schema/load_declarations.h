#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/checked_json.h"
#include "schema/schema.h"

namespace gangway::gen {

/// What `load_dump` knows while it reads: which names there are. The declarations themselves come file by
/// file, since any of them may name any other.
class DeclarationLoader {
 public:
  /// Knows all names once this is done; the vectors of `schema` have their length.
  DeclarationLoader(const CheckedJson& files, Schema& schema);

  /// The file's types, guards and pipes.
  void load_named(const CheckedJson& json, FileId id);
  /// Its constants and gateways, once all files had their named ones loaded.
  void load_rest(const CheckedJson& json, FileId id);

 private:
  struct Names {
    std::map<std::string, std::size_t, std::less<>> by_full_name;
    [[nodiscard]] std::size_t must_find(const CheckedJson& written, std::string_view kind) const;
  };

  template <class Def>
  void begin(const CheckedJson& json, FileId file, Def& def) const;
  [[nodiscard]] TypeRef type(const CheckedJson& json, int depth = 0) const;
  /// What a written type is behind its aliases; of a list or map, what its elements are. Nothing for what is
  /// no scalar.
  [[nodiscard]] std::optional<Scalar> base_scalar(const CheckedJson& json, int depth = 0) const;
  [[nodiscard]] Constraints constraints(const CheckedJson& json, std::optional<Scalar> base) const;
  [[nodiscard]] FieldDef field(const CheckedJson& json, FileId file) const;
  [[nodiscard]] std::vector<FieldDef> fields(const CheckedJson& json, FileId file) const;
  [[nodiscard]] std::optional<std::vector<FieldDef>> block(const CheckedJson& json, FileId file) const;
  void type_declaration(const CheckedJson& json, FileId file, TypeDef& def) const;
  [[nodiscard]] GuardUse guard_use(const CheckedJson& json) const;
  [[nodiscard]] Policy policy(const CheckedJson& json) const;
  [[nodiscard]] PayloadDef payload(const CheckedJson& json, FileId file) const;
  [[nodiscard]] ReplyDef reply(const CheckedJson& json) const;
  [[nodiscard]] EventDef event(const CheckedJson& json, FileId file) const;
  [[nodiscard]] std::vector<EventDef> events(const CheckedJson& json, FileId file) const;
  [[nodiscard]] RoomDef room(const CheckedJson& json, FileId file) const;
  [[nodiscard]] NamespaceDef name_space(const CheckedJson& json, FileId file) const;
  [[nodiscard]] GatewayDef gateway(const CheckedJson& json, FileId file) const;

  Schema& schema_;
  Names types_;
  std::map<std::string, CheckedJson, std::less<>> alias_targets_;
  Names guards_;
  Names pipes_;
};

}  // namespace gangway::gen
