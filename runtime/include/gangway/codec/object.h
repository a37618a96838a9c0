#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

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

/// One field of an object, as it stands in the text: `"id"`, or `optional("note")` for one that may be left
/// out.
struct Field {
  template <std::size_t N>
  consteval Field(const char (&literal)[N], bool may_be_left_out = false)
      : name(literal, N - 1), is_optional(may_be_left_out) {}

  std::string_view name;
  bool is_optional;
};
template <std::size_t N>
consteval Field optional(const char (&name)[N]) {
  return Field(name, true);
}

}  // namespace gangway::codec

namespace gangway::detail {

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

/// Reads the value of the field of this index; `context` is the codec's own.
using ReadField = bool (*)(void* context, std::size_t field);

/// What `read_object` does, once for all objects: what a codec adds to a program is its table and its calls.
/// `seen` has a bit for each field, none of them set.
[[nodiscard]] bool read_fields(JsonReader& in, std::span<const codec::Field> fields, std::uint64_t* seen,
                               ReadField read, void* context);

}  // namespace gangway::detail

namespace gangway::codec {

/// Reads an object's members by calling `read(index)` for each of `fields` that is there, with the reader at
/// its value. Members in the order of `fields` are the fastest; any other order works too. Unknown members
/// are skipped (and checked to be JSON), repeated ones refused.
template <std::size_t N, class Read>
[[nodiscard]] bool read_object(JsonReader& in, const Field (&fields)[N], Read read) {
  std::uint64_t seen[(N + 63) / 64] = {};
  const auto call = [](void* context, std::size_t field) { return (*static_cast<Read*>(context))(field); };
  return detail::read_fields(in, fields, seen, call, &read);
}

/// Reads an object that has no fields.
[[nodiscard]] inline bool read_object(JsonReader& in) {
  return detail::read_fields(in, {}, nullptr, nullptr, nullptr);
}

}  // namespace gangway::codec
