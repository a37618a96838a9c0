#pragma once

#include <unordered_map>

#include "analysis/symbols.h"
#include "schema/schema.h"

namespace gangway::gen {

/// The numbers that guards and pipes have in the schema: in the order in which they are declared.
struct RuleIds {
  explicit RuleIds(const Symbols& symbols) {
    for (const Symbol& symbol : symbols.all()) {
      if (symbol.as<ast::Guard>() != nullptr) guards.emplace(&symbol, static_cast<GuardId>(guards.size()));
      if (symbol.as<ast::Pipe>() != nullptr) pipes.emplace(&symbol, static_cast<PipeId>(pipes.size()));
    }
  }

  std::unordered_map<const Symbol*, GuardId> guards;
  std::unordered_map<const Symbol*, PipeId> pipes;
};

}  // namespace gangway::gen
