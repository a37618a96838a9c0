#include "analysis/constraint_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "analysis/constrained_values.h"
#include "diagnostics/catalogue.h"
#include "patterns/matcher.h"
#include "patterns/pattern.h"
#include "syntax/string_places.h"

namespace gangway::gen {
namespace {

/// Types whose values are equal or not beyond doubt.
bool has_plain_equality(Scalar scalar) {
  constexpr std::array kDoubtful{Scalar::F32, Scalar::F64, Scalar::Decimal, Scalar::Json};
  return std::find(kDoubtful.begin(), kDoubtful.end(), scalar) == kDoubtful.end();
}

std::string shown(const ast::Value& bound) {
  return bound.kind == ast::Value::Kind::Name ? bound.name.text() : bound.text;
}

std::optional<Format> format_of(std::string_view word) {
  for (const Format each : {Format::Email, Format::Uri, Format::Hostname, Format::Ipv4, Format::Ipv6}) {
    if (format_name(each) == word) return each;
  }
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const Constraints> ConstraintReader::read(const ast::Type& written, const TypeRef& base,
                                                          SourceId file) {
  Constraints result;
  for (const ast::Annotation& annotation : written.annotations) {
    if (!bindings_.sound_annotations.contains(&annotation)) continue;
    const std::string name = annotation.name.text();
    if (name == "trim") result.trim = true;
    if (name == "lowercase") result.lowercase = true;
    if (name == "length") result.length = count_range(annotation, file);
    if (name == "size") result.size = count_range(annotation, file);
    if (name == "items") result.items = count_range(annotation, file);
    if (name == "range") result.range = value_range(annotation, base, file);
    if (name == "pattern") result.pattern = pattern(annotation);
    if (name == "format") result.format = format_of(annotation.arguments[0].first->name.last().text);
    if (name == "unique") result.unique = check_elements(annotation, base);
  }
  const bool asks_something = result.trim || result.lowercase || result.length || result.size ||
                              result.items || result.range || result.pattern || result.format ||
                              result.unique;
  return asks_something ? std::make_shared<const Constraints>(std::move(result)) : nullptr;
}

/// Counts are as large as a u32; from 0 on is from the beginning on.
std::optional<CountRange> ConstraintReader::count_range(const ast::Annotation& annotation, SourceId file) {
  TypeRef count;
  count.scalar = Scalar::U32;
  const auto range = bounds(annotation, count, file);
  if (!range) return std::nullopt;
  const auto number = [](const std::optional<Value>& value) {
    return value ? std::optional(static_cast<std::uint64_t>(std::get<std::int64_t>(value->data)))
                 : std::nullopt;
  };
  CountRange result{number(range->min), number(range->max)};
  if (result.min == 0U) result.min.reset();
  return result.min || result.max ? std::optional(result) : std::nullopt;
}

std::optional<ValueRange> ConstraintReader::value_range(const ast::Annotation& annotation,
                                                        const TypeRef& base, SourceId file) {
  TypeRef type;
  type.scalar = base.scalar;
  return bounds(annotation, type, file);
}

std::optional<ValueRange> ConstraintReader::bounds(const ast::Annotation& annotation, const TypeRef& type,
                                                   SourceId file) {
  const ast::Argument& written = annotation.arguments[0];
  ValueRange result;
  if (written.first) result.min = evaluator_.must_evaluate(*written.first, type, file);
  if (written.second) result.max = evaluator_.must_evaluate(*written.second, type, file);
  if ((written.first && !result.min) || (written.second && !result.max)) return std::nullopt;
  if (!result.min || !result.max || order(*result.min, *result.max, type.scalar) <= 0) return result;
  Diagnostic& diagnostic =
      sink_.report(rules::empty_range, written.span, shown(*written.first), shown(*written.second));
  note_value(diagnostic, *written.first, file);
  note_value(diagnostic, *written.second, file);
  return std::nullopt;
}

void ConstraintReader::note_value(Diagnostic& diagnostic, const ast::Value& bound, SourceId file) {
  if (bound.kind != ast::Value::Kind::Name) return;
  const Symbol* symbol = symbols_.find(file, bound.name).symbol;
  const auto* constant = symbol != nullptr ? symbol->as<ast::Const>() : nullptr;
  if (constant == nullptr) return;
  diagnostic.note(constant->value.span, fmt::format("`{}` is {}", bound.name.text(), shown(constant->value)));
}

std::optional<Pattern> ConstraintReader::pattern(const ast::Annotation& annotation) {
  const ast::Value& literal = *annotation.arguments[0].first;
  const std::vector<std::uint32_t> places = string_places(program_.sources.text(literal.span));
  const auto span = [&](std::size_t begin, std::size_t end) {
    return Span{literal.span.file, literal.span.begin + places[begin], literal.span.begin + places[end]};
  };
  const auto piece = [&](std::size_t begin, std::size_t end) {
    return literal.text.substr(begin, end - begin);
  };

  const auto parsed = patterns::parse(literal.text);
  if (const auto* error = std::get_if<patterns::Error>(&parsed)) {
    const auto& rule = error->kind == patterns::Error::Kind::Malformed     ? rules::malformed_pattern
                       : error->kind == patterns::Error::Kind::Unsupported ? rules::unsupported_pattern
                                                                           : rules::pattern_repeat;
    sink_.report(rule, span(error->begin, error->end), piece(error->begin, error->end), error->reason);
    return std::nullopt;
  }
  const auto& tree = std::get<patterns::Pattern>(parsed);
  Pattern result{literal.text, literal.text, literal.text};
  if (!tree.is_plain) {
    result.re2 = patterns::re2_text(tree);
    result.javascript = patterns::javascript_text(tree);
  }
  if (!patterns::Matcher(result.re2).problem().empty()) {
    sink_.report(rules::large_pattern, literal.span, "for RE2, which matches it in C++");
    return std::nullopt;
  }
  if (const auto blowup = patterns::find_blowup(tree)) {
    if (blowup->is_certain) {
      sink_.report(rules::exponential_pattern, span(blowup->part->begin, blowup->part->end),
                   piece(blowup->part->begin, blowup->part->end));
    } else {
      sink_.report(rules::large_pattern, literal.span, "to tell how long it takes");
    }
    return std::nullopt;
  }
  return result;
}

bool ConstraintReader::check_elements(const ast::Annotation& annotation, const TypeRef& list) {
  const auto element = facts_.expanded(list.element.front());
  if (!element) return false;
  const Symbol* named = facts_.symbol(*element);
  const bool is_enum = named != nullptr && named->as<ast::Enum>() != nullptr;
  if (is_enum || (element->kind == TypeRef::Kind::Scalar && has_plain_equality(element->scalar))) return true;
  sink_.report(rules::unique_elements, annotation.span, facts_.describe(list.element.front()));
  return false;
}

}  // namespace gangway::gen
