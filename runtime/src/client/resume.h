#pragma once

#include <optional>
#include <string>
#include <utility>

#include "client/frame.h"
#include "gangway/client/namespace.h"

namespace gangway::client {

/// What is remembered of a membership, so that a join after a loss gets what was missed. Only namespaces with
/// `@replay` events have offsets.
class Resume {
 public:
  /// `,"resume":{…}` of the next join; empty where there is nothing to resume.
  [[nodiscard]] std::string request() const {
    if (!sid_ || !offset_) return {};
    return ",\"resume\":{\"sid\":\"" + *sid_ + "\",\"offset\":\"" + *offset_ + "\"}";
  }
  /// An event came from that place.
  void reached(const std::optional<std::string>& offset) {
    if (offset && offset_) offset_ = offset;
  }
  /// Joined; what became of the resumption, where there was one.
  std::optional<Resumption> joined(const Joined& joined) {
    const bool is_back = offset_.has_value();
    sid_ = joined.sid;
    offset_ = joined.offset;
    if (!is_back) return std::nullopt;
    return Resumption{.resumed = joined.resumed, .gap = joined.gap || !joined.resumed};
  }
  void forget() {
    sid_.reset();
    offset_.reset();
  }

 private:
  std::optional<std::string> sid_;
  std::optional<std::string> offset_;
};

}  // namespace gangway::client
