#include "emit/cpp/fields_view.h"

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/names.h"

namespace gangway::gen::cpp {

nlohmann::json member_views(const Types& types, const std::vector<FieldDef>& fields,
                            std::optional<TypeId> owner) {
  nlohmann::json views = nlohmann::json::array();
  for (const FieldDef& def : fields) {
    const Types::Field field = types.field(def, owner);
    views.push_back({{"doc", doc_lines(def.docs, types, def.type)},
                     {"type", field.type},
                     {"name", member(def.name)},
                     {"initialiser", field.initialiser}});
  }
  return views;
}

nlohmann::json codec_view(const Types& types, const std::vector<FieldDef>& fields,
                          std::optional<TypeId> owner, const std::string& object) {
  nlohmann::json reads = nlohmann::json::array();
  nlohmann::json writes = nlohmann::json::array();
  std::string names;
  std::string required;
  bool lead_known = false;  // a member that is always written came before
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const FieldDef& def = fields[i];
    const Types::Field field = types.field(def, owner);
    const std::string expression = object.empty() ? argument(def.name) : object + member(def.name);
    names += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", def.name);
    const bool is_required = !field.optional && !field.patch && !def.default_value;
    if (is_required) required += fmt::format("{}{}", required.empty() ? "" : ", ", i);
    reads.push_back({{"index", i},
                     {"first", i == 0},
                     {"last", i + 1 == fields.size()},
                     {"codec", field.read_codec},
                     {"name", member(def.name)}});

    const bool conditional = field.optional || field.patch;
    writes.push_back({{"key", def.name},
                      {"codec", field.codec},
                      {"leads", !lead_known},
                      {"conditional", conditional},
                      {"present", field.patch ? "!" + expression + ".is_absent()" : expression},
                      {"value", field.optional ? "*" + expression : expression}});
    if (!conditional) lead_known = true;
  }
  return {{"names", names},
          {"required", required},
          {"reads", std::move(reads)},
          {"writes", std::move(writes)},
          {"may_be_empty", !lead_known},
          {"has_fields", !fields.empty()},
          {"one_field", fields.size() == 1}};
}

}  // namespace gangway::gen::cpp
