#include "syntax/prescan.h"

#include <string>
#include <string_view>

#include <simdjson.h>

#include "diagnostics/catalogue.h"
#include "syntax/limits.h"

namespace gangway::gen {
namespace {

Span at_byte(SourceId id, std::size_t offset, std::size_t length = 1) {
  return {id, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + length)};
}

/// The length of the longest valid beginning, found by halving; called only for text that is not valid.
std::size_t valid_prefix(std::string_view text) {
  // A cut inside a character makes a valid beginning look broken, so cuts move back to a character's first
  // byte.
  const auto cut = [&](std::size_t end) {
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return end;
  };
  std::size_t good = 0;
  std::size_t bad = text.size();
  while (bad - good > 1) {
    const std::size_t middle = cut(good + (bad - good) / 2);
    if (middle <= good) break;
    if (simdjson::validate_utf8(text.data(), middle)) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  // At most a run of continuation bytes is left between the two.
  while (good < bad) {
    std::size_t next = good + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    if (!simdjson::validate_utf8(text.data() + good, next - good)) break;
    good = next;
  }
  return good;
}

/// The place of the first bracket that is nested too deep, outside strings and comments.
std::size_t too_deep_at(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '"') {
      for (++i; i < text.size() && text[i] != '"' && text[i] != '\n'; ++i) {
        if (text[i] == '\\') ++i;
      }
    } else if (c == '/' && next == '/') {
      i = text.find('\n', i);
      if (i == std::string_view::npos) break;
    } else if (c == '/' && next == '*') {
      i = text.find("*/", i + 2);
      if (i == std::string_view::npos) break;
      ++i;
    } else if (c == '-' && next == '>') {
      ++i;
    } else if (c == '{' || c == '(' || c == '[' || c == '<') {
      if (++depth > kMaxNesting) return i;
    } else if ((c == '}' || c == ')' || c == ']' || c == '>') && depth > 0) {
      --depth;
    }
  }
  return std::string_view::npos;
}

}  // namespace

bool prescan(const SourceFile& file, SourceId id, DiagnosticSink& sink) {
  const std::string_view text = file.text;
  if (text.size() > kMaxFileBytes) {
    sink.report(rules::file_too_large, at_byte(id, 0, 0), std::to_string(text.size()),
                std::to_string(kMaxFileBytes));
    return false;
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    const std::size_t offset = valid_prefix(text);
    sink.report(rules::invalid_utf8, at_byte(id, offset), std::to_string(offset));
    return false;
  }
  if (const std::size_t offset = too_deep_at(text); offset != std::string_view::npos) {
    sink.report(rules::nested_too_deep, at_byte(id, offset), std::to_string(kMaxNesting));
    return false;
  }
  return true;
}

}  // namespace gangway::gen
