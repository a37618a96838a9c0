#include "protocol/websocket/frame.h"

#include <cstring>

namespace gangway::protocol::websocket {
namespace {

constexpr unsigned kFinal = 0x80;
constexpr unsigned kRsv1 = 0x40;
constexpr unsigned kRsv23 = 0x30;
constexpr unsigned kMasked = 0x80;

std::uint64_t read_big_endian(const char* bytes, std::size_t count) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

HeaderResult parse_header(const char* bytes, std::size_t size, FrameHeader& header,
                          Violation& violation) noexcept {
  const auto refuse = [&violation](std::string_view reason) {
    violation = {CloseCode::ProtocolError, reason};
    return HeaderResult::Invalid;
  };
  if (size == 0) return HeaderResult::Incomplete;
  const unsigned first = static_cast<unsigned char>(bytes[0]);
  const unsigned opcode = first & 0x0F;
  if ((first & kRsv23) != 0) return refuse("reserved bits are set");
  if ((opcode > 2 && opcode < 8) || opcode > 10) return refuse("unknown opcode");
  header.opcode = static_cast<Opcode>(opcode);
  header.final = (first & kFinal) != 0;
  header.compressed = (first & kRsv1) != 0;
  if (is_control(header.opcode) && !header.final) return refuse("control frame in fragments");

  if (size < 2) return HeaderResult::Incomplete;
  const unsigned second = static_cast<unsigned char>(bytes[1]);
  const unsigned length = second & 0x7F;
  if ((second & kMasked) == 0) return refuse("frame is not masked");
  if (is_control(header.opcode) && length > kMaxControlPayload) return refuse("control frame is too long");

  const std::size_t wide = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (size < 2 + wide) return HeaderResult::Incomplete;
  header.length = wide == 0 ? length : read_big_endian(bytes + 2, wide);
  if (wide == 2 && header.length < 126) return refuse("length is not in its shortest form");
  if (wide == 8 && header.length <= 0xFFFF) return refuse("length is not in its shortest form");
  if (header.length >> 63 != 0) return refuse("length is negative");

  header.size = 2 + wide + header.key.size();
  if (size < header.size) return HeaderResult::Incomplete;
  std::memcpy(header.key.data(), bytes + 2 + wide, header.key.size());
  return HeaderResult::Complete;
}

char* write_header(char* to, Opcode opcode, bool compressed, std::uint64_t length) noexcept {
  *to++ = static_cast<char>(kFinal | (compressed ? kRsv1 : 0U) | static_cast<unsigned>(opcode));
  const std::size_t size = header_size(length);
  if (size == 2) {
    *to++ = static_cast<char>(length);
    return to;
  }
  *to++ = static_cast<char>(size == 4 ? 126 : 127);
  for (std::size_t shift = (size - 2) * 8; shift > 0; shift -= 8)
    *to++ = static_cast<char>(length >> (shift - 8));
  return to;
}

}  // namespace gangway::protocol::websocket
