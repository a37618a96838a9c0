#pragma once

#include <unordered_set>

#include <GangwayParser.h>
#include <antlr4-runtime.h>

#include "syntax/ast.h"

namespace gangway::gen {

/// Which parts of ANTLR's tree cannot be trusted, because something in them was skipped or made up. A file
/// without syntax errors has none, and asks nothing of it.
class Damage {
 public:
  Damage() = default;
  Damage(antlr::GangwayParser::FileContext& tree, antlr4::CommonTokenStream& tokens);

  /// Whether `part` is there and all of it was understood.
  [[nodiscard]] bool spares(const antlr4::ParserRuleContext* part) const {
    return part != nullptr && !damaged_.contains(part);
  }

  [[nodiscard]] bool is_none() const noexcept { return tokens_ == nullptr; }
  [[nodiscard]] const ast::Gaps& gaps() const noexcept { return gaps_; }

 private:
  bool examine(antlr4::ParserRuleContext& part);
  [[nodiscard]] bool has_own_damage(antlr4::ParserRuleContext& part) const;
  [[nodiscard]] bool has_broken_text(const antlr4::Token& first, const antlr4::Token& last) const;
  void lose(std::size_t first, std::size_t last);

  antlr4::CommonTokenStream* tokens_ = nullptr;
  std::vector<std::size_t> broken_;  ///< The indices of what the lexer refused, in order.
  std::unordered_set<const antlr4::ParserRuleContext*> damaged_;
  ast::Gaps gaps_;
};

}  // namespace gangway::gen
