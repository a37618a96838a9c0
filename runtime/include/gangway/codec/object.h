#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "gangway/codec/reader.h"

namespace gangway::codec {

/// A string literal as a template argument: `read_object<"id", "seq">`.
template <std::size_t N>
struct Literal {
  consteval Literal(const char (&literal)[N]) {
    for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
  }
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }

  char text[N];
};

/// The fields, by index, that must be there: `required<0, 1>`.
template <std::size_t... Index>
struct RequiredFields {};
template <std::size_t... Index>
inline constexpr RequiredFields<Index...> required{};

}  // namespace gangway::codec

namespace gangway::detail {

/// Which of N fields were read.
template <std::size_t N>
class FieldSet {
 public:
  template <std::size_t... Index>
  static constexpr FieldSet of(codec::RequiredFields<Index...>) {
    FieldSet set;
    (set.add(Index), ...);
    return set;
  }
  constexpr void add(std::size_t index) { words_[index / 64] |= std::uint64_t{1} << (index % 64); }
  [[nodiscard]] constexpr bool has(std::size_t index) const {
    return (words_[index / 64] >> (index % 64) & 1) != 0;
  }
  [[nodiscard]] constexpr bool has_all(const FieldSet& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & other.words_[i]) != other.words_[i]) return false;
    }
    return true;
  }
  [[nodiscard]] constexpr bool has_none() const { return *this == FieldSet{}; }

  friend constexpr bool operator==(const FieldSet&, const FieldSet&) = default;

 private:
  std::array<std::uint64_t, N == 0 ? 1 : (N + 63) / 64> words_{};
};

/// `"name":` as bytes, to be compared at once where a key is expected.
template <codec::Literal Name>
inline constexpr auto kQuotedKey = [] {
  constexpr std::size_t length = Name.view().size();
  std::array<char, length + 3> key{};
  key[0] = '"';
  for (std::size_t i = 0; i < length; ++i) key[i + 1] = Name.text[i];
  key[length + 1] = '"';
  key[length + 2] = ':';
  return key;
}();

/// The index of `key` in `names`, or `count`.
[[nodiscard]] std::size_t find_name(const std::string_view* names, std::size_t count,
                                    std::string_view key) noexcept;

/// Calls `field<I>()` for a run-time `index`.
template <class Field, std::size_t... I>
bool read_field(Field& field, std::size_t index, std::index_sequence<I...>) {
  bool ok = false;
  (void)((I == index && (ok = field.template operator()<I>(), true)) || ...);
  return ok;
}

/// The rest of an object, from a key on: any order, unknown keys skipped, repeated ones refused.
template <std::size_t N, class Field>
[[gnu::noinline]] bool read_members(JsonReader& in, const std::array<std::string_view, N>& names,
                                    FieldSet<N>& seen, Field& field) {
  std::string_view key;
  std::string scratch;
  do {
    in.skip_space();
    if (!in.read_key(key, scratch)) return false;
    const std::size_t index = find_name(names.data(), N, key);
    if (index == N) {
      if (in.is_union_tag(key)) return in.fail_at(Rule::Duplicate, key);
      if (!in.skip()) return in.inside(key);
      continue;
    }
    if (seen.has(index)) return in.fail_at(Rule::Duplicate, names[index]);
    seen.add(index);
    if (!read_field(field, index, std::make_index_sequence<N>{}) && !in.inside(names[index])) return false;
  } while (in.accept(','));
  return in.accept('}') || in.fail(Rule::Syntax);
}

/// What became of one field on the straight path.
enum class Step : std::uint8_t { NotHere, Taken, Last, Failed };

/// Tries field I where it is expected; true to go on with the next.
template <std::size_t I, codec::Literal Name, std::size_t N, class Field>
[[gnu::always_inline]] inline bool try_field(JsonReader& in, const FieldSet<N>& needed, FieldSet<N>& seen,
                                             Step& step, Field& field) {
  in.skip_space();
  if (!in.accept_all(kQuotedKey<Name>)) {
    step = Step::NotHere;
    return !needed.has(I);
  }
  seen.add(I);
  if (!field.template operator()<I>() && !in.inside(Name.view())) [[unlikely]] {
    step = Step::Failed;
    return false;
  }
  step = in.accept_here(',') ? Step::Taken : Step::Last;
  return step == Step::Taken;
}

}  // namespace gangway::detail

namespace gangway::codec {

/// Reads an object's members by calling `field.operator()<I>()` for each that is there, with the reader at
/// its value. Members in the order of `Names` are taken on a straight path that compares whole keys; any
/// other order works too. Unknown members are skipped (and checked to be JSON), repeated ones refused.
template <Literal... Names, std::size_t... Required, class Field>
[[nodiscard]] inline bool read_object(JsonReader& in, RequiredFields<Required...> required_fields,
                                      Field&& field) {
  constexpr std::size_t count = sizeof...(Names);
  using Fields = detail::FieldSet<count>;
  static constexpr std::array<std::string_view, count> names{Names.view()...};
  static constexpr Fields needed = Fields::of(required_fields);

  if (!in.enter('{')) return false;
  Fields seen;
  detail::Step step = detail::Step::NotHere;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (void)(detail::try_field<I, Names>(in, needed, seen, step, field) && ...);
  }
  (std::make_index_sequence<count>{});

  if (step == detail::Step::Failed) return false;
  const bool behind_value = step == detail::Step::Last;
  const bool nothing_read = !behind_value && seen.has_none();
  if ((behind_value || nothing_read) && in.accept('}')) [[likely]] {
    // The usual end.
  } else {
    if (behind_value && !in.accept(',')) return in.fail(Rule::Syntax);
    if (!detail::read_members<count>(in, names, seen, field)) return false;
  }
  in.leave();
  if (seen.has_all(needed)) [[likely]]
    return true;
  for (std::size_t i = 0; i < count; ++i) {
    if (needed.has(i) && !seen.has(i) && !in.fail_at(Rule::Missing, names[i])) return false;
  }
  return true;
}

}  // namespace gangway::codec
