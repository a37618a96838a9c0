#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "format/pieces.h"

namespace gangway::gen::format {

/// The pieces [begin, end) of a file.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] bool is_empty() const { return begin == end; }
};

/// What a block holds.
enum class BlockKind {
  Members,  ///< Declarations, events, rooms: never on one line.
  Fields,   ///< Ended by `;`.
  List,     ///< Enumerators and arms, parted by `,`.
};

/// One statement, field, enumerator or arm.
struct Statement {
  std::vector<Range> annotations;  ///< Those before it.
  Range core;  ///< The rest up to `;`, or to `{` and with it; in a list up to the comma, without.
  std::optional<Range> payload;  ///< Within the core: what stands in its parentheses, without these.
  std::size_t cell = 0;          ///< `Fields`, and arms: where its type begins. 0: nowhere.
  bool has_block = false;
  BlockKind block = BlockKind::Members;
};

/// The statement that begins at `begin` in a block of `kind`.
Statement read_statement(const std::vector<Piece>& pieces, std::size_t begin, BlockKind kind);

/// The parameters, arguments or elements from `begin` on, each without its comma.
std::vector<Range> items_of(const std::vector<Piece>& pieces, Range list);

/// The bracket that closes the one at `open`.
std::size_t closing(const std::vector<Piece>& pieces, std::size_t open);

}  // namespace gangway::gen::format
