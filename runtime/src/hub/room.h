#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gangway::detail {

class Member;

/// The members of a room that live on one loop. Member and room know each other's place in their lists, so
/// that leaving costs the same however many are in.
struct Room {
  struct Seat {
    Member* member;
    std::size_t entry;  ///< Of this room in the member's list.
  };

  std::string name;
  std::vector<Seat> seats;
};

}  // namespace gangway::detail
