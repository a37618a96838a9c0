#include "protocol/websocket/mask.h"

#include <cstdint>
#include <cstring>

namespace gangway::protocol::websocket {

void unmask(char* bytes, std::size_t size, MaskKey key, std::size_t offset) noexcept {
  // The key as it applies to the first of these bytes, then as often as it fits a word: XOR cares for no byte
  // order.
  unsigned char turned[8];
  for (std::size_t i = 0; i < sizeof turned; ++i) turned[i] = key[(offset + i) % 4];
  std::uint64_t wide;
  std::memcpy(&wide, turned, sizeof wide);

  std::size_t at = 0;
  for (; at + 32 <= size; at += 32) {
    std::uint64_t words[4];
    std::memcpy(words, bytes + at, 32);
    for (std::uint64_t& word : words) word ^= wide;
    std::memcpy(bytes + at, words, 32);
  }
  for (; at + 8 <= size; at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + at, 8);
    word ^= wide;
    std::memcpy(bytes + at, &word, 8);
  }
  for (; at < size; ++at) bytes[at] = static_cast<char>(bytes[at] ^ turned[at % 4]);
}

}  // namespace gangway::protocol::websocket
