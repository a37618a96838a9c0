#include <string>

#include "gangway/codec/object.h"

namespace gangway::detail {
namespace {

/// Where the straight path led to.
enum class Straight : std::uint8_t { AtEnd, AtKey, Failed };

/// The fields of one object and which of them were read.
class Members {
 public:
  Members(JsonReader& in, std::span<const codec::Field> fields, std::uint64_t* seen, ReadField read,
          void* context)
      : in_(in), fields_(fields), seen_(seen), read_(read), context_(context) {}

  /// The members that stand in the order of the fields, which is how our own writers leave them.
  Straight read_in_order() {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      in_.skip_space();
      if (!in_.accept_key(fields_[i].name)) {
        if (fields_[i].is_optional) continue;
        break;
      }
      if (!read(i)) return Straight::Failed;
      if (in_.accept_here(',')) continue;
      if (in_.accept('}')) return Straight::AtEnd;
      if (in_.accept(',')) return Straight::AtKey;
      in_.fail(Rule::Syntax);
      return Straight::Failed;
    }
    return count_ == 0 && in_.accept('}') ? Straight::AtEnd : Straight::AtKey;
  }

  /// The members of MessagePack, of which mostly the next field is the next one, too.
  bool read_packed() {
    if (in_.accept('}')) return true;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (!in_.accept_packed_key(fields_[i].name)) {
        if (fields_[i].is_optional) continue;
        break;
      }
      if (!read(i)) return false;
      if (!in_.more_packed()) return true;
    }
    return read_in_any_order();
  }

  /// The rest of the members, from a key on, in any order.
  bool read_in_any_order() {
    std::string_view key;
    std::string scratch;
    do {
      in_.skip_space();
      if (!in_.read_key(key, scratch)) return false;
      const std::size_t field = find(key);
      if (field == fields_.size()) {
        if (in_.is_union_tag(key)) return in_.fail_at(Rule::Duplicate, key);
        if (!in_.skip()) return in_.inside(key);
      } else if (has(field)) {
        return in_.fail_at(Rule::Duplicate, fields_[field].name);
      } else if (!read(field)) {
        return false;
      }
    } while (in_.accept(','));
    return in_.accept('}') || in_.fail(Rule::Syntax);
  }

  bool are_complete() {
    if (count_ == fields_.size()) [[likely]]
      return true;
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      if (!fields_[i].is_optional && !has(i) && !in_.fail_at(Rule::Missing, fields_[i].name)) return false;
    }
    return true;
  }

 private:
  bool read(std::size_t field) {
    seen_[field / 64] |= std::uint64_t{1} << (field % 64);
    ++count_;
    return read_(context_, field) || in_.inside(fields_[field].name);
  }

  [[nodiscard]] bool has(std::size_t field) const { return (seen_[field / 64] >> (field % 64) & 1) != 0; }

  [[nodiscard]] std::size_t find(std::string_view key) const {
    std::size_t field = 0;
    while (field < fields_.size() && fields_[field].name != key) ++field;
    return field;
  }

  JsonReader& in_;
  std::span<const codec::Field> fields_;
  std::uint64_t* seen_;
  ReadField read_;
  void* context_;
  std::size_t count_ = 0;
};

}  // namespace

bool read_fields(JsonReader& in, std::span<const codec::Field> fields, std::uint64_t* seen, ReadField read,
                 void* context) {
  if (!in.enter('{')) return false;
  Members members(in, fields, seen, read, context);
  if (in.is_packed()) {
    if (!members.read_packed()) return false;
  } else {
    const Straight straight = members.read_in_order();
    if (straight == Straight::Failed) return false;
    if (straight == Straight::AtKey && !members.read_in_any_order()) return false;
  }
  in.leave();
  return members.are_complete();
}

}  // namespace gangway::detail
