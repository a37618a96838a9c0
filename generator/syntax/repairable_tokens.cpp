#include "syntax/repairable_tokens.h"

#include <memory>
#include <stdexcept>

namespace gangway::gen {

void RepairableTokens::insert(std::size_t type) {
  const antlr4::Token* previous = LT(-1);
  if (previous == nullptr) throw std::logic_error("a token is put in behind another one");
  const std::size_t index = previous->getTokenIndex();
  insert_behind(index, type);
  seek(index + 1);
}

void RepairableTokens::insert_behind(std::size_t index, std::size_t type) {
  const antlr4::Token& previous = *_tokens[index];
  auto made = std::make_unique<antlr4::CommonToken>(type);
  made->setLine(previous.getLine());
  made->setStartIndex(previous.getStopIndex() + 1);
  made->setStopIndex(previous.getStopIndex());
  made->setText("");
  _tokens.insert(_tokens.begin() + static_cast<std::ptrdiff_t>(index + 1), std::move(made));
  for (std::size_t i = index + 1; i < _tokens.size(); ++i) {
    dynamic_cast<antlr4::WritableToken&>(*_tokens[i]).setTokenIndex(i);
  }
}

void RepairableTokens::retype_next(std::size_t type) {
  dynamic_cast<antlr4::WritableToken&>(*LT(1)).setType(type);
}

}  // namespace gangway::gen
