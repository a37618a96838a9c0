#include "auth/base64url.h"

#include "codec/base64.h"

namespace gangway::jwt {

std::optional<std::vector<std::uint8_t>> from_base64url(std::string_view text) {
  // Ours reads both alphabets, with padding or without.
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  if (!gangway::detail::read_base64(text, bytes)) return std::nullopt;
  return bytes;
}

std::string to_base64url(std::string_view bytes) {
  std::string text(gangway::detail::base64_size(bytes.size()), '\0');
  gangway::detail::write_base64(text.data(), reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                bytes.size());
  while (!text.empty() && text.back() == '=') text.pop_back();
  for (char& c : text) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  return text;
}

}  // namespace gangway::jwt
