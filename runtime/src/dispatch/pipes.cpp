#include "gangway/detail/pipes.h"

#include "codec/path_token.h"

namespace gangway::detail {

std::string PipeWalk::path(const PipeStep& step) const {
  std::string path;
  for (std::uint32_t at = step.place; at != 0; at = places_[at - 1].outer) {
    const Place& place = places_[at - 1];
    path.insert(0, place.is_item ? "/" + std::to_string(place.index) : path_token(place.key));
  }
  return path;
}

}  // namespace gangway::detail
