#include "analysis/evaluate.h"

#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "analysis/scalar_ranges.h"
#include "analysis/text_values.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

using Kind = ast::Value::Kind;

bool fits(const ast::Value& written, const IntegerRange& range) {
  if (!written.negative) return written.integer <= range.highest;
  if (written.integer == 0) return true;
  if (range.lowest == 0) return false;
  return written.integer <= static_cast<std::uint64_t>(-(range.lowest + 1)) + 1;
}

/// An integer in the shape the schema wants it: i64, or u64 for what does not fit that.
Value integer_value(const ast::Value& written) {
  if (written.negative) return {static_cast<std::int64_t>(~written.integer + 1)};
  if (written.integer > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    return {written.integer};
  return {static_cast<std::int64_t>(written.integer)};
}

std::string describe(const ast::Value& written) {
  switch (written.kind) {
    case Kind::Integer:
      return fmt::format("the number `{}`", written.text);
    case Kind::Float:
      return fmt::format("the fraction `{}`", written.text);
    case Kind::Duration:
      return fmt::format("the duration `{}`", written.text);
    case Kind::Size:
      return fmt::format("the size `{}`", written.text);
    case Kind::String:
      return "a string";
    case Kind::Name:
      return fmt::format("`{}`", written.name.text());
    case Kind::Call:
      return fmt::format("`{}(…)`", written.name.text());
    case Kind::List:
      return "a list";
    case Kind::EmptyMap:
      return "`{}`";
  }
  return {};
}

struct TextScalar {
  std::string_view example;
  std::optional<std::string> (*canonical)(std::string_view);
};

std::optional<TextScalar> text_scalar(Scalar scalar) {
  switch (scalar) {
    case Scalar::Uuid:
      return TextScalar{"a uuid such as \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"", canonical_uuid};
    case Scalar::Date:
      return TextScalar{"a date such as \"2026-01-31\"", canonical_date};
    case Scalar::Decimal:
      return TextScalar{"a decimal such as \"12.50\"", canonical_decimal};
    case Scalar::Bytes:
      return TextScalar{"base64 such as \"aGk=\"", canonical_base64};
    case Scalar::Timestamp:
      return TextScalar{"a timestamp such as \"2026-01-31T12:00:00.000Z\"",
                        [](std::string_view text) { return canonical_timestamp(text, 3); }};
    case Scalar::TimestampNs:
      return TextScalar{"a timestamp such as \"2026-01-31T12:00:00.000000001Z\"",
                        [](std::string_view text) { return canonical_timestamp(text, 9); }};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::nullopt_t Evaluator::wrong_type(const ast::Value& written, const std::string& wanted) {
  sink_.report(rules::value_type, written.span, wanted, describe(written));
  return std::nullopt;
}

std::optional<Value> Evaluator::must_evaluate(const ast::Value& written, const TypeRef& type, SourceId file) {
  const auto base = facts_.expanded(type);
  if (!base) return std::nullopt;
  const Symbol* named = facts_.symbol(*base);
  const auto* choices = named != nullptr ? named->as<ast::Enum>() : nullptr;
  if (written.is_word("null") && choices == nullptr) {
    if (base->nullable || (base->kind == TypeRef::Kind::Scalar && base->scalar == Scalar::Json))
      return Value{nullptr};
    return wrong_type(written, facts_.describe(*base));
  }
  switch (base->kind) {
    case TypeRef::Kind::Scalar:
      return scalar(written, *base, file);
    case TypeRef::Kind::List:
      return list(written, *base, file);
    case TypeRef::Kind::Map:
      if (written.kind == Kind::EmptyMap) return Value{std::vector<Value>{}};
      return wrong_type(written, "`{}`, the empty map");
    case TypeRef::Kind::Named:
      break;
  }
  if (choices != nullptr) {
    if (written.is_word("null") && base->nullable) return Value{nullptr};
    return enumerator(written, *choices, named->name());
  }
  sink_.report(rules::no_default, written.span, facts_.describe(*base));
  return std::nullopt;
}

std::optional<Value> Evaluator::scalar(const ast::Value& written, const TypeRef& type, SourceId file) {
  const Scalar wanted = type.scalar;
  if (written.kind == Kind::Name && !is_word_value(written)) return constant(written, type, file);
  if (integer_range(wanted)) return integer(written, wanted);
  switch (wanted) {
    case Scalar::Bool:
      if (written.is_word("true")) return Value{true};
      if (written.is_word("false")) return Value{false};
      return wrong_type(written, "`true` or `false`");
    case Scalar::F32:
    case Scalar::F64: {
      if (written.kind != Kind::Integer && written.kind != Kind::Float)
        return wrong_type(written, std::string(scalar_name(wanted)));
      if (wanted == Scalar::F32 && written.real > static_cast<double>(std::numeric_limits<float>::max())) {
        sink_.report(rules::out_of_range, written.span, written.text, "f32", "up to about 3.4e38");
        return std::nullopt;
      }
      return Value{written.negative ? -written.real : written.real};
    }
    case Scalar::Duration:
      if (written.kind != Kind::Duration) return wrong_type(written, "a duration such as `25s`");
      return integer_value(written);
    case Scalar::String:
      if (written.kind != Kind::String) return wrong_type(written, "a string");
      return Value{written.text};
    case Scalar::Json:
      return json(written);
    default:
      return text(written, wanted);
  }
}

std::optional<Value> Evaluator::integer(const ast::Value& written, Scalar scalar) {
  const std::string name(scalar_name(scalar));
  if (written.kind != Kind::Integer && written.kind != Kind::Size) return wrong_type(written, name);
  const IntegerRange range = *integer_range(scalar);
  if (!fits(written, range)) {
    sink_.report(rules::out_of_range, written.span, written.text, name,
                 fmt::format("from {} to {}", range.lowest, range.highest));
    return std::nullopt;
  }
  return integer_value(written);
}

std::optional<Value> Evaluator::text(const ast::Value& written, Scalar scalar) {
  const TextScalar kind = *text_scalar(scalar);
  const bool is_number =
      scalar == Scalar::Decimal && (written.kind == Kind::Integer || written.kind == Kind::Float);
  if (written.kind != Kind::String && !is_number) return wrong_type(written, std::string(kind.example));
  auto canonical = kind.canonical(written.text);
  if (!canonical) {
    sink_.report(rules::malformed_value, written.span, fmt::format("\"{}\"", written.text), kind.example);
    return std::nullopt;
  }
  return Value{std::move(*canonical)};
}

std::optional<Value> Evaluator::json(const ast::Value& written) {
  if (written.is_word("true")) return Value{true};
  if (written.is_word("false")) return Value{false};
  switch (written.kind) {
    case Kind::Integer: {
      if (fits(written, *integer_range(Scalar::SafeInt))) return integer_value(written);
      sink_.report(rules::out_of_range, written.span, written.text, "json",
                   "up to 9007199254740991, what every reader keeps exact");
      return std::nullopt;
    }
    case Kind::Float:
      return Value{written.negative ? -written.real : written.real};
    case Kind::String:
      return Value{written.text};
    default:
      return wrong_type(written, "null, a boolean, a number or a string");
  }
}

std::optional<Value> Evaluator::enumerator(const ast::Value& written, const ast::Enum& choices,
                                           const std::string& name) {
  if (written.kind != Kind::Name || !written.name.is_simple())
    return wrong_type(written, "one of enum `" + name + "`");
  const std::string& wanted = written.name.last().text;
  std::vector<std::string> names;
  for (const ast::Enumerator& each : choices.enumerators) {
    if (each.name.text == wanted) return Value{EnumeratorRef{wanted}};
    names.push_back(each.name.text);
  }
  sink_.report(rules::unknown_enumerator, written.span, name, wanted).suggest(nearest_name(wanted, names));
  return std::nullopt;
}

std::optional<Value> Evaluator::list(const ast::Value& written, const TypeRef& type, SourceId file) {
  if (written.kind != Kind::List) return wrong_type(written, "a list such as `[]`");
  std::vector<Value> elements;
  bool is_good = true;
  for (const ast::Value& element : written.elements) {
    if (auto value = must_evaluate(element, type.element.front(), file)) {
      elements.push_back(std::move(*value));
    } else {
      is_good = false;
    }
  }
  if (!is_good) return std::nullopt;
  return Value{std::move(elements)};
}

}  // namespace gangway::gen
