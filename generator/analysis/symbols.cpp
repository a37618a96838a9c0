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

/// Whether a file that `from` sees, or one that it should see, has a gap that may declare `name`.
bool Symbols::may_be_unread(SourceId from, const ast::QualifiedName& name) const {
  const auto has_gap = [&](const ast::File& file) {
    const bool is_nameless = !file.package || file.package->name.parts.empty();
    return file.gaps.anything || file.gaps.names.contains(name.last().text) ||
           (is_nameless && !name.is_simple());
  };
  const ast::File& file = program_.file(from);
  return has_gap(file) || std::any_of(file.imports.begin(), file.imports.end(), [&](const ast::Import& i) {
           return !i.target || has_gap(program_.file(*i.target));
         });
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
  const bool is_known = result.symbol != nullptr;
  if (is_known ? result.symbol->as<ast::Unread>() != nullptr : may_be_unread(from, name)) {
    return {nullptr, nullptr, nullptr, true};
  }
  return result;
}

}  // namespace gangway::gen
