#include "emit/ts/declarations.h"

#include <algorithm>

#include "emit/ts/attachments.h"
#include "emit/ts/constraints.h"
#include "emit/ts/docs.h"

namespace gangway::gen::ts {
namespace {

using nlohmann::json;

/// One member of a union of types.
struct Alternative {
  const Docs* docs;
  std::string type;
};

/// A union of types, to stand behind `before`: one line where nothing is documented and it fits.
std::string alternatives(const std::vector<Alternative>& all, const std::string& before) {
  std::string flat;
  std::string tall;
  bool is_tall = false;
  for (const Alternative& one : all) {
    const std::string doc = one.docs == nullptr ? "" : doc_text(*one.docs, 2);
    is_tall = is_tall || !doc.empty() || one.type.starts_with('(');
    flat += (flat.empty() ? "" : " | ") + one.type;
    tall += "\n" + doc + "  | " + one.type;
  }
  return is_tall || before.size() + flat.size() > 108 ? tall : " " + flat;
}

class DeclarationViews {
 public:
  DeclarationViews(const Schema& schema, const TypeTable& table, TypeMapper& mapper)
      : schema_(schema), table_(table), mapper_(mapper) {}

  json view(TypeId id) {
    const TypeDef& type = schema_.type(id);
    json out{{"simple", json::array()}, {"structs", json::array()}, {"errors", json::array()}};
    if (const auto* alias = std::get_if<AliasDef>(&type.def)) out["simple"].push_back(view_alias(id, *alias));
    if (const auto* choice = std::get_if<EnumDef>(&type.def)) out["simple"].push_back(view_enum(id, *choice));
    if (const auto* sum = std::get_if<UnionDef>(&type.def)) out["simple"].push_back(view_union(id, *sum));
    if (const auto* structure = std::get_if<StructDef>(&type.def)) {
      out[structure->is_error ? "errors" : "structs"].push_back(
          structure->is_error ? view_error(id, *structure) : view_struct(id, *structure));
    }
    return out;
  }

 private:
  json view_alias(TypeId id, const AliasDef& alias) {
    return simple(
        id, [&](Form form) { return " " + mapper_.type(alias.target, form); },
        [&] { return text(mapper_.codec(alias.target)); }, codec_type(id));
  }

  json view_enum(TypeId id, const EnumDef& choice) {
    Piece codec{.open = choice.closed ? "gw.closedEnum(" : "gw.openEnum(", .items = {}, .close = ")"};
    for (const EnumeratorDef& one : choice.enumerators) codec.items.push_back(text(quote(one.name)));
    const auto type = [&](Form) {
      std::vector<Alternative> all;
      for (const EnumeratorDef& one : choice.enumerators) all.push_back({&one.docs, quote(one.name)});
      std::string written = alternatives(all, "export type " + name(id) + " = | (string & {});");
      if (!choice.closed) written += written.starts_with('\n') ? "\n  | (string & {})" : " | (string & {})";
      return written;
    };
    return simple(
        id, type, [&] { return codec; }, "gw.EnumCodec<" + name(id) + ">");
  }

  json view_union(TypeId id, const UnionDef& sum) {
    const auto codec = [&] {
      Piece piece{
          .open = std::string(sum.closed ? "gw.closedUnion(" : "gw.openUnion(") + quote(sum.tag) + ", {",
          .items = {},
          .close = "})",
          .spaced = true};
      for (const ArmDef& arm : sum.arms)
        piece.items.push_back(text(arm.name + ": " + mapper_.codec(arm.type)));
      return piece;
    };
    const auto type = [&](Form form) {
      std::vector<Alternative> all;
      for (const ArmDef& arm : sum.arms) {
        all.push_back({&arm.docs, "({ " + sum.tag + ": " + quote(arm.name) + " } & " +
                                      mapper_.type(arm.type, form) + ")"});
      }
      if (!sum.closed) all.push_back({nullptr, "gw.Unknown<" + quote(sum.tag) + ">"});
      if (!sum.closed) mapper_.use_runtime();
      return alternatives(all, {});
    };
    return simple(id, type, codec, codec_type(id));
  }

  json view_struct(TypeId id, const StructDef& structure) {
    json inits = json::array();
    if (table_.has_init(id)) inits.push_back(view_init(id, structure));
    return {
        {"doc", doc_lines(schema_.type(id).docs)},
        {"name", name(id)},
        {"is_empty", structure.fields.empty()},
        {"members", member_views(structure.fields, Form::Read, mapper_)},
        {"inits", std::move(inits)},
        {"codec", fields_codec(structure, 0, "export const " + name(id) + ": " + codec_type(id) + " = ")}};
  }

  /// The interface of what builds a struct: what differs from the struct stands in it, the rest is inherited.
  json view_init(TypeId id, const StructDef& structure) {
    std::vector<FieldDef> differing;
    std::vector<Alternative> omitted;
    for (const FieldDef& field : structure.fields) {
      if (!field.default_value && !table_.has_init(field.type)) continue;
      omitted.push_back({nullptr, quote(field.name)});
      differing.push_back(field);
    }
    const std::string before =
        "export interface " + table_.names(id).init + " extends Omit<" + name(id) + ",> {";
    return {{"name", table_.names(id).init},
            {"of", name(id)},
            {"omitted", alternatives(omitted, before)},
            {"members", member_views(differing, Form::Init, mapper_)}};
  }

  json view_error(TypeId id, const StructDef& structure) {
    const std::string& data = table_.names(id).data;
    mapper_.use_runtime();
    return {{"doc", doc_lines(schema_.type(id).docs)},
            {"name", name(id)},
            {"code", quote(schema_.type(id).name)},
            {"data", data},
            {"no_data", structure.fields.empty() ? " = {}" : ""},
            {"is_empty", structure.fields.empty()},
            {"members", has_codecs() ? member_views(structure.fields, Form::Read, mapper_)
                                     : text_member_views(structure.fields, Form::Read, schema_, mapper_)},
            {"codec", fields_codec(structure, 2, "static readonly fields: gw.Codec<" + data + "> = ")}};
  }

  [[nodiscard]] bool has_codecs() const { return mapper_.kind() == ModuleKind::Client; }

  std::string fields_codec(const StructDef& structure, std::size_t indent, const std::string& before) {
    if (!has_codecs()) return {};
    Piece codec = mapper_.struct_codec(structure.fields);
    codec.is_broken = !codec.items.empty();
    return pure(print(codec, indent, before, ";"));
  }

  template <class TypeOf, class CodecOf>
  json simple(TypeId id, TypeOf type, CodecOf codec, const std::string& annotation) {
    json inits = json::array();
    if (table_.has_init(id))
      inits.push_back({{"name", table_.names(id).init}, {"type", type(Form::Init)}, {"of", name(id)}});
    const auto* alias = std::get_if<AliasDef>(&schema_.type(id).def);
    const std::string also = alias == nullptr ? "" : constraint_docs(alias->target);
    const std::string before = "export const " + name(id) + ": " + annotation + " = ";
    return {{"doc", doc_lines(schema_.type(id).docs, {}, also)},
            {"name", name(id)},
            {"type", type(Form::Read)},
            {"inits", std::move(inits)},
            {"codec", has_codecs() ? pure(print(codec(), 0, before, ";")) : std::string()}};
  }

  const std::string& name(TypeId id) const { return table_.names(id).name; }

  std::string codec_type(TypeId id) const {
    const TypeNames& names = table_.names(id);
    return "gw.Codec<" + names.name + (table_.has_init(id) ? ", " + names.init : "") + ">";
  }

  const Schema& schema_;
  const TypeTable& table_;
  TypeMapper& mapper_;
};

json member_view(const FieldDef& field, const std::string& member) {
  return {{"doc", doc_lines(field.docs, {}, constraint_docs(field.type))}, {"line", member + ";"}};
}

}  // namespace

json const_views(const FileDef& file, TypeMapper& mapper) {
  json out = json::array();
  for (const ConstDef& constant : file.consts) {
    out.push_back({{"doc", doc_lines(constant.docs)},
                   {"name", module_name(constant.name)},
                   {"type", mapper.type(constant.type, Form::Read)},
                   {"value", pure(mapper.literal(constant.value, constant.type))}});
  }
  return out;
}

json declaration_views(const Schema& schema, const FileDef& file, const TypeTable& table,
                       TypeMapper& mapper) {
  DeclarationViews views(schema, table, mapper);
  json out = json::array();
  for (const TypeId id : file.types) {
    out.push_back(views.view(id));
    mapper.declare(id);
  }
  return out;
}

json member_views(const std::vector<FieldDef>& fields, Form form, TypeMapper& mapper) {
  json out = json::array();
  for (const FieldDef& field : fields) out.push_back(member_view(field, mapper.member(field, form)));
  return out;
}

json text_member_views(const std::vector<FieldDef>& fields, Form form, const Schema& schema,
                       TypeMapper& mapper) {
  json out = json::array();
  for (const FieldDef& field : fields) {
    std::string member = mapper.member(field, form);
    if (has_attachments(schema, field.type)) {
      const std::string type = mapper.type(field.type, form);
      member.resize(member.size() - type.size());
      member += type == "gw.Bytes" ? "gw.Base64" : "gw.InText<" + type + ">";
    }
    out.push_back(member_view(field, member));
  }
  return out;
}

}  // namespace gangway::gen::ts
