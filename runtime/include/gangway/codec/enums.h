#pragma once

#include <string>
#include <string_view>

#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/types.h"

namespace gangway::codec {

/// An open enum: a name that is not known is kept. `Parse` finds an enumerator by name, `Name` does the
/// reverse.
template <class E, bool (*Parse)(std::string_view, E&), std::string_view (*Name)(E)>
struct OpenEnum {
  using value = Open<E>;

  static bool read(JsonReader& in, value& out) {
    std::string_view text;
    std::string scratch;
    if (!in.read_view(text, scratch)) return false;
    E known{};
    if (Parse(text, known)) {
      out = known;
    } else {
      out = value::unknown(std::string(text));
    }
    return true;
  }

  static void write(JsonWriter& out, const value& v) {
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
    std::string_view text;
    std::string scratch;
    if (!in.read_view(text, scratch)) return false;
    return Parse(text, out) || in.fail(Rule::Enum);
  }

  static void write(JsonWriter& out, const E& v) { out.plain(Name(v)); }
};

}  // namespace gangway::codec
