#include "analysis/constrained_values.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <tuple>

#include "patterns/formats.h"
#include "patterns/matcher.h"

namespace gangway::gen {
namespace {

/// A decimal's digits without those that do not change its value.
struct Digits {
  explicit Digits(std::string_view text) {
    negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    whole = text.substr(0, point);
    if (point != std::string_view::npos) fraction = text.substr(point + 1);
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    if (whole.empty() && fraction.empty()) negative = false;
  }

  [[nodiscard]] std::weak_ordering magnitude(const Digits& other) const {
    return std::tuple(whole.size(), whole, fraction) <=>
           std::tuple(other.whole.size(), other.whole, other.fraction);
  }

  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
};

std::weak_ordering decimal_order(std::string_view a, std::string_view b) {
  const Digits left(a);
  const Digits right(b);
  if (left.negative != right.negative) {
    return left.negative ? std::weak_ordering::less : std::weak_ordering::greater;
  }
  return left.negative ? right.magnitude(left) : left.magnitude(right);
}

double real(const Value& value, Scalar scalar) {
  const auto* fraction = std::get_if<double>(&value.data);
  const double number =
      fraction != nullptr ? *fraction : static_cast<double>(std::get<std::int64_t>(value.data));
  return scalar == Scalar::F32 ? static_cast<double>(static_cast<float>(number)) : number;
}

std::weak_ordering integer_order(const Value& a, const Value& b) {
  const auto* small_a = std::get_if<std::int64_t>(&a.data);
  const auto* small_b = std::get_if<std::int64_t>(&b.data);
  if (small_a != nullptr && small_b != nullptr) return *small_a <=> *small_b;
  if (small_a != nullptr) return std::weak_ordering::less;
  if (small_b != nullptr) return std::weak_ordering::greater;
  return std::get<std::uint64_t>(a.data) <=> std::get<std::uint64_t>(b.data);
}

constexpr std::array<std::string_view, 12> kSpaces{"\xC2\xA0",     "\xE1\x9A\x80",
                                                   "\xE2\x80\xA8", "\xE2\x80\xA9",
                                                   "\xE2\x80\xAF", "\xE2\x81\x9F",
                                                   "\xE3\x80\x80", "\xEF\xBB\xBF",
                                                   "\t",           " ",
                                                   "\n",           "\r"};

/// The bytes of the space that `text` begins (or ends) with; 0 where it does not.
std::size_t space_at(std::string_view text, bool at_end) {
  const auto there = [&](std::string_view s) { return at_end ? text.ends_with(s) : text.starts_with(s); };
  for (const std::string_view space : kSpaces) {
    if (there(space)) return space.size();
  }
  if (there("\v") || there("\f")) return 1;
  if (text.size() < 3) return 0;
  const std::string_view three =
      at_end ? text.substr(text.size() - 3) : text.substr(0, 3);  // U+2000 to U+200A
  return three.starts_with("\xE2\x80") && static_cast<unsigned char>(three[2]) <= 0x8A ? 3 : 0;
}

void trim(std::string& text) {
  std::string_view rest = text;
  while (const std::size_t space = space_at(rest, false)) rest.remove_prefix(space);
  while (const std::size_t space = space_at(rest, true)) rest.remove_suffix(space);
  text = std::string(rest);
}

std::uint64_t code_points(std::string_view text) {
  return static_cast<std::uint64_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// The bytes that canonical base64 stands for.
std::uint64_t byte_count(std::string_view base64) {
  return base64.size() / 4 * 3 - static_cast<std::uint64_t>(std::count(base64.begin(), base64.end(), '='));
}

bool holds(const std::optional<CountRange>& range, std::uint64_t count) {
  return !range || (count >= range->min.value_or(0) && (!range->max || count <= *range->max));
}

/// An element in the one form that equal ones share.
std::pair<std::size_t, std::string> identity(const Value& value) {
  struct Text {
    std::string operator()(std::nullptr_t) const { return {}; }
    std::string operator()(bool b) const { return b ? "1" : "0"; }
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(std::uint64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return std::to_string(d); }
    std::string operator()(const std::string& s) const { return s; }
    std::string operator()(const EnumeratorRef& e) const { return e.name; }
    std::string operator()(const std::vector<Value>&) const { return {}; }
  };
  return {value.data.index(), std::visit(Text{}, value.data)};
}

bool all_differ(const std::vector<Value>& list) {
  std::set<std::pair<std::size_t, std::string>> seen;
  return std::all_of(list.begin(), list.end(),
                     [&](const Value& each) { return seen.insert(identity(each)).second; });
}

std::optional<std::string_view> apply_to_text(const Constraints& constraints, std::string& text) {
  if (constraints.trim) trim(text);
  if (constraints.lowercase) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (!holds(constraints.length, code_points(text))) return "length";
  if (constraints.pattern && !patterns::Matcher(constraints.pattern->re2).matches(text)) return "pattern";
  if (constraints.format && !patterns::is_of_format(format_name(*constraints.format), text)) return "format";
  return std::nullopt;
}

}  // namespace

std::weak_ordering order(const Value& a, const Value& b, Scalar scalar) {
  if (scalar == Scalar::Decimal) {
    return decimal_order(std::get<std::string>(a.data), std::get<std::string>(b.data));
  }
  if (scalar == Scalar::F32 || scalar == Scalar::F64) {
    const double left = real(a, scalar);
    const double right = real(b, scalar);
    return left < right   ? std::weak_ordering::less
           : left > right ? std::weak_ordering::greater
                          : std::weak_ordering::equivalent;
  }
  return integer_order(a, b);
}

std::optional<std::string_view> apply(const Constraints& constraints, Value& value, const TypeRef& base) {
  if (const auto* list = std::get_if<std::vector<Value>>(&value.data)) {
    if (!holds(constraints.items, list->size())) return "items";
    if (constraints.unique && !all_differ(*list)) return "unique";
    return std::nullopt;
  }
  if (base.kind != TypeRef::Kind::Scalar) return std::nullopt;
  if (constraints.range) {
    const auto& [min, max] = *constraints.range;
    if ((min && order(value, *min, base.scalar) < 0) || (max && order(value, *max, base.scalar) > 0)) {
      return "range";
    }
  }
  auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) return std::nullopt;
  if (base.scalar == Scalar::String) return apply_to_text(constraints, *text);
  if (base.scalar == Scalar::Bytes && !holds(constraints.size, byte_count(*text))) return "size";
  return std::nullopt;
}

}  // namespace gangway::gen
