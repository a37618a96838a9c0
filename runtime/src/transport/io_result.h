#pragma once

#include <cstddef>
#include <cstdint>

namespace gangway::transport {

/// What one call to a stream of bytes did.
struct IoResult {
  enum class Status : std::uint8_t { Ok, WouldBlock, End, Failed };

  Status status = Status::Ok;
  std::size_t bytes = 0;
};

}  // namespace gangway::transport
