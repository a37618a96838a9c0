#include "emit/ts/layout.h"

#include <utility>

namespace gangway::gen::ts {
namespace {

constexpr std::size_t kWidth = 110;

bool is_broken(const Piece& piece) {
  if (piece.is_broken) return true;
  for (const Piece& item : piece.items) {
    if (is_broken(item)) return true;
  }
  return false;
}

std::string one_line(const Piece& piece) {
  std::string out = piece.open;
  for (std::size_t i = 0; i < piece.items.size(); ++i) {
    if (i > 0) {
      out += piece.separator;
      out += ' ';
    } else if (piece.spaced) {
      out += ' ';
    }
    out += one_line(piece.items[i]);
  }
  if (piece.spaced && !piece.items.empty()) out += ' ';
  return out + piece.close;
}

}  // namespace

Piece text(std::string written) { return {.open = std::move(written), .items = {}, .close = {}}; }

std::string print(const Piece& piece, std::size_t indent, std::string_view before, std::string_view after) {
  std::string flat = one_line(piece);
  const bool fits = indent + before.size() + flat.size() + after.size() <= kWidth && !is_broken(piece);
  if (fits || piece.items.empty()) return std::string(before) + flat + std::string(after);
  std::string out = std::string(before) + piece.open + '\n';
  const std::string_view separator(&piece.separator, 1);
  for (const Piece& item : piece.items) {
    out += std::string(indent + 2, ' ') + print(item, indent + 2, {}, separator) + '\n';
  }
  return out + std::string(indent, ' ') + piece.close + std::string(after);
}

}  // namespace gangway::gen::ts
