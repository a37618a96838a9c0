#pragma once

#include <array>
#include <cstddef>

namespace gangway::protocol::websocket {

/// The four bytes that a client's frame is XORed with (RFC 6455, 5.3), in the order they stand in its header.
using MaskKey = std::array<unsigned char, 4>;

/// Unmasks bytes in place. `offset` is how many bytes of the same payload came before them.
void unmask(char* bytes, std::size_t size, MaskKey key, std::size_t offset) noexcept;

}  // namespace gangway::protocol::websocket
