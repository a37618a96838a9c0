#include "syntax/literals.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>
#include <vector>

#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"
#include "syntax/string_places.h"

namespace gangway::gen {
namespace {

struct Unit {
  std::string_view name;
  ast::Value::Kind kind;
  std::uint64_t factor;
};

constexpr std::array<Unit, 8> kUnits{{
    {"ms", ast::Value::Kind::Duration, 1},
    {"s", ast::Value::Kind::Duration, 1000},
    {"m", ast::Value::Kind::Duration, 60'000},
    {"h", ast::Value::Kind::Duration, 3'600'000},
    {"d", ast::Value::Kind::Duration, 86'400'000},
    {"B", ast::Value::Kind::Size, 1},
    {"KiB", ast::Value::Kind::Size, 1024},
    {"MiB", ast::Value::Kind::Size, 1024 * 1024},
}};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

/// The code unit of `\uXXXX` at the beginning of `text`.
std::optional<std::uint32_t> unit_escape(std::string_view text) {
  if (text.size() < 6 || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  std::uint32_t unit = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  if (error != std::errc{} || end != text.data() + 6) return std::nullopt;
  return unit;
}

struct Escape {
  std::uint32_t character = 0;
  std::size_t length = 0;  ///< 0: there is no such escape.
};

Escape read_escape(std::string_view text) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (text.size() < 2) return {};
  if (const auto i = kLetters.find(text[1]); i != std::string_view::npos) {
    return {static_cast<unsigned char>(kMeanings[i]), 2};
  }
  const auto first = unit_escape(text);
  if (!first) return {};
  if (*first < 0xD800 || *first > 0xDFFF) return {*first, 6};
  const auto second = unit_escape(text.substr(6));
  if (*first > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) return {};
  return {0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00), 12};
}

/// The escape as written, for the message: the backslash and one whole character.
std::string_view escape_text(std::string_view text) {
  std::size_t length = text.size() > 1 && text[1] == 'u' ? std::min<std::size_t>(6, text.size()) : 2;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
  return text.substr(0, length);
}

std::string with_sign(const ast::Value& value, std::string_view token) {
  return (value.negative ? "-" : "") + std::string(token);
}

std::optional<double> parse_double(std::string_view digits) {
  double number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

}  // namespace

std::string read_string(std::string_view token, Span span, DiagnosticSink& sink) {
  std::string_view body = token.substr(1);
  if (!body.empty() && body.back() == '"') body.remove_suffix(1);
  std::string text;
  for (std::size_t i = 0; i < body.size();) {
    if (body[i] != '\\') {
      text += body[i++];
      continue;
    }
    const Escape escape = read_escape(body.substr(i));
    if (escape.length == 0) {
      const std::string_view written = escape_text(body.substr(i));
      const auto begin = static_cast<std::uint32_t>(span.begin + 1 + i);
      sink.report(rules::unknown_escape,
                  Span{span.file, begin, static_cast<std::uint32_t>(begin + written.size())}, written);
      i += written.size();
      continue;
    }
    append_utf8(text, escape.character);
    i += escape.length;
  }
  return text;
}

std::vector<std::uint32_t> string_places(std::string_view literal) {
  const std::string_view body = literal.substr(1, literal.size() - 2);
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i < body.size();) {
    const Escape escape = body[i] == '\\' ? read_escape(body.substr(i)) : Escape{};
    std::string bytes(1, body[i]);
    if (escape.length != 0) {
      bytes.clear();
      append_utf8(bytes, escape.character);
    }
    places.insert(places.end(), bytes.size(), static_cast<std::uint32_t>(i + 1));
    i += std::max<std::size_t>(1, escape.length);
  }
  places.push_back(static_cast<std::uint32_t>(body.size() + 1));
  return places;
}

void read_integer(std::string_view token, ast::Value& value, DiagnosticSink& sink) {
  value.kind = ast::Value::Kind::Integer;
  value.text = with_sign(value, token);
  const bool is_hex = token.starts_with("0x");
  const std::string_view digits = is_hex ? token.substr(2) : token;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value.integer, is_hex ? 16 : 10);
  if (error != std::errc{}) sink.report(rules::number_too_large, value.span, value.text);
  value.real = static_cast<double>(value.integer);
}

void read_float(std::string_view token, ast::Value& value, DiagnosticSink& sink) {
  value.kind = ast::Value::Kind::Float;
  value.text = with_sign(value, token);
  if (const auto number = parse_double(token)) {
    value.real = *number;
  } else {
    sink.report(rules::number_too_large, value.span, value.text);
  }
}

void read_quantity(std::string_view token, ast::Value& value, DiagnosticSink& sink) {
  value.text = with_sign(value, token);
  const std::size_t unit_begin = token.find_first_not_of("0123456789.");
  const std::string_view digits = token.substr(0, unit_begin);
  const std::string_view name = token.substr(unit_begin);
  const auto unit = std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& u) { return u.name == name; });
  if (unit == kUnits.end()) {
    std::vector<std::string> names;
    for (const Unit& known : kUnits) names.emplace_back(known.name);
    const auto nearest = nearest_name(name, names);
    Diagnostic& diagnostic = sink.report(rules::unknown_unit, value.span, name).suggest(nearest);
    // The number stays: only the unit is replaced.
    if (nearest) diagnostic.fixes.front().at.begin = value.span.end - static_cast<std::uint32_t>(name.size());
    return;
  }
  value.kind = unit->kind;
  constexpr double kLargest = 9007199254740992.0;  // 2^53: all integers up to here are exact in a double
  const auto number = parse_double(digits);
  if (!number || *number * static_cast<double>(unit->factor) > kLargest) {
    sink.report(rules::number_too_large, value.span, value.text);
    return;
  }
  value.real = *number * static_cast<double>(unit->factor);
  value.integer = static_cast<std::uint64_t>(value.real);
  if (static_cast<double>(value.integer) != value.real) {
    sink.report(rules::fraction_of_unit, value.span, value.text,
                value.kind == ast::Value::Kind::Duration ? "milliseconds" : "bytes");
  }
}

}  // namespace gangway::gen
