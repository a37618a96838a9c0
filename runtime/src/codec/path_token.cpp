#include "codec/path_token.h"

namespace gangway::detail {
namespace {

/// How much of one member's name a path repeats: names come from the peer.
constexpr std::size_t kMaxPathToken = 128;

}  // namespace

std::string path_token(std::string_view name) {
  std::string token = "/";
  if (name.size() > kMaxPathToken) {
    std::size_t cut = kMaxPathToken;
    while (cut > 0 && (static_cast<unsigned char>(name[cut]) & 0xC0) == 0x80) --cut;
    name = name.substr(0, cut);
  }
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace gangway::detail
