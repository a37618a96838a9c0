#include <nlohmann/json.hpp>

#include "codec/packed_json.h"
#include "gangway/codec/json_value.h"
#include "gangway/codec/reader.h"
#include "gangway/codec/union.h"

namespace gangway {

bool JsonReader::find_tag(std::string_view tag_key, std::string_view& tag, std::string& scratch,
                          UnionState& state, bool& resume) {
  skip_space();
  state = {tag_key, -1, here()};
  const bool fine = is_packed() ? find_packed_tag(tag_key, tag, state, resume)
                                : find_first_tag(tag_key, tag, scratch, state, resume);
  if (!fine || resume) return fine;

  // The tag comes later: find it, check the whole object, and begin again.
  go_to(state.begin);
  std::string_view key;
  if (!object_begin()) return false;
  bool found = false;
  while (next_key(key)) {
    if (key != tag_key) {
      if (!skip()) return inside(key);
    } else if (found) {
      return fail_at(Rule::Duplicate, tag_key);
    } else {
      if (!read_view(tag, scratch)) {
        leave();
        return fail_tag(rule_, state);
      }
      found = true;
    }
  }
  if (failed()) return false;
  go_to(state.begin);
  return found || fail_tag(Rule::Missing, state);
}

/// Looks whether the tag comes first. With no failure and no `resume`, it does not.
bool JsonReader::find_first_tag(std::string_view tag_key, std::string_view& tag, std::string& scratch,
                                UnionState& state, bool& resume) {
  if (!accept('{')) return fail_type();
  if (depth_ + 1 > kMaxJsonDepth) return fail(Rule::Depth);
  skip_space();
  if (peek() == '}') return true;
  std::string_view key;
  std::string key_scratch;
  if (!read_key(key, key_scratch)) return false;
  if (key != tag_key) return true;
  if (!read_view(tag, scratch)) return fail_tag(rule_, state);
  const bool more = accept(',');
  resume = peek() == (more ? '"' : '}');
  state.depth = depth_ + 1;
  return resume || fail(Rule::Syntax);
}

/// The tag stands inside the value that is at fault, which is passed over as a whole.
bool JsonReader::fail_tag(Rule rule, const UnionState& state) {
  fail(rule);
  at_value_ = false;
  inside(state.tag_key);
  at_value_ = true;
  unread_ = state.begin;
  return false;
}

JsonReader::UnionState JsonReader::begin_union(const UnionState& state, bool resume) noexcept {
  const UnionState outer = union_;
  union_ = state;
  resume_union_ = resume;
  return outer;
}

void JsonReader::end_union(const UnionState& outer) noexcept {
  union_ = outer;
  resume_union_ = false;
}

// Read as `json` is, and then dropped: what will be written back must not have a key twice, or a number that
// only this end can read.
bool JsonReader::union_span(std::string_view& out) {
  resume_union_ = false;
  go_to(union_.begin);
  nlohmann::json whole;
  if (!codec::Json::read(*this, whole)) return false;
  out = {union_.begin, static_cast<std::size_t>(here() - union_.begin)};
  return true;
}

bool codec::read_unknown(JsonReader& in, std::string_view tag, Unknown& out) {
  std::string_view raw;
  if (!in.union_span(raw)) return false;
  out.tag.assign(tag);
  out.raw = detail::json_text_of(raw, in.format());
  return true;
}

}  // namespace gangway
