#include "analysis/evaluate.h"

#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "analysis/text_values.h"
#include "diagnostics/catalogue.h"
#include "diagnostics/nearest_name.h"

namespace gangway::gen {
namespace {

using Kind = ast::Value::Kind;

struct IntegerRange {
  std::int64_t lowest;
  std::uint64_t highest;
};

template <class T>
constexpr IntegerRange range_of() {
  return {static_cast<std::int64_t>(std::numeric_limits<T>::min()),
          static_cast<std::uint64_t>(std::numeric_limits<T>::max())};
}

std::optional<IntegerRange> integer_range(Scalar scalar) {
  constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
  switch (scalar) {
    case Scalar::I8: return range_of<std::int8_t>();
    case Scalar::I16: return range_of<std::int16_t>();
    case Scalar::I32: return range_of<std::int32_t>();
    case Scalar::I64: return range_of<std::int64_t>();
    case Scalar::U8: return range_of<std::uint8_t>();
    case Scalar::U16: return range_of<std::uint16_t>();
    case Scalar::U32: return range_of<std::uint32_t>();
    case Scalar::U64: return IntegerRange{0, std::numeric_limits<std::uint64_t>::max()};
    case Scalar::SafeInt: return IntegerRange{-kSafe, static_cast<std::uint64_t>(kSafe)};
    default: return std::nullopt;
  }
}

bool fits(const ast::Value& written, const IntegerRange& range) {
  if (!written.negative) return written.integer <= range.highest;
  if (written.integer == 0) return true;
  if (range.lowest == 0) return false;
  return written.integer <= static_cast<std::uint64_t>(-(range.lowest + 1)) + 1;
}

/// An integer in the shape the schema wants it: i64, or u64 for what does not fit that.
Value integer_value(const ast::Value& written) {
  if (written.negative) return {static_cast<std::int64_t>(~written.integer + 1)};
  if (written.integer > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {written.integer};
  return {static_cast<std::int64_t>(written.integer)};
}

std::string describe(const ast::Value& written) {
  switch (written.kind) {
    case Kind::Integer: return fmt::format("the number `{}`", written.text);
    case Kind::Float: return fmt::format("the fraction `{}`", written.text);
    case Kind::Duration: return fmt::format("the duration `{}`", written.text);
    case Kind::Size: return fmt::format("the size `{}`", written.text);
    case Kind::String: return "a string";
    case Kind::Name: return fmt::format("`{}`", written.name.text());
    case Kind::Call: return fmt::format("`{}(…)`", written.name.text());
    case Kind::List: return "a list";
    case Kind::EmptyMap: return "`{}`";
  }
  return {};
}

bool is_word(const ast::Value& written, std::string_view word) {
  return written.kind == Kind::Name && written.name.is_simple() && written.name.last().text == word;
}

bool is_word_value(const ast::Value& written) {
  return is_word(written, "true") || is_word(written, "false") || is_word(written, "null");
}

bool is_number(Scalar scalar) {
  return integer_range(scalar) || scalar == Scalar::F32 || scalar == Scalar::F64;
}

struct TextScalar {
  std::string_view example;
  std::optional<std::string> (*canonical)(std::string_view);
};

std::optional<TextScalar> text_scalar(Scalar scalar) {
  switch (scalar) {
    case Scalar::Uuid: return TextScalar{"a uuid such as \"f81d4fae-7dec-11d0-a765-00a0c91e6bf6\"", canonical_uuid};
    case Scalar::Date: return TextScalar{"a date such as \"2026-01-31\"", canonical_date};
    case Scalar::Decimal: return TextScalar{"a decimal such as \"12.50\"", canonical_decimal};
    case Scalar::Bytes: return TextScalar{"base64 such as \"aGk=\"", canonical_base64};
    case Scalar::Timestamp:
      return TextScalar{"a timestamp such as \"2026-01-31T12:00:00.000Z\"",
                        [](std::string_view text) { return canonical_timestamp(text, 3); }};
    case Scalar::TimestampNs:
      return TextScalar{"a timestamp such as \"2026-01-31T12:00:00.000000001Z\"",
                        [](std::string_view text) { return canonical_timestamp(text, 9); }};
    default: return std::nullopt;
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
  if (is_word(written, "null") && choices == nullptr) {
    if (base->nullable || (base->kind == TypeRef::Kind::Scalar && base->scalar == Scalar::Json)) return Value{nullptr};
    return wrong_type(written, facts_.describe(*base));
  }
  switch (base->kind) {
    case TypeRef::Kind::Scalar: return scalar(written, *base, file);
    case TypeRef::Kind::List: return list(written, *base, file);
    case TypeRef::Kind::Map:
      if (written.kind == Kind::EmptyMap) return Value{std::vector<Value>{}};
      return wrong_type(written, "`{}`, the empty map");
    case TypeRef::Kind::Named: break;
  }
  if (choices != nullptr) {
    if (is_word(written, "null") && base->nullable) return Value{nullptr};
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
      if (is_word(written, "true")) return Value{true};
      if (is_word(written, "false")) return Value{false};
      return wrong_type(written, "`true` or `false`");
    case Scalar::F32:
    case Scalar::F64: {
      if (written.kind != Kind::Integer && written.kind != Kind::Float) return wrong_type(written, std::string(scalar_name(wanted)));
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
    case Scalar::Json: return json(written);
    default: return text(written, wanted);
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
  const bool is_number = scalar == Scalar::Decimal && (written.kind == Kind::Integer || written.kind == Kind::Float);
  if (written.kind != Kind::String && !is_number) return wrong_type(written, std::string(kind.example));
  auto canonical = kind.canonical(written.text);
  if (!canonical) {
    sink_.report(rules::malformed_value, written.span, fmt::format("\"{}\"", written.text), kind.example);
    return std::nullopt;
  }
  return Value{std::move(*canonical)};
}

std::optional<Value> Evaluator::json(const ast::Value& written) {
  if (is_word(written, "true")) return Value{true};
  if (is_word(written, "false")) return Value{false};
  switch (written.kind) {
    case Kind::Integer: {
      if (fits(written, *integer_range(Scalar::SafeInt))) return integer_value(written);
      sink_.report(rules::out_of_range, written.span, written.text, "json",
                   "up to 9007199254740991, what every reader keeps exact");
      return std::nullopt;
    }
    case Kind::Float: return Value{written.negative ? -written.real : written.real};
    case Kind::String: return Value{written.text};
    default: return wrong_type(written, "null, a boolean, a number or a string");
  }
}

std::optional<Value> Evaluator::enumerator(const ast::Value& written, const ast::Enum& choices,
                                           const std::string& name) {
  if (written.kind != Kind::Name || !written.name.is_simple()) return wrong_type(written, "one of enum `" + name + "`");
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

std::optional<Value> Evaluator::constant(const ast::Value& written, const TypeRef& type, SourceId file) {
  const std::string name = written.name.text();
  const Lookup found = symbols_.find(file, written.name);
  if (found.other != nullptr) {
    sink_.report(rules::ambiguous_name, written.span, name, found.symbol->qualified_name(),
                 found.other->qualified_name());
    return std::nullopt;
  }
  if (found.symbol == nullptr) {
    if (found.not_imported != nullptr) {
      sink_.report(rules::not_imported, written.span, name, symbols_.name_of(found.not_imported->file))
          .note(found.not_imported->declaration->name.span, "declared here; a file sees only what it imports itself");
      return std::nullopt;
    }
    auto candidates = symbols_.visible_names(file, [](const Symbol& s) { return s.as<ast::Const>() != nullptr; });
    if (type.scalar == Scalar::Bool) candidates.insert(candidates.end(), {"true", "false"});
    sink_.report(rules::unknown_value, written.span, name).suggest(nearest_name(written.name.last().text, candidates));
    return std::nullopt;
  }
  const Symbol& symbol = *found.symbol;
  bindings_.used_imports.insert({file, symbol.file});
  const auto* constant = symbol.as<ast::Const>();
  if (constant == nullptr) {
    sink_.report(rules::not_a_constant, written.span, name).note(symbol.declaration->name.span, "declared here");
    return std::nullopt;
  }
  const TypeRef* declared = bindings_.find(constant->type);
  const auto source = declared != nullptr ? facts_.expanded(*declared) : std::nullopt;
  const Symbol* literal = literal_behind(symbol);
  if (!source || source->kind != TypeRef::Kind::Scalar || literal == nullptr) return std::nullopt;

  // Numbers fit other number types when their value does. Other kinds do not mix: a uuid does not turn into a string.
  if (source->scalar != type.scalar && !(is_number(source->scalar) && is_number(type.scalar))) {
    sink_.report(rules::value_type, written.span, facts_.describe(type),
                 fmt::format("constant `{}` of type {}", name, scalar_name(source->scalar)))
        .note(symbol.declaration->name.span, "declared here");
    return std::nullopt;
  }
  // What is wrong with the constant itself is said where it is declared.
  const ast::Value& value = literal->as<ast::Const>()->value;
  DiagnosticSink unheard;
  Evaluator quiet(symbols_, bindings_, unheard);
  if (!quiet.must_evaluate(value, *source, literal->file)) return std::nullopt;
  auto result = quiet.must_evaluate(value, type, literal->file);
  if (!result) {
    sink_.report(rules::value_type, written.span, facts_.describe(type),
                 fmt::format("constant `{}`, whose value {} does not fit", name, value.text))
        .note(value.span, "its value");
  }
  return result;
}

const Symbol* Evaluator::literal_behind(const Symbol& constant) {
  std::vector<const Symbol*> path;
  const Symbol* at = &constant;
  while (at != nullptr) {
    // What is met again before its end is known goes in a circle: it is entered as nothing first.
    const auto [known, is_new] = literals_.try_emplace(at, nullptr);
    if (!is_new) {
      at = known->second;
      break;
    }
    path.push_back(at);
    const auto* written = at->as<ast::Const>();
    if (written != nullptr && (written->value.kind != Kind::Name || is_word_value(written->value))) break;
    at = written != nullptr ? symbols_.find(at->file, written->value.name).symbol : nullptr;
  }
  for (const Symbol* each : path) literals_[each] = at;
  return at;
}

}  // namespace gangway::gen
