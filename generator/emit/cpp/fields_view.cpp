#include "emit/cpp/fields_view.h"

#include <utility>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "emit/cpp/docs.h"
#include "emit/cpp/names.h"

namespace gangway::gen::cpp {

using Json = nlohmann::json;

Json member_views(const Types& types, const std::vector<FieldDef>& fields, std::optional<TypeId> owner) {
  Json::array_t views;
  views.reserve(fields.size());
  for (const FieldDef& def : fields) {
    Types::Field field = types.field(def, owner);
    Json& view = views.emplace_back(Json::object());
    view["doc"] = doc_lines(def.docs, types, def.type);
    view["type"] = std::move(field.type);
    view["name"] = member(def.name);
    view["initialiser"] = std::move(field.initialiser);
  }
  return views;
}

Json codec_view(const Types& types, const std::vector<FieldDef>& all, std::optional<TypeId> owner,
                const std::string& object) {
  std::vector<FieldDef> fields;
  std::copy_if(all.begin(), all.end(), std::back_inserter(fields),
               [](const FieldDef& def) { return !def.internal; });
  Json::array_t reads;
  Json::array_t writes;
  std::string table;
  bool lead_known = false;  // a member that is always written came before
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const FieldDef& def = fields[i];
    Types::Field field = types.field(def, owner);
    std::string expression = object.empty() ? argument(def.name) : object + member(def.name);
    const bool conditional = field.optional || field.patch;
    const bool is_required = !conditional && !def.default_value;
    table += fmt::format("{}{}\"{}\"{}", i == 0 ? "" : ", ", is_required ? "" : "{", def.name,
                         is_required ? "" : ", true}");

    Json& read = reads.emplace_back(Json::object());
    read["label"] = i + 1 == fields.size() ? "default" : fmt::format("case {}", i);
    read["codec"] = std::move(field.read_codec);
    read["name"] = member(def.name);

    Json& write = writes.emplace_back(Json::object());
    write["key"] = def.name;
    write["codec"] = std::move(field.codec);
    write["leads"] = !lead_known;
    write["conditional"] = conditional;
    if (conditional) write["present"] = field.patch ? "!" + expression + ".is_absent()" : expression;
    write["value"] = field.optional ? "*" + expression : std::move(expression);
    if (!conditional) lead_known = true;
  }
  Json view = Json::object();
  view["fields"] = "{" + table + "}";
  view["reads"] = std::move(reads);
  view["writes"] = std::move(writes);
  view["may_be_empty"] = !lead_known;
  view["has_fields"] = !fields.empty();
  view["one_field"] = fields.size() == 1;
  return view;
}

}  // namespace gangway::gen::cpp
