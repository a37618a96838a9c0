#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gangway::gen::ts {

/// A piece of TypeScript that stands on one line where it fits and is broken at its items where it does not:
/// `open item, item close`. Without items it is just `open`.
struct Piece {
  std::string open;
  std::vector<Piece> items;
  std::string close;
  char separator = ',';    ///< ',' between values, ';' between the members of a type.
  bool spaced = false;     ///< One line has spaces inside, as `{ a, b }` has.
  bool is_broken = false;  ///< Broken even where it would fit.
};

/// Text that is never broken.
Piece text(std::string written);

/// `piece` between `before` and `after`, on a line indented by `indent` spaces that has `before` on it
/// already.
std::string print(const Piece& piece, std::size_t indent, std::string_view before = {},
                  std::string_view after = {});

/// `code` with every call of the runtime in it marked as one that does nothing but give a value, so that
/// bundlers leave out what is not used: for what stands at the top level of a module.
std::string pure(std::string_view code);

}  // namespace gangway::gen::ts
