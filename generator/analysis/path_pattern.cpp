#include "analysis/path_pattern.h"

#include <algorithm>
#include <charconv>

#include "analysis/scalar_ranges.h"
#include "analysis/text_values.h"

namespace gangway::gen {
namespace {

/// Values of one kind are never written like those of another.
enum class Spelling { Any, Number, Word, Uuid, Date, Time };

Spelling spelling_of(Scalar scalar) {
  switch (scalar) {
    case Scalar::Bool:
      return Spelling::Word;
    case Scalar::Uuid:
      return Spelling::Uuid;
    case Scalar::Date:
      return Spelling::Date;
    case Scalar::Timestamp:
    case Scalar::TimestampNs:
      return Spelling::Time;
    case Scalar::Duration:
    case Scalar::Decimal:
      return Spelling::Number;
    default:
      return is_number(scalar) ? Spelling::Number : Spelling::Any;
  }
}

const char* example_of(Spelling spelling) {
  switch (spelling) {
    case Spelling::Any:
      return "x";
    case Spelling::Number:
      return "1";
    case Spelling::Word:
      return "true";
    case Spelling::Uuid:
      return "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    case Spelling::Date:
      return "2026-01-31";
    case Spelling::Time:
      return "2026-01-31T12:00:00.000Z";
  }
  return "";
}

bool is_integer_of(Scalar scalar, const std::string& text) {
  const IntegerRange range = *integer_range(scalar);
  const char* end = text.data() + text.size();
  if (text.starts_with('-')) {
    std::int64_t value = 0;
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && rest == end && value >= range.lowest;
  }
  std::uint64_t value = 0;
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && rest == end && value <= range.highest;
}

bool is_spelt(const std::string& text, Scalar scalar) {
  if (integer_range(scalar)) return is_integer_of(scalar, text);
  switch (spelling_of(scalar)) {
    case Spelling::Any:
      return true;
    case Spelling::Word:
      return text == "true" || text == "false";
    case Spelling::Number:
      return canonical_decimal(text).has_value();
    case Spelling::Uuid:
      return canonical_uuid(text).has_value();
    case Spelling::Date:
      return canonical_date(text).has_value();
    case Spelling::Time:
      return canonical_timestamp(text, 9).has_value();
  }
  return true;
}

/// The names of a closed enum; null for what else a type may be. An open enum takes any name.
const ast::Enum* closed_enum(const TypeRef& type, const TypeFacts& facts) {
  const Symbol* named = facts.symbol(type);
  const auto* choices = named != nullptr ? named->as<ast::Enum>() : nullptr;
  return choices != nullptr && choices->closed ? choices : nullptr;
}

bool fits(const std::string& literal, const PathSegment& parameter, const TypeFacts& facts) {
  if (!parameter.type) return false;  // what its type is was reported
  if (parameter.type->kind == TypeRef::Kind::Scalar) return is_spelt(literal, parameter.type->scalar);
  const ast::Enum* choices = closed_enum(*parameter.type, facts);
  if (choices == nullptr) return true;
  return std::any_of(choices->enumerators.begin(), choices->enumerators.end(),
                     [&](const ast::Enumerator& each) { return each.name.text == literal; });
}

std::optional<std::string> common_value(const PathSegment& a, const PathSegment& b, const TypeFacts& facts) {
  if (!a.type || !b.type) return std::nullopt;
  for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
    const ast::Enum* choices = closed_enum(*one->type, facts);
    if (choices == nullptr) continue;
    for (const ast::Enumerator& each : choices->enumerators) {
      if (fits(each.name.text, *other, facts)) return each.name.text;
    }
    return std::nullopt;
  }
  const auto spelling = [](const PathSegment& s) {
    return s.type->kind == TypeRef::Kind::Scalar ? spelling_of(s.type->scalar) : Spelling::Any;
  };
  const Spelling first = spelling(a);
  const Spelling second = spelling(b);
  if (first != second && first != Spelling::Any && second != Spelling::Any) return std::nullopt;
  return example_of(first == Spelling::Any ? second : first);
}

std::optional<std::string> common_segment(const PathSegment& a, const PathSegment& b,
                                          const TypeFacts& facts) {
  if (a.is_parameter && b.is_parameter) return common_value(a, b, facts);
  if (a.is_parameter) return fits(b.literal, a, facts) ? std::optional(b.literal) : std::nullopt;
  if (b.is_parameter) return fits(a.literal, b, facts) ? std::optional(a.literal) : std::nullopt;
  return a.literal == b.literal ? std::optional(a.literal) : std::nullopt;
}

}  // namespace

void PathPattern::append(std::string_view path, const std::vector<ast::Field>& parameters,
                         const Bindings& bindings, const TypeFacts& facts) {
  std::size_t next = 0;
  for (std::size_t begin = 1; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view written = path.substr(begin, end - begin);
    PathSegment segment;
    if (written.starts_with('{') && next < parameters.size()) {
      segment.is_parameter = true;
      if (const TypeRef* type = bindings.find(parameters[next].type)) segment.type = facts.expanded(*type);
      ++next;
    } else {
      segment.literal = written;
    }
    segments.push_back(std::move(segment));
    begin = end + 1;
  }
}

std::optional<std::string> common_address(const PathPattern& a, const PathPattern& b,
                                          const TypeFacts& facts) {
  if (a.segments.size() != b.segments.size()) return std::nullopt;
  std::string address;
  for (std::size_t i = 0; i < a.segments.size(); ++i) {
    const auto segment = common_segment(a.segments[i], b.segments[i], facts);
    if (!segment) return std::nullopt;
    address.append("/").append(*segment);
  }
  return address.empty() ? "/" : address;
}

}  // namespace gangway::gen
