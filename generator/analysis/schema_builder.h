#pragma once

#include <optional>
#include <vector>

#include "analysis/bindings.h"
#include "analysis/build_policies.h"
#include "analysis/builtin_annotations.h"
#include "analysis/program.h"
#include "analysis/rule_ids.h"
#include "analysis/symbols.h"
#include "schema/schema.h"

namespace gangway::gen {

/// Turns what was written and bound into the schema. Private to `build_schema.cpp`, which has types and
/// files, and `build_gateways.cpp`.
class SchemaBuilder {
 public:
  SchemaBuilder(const Program& program, const Symbols& symbols, const Bindings& bindings)
      : program_(program),
        symbols_(symbols),
        bindings_(bindings),
        ids_(symbols),
        policies_(symbols, bindings, ids_) {}

  Schema build();

 private:
  Origin origin(Span span) const {
    return {static_cast<FileId>(span.file), program_.sources.begin_of(span).line, span.begin,
            span.end - span.begin};
  }
  TypeRef type(const ast::Type& written) const;
  void add_rules(TypeRef& type, const ast::Type& written) const;
  bool is_secret(const TypeRef& type, const ast::Type& written) const;
  Value value(const ast::Value& written) const { return bindings_.values.at(&written); }

  /// What `XDef`s have in common: docs, origin, name.
  template <class Def>
  Def begin(const ast::Preface& preface, const ast::Name& name) const {
    Def def;
    def.docs = {preface.docs, string_argument(preface.annotations, "deprecated"),
                string_argument(preface.annotations, "since")};
    def.origin = origin(name.span);
    def.name = name.text;
    return def;
  }

  FileDef file(const ast::File& written) const;
  void declaration(const Symbol& symbol, Schema& schema) const;
  TypeDef type_declaration(const Symbol& symbol) const;
  std::vector<FieldDef> fields(const std::vector<ast::Field>& written) const;
  PayloadDef payload(const ast::Payload& written) const;
  EventDef event(const ast::Event& written, const Policy& outer) const;
  RoomDef room(const ast::Room& written, const Policy& outer) const;
  std::optional<std::vector<FieldDef>> block(const std::vector<ast::Block>& written) const;
  /// The members of `written` and what the namespace has from `gateway`; its policy is there already.
  NamespaceDef members(NamespaceDef into, const ast::Members& written, const GatewayDef& gateway) const;
  GatewayDef gateway(const ast::Declaration& declaration, const ast::Gateway& written) const;

  const Program& program_;
  const Symbols& symbols_;
  const Bindings& bindings_;
  RuleIds ids_;
  PolicyBuilder policies_;
};

}  // namespace gangway::gen
