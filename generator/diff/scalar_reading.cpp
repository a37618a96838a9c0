#include <array>
#include <cstdint>
#include <limits>

#include "diff/reading.h"
#include "schema/constraints.h"

namespace gangway::gen {
namespace {

/// What a scalar's values look like in JSON.
enum class Form { Bool, Integer, Float, IntegerText, Text, Any };

Form form_of(Scalar scalar) {
  switch (scalar) {
    case Scalar::Bool:
      return Form::Bool;
    case Scalar::I8:
    case Scalar::I16:
    case Scalar::I32:
    case Scalar::U8:
    case Scalar::U16:
    case Scalar::U32:
    case Scalar::SafeInt:
    case Scalar::Duration:
      return Form::Integer;
    case Scalar::I64:
    case Scalar::U64:
      return Form::IntegerText;
    case Scalar::F32:
    case Scalar::F64:
      return Form::Float;
    case Scalar::Json:
      return Form::Any;
    default:
      return Form::Text;
  }
}

struct Bounds {
  std::int64_t least;
  std::uint64_t most;
};

Bounds bounds_of(Scalar scalar) {
  constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;
  switch (scalar) {
    case Scalar::I8:
      return {-128, 127};
    case Scalar::I16:
      return {-32768, 32767};
    case Scalar::I32:
      return {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
    case Scalar::U8:
      return {0, 255};
    case Scalar::U16:
      return {0, 65535};
    case Scalar::U32:
      return {0, std::numeric_limits<std::uint32_t>::max()};
    case Scalar::I64:
      return {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
    case Scalar::U64:
      return {0, std::numeric_limits<std::uint64_t>::max()};
    default:
      return {-kSafe, kSafe};
  }
}

std::string name(Scalar scalar) { return '`' + std::string(scalar_name(scalar)) + '`'; }

std::optional<std::string> bounds_refused(Scalar written, Scalar expected) {
  const Bounds from = bounds_of(written);
  const Bounds to = bounds_of(expected);
  if (from.least >= to.least && from.most <= to.most) return std::nullopt;
  return "a " + name(written) + " may be outside of " + name(expected);
}

std::string not_read(Scalar written, Scalar expected, const char* found, const char* wanted) {
  return name(written) + " is " + found + " on the wire, " + name(expected) + " is " + wanted;
}

const char* form_name(Form form) {
  constexpr std::array<const char*, 6> kNames{"true or false",      "a number", "a number",
                                              "digits in a string", "a string", "any JSON"};
  return kNames[static_cast<std::size_t>(form)];
}

}  // namespace

std::optional<std::string> scalar_refused(Scalar written, Scalar expected) {
  if (written == expected || expected == Scalar::Json) return std::nullopt;
  const Form from = form_of(written);
  const Form to = form_of(expected);
  const bool both_moments = (written == Scalar::Timestamp && expected == Scalar::TimestampNs) ||
                            (written == Scalar::TimestampNs && expected == Scalar::Timestamp);
  if (both_moments) return std::nullopt;
  if (from == Form::Integer && to == Form::Integer) return bounds_refused(written, expected);
  if (from == Form::IntegerText && to == Form::IntegerText) return bounds_refused(written, expected);
  // 64-bit integers are read from numbers too, while these are exact.
  if (from == Form::Integer && to == Form::IntegerText) return bounds_refused(written, expected);
  if ((from == Form::Integer || from == Form::Float) && to == Form::Float) {
    const bool is_wider = written == Scalar::F64 && expected == Scalar::F32;
    return is_wider ? std::optional("an `f64` may be too large for an `f32`") : std::nullopt;
  }
  if (from == Form::Float && to == Form::Integer) return "an " + name(written) + " may have a fraction";
  if (from == Form::Text || from == Form::IntegerText) {
    if (expected == Scalar::String) return std::nullopt;
    if (from == Form::IntegerText && expected == Scalar::Decimal) return std::nullopt;
    if (to == Form::Text || to == Form::IntegerText) {
      return "not every text of a " + name(written) + " is a " + name(expected);
    }
  }
  return not_read(written, expected, form_name(from), form_name(to));
}

std::vector<std::string> constraints_refused(const AllConstraints& written, const AllConstraints& expected,
                                             Scalar scalar) {
  std::vector<std::string> broken;
  const auto count = [&broken](const char* name, const CountRange& from, const CountRange& to) {
    const bool below = to.min && *to.min > from.min.value_or(0);
    const bool above = to.max && (!from.max || *to.max < *from.max);
    if (below || above) broken.push_back('@' + std::string(name) + '(' + range_text(to) + ')');
  };
  count("length", written.length, expected.length);
  count("size", written.size, expected.size);
  count("items", written.items, expected.items);
  const ValueRange& from = written.range;
  const ValueRange& to = expected.range;
  const bool below = to.min && (!from.min || compare_numbers(*to.min, *from.min) > 0);
  const bool above = to.max && (!from.max || compare_numbers(*to.max, *from.max) < 0);
  if (below || above) broken.push_back("@range(" + range_text(to, scalar) + ')');
  if (expected.unique && !written.unique) broken.push_back("@unique");
  for (const Pattern* each : expected.patterns) {
    bool is_known = false;
    for (const Pattern* other : written.patterns) is_known = is_known || other->re2 == each->re2;
    if (!is_known) broken.push_back("@pattern(\"" + each->written + "\")");
  }
  for (const Format each : expected.formats) {
    bool is_known = false;
    for (const Format other : written.formats) is_known = is_known || other == each;
    if (!is_known) broken.push_back("@format(" + std::string(format_name(each)) + ')');
  }
  return broken;
}

}  // namespace gangway::gen
