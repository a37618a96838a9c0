#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "gangway/codec/object.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/types.h"

// What annotations behind a type ask of its values and do to them: `Checked<String, Trim, Length<1, 64>>`.

namespace gangway::codec {

/// A bound that is not there.
struct Unbounded {};
inline constexpr Unbounded unbounded{};
inline constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

}  // namespace gangway::codec

namespace gangway::detail {

void trim(std::string& text);
void lowercase(std::string& text);
[[nodiscard]] bool check_length(JsonReader& in, std::string_view text, std::size_t min, std::size_t max);
[[gnu::cold]] bool fail_count(JsonReader& in, Rule rule, std::size_t min, std::size_t max);
[[gnu::cold]] bool fail_range(JsonReader& in, std::string_view min, std::string_view max);

/// A bound as text, for messages.
template <class Bound>
std::string bound_text(Bound bound) {
  if constexpr (std::is_same_v<Bound, codec::Unbounded>) {
    return {};
  } else {
    return std::to_string(bound);
  }
}

/// A fraction from its text; nothing from an empty one.
[[nodiscard]] std::optional<double> parse_bound(std::string_view text);

enum class TextFormat : std::uint8_t { Email, Uri, Hostname, Ipv4, Ipv6 };
[[nodiscard]] consteval TextFormat format_named(std::string_view name) {
  constexpr std::string_view names[] = {"email", "uri", "hostname", "ipv4", "ipv6"};
  std::uint8_t index = 0;
  for (const std::string_view each : names) {
    if (each == name) return static_cast<TextFormat>(index);
    ++index;
  }
  throw "no such format";
}
[[nodiscard]] bool check_format(JsonReader& in, std::string_view text, TextFormat format,
                                std::string_view name);

/// A regular expression, compiled once. From any thread.
class CompiledPattern {
 public:
  explicit CompiledPattern(std::string_view re2);
  ~CompiledPattern();
  CompiledPattern(const CompiledPattern&) = delete;
  CompiledPattern& operator=(const CompiledPattern&) = delete;

  [[nodiscard]] bool matches_whole(std::string_view text) const;
  /// The same, or fails with Rule::Pattern; `shown` is the pattern as people know it.
  [[nodiscard]] bool check(JsonReader& in, std::string_view text, std::string_view shown) const;

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
};

/// An order among elements that may be compared for `@unique`, and no more than that.
template <class T>
[[nodiscard]] bool comes_before(const T& a, const T& b) {
  return a < b;
}
template <class E>
[[nodiscard]] bool comes_before(const Open<E>& a, const Open<E>& b) {
  return a.name() < b.name();
}
template <class T>
[[nodiscard]] bool comes_before(const std::optional<T>& a, const std::optional<T>& b) {
  return a && b ? comes_before(*a, *b) : !a && b;
}

template <class T>
[[nodiscard]] bool has_repeats(const std::vector<T>& list) {
  constexpr std::size_t kFew = 16;  // comparing each with each is quicker, and needs no memory
  if (list.size() <= kFew || std::is_same_v<T, bool>) {
    for (std::size_t i = 1; i < list.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (list[i] == list[j]) return true;
      }
    }
    return false;
  }
  if constexpr (!std::is_same_v<T, bool>) {
    std::vector<const T*> sorted;
    sorted.reserve(list.size());
    for (const T& each : list) sorted.push_back(&each);
    std::sort(sorted.begin(), sorted.end(), [](const T* a, const T* b) { return comes_before(*a, *b); });
    return std::adjacent_find(sorted.begin(), sorted.end(),
                              [](const T* a, const T* b) { return *a == *b; }) != sorted.end();
  }
  return false;
}

/// What a number is compared as.
template <class T>
[[nodiscard]] auto measure(const T& value) {
  if constexpr (requires { value.count(); }) {
    return value.count();
  } else {
    return value;
  }
}

}  // namespace gangway::detail

namespace gangway::codec {

/// A `C` whose values are changed and checked by `Rules`, in this order, as they are read. What is written is
/// written as it is.
template <class C, class... Rules>
struct Checked {
  using value = typename C::value;

  static bool read(JsonReader& in, value& out) {
    const unsigned before = in.passed_over();
    if (!C::read(in, out)) [[unlikely]]
      return false;
    // With elements passed over, a list is not what was sent.
    return in.passed_over() != before || (Rules::apply(in, out) && ...);
  }
  static void write(JsonWriter& out, const value& v) { C::write(out, v); }
};

/// `@trim`: without the space that ECMAScript's trim() removes.
struct Trim {
  static bool apply(JsonReader&, std::string& text) {
    const auto is_plain = [](char c) { return static_cast<unsigned char>(c - 0x21) < 0x5E; };
    if (text.empty() || (is_plain(text.front()) && is_plain(text.back()))) [[likely]]
      return true;
    detail::trim(text);
    return true;
  }
};

/// `@lowercase`: A to Z only.
struct Lowercase {
  static bool apply(JsonReader&, std::string& text) {
    detail::lowercase(text);
    return true;
  }
};

/// `@length`: code points.
template <std::size_t Min, std::size_t Max = kNoLimit>
struct Length {
  static bool apply(JsonReader& in, std::string_view text) {
    // A code point has one to four bytes, so most texts need not be counted.
    constexpr std::size_t kSurelyEnough = Min <= 1 ? Min : Min * 4;
    if (text.size() >= kSurelyEnough && text.size() <= Max) [[likely]]
      return true;
    return detail::check_length(in, text, Min, Max);
  }
};

/// `@size`: bytes.
template <std::size_t Min, std::size_t Max = kNoLimit>
struct Size {
  static bool apply(JsonReader& in, const gangway::Bytes& bytes) {
    return (bytes.size() >= Min && bytes.size() <= Max) || detail::fail_count(in, Rule::Size, Min, Max);
  }
};

/// `@items`: elements of a list, entries of a map.
template <std::size_t Min, std::size_t Max = kNoLimit>
struct Items {
  template <class Container>
  static bool apply(JsonReader& in, const Container& items) {
    return (items.size() >= Min && items.size() <= Max) || detail::fail_count(in, Rule::Items, Min, Max);
  }
};

/// `@unique`: no two elements are equal.
struct Unique {
  template <class T>
  static bool apply(JsonReader& in, const std::vector<T>& list) {
    return !detail::has_repeats(list) || in.fail(Rule::Unique, "items must be unique");
  }
};

/// `@range` of integers and durations, which are milliseconds: `Range<0, 100>`, `Range<1, unbounded>`.
template <auto Min, auto Max>
struct Range {
  template <class T>
  static bool apply(JsonReader& in, const T& value) {
    const auto number = detail::measure(value);
    bool is_inside = true;
    if constexpr (!std::is_same_v<decltype(Min), const Unbounded>) is_inside = !std::cmp_less(number, Min);
    if constexpr (!std::is_same_v<decltype(Max), const Unbounded>) {
      is_inside = is_inside && !std::cmp_greater(number, Max);
    }
    return is_inside || detail::fail_range(in, detail::bound_text(Min), detail::bound_text(Max));
  }
};

/// `@range` of f32 and f64, each compared as what it is: `RealRange<"-0.5", "">`.
template <Literal Min, Literal Max>
struct RealRange {
  template <std::floating_point T>
  static bool apply(JsonReader& in, T value) {
    static const std::optional<double> min = detail::parse_bound(Min.view());
    static const std::optional<double> max = detail::parse_bound(Max.view());
    const bool is_inside = (!min || value >= static_cast<T>(*min)) && (!max || value <= static_cast<T>(*max));
    return is_inside || detail::fail_range(in, Min.view(), Max.view());
  }
};

/// `@range` of decimals, exactly: `DecimalRange<"0", "9.99">`.
template <Literal Min, Literal Max>
struct DecimalRange {
  static bool apply(JsonReader& in, const gangway::Decimal& value) {
    static const std::optional<gangway::Decimal> min = gangway::Decimal::parse(Min.view());
    static const std::optional<gangway::Decimal> max = gangway::Decimal::parse(Max.view());
    const bool is_inside = (!min || value >= *min) && (!max || value <= *max);
    return is_inside || detail::fail_range(in, Min.view(), Max.view());
  }
};

/// `@pattern`: the whole string matches. `Shown` is how the schema spells it where that differs.
template <Literal Re2, Literal Shown = Re2>
struct Pattern {
  static bool apply(JsonReader& in, std::string_view text) {
    static const detail::CompiledPattern pattern(Re2.view());
    return pattern.check(in, text, Shown.view());
  }
};

/// `@format`: email, uri, hostname, ipv4 or ipv6.
template <Literal Name>
struct Format {
  static bool apply(JsonReader& in, std::string_view text) {
    return detail::check_format(in, text, detail::format_named(Name.view()), Name.view());
  }
};

}  // namespace gangway::codec
