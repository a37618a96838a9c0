#pragma once

#include <string>
#include <string_view>

#include "gangway/codec/object.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/writer.h"
#include "gangway/types.h"

namespace gangway::codec {

/// Reads a tagged object: finds the string member `Tag` wherever it stands and calls `arm(tag)`, which reads
/// the whole object as that arm's struct. Where the tag comes first nothing is read twice.
///
/// An arm that is not known is `read_unknown(in, tag, …)` for an open union and `in.fail(Rule::Tag)` for a
/// closed one.
template <Literal Tag, class Arm>
[[nodiscard]] bool read_union(JsonReader& in, Arm&& arm) {
  std::string_view tag;
  std::string scratch;
  JsonReader::UnionState state;
  bool resume = false;
  if (!in.find_tag(Tag.view(), tag, scratch, state, resume)) return false;

  const JsonReader::UnionState outer = in.begin_union(state, resume);
  const bool ok = arm(tag);
  in.end_union(outer);
  if (!ok && in.rule() == Rule::Tag && in.path().empty()) return in.fail_tag(Rule::Tag, state);
  return ok;
}

/// Keeps an arm that this schema does not know, as text. Only inside `read_union`.
[[nodiscard]] bool read_unknown(JsonReader& in, std::string_view tag, Unknown& out);

/// Writes back what `read_unknown` read.
inline void write_unknown(JsonWriter& out, const Unknown& value) { out.raw(std::string_view(value.raw)); }

}  // namespace gangway::codec
