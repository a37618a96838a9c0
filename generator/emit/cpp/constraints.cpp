#include "emit/cpp/constraints.h"

#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "emit/cpp/names.h"

namespace gangway::gen::cpp {
namespace {

/// A bound of a fraction, as JavaScript shows it: messages are the same in both languages.
std::string fraction_text(double value) {
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e21);
  std::string text = fmt::format("{}", value);
  if (plain && text.find('e') != std::string::npos) {
    // As many digits behind the point as tell the value from its neighbours.
    for (int digits = 0; digits <= 30; ++digits) {
      text = fmt::format("{:.{}f}", value, digits);
      if (std::stod(text) == value) break;
    }
  } else if (const std::size_t zero = text.find("e-0"); zero != std::string::npos) {
    text.erase(zero + 2, 1);
  }
  return text;
}

/// A bound of `@range` as its digits; empty for none.
std::string bound_text(const std::optional<Value>& bound) {
  if (!bound) return {};
  if (const auto* i = std::get_if<std::int64_t>(&bound->data)) return std::to_string(*i);
  if (const auto* u = std::get_if<std::uint64_t>(&bound->data)) return std::to_string(*u);
  if (const auto* d = std::get_if<double>(&bound->data)) return fraction_text(*d);
  return std::get<std::string>(bound->data);
}

/// The same as a template argument.
std::string bound_constant(const std::optional<Value>& bound) {
  if (!bound) return "gangway::codec::unbounded";
  if (const auto* i = std::get_if<std::int64_t>(&bound->data); i != nullptr && *i == INT64_MIN) {
    return "-9223372036854775807 - 1";
  }
  const bool is_large = std::holds_alternative<std::uint64_t>(bound->data);
  return bound_text(bound) + (is_large ? "U" : "");
}

std::string count_rule(std::string_view rule, const CountRange& range) {
  const std::string least = std::to_string(range.min.value_or(0));
  const std::string most = range.max ? ", " + std::to_string(*range.max) : "";
  return fmt::format("{}<{}{}>", rule, least, most);
}

std::string range_rule(const ValueRange& range, Scalar scalar) {
  const bool is_decimal = scalar == Scalar::Decimal;
  if (is_decimal || scalar == Scalar::F32 || scalar == Scalar::F64) {
    return fmt::format("{}<\"{}\", \"{}\">", is_decimal ? "DecimalRange" : "RealRange", bound_text(range.min),
                       bound_text(range.max));
  }
  return fmt::format("Range<{}, {}>", bound_constant(range.min), bound_constant(range.max));
}

std::vector<std::string> rules(const Constraints& constraints, const TypeRef& base) {
  std::vector<std::string> result;
  if (constraints.trim) result.emplace_back("Trim");
  if (constraints.lowercase) result.emplace_back("Lowercase");
  if (constraints.length) result.push_back(count_rule("Length", *constraints.length));
  if (const auto& pattern = constraints.pattern) {
    const bool is_alike = pattern->re2 == pattern->written;
    const std::string shown = is_alike ? "" : fmt::format(", \"{}\"", literal(pattern->written));
    result.push_back(fmt::format("Pattern<\"{}\"{}>", literal(pattern->re2), shown));
  }
  if (constraints.format) result.push_back(fmt::format("Format<\"{}\">", format_name(*constraints.format)));
  if (constraints.size) result.push_back(count_rule("Size", *constraints.size));
  if (constraints.range) result.push_back(range_rule(*constraints.range, base.scalar));
  if (constraints.items) result.push_back(count_rule("Items", *constraints.items));
  if (constraints.unique) result.emplace_back("Unique");
  return result;
}

std::string count_text(const CountRange& range) {
  return (range.min ? std::to_string(*range.min) : "") + ".." + (range.max ? std::to_string(*range.max) : "");
}

/// A string as it is written in a .gw file.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string own_text(const Constraints& constraints, const TypeRef& base) {
  std::string text;
  const auto add = [&](const std::string& annotation) { text += (text.empty() ? "@" : " @") + annotation; };
  if (constraints.trim) add("trim");
  if (constraints.lowercase) add("lowercase");
  if (constraints.length) add("length(" + count_text(*constraints.length) + ")");
  if (constraints.pattern) add("pattern(" + quoted(constraints.pattern->written) + ")");
  if (constraints.format) add("format(" + std::string(format_name(*constraints.format)) + ")");
  if (constraints.size) add("size(" + count_text(*constraints.size) + ")");
  if (constraints.range) {
    const std::string_view unit = base.scalar == Scalar::Duration ? "ms" : "";
    const auto bound = [&](const auto& value) {
      return value ? bound_text(value).append(unit) : std::string();
    };
    add("range(" + bound(constraints.range->min) + ".." + bound(constraints.range->max) + ")");
  }
  if (constraints.items) add("items(" + count_text(*constraints.items) + ")");
  if (constraints.unique) add("unique");
  return text.empty() ? text : '`' + text + '`';
}

}  // namespace

bool has_constraints(const TypeRef& type) {
  if (type.constraints && !rules(*type.constraints, type).empty()) return true;
  return !type.element.empty() && has_constraints(type.element.front());
}

std::string checked(const std::string& codec, const TypeRef& type, const TypeRef& base) {
  if (!type.constraints) return codec;
  const std::vector<std::string> all = rules(*type.constraints, base);
  if (all.empty()) return codec;
  std::string result = "gangway::codec::Checked<" + codec;
  for (const std::string& rule : all) result += ", gangway::codec::" + rule;
  return result + ">";
}

std::string constraints_text(const TypeRef& type, const TypeRef& base) {
  std::string text = type.constraints ? own_text(*type.constraints, base) : "";
  if (type.element.empty()) return text;
  const std::string each = constraints_text(type.element.front(), type.element.front());
  if (each.empty()) return text;
  return text + (text.empty() ? "Each " : ", each ") + each;
}

}  // namespace gangway::gen::cpp
