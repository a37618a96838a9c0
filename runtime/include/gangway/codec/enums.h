#pragma once

#include <string>
#include <string_view>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/types.h"

namespace gangway::detail {

/// Reads a string and gives it to `parse` together with `to`; where that returns false the enum has no such
/// name.
[[nodiscard]] bool read_name(JsonReader& in, bool (*parse)(void* to, std::string_view name), void* to);

}  // namespace gangway::detail

namespace gangway::codec {

/// An open enum: a name that is not known is kept. `Parse` finds an enumerator by name, `Name` does the
/// reverse.
template <class E, bool (*Parse)(std::string_view, E&), std::string_view (*Name)(E)>
struct OpenEnum {
  using value = Open<E>;

  static bool read(JsonReader& in, value& out) {
    return detail::read_name(
        in,
        [](void* to, std::string_view name) {
          E known{};
          if (Parse(name, known)) {
            *static_cast<value*>(to) = known;
          } else {
            *static_cast<value*>(to) = value::unknown(std::string(name));
          }
          return true;
        },
        &out);
  }

  [[gnu::noinline]] static void write(JsonWriter& out, const value& v) {
    if (const auto known = v.known()) {
      out.plain(Name(*known));
    } else {
      out.string(v.unknown_name());
    }
  }
};

/// A closed enum: a name that is not known is refused with Rule::Enum.
template <class E, bool (*Parse)(std::string_view, E&), std::string_view (*Name)(E)>
struct ClosedEnum {
  using value = E;

  static bool read(JsonReader& in, E& out) {
    return detail::read_name(
        in, [](void* to, std::string_view name) { return Parse(name, *static_cast<E*>(to)); }, &out);
  }

  static void write(JsonWriter& out, const E& v) { out.plain(Name(v)); }
};

}  // namespace gangway::codec
