#include "emit/ts/layout.h"

#include <cctype>
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

std::string pure(std::string_view code) {
  constexpr std::string_view kRuntime = "gw.";
  const auto is_word = [&](std::size_t at) {
    return at < code.size() && (std::isalnum(static_cast<unsigned char>(code[at])) != 0 || code[at] == '_');
  };
  std::string out;
  bool is_text = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '"') is_text = !is_text;
    if (is_text && code[i] == '\\') out += code[i++];
    const bool is_name =
        !is_text && code.substr(i, kRuntime.size()) == kRuntime && (i == 0 || !is_word(i - 1));
    if (is_name) {
      std::size_t end = i;
      while (is_word(end) || (end < code.size() && code[end] == '.')) ++end;
      if (end < code.size() && code[end] == '(') out += "/*#__PURE__*/ ";
    }
    out += code[i];
  }
  return out;
}

}  // namespace gangway::gen::ts
