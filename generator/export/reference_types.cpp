#include "export/reference_types.h"

#include <algorithm>
#include <utility>

#include "schema/constraints.h"
#include "schema/lookup.h"

namespace gangway::gen::exports {

using nlohmann::json;

json TypeReference::begin(const Docs& docs, std::string_view name, std::string_view anchored) const {
  return {{"name", markup_.text(name)},
          {"anchor", anchor(anchored)},
          {"doc", markup_.docs(docs.text)},
          {"has_doc", !docs.text.empty()},
          {"is_deprecated", docs.deprecated.has_value()},
          {"deprecated", markup_.line(docs.deprecated.value_or(""))},
          {"has_since", docs.since.has_value()},
          {"since", markup_.text(docs.since.value_or(""))}};
}

std::string TypeReference::anchor_of(TypeId id) const { return "type-" + anchor(full_name(schema_, id)); }

void TypeReference::want(TypeId id) {
  if (known_.insert(id).second) wanted_.push_back(id);
}

std::string TypeReference::named(TypeId id) {
  want(id);
  return markup_.link(markup_.text(schema_.type(id).name), anchor_of(id));
}

std::string TypeReference::type(const TypeRef& type) {
  std::string text;
  switch (type.kind) {
    case TypeRef::Kind::Scalar:
      text = markup_.text(scalar_name(type.scalar));
      break;
    case TypeRef::Kind::Named:
      text = named(type.named);
      break;
    case TypeRef::Kind::List:
      text = markup_.text("list<") + this->type(type.element.front()) + markup_.text(">");
      break;
    case TypeRef::Kind::Map:
      text = markup_.text("map<string, ") + this->type(type.element.front()) + markup_.text(">");
      break;
  }
  if (type.nullable) text += '?';
  if (type.constraints) {
    const TypeRef base = behind_aliases(schema_, type);
    text += ' ' + markup_.code(constraints_text(schema_, *type.constraints, base.scalar));
  }
  return text;
}

json TypeReference::fields(const std::vector<FieldDef>& fields) {
  json views = json::array();
  for (const FieldDef& field : fields) {
    if (field.internal) continue;
    json view = begin(field.docs, field.name, field.name);
    view["type"] = type(field.type);
    std::string notes;
    const auto add = [&notes](const std::string& more) { notes += (notes.empty() ? "" : ", ") + more; };
    if (field.optional) add("may be left out");
    if (field.default_value) add(markup_.code(value_text(*field.default_value)) + " when left out");
    if (field.secret) add("secret");
    if (field.docs.since) add("since " + markup_.text(*field.docs.since));
    if (field.docs.deprecated) add("deprecated: " + markup_.line(*field.docs.deprecated));
    view["notes"] = notes;
    view["line"] = markup_.line(field.docs.text);
    views.push_back(std::move(view));
  }
  return views;
}

json TypeReference::constant(const ConstDef& constant) {
  json view = begin(constant.docs, constant.name, "const-" + constant.name);
  view["type"] = type(constant.type);
  view["value"] = markup_.code(value_text(constant.value));
  view["line"] = markup_.line(constant.docs.text);
  return view;
}

json TypeReference::declaration(TypeId id) {
  const TypeDef& def = schema_.type(id);
  json view = begin(def.docs, def.name, "x");
  view["anchor"] = anchor_of(id);
  view["fields"] = json::array();
  view["cases"] = json::array();
  view["says"] = "";
  if (const auto* alias = std::get_if<AliasDef>(&def.def)) {
    view["kind"] = "alias";
    view["says"] = "Another name for " + type(alias->target) + '.';
  } else if (const auto* structure = std::get_if<StructDef>(&def.def)) {
    view["kind"] = structure->is_error ? "error" : "struct";
    view["fields"] = fields(structure->fields);
    if (structure->is_error) view["says"] = "On the wire: code " + markup_.code(def.name) + '.';
  } else if (const auto* enumeration = std::get_if<EnumDef>(&def.def)) {
    view["kind"] = enumeration->closed ? "closed enum" : "enum";
    if (!enumeration->closed) view["says"] = "Open: newer peers may send names that are not listed here.";
    for (const EnumeratorDef& each : enumeration->enumerators) {
      view["cases"].push_back(
          {{"name", markup_.code(each.name)}, {"type", ""}, {"line", markup_.line(each.docs.text)}});
    }
  } else {
    const auto& choice = std::get<UnionDef>(def.def);
    view["kind"] = choice.closed ? "closed union" : "union";
    view["says"] = "The field " + markup_.code(choice.tag) + " says which." +
                   (choice.closed ? "" : " Open: newer peers may send others.");
    for (const ArmDef& each : choice.arms) {
      view["cases"].push_back({{"name", markup_.code(each.name)},
                               {"type", type(each.type)},
                               {"line", markup_.line(each.docs.text)}});
    }
  }
  view["has_says"] = !view["says"].get_ref<const std::string&>().empty();
  view["has_fields"] = !view["fields"].empty();
  view["has_cases"] = !view["cases"].empty();
  return view;
}

json TypeReference::declarations() {
  std::vector<std::pair<std::string, json>> sections;
  // A section may speak of further types, which are added behind.
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    sections.emplace_back(schema_.type(wanted_[i]).name + ' ' + full_name(schema_, wanted_[i]),
                          declaration(wanted_[i]));
  }
  std::sort(sections.begin(), sections.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  json views = json::array();
  for (auto& [name, view] : sections) views.push_back(std::move(view));
  return views;
}

}  // namespace gangway::gen::exports
