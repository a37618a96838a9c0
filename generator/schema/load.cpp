#include "schema/load.h"

#include <map>
#include <utility>
#include <vector>

#include "schema/checked_json.h"
#include "schema/dump.h"
#include "schema/load_declarations.h"
#include "schema/lookup.h"

namespace gangway::gen {
namespace {

std::vector<std::string> parts_of(std::string_view dotted) {
  std::vector<std::string> parts;
  while (!dotted.empty()) {
    const std::size_t end = dotted.find('.');
    parts.emplace_back(dotted.substr(0, end));
    dotted.remove_prefix(end == std::string_view::npos ? dotted.size() : end + 1);
  }
  return parts;
}

void load_files(const CheckedJson& files, Schema& schema) {
  std::map<std::string, FileId> by_name;
  for (const CheckedJson& json : files.elements()) {
    const auto id = static_cast<FileId>(schema.files.size());
    FileDef& file = schema.files.emplace_back();
    file.name = json.at("name").text();
    file.package = parts_of(json.at("package").text());
    file.docs.text = json.at("docs").text();
    file.requested = json.at("requested").boolean();
    if (!by_name.emplace(file.name, id).second) json.fail("the file `" + file.name + "` is there twice");
  }
  std::size_t index = 0;
  for (const CheckedJson& json : files.elements()) {
    for (const CheckedJson& each : json.at("imports").elements()) {
      const auto found = by_name.find(each.text());
      if (found == by_name.end()) each.fail("there is no file `" + each.text() + "`");
      schema.files[index].imports.push_back(found->second);
    }
    ++index;
  }
}

/// What everyone who reads a schema relies on, and what names alone do not promise. `DeclarationLoader` has
/// refused what it can see in one place.
class Shapes {
 public:
  explicit Shapes(const Schema& schema) : schema_(schema) {}

  void check() const {
    for (std::size_t i = 0; i < schema_.types.size(); ++i) check_alias(static_cast<TypeId>(i));
    for (const TypeDef& def : schema_.types) check_arms(def);
    for (const FileDef& file : schema_.files) {
      for (const GatewayDef& gateway : file.gateways) check_gateway(gateway);
    }
  }

 private:
  void check_alias(TypeId id) const {
    std::size_t steps = 0;
    for (TypeId at = id;;) {
      const auto* alias = std::get_if<AliasDef>(&schema_.type(at).def);
      if (alias == nullptr || alias->target.kind != TypeRef::Kind::Named) {
        if (alias != nullptr) check_elements(alias->target, steps);
        return;
      }
      if (++steps > schema_.types.size())
        fail("the alias `" + full_name(schema_, id) + "` stands for itself");
      at = alias->target.named;
    }
  }

  /// An alias of a list of itself would never end, either.
  void check_elements(const TypeRef& type, std::size_t steps) const {
    for (const TypeRef& element : type.element) {
      if (++steps > schema_.types.size() + 128) fail("an alias stands for a list or map of itself");
      const auto* alias = element.kind == TypeRef::Kind::Named
                              ? std::get_if<AliasDef>(&schema_.type(element.named).def)
                              : nullptr;
      check_elements(alias == nullptr ? element : alias->target, steps);
    }
  }

  void check_arms(const TypeDef& def) const {
    const auto* choice = std::get_if<UnionDef>(&def.def);
    if (choice == nullptr) return;
    for (const ArmDef& arm : choice->arms) {
      const TypeRef base = behind_aliases(schema_, arm.type);
      const bool is_struct = base.kind == TypeRef::Kind::Named && !base.nullable &&
                             std::holds_alternative<StructDef>(schema_.type(base.named).def);
      if (!is_struct) fail("the arm `" + arm.name + "` of `" + def.name + "` is not a struct");
    }
  }

  void check_event(const EventDef& event) const {
    for (const TypeId id : event.throws) {
      const auto* error = std::get_if<StructDef>(&schema_.type(id).def);
      if (error == nullptr || !error->is_error) {
        fail('`' + full_name(schema_, id) + "`, which `" + event.name + "` throws, is not an error");
      }
    }
  }

  void check_gateway(const GatewayDef& gateway) const {
    for (const NamespaceDef& each : gateway.namespaces) {
      for (const EventDef& event : each.ons) check_event(event);
      for (const EventDef& event : each.emits) check_event(event);
      for (const RoomDef& room : each.rooms) {
        for (const EventDef& event : room.emits) check_event(event);
      }
    }
  }

  [[noreturn]] static void fail(std::string what) { throw BrokenJson{"/files", std::move(what)}; }

  const Schema& schema_;
};

Schema load_schema(const CheckedJson& root) {
  Schema schema;
  const CheckedJson files = root.at("files");
  load_files(files, schema);
  DeclarationLoader loader(files, schema);
  std::vector<CheckedJson> all = files.elements();
  for (std::size_t i = 0; i < all.size(); ++i) loader.load_named(all[i], static_cast<FileId>(i));
  Shapes(schema).check();
  for (std::size_t i = 0; i < all.size(); ++i) loader.load_rest(all[i], static_cast<FileId>(i));
  Shapes(schema).check();
  return schema;
}

}  // namespace

std::variant<Schema, LoadError> load_dump(std::string_view text) {
  nlohmann::json json;
  try {
    json = nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    return LoadError{LoadError::Kind::NotJson, {}, "at byte " + std::to_string(error.byte)};
  }
  try {
    const CheckedJson root(json);
    const std::int64_t version = root.at("version").integer();
    if (version != kIrVersion) return LoadError{LoadError::Kind::Version, {}, std::to_string(version)};
    return load_schema(root);
  } catch (const BrokenJson& broken) {
    return LoadError{LoadError::Kind::Content, broken.at, broken.what};
  }
}

}  // namespace gangway::gen
