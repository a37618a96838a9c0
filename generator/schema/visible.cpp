#include "schema/visible.h"

#include <utility>

namespace gangway::gen {

Schema without_internal_fields(Schema schema) {
  for (TypeDef& type : schema.types) {
    if (auto* record = std::get_if<StructDef>(&type.def)) {
      std::erase_if(record->fields, [](const FieldDef& field) { return field.internal; });
    }
  }
  return schema;
}

}  // namespace gangway::gen
