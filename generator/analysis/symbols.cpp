#include "analysis/symbols.h"

#include <algorithm>
#include <utility>

namespace gangway::gen {

Symbols::Symbols(const Program& program) : program_(program) {}

void Symbols::add(Symbol symbol) {
  const std::size_t index = all_.size();
  by_name_.emplace(symbol.name(), index);
  if (symbol.type) by_type_.push_back(index);
  all_.push_back(std::move(symbol));
}

bool Symbols::is_visible(SourceId from, const Symbol& symbol) const {
  if (symbol.file == from) return true;
  const std::vector<ast::Import>& imports = program_.file(from).imports;
  return std::any_of(imports.begin(), imports.end(),
                     [&](const ast::Import& i) { return i.target == symbol.file; });
}

Lookup Symbols::find(SourceId from, const ast::QualifiedName& name) const {
  Lookup result;
  const bool any_package = name.is_simple();
  const std::string package = name.qualifier();
  const auto [begin, end] = by_name_.equal_range(name.last().text);
  for (auto it = begin; it != end; ++it) {
    const Symbol& symbol = all_[it->second];
    if (!any_package && symbol.package != package) continue;
    if (!is_visible(from, symbol)) {
      if (result.not_imported == nullptr) result.not_imported = &symbol;
    } else if (result.symbol == nullptr) {
      result.symbol = &symbol;
    } else if (any_package && symbol.file == from && result.symbol->file != from) {
      result.symbol = &symbol;  // its own declaration hides what a file imports
      result.other = nullptr;
    } else if (symbol.package != result.symbol->package && result.symbol->file != from) {
      result.other = &symbol;
    }
  }
  return result;
}

}  // namespace gangway::gen
