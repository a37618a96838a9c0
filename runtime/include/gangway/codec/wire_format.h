#pragma once

#include <cstdint>

namespace gangway {

/// How values are written: as JSON text (RFC 8259), or as MessagePack (github.com/msgpack/msgpack, spec.md).
enum class WireFormat : std::uint8_t { Json, MessagePack };

}  // namespace gangway
